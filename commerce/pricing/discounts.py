"""Offers that need the whole cart: by code, above a sum, for the first buyers, three for two, free delivery.

Pure arithmetic on lines that have their prices. The offer that gives most is used first, and shuts the lines that it
cuts to others, unless both may be used together; nothing is cut below zero. What was not used says why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from commerce.money import net_of_gross, percent_off, to_ore
from commerce.pricing.quote import AMOUNT, FIXED, PERCENTAGE

X_FOR_Y, FREE_SHIPPING = "x_for_y", "free_shipping"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the cart: unit price as the buyer sees it, VAT in percent, and whether an offer or agreement set it."""

    variant_id: int
    quantity: int
    unit: Decimal
    rate: Decimal
    is_closed: bool = False  # a contract price, or a price that an offer for itself alone has cut

    @property
    def amount(self) -> Decimal:
        return self.unit * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class CartOffer:
    """An offer in force and meant for the shopper. `variants` are those of the cart that it fits."""

    offer_id: int
    name: str
    kind: str
    variants: frozenset[int]
    value: Decimal | None = None
    buy: int | None = None
    pay: int | None = None
    code: str = ""
    minimum_sum: Decimal | None = None
    is_stackable: bool = False
    has_uses_left: bool = True
    is_counted: bool = False  # only so many may use it


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """What an offer took off, by variant, as the buyer sees amounts."""

    offer: CartOffer
    by_variant: Mapping[int, Decimal]

    @property
    def amount(self) -> Decimal:
        return sum(self.by_variant.values(), ZERO)


@dataclass(slots=True, kw_only=True)
class Outcome:
    discounts: list[Discount] = field(default_factory=list)
    free_shipping: CartOffer | None = None
    unused: list[tuple[CartOffer, str]] = field(default_factory=list)

    @property
    def used(self) -> list[CartOffer]:
        shipping = [self.free_shipping] if self.free_shipping else []
        return [discount.offer for discount in self.discounts] + shipping

    def off(self, variant_id: int) -> Decimal:
        return sum((discount.by_variant.get(variant_id, ZERO) for discount in self.discounts), ZERO)


def apply(
    lines: Sequence[Line],
    offers: Iterable[CartOffer],
    *,
    codes: Iterable[str] = (),
    goods_gross: Decimal,
    buyer_type: str = "consumer",
) -> Outcome:
    """Use the offers on the cart. A minimum sum is held against `goods_gross`, what the goods cost including VAT."""
    outcome = Outcome()
    given = {code.upper() for code in codes}
    usable = []
    for offer in sorted(offers, key=lambda one: one.offer_id):
        if offer.code and offer.code not in given:
            continue
        if not offer.has_uses_left:
            outcome.unused.append((offer, "used up"))
        elif offer.minimum_sum is not None and goods_gross < offer.minimum_sum:
            outcome.unused.append((offer, "below the minimum sum"))
        elif offer.kind == FREE_SHIPPING:
            if outcome.free_shipping is None and any(line.variant_id in offer.variants for line in lines):
                outcome.free_shipping = offer
            else:
                outcome.unused.append((offer, "nothing that it fits"))
        else:
            usable.append(offer)
    _use(usable, lines, outcome, buyer_type)
    return outcome


def _use(usable: list[CartOffer], lines: Sequence[Line], outcome: Outcome, buyer_type: str) -> None:
    left = {line.variant_id: line.amount for line in lines}
    shut: set[int] = set()  # lines that an offer for itself alone has cut
    touched: set[int] = set()
    while usable:
        tried = [
            (offer, _saving(offer, _open(offer, lines, left, shut, touched), left, buyer_type)) for offer in usable
        ]
        offer, saving = max(tried, key=lambda pair: (sum(pair[1].values(), ZERO), -pair[0].offer_id))
        if not any(saving.values()):
            outcome.unused += [(one, _why_not(one, lines, shut | touched)) for one in usable]
            return
        usable.remove(offer)
        outcome.discounts.append(Discount(offer=offer, by_variant=saving))
        for variant_id, amount in saving.items():
            left[variant_id] -= amount
            touched.add(variant_id)
            if not offer.is_stackable:
                shut.add(variant_id)


def _open(
    offer: CartOffer, lines: Sequence[Line], left: Mapping[int, Decimal], shut: set[int], touched: set[int]
) -> list[Line]:
    closed = shut | (set() if offer.is_stackable else touched)
    return [
        line
        for line in lines
        if line.variant_id in offer.variants and not line.is_closed and line.variant_id not in closed
    ]


def _saving(
    offer: CartOffer, lines: Sequence[Line], left: Mapping[int, Decimal], buyer_type: str
) -> dict[int, Decimal]:
    if offer.kind == X_FOR_Y:
        wanted = _free_pieces(offer, lines)
    else:
        wanted = {line.variant_id: line.amount - _after(offer, line, buyer_type) for line in lines}
    bounded = {variant_id: min(amount, left[variant_id]) for variant_id, amount in wanted.items()}
    return {variant_id: amount for variant_id, amount in bounded.items() if amount > 0}


def _after(offer: CartOffer, line: Line, buyer_type: str) -> Decimal:
    """What the line costs with the offer: each piece is cut and rounded, as the shown price would be."""
    assert offer.value is not None  # noqa: S101 - the database holds it
    if offer.kind == PERCENTAGE:
        return to_ore(percent_off(line.unit, offer.value)) * line.quantity
    value = net_of_gross(offer.value, line.rate) if buyer_type == "business" else offer.value
    if offer.kind == AMOUNT:
        return max(ZERO, line.unit - value) * line.quantity
    if offer.kind == FIXED:
        return min(line.unit, value) * line.quantity
    raise ValueError(offer.kind)


def _free_pieces(offer: CartOffer, lines: Sequence[Line]) -> dict[int, Decimal]:
    """Of every `buy` pieces, the dearest first, the cheapest are free: the shopper pays for `pay` of them."""
    assert offer.buy is not None and offer.pay is not None  # noqa: S101, PT018 - the database holds it
    dearest = sorted(lines, key=lambda line: (-line.unit, line.variant_id))
    free: dict[int, Decimal] = {}
    place = 0
    whole = sum(line.quantity for line in lines) // offer.buy * offer.buy
    for line in dearest:
        first, place = place, min(place + line.quantity, whole)
        count = _free_before(place, offer.buy, offer.pay) - _free_before(first, offer.buy, offer.pay)
        if count:
            free[line.variant_id] = line.unit * count
    return free


def _free_before(place: int, buy: int, pay: int) -> int:
    """How many of the first `place` pieces are free: in each group of `buy` those after the first `pay`."""
    return place // buy * (buy - pay) + max(0, place % buy - pay)


def _why_not(offer: CartOffer, lines: Sequence[Line], cut: set[int]) -> str:
    fitting = [line for line in lines if line.variant_id in offer.variants]
    if not fitting:
        return "nothing that it fits"
    if all(line.is_closed for line in fitting):
        return "contract price"
    if any(line.variant_id in cut for line in fitting):
        return "another offer is better"
    return "no lower"
