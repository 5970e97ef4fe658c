"""What a cart comes to: prices, offers that need all of it, delivery, VAT. Pure arithmetic, one place for it.

The cart page, the checkout and the order call the same two functions, so what is shown is what is charged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from commerce.money import net_of_gross, share
from commerce.pricing.discounts import CartOffer, Line, Outcome, apply
from commerce.pricing.quote import EXCLUSIVE, Quote
from commerce.pricing.totals import NET_PER_RATE, Amounts, Document, document, portion, rounding_for

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """The lines in the order of the quotes. `off` is what offers for the whole cart took, as the buyer sees amounts."""

    quotes: tuple[Quote, ...]
    off: tuple[Decimal, ...]
    outcome: Outcome
    sums: Document

    def amounts(self) -> dict[int, Amounts]:
        return {quote.variant_id: part for quote, part in zip(self.quotes, self.sums.parts, strict=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """All of it. `lines` are the goods, in the order of the quotes; `delivery` is the sum of its parts at each rate.

    `deliveries` are the same sum by address, in the order of the prices.
    """

    goods: Goods
    lines: tuple[Amounts, ...]
    delivery: Amounts
    deliveries: tuple[Amounts, ...]
    delivery_rates: tuple[Decimal, ...]
    sums: Document

    @property
    def gross(self) -> Decimal:
        return self.sums.gross

    def vat_by_rate(self) -> list[dict[str, Any]]:
        """As it is kept on the order: what was charged at each rate."""
        return [
            {"rate": str(rate), "net": str(one.net), "vat": str(one.vat), "gross": str(one.gross)}
            for rate, one in self.sums.by_rate
        ]


def goods(
    quotes: Iterable[Quote], *, offers: Iterable[CartOffer] = (), codes: Iterable[str] = (), buyer_type: str
) -> Goods:
    """Use the offers on what the lines cost by themselves, and sum the goods."""
    known = tuple(quotes)
    lines = [
        Line(
            variant_id=quote.variant_id,
            quantity=quote.quantity,
            unit=quote.unit(buyer_type),
            rate=quote.price_rate,
            is_closed=quote.winner.policy == EXCLUSIVE or any(not cut.is_stackable for cut in quote.cuts),
        )
        for quote in known
    ]
    before = sum((quote.gross for quote in known), ZERO)
    outcome = apply(lines, offers, codes=codes, goods_gross=before, buyer_type=buyer_type)
    off = tuple(outcome.off(quote.variant_id) for quote in known)
    parts = [(quote.line(buyer_type) - less, quote.rate) for quote, less in zip(known, off, strict=True)]
    return Goods(quotes=known, off=off, outcome=outcome, sums=document(parts, rounding=rounding_for(buyer_type)))


def with_delivery(goods: Goods, *prices: Decimal, standard_rate: Decimal) -> Reckoning:
    """Add what delivery costs. It is part of the sale, so its VAT is that of the goods, divided as they are.

    (Skatteverket: freight is a side of the supply.) `prices` are those of each address it goes to, incl. VAT at the
    standard rate, which is what a consumer pays whatever the rates are; a business pays the same before VAT. The goods
    are those of the whole order, whatever of them each address has.
    """
    rounding = goods.sums.rounding
    each = [net_of_gross(one, standard_rate) if rounding == NET_PER_RATE else one for one in prices]
    if goods.outcome.free_shipping is not None:
        each = [ZERO for _one in each]
    exact = sum(each, ZERO)
    lines = [(part.exact(rounding), quote.rate) for part, quote in zip(goods.sums.parts, goods.quotes, strict=True)]
    shares = spread(exact, lines, standard_rate=standard_rate)
    sums = document([*lines, *shares], rounding=rounding)
    of_delivery = sums.parts[len(lines) :]
    delivery = Amounts(
        sum((one.net for one in of_delivery), ZERO),
        sum((one.vat for one in of_delivery), ZERO),
        sum((one.gross for one in of_delivery), ZERO),
    )
    rates = tuple(rate for _amount, rate in shares)
    return Reckoning(
        goods=goods,
        lines=sums.parts[: len(lines)],
        delivery=delivery,
        deliveries=by_address(delivery, each, rounding=rounding),
        delivery_rates=rates,
        sums=sums,
    )


def by_address(delivery: Amounts, each: Sequence[Decimal], *, rounding: str) -> tuple[Amounts, ...]:
    """What delivery costs to each address: `each` are the exact amounts, and its VAT is divided as they are."""
    return tuple(
        Amounts(exact, vat, exact + vat) if rounding == NET_PER_RATE else Amounts(exact - vat, vat, exact)
        for exact, vat in zip(each, share(delivery.vat, list(each)), strict=True)
    )


def divided(goods: Goods, groups: Sequence[Mapping[int, int]]) -> list[Decimal]:
    """What the goods of each group come to incl. VAT; a group is pieces by variant. All groups are all goods."""
    amounts = [
        portions(part, [group.get(variant_id, 0) for group in groups]) for variant_id, part in goods.amounts().items()
    ]
    return [sum((line[place].gross for line in amounts), ZERO) for place in range(len(groups))]


def portions(whole: Amounts, pieces: Sequence[int]) -> list[Amounts]:
    """The amounts of a line whose pieces are divided so; they add up to the line."""
    found, done, of = [], 0, sum(pieces)
    for take in pieces:
        found.append(portion(whole, done=done, take=take, of=of))
        done += take
    return found


def spread(
    exact: Decimal, lines: Iterable[tuple[Decimal, Decimal]], *, standard_rate: Decimal
) -> list[tuple[Decimal, Decimal]]:
    """What delivery costs at each rate, as pairs of (amount, rate): as the goods' (amount, rate) are divided."""
    weights: dict[Decimal, Decimal] = {}
    for amount, rate in lines:
        weights[rate] = weights.get(rate, ZERO) + amount
    weights = {rate: weights[rate] for rate in sorted(weights, reverse=True) if weights[rate]}
    rates = list(weights) or [standard_rate]
    return list(zip(share(exact, list(weights.values()) or [Decimal(1)]), rates, strict=True))


def told(goods: Goods) -> Mapping[int, list[dict[str, Any]]]:
    """By variant: the offers that cut its line, as they are kept on the order."""
    return {
        quote.variant_id: [
            {
                "offer": discount.offer.offer_id,
                "name": discount.offer.name,
                "kind": discount.offer.kind,
                "code": discount.offer.code,
                "amount": str(discount.by_variant[quote.variant_id]),
            }
            for discount in goods.outcome.discounts
            if quote.variant_id in discount.by_variant
        ]
        for quote in goods.quotes
    }
