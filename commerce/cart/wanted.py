"""Many articles at once: what is known of each before it is put in the cart, and putting them there together.

The same few queries for any number of rows; the cart's row is locked while it changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db import transaction
from django.db.models.functions import Upper

from commerce.cart import basket
from commerce.cart.models import MAX_QUANTITY, Cart, CartLine
from commerce.catalogue import near
from commerce.catalogue.models import Variant
from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import quotes
from commerce.pricing.quote import Quote
from commerce.pricing.unit_price import UnitPrice
from commerce.stock import holding

Row = tuple[str, int]  # an article number as somebody writes it, and how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An article that is asked for. `problem` is unknown, closed, quantity, stock, bound, or nothing.

    `sku` is the article's own, or as it was written when there is none: then `near` are those it may have meant.
    `takes` is how many of `quantity` the cart has room for; `available` what is left beside those in it. A cart that is
    bound to a quotation takes nothing.
    """

    sku: str
    quantity: int
    variant: Variant | None = None
    quote: Quote | None = None
    available: int = 0
    held: int = 0
    takes: int = 0
    problem: str = ""
    near: list[str] = field(default_factory=list)

    def unit(self, shopper: Shopper) -> Decimal | None:
        """What a piece costs, as the shopper sees amounts."""
        return self.quote.unit(shopper.buyer_type) if self.quote else None

    def measured(self, shopper: Shopper) -> UnitPrice | None:
        """What that is per kilogram, litre or another measure."""
        return self.quote.unit_price(shopper.buyer_type) if self.quote else None

    def total(self, shopper: Shopper) -> Decimal | None:
        """What these pieces cost at that price."""
        unit = self.unit(shopper)
        return None if unit is None else unit * self.quantity


def look(rows: Iterable[Row], *, shopper: Shopper, cart: Cart | None = None) -> list[Wanted]:
    """What each row asks for, in the order of the rows; one article asked for twice is asked for once, for the sum.

    Quantity prices are those of what the cart would hold then. Capital letters do not matter where only one article
    can be meant.
    """
    asked: dict[str, int] = {}
    for sku, quantity in rows:
        asked[sku.strip()] = asked.get(sku.strip(), 0) + quantity
    found = _found(list(asked))
    merged: dict[str, int] = {}
    for written, quantity in asked.items():
        sku = found[written].sku if written in found else written
        merged[sku] = merged.get(sku, 0) + quantity
    variants = {variant.sku: variant for variant in found.values()}
    lines = list(cart.lines.values_list("variant_id", "quantity", holding.of(cart.pk, "variant"))) if cart else []
    held = {pk: quantity for pk, quantity, _own in lines}
    reserved = {pk: own for pk, _quantity, own in lines if own}
    priced = quotes(
        {
            variant.pk: min(max(held.get(variant.pk, 0) + merged[sku], 1), MAX_QUANTITY)
            for sku, variant in variants.items()
        },
        shopper=shopper,
    )
    likely = near.skus([sku for sku in merged if sku not in variants])
    return [
        _wanted(variants[sku], quantity, held=held, reserved=reserved, priced=priced)
        if sku in variants
        else Wanted(sku=sku, quantity=quantity, problem="unknown", near=likely.get(sku, []))
        for sku, quantity in merged.items()
    ]


def add_all(cart: Cart, rows: Iterable[Row], *, shopper: Shopper) -> list[Wanted]:
    """Put every row in the cart, or none when any of them has a problem. Returns them, looked at under the lock."""
    with transaction.atomic():
        wanted = _looked_at(cart, rows, shopper=shopper)
        if not any(one.problem for one in wanted):
            _put(cart, wanted)
        return wanted


def add_what_can_be(cart: Cart, rows: Iterable[Row], *, shopper: Shopper) -> list[Wanted]:
    """Put of every row as much in the cart as can be bought. Returns them: `takes` tells how many each gave."""
    with transaction.atomic():
        wanted = _looked_at(cart, rows, shopper=shopper)
        _put(cart, wanted)
        return wanted


def _looked_at(cart: Cart, rows: Iterable[Row], *, shopper: Shopper) -> list[Wanted]:
    """Under the cart's lock."""
    is_free = basket.hold(cart)
    wanted = look(rows, shopper=shopper, cart=cart)
    return wanted if is_free else [replace(one, problem="bound", takes=0) for one in wanted]


def _found(written: Sequence[str]) -> dict[str, Variant]:
    """The variants by what was written: exactly so, else in other letters where only one is written so."""
    every = Variant.objects.select_related("product", "stock")
    exact = {variant.sku: variant for variant in every.filter(sku__in=written)}
    others = {sku.upper() for sku in written if sku not in exact}
    in_capitals: dict[str, list[Variant]] = {}
    if others:
        for variant in every.annotate(capitals=Upper("sku")).filter(capitals__in=others):
            in_capitals.setdefault(variant.sku.upper(), []).append(variant)
    alone = {sku: found[0] for sku in written if len(found := in_capitals.get(sku.upper(), [])) == 1}
    return alone | exact


def _wanted(
    variant: Variant,
    quantity: int,
    *,
    held: Mapping[int, int],
    reserved: Mapping[int, int],
    priced: Mapping[int, Quote],
) -> Wanted:
    stock = getattr(variant, "stock", None)
    has = held.get(variant.pk, 0)
    left = max((stock.available + stock.backorder_limit if stock else 0) + reserved.get(variant.pk, 0) - has, 0)
    quote = priced.get(variant.pk)
    is_sold = variant.is_active and variant.product.is_on_sale and quote is not None
    room = max(min(left, MAX_QUANTITY - has), 0) if is_sold and quantity >= 1 else 0
    if not is_sold:
        problem = "closed"
    elif quantity < 1 or has + quantity > MAX_QUANTITY:
        problem = "quantity"
    else:
        problem = "stock" if quantity > left else ""
    return Wanted(
        sku=variant.sku,
        quantity=quantity,
        variant=variant,
        quote=quote,
        available=left,
        held=has,
        takes=min(quantity, room),
        problem=problem,
    )


def _put(cart: Cart, wanted: Iterable[Wanted]) -> None:
    CartLine.objects.bulk_create(
        [
            CartLine(
                cart=cart,
                variant=one.variant,
                quantity=one.held + one.takes,
                seen_net=one.quote.unit_net if one.quote else None,
                seen_gross=one.quote.unit_gross if one.quote else None,
            )
            for one in wanted
            if one.takes > 0
        ],
        update_conflicts=True,
        unique_fields=["cart", "variant"],
        update_fields=["quantity", "seen_net", "seen_gross"],
    )
    basket.let_go_of(cart)
