"""The sums of a document: a cart, an order, an invoice. Pure arithmetic.

VAT is computed per rate on the document (Skatteverket; EN 16931 BR-CO-17) and divided among the lines by largest
remainder, so that lines, rates and totals agree to the öre. One side is exact: a consumer's gross, a business's net;
which it was stands on the order as its rounding mode.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from commerce.money import gross_of_net, net_of_gross, share, to_ore

GROSS_PER_RATE, NET_PER_RATE = "gross per rate", "net per rate"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Amounts:
    net: Decimal
    vat: Decimal
    gross: Decimal

    def exact(self, rounding: str) -> Decimal:
        return self.net if rounding == NET_PER_RATE else self.gross


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`parts` are in the order that they were given; `by_rate` has what was charged at each rate, the highest first."""

    rounding: str
    parts: tuple[Amounts, ...]
    by_rate: tuple[tuple[Decimal, Amounts], ...]
    net: Decimal
    vat: Decimal
    gross: Decimal


def rounding_for(buyer_type: str) -> str:
    return NET_PER_RATE if buyer_type == "business" else GROSS_PER_RATE


def document(parts: Sequence[tuple[Decimal, Decimal]], *, rounding: str) -> Document:
    """Sum parts of (exact amount in whole öre, VAT rate in percent): what a consumer pays, or a business before VAT."""
    amounts: list[Amounts] = [Amounts(ZERO, ZERO, ZERO)] * len(parts)
    by_rate = []
    for rate in sorted({rate for _amount, rate in parts}, reverse=True):
        places = [place for place, (_amount, own) in enumerate(parts) if own == rate]
        exact = [parts[place][0] for place in places]
        whole = _amounts(sum(exact, ZERO), rate, rounding)
        by_rate.append((rate, whole))
        for place, amount, vat in zip(places, exact, share(whole.vat, exact), strict=True):
            is_net = rounding == NET_PER_RATE
            amounts[place] = Amounts(amount, vat, amount + vat) if is_net else Amounts(amount - vat, vat, amount)
    return Document(
        rounding=rounding,
        parts=tuple(amounts),
        by_rate=tuple(by_rate),
        net=sum((one.net for _rate, one in by_rate), ZERO),
        vat=sum((one.vat for _rate, one in by_rate), ZERO),
        gross=sum((one.gross for _rate, one in by_rate), ZERO),
    )


def _amounts(exact: Decimal, rate: Decimal, rounding: str) -> Amounts:
    if rounding == NET_PER_RATE:
        gross = gross_of_net(exact, rate)
        return Amounts(exact, gross - exact, gross)
    net = net_of_gross(exact, rate)
    return Amounts(net, exact - net, exact)


def portion(whole: Amounts, *, done: int, take: int, of: int) -> Amounts:
    """The amounts of `take` pieces out of `of`, when `done` have been counted before: all portions add up to the whole.

    For refunds, returns and parts of a delivery. Raises ValueError when there are not so many left.
    """
    if not 0 <= done <= done + take <= of:
        raise ValueError(f"{take} of {of} after {done}")

    def between(total: Decimal) -> Decimal:
        return to_ore(total * (done + take) / of) - to_ore(total * done / of)

    net, gross = between(whole.net), between(whole.gross)
    return Amounts(net, gross - net, gross)
