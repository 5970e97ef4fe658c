"""A cart as a shopper sees it: each line with picture, price and what is wrong with it. Four queries for any number."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commerce.cart import lines
from commerce.cart.models import Cart
from commerce.catalogue.showcase import Shown, showcase
from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import quotes
from commerce.pricing.quote import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    id: int
    variant_id: int
    sku: str
    title: str
    variant_label: str
    url: str
    picture: object
    quantity: int
    quote: Quote | None
    unit_price: Decimal | None
    line_total: Decimal | None
    list_price: Decimal | None
    available: int
    stock_state: str
    stock_text: str | Promise
    problem: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Lines in the order they were added. Totals are of the lines that have a price; `goods_gross` is incl. VAT."""

    lines: list[Line]
    goods_net: Decimal
    goods_gross: Decimal

    @property
    def goods_vat(self) -> Decimal:
        return self.goods_gross - self.goods_net

    @property
    def count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def problems(self) -> list[Line]:
        return [line for line in self.lines if line.problem]


def contents(cart: Cart | None, *, shopper: Shopper) -> Contents:
    """What is in the cart now, priced for this shopper at `shopper.at`."""
    rows = lines.read(cart.pk) if cart else []
    priced = quotes({row.variant.pk: row.quantity for row in rows}, shopper=shopper) if rows else {}
    pages = showcase().shown({row.variant.product_id for row in rows}, locale=shopper.locale) if rows else {}
    seen = [_line(row, priced.get(row.variant.pk), pages.get(row.variant.product_id), shopper) for row in rows]
    known = [line.quote for line in seen if line.quote]
    return Contents(
        lines=seen,
        goods_net=sum((quote.net for quote in known), Decimal(0)),
        goods_gross=sum((quote.gross for quote in known), Decimal(0)),
    )


def _line(row: lines.Row, quote: Quote | None, page: Shown | None, shopper: Shopper) -> Line:
    variant, available = row.variant, row.available
    is_low = 0 < available <= row.low_from
    list_price = quote.list_unit(shopper.buyer_type) if quote else None
    unit_price = quote.unit(shopper.buyer_type) if quote else None
    return Line(
        id=row.id,
        variant_id=variant.pk,
        sku=variant.sku,
        title=variant.product.name_in(shopper.locale),
        variant_label=variant.label_in(shopper.locale),
        url=f"{page.url}?variant={variant.sku}" if page and page.is_live else "",
        picture=page.picture_of(variant.sku, variant.label_in(shopper.locale)) if page else None,
        quantity=row.quantity,
        quote=quote,
        unit_price=unit_price,
        line_total=quote.line(shopper.buyer_type) if quote else None,
        list_price=list_price if list_price != unit_price else None,
        available=available,
        stock_state="out" if not available else "low" if is_low else "in",
        stock_text=_("Only %(count)s left") % {"count": available} if is_low else "",
        problem=_problem(row, quote),
    )


def _problem(row: lines.Row, quote: Quote | None) -> str | Promise:
    if not row.is_for_sale or quote is None:
        return _("This is no longer sold. Remove it to go on.")
    if not row.available:
        return _("Sold out while it was in your cart. Remove it to go on.")
    if row.quantity > row.available:
        return _("Only %(count)s left. Lower the quantity to go on.") % {"count": row.available}
    return ""
