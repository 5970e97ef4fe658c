"""The sums of an invoice or a credit note, so that EN 16931 can express them exactly. Pure arithmetic.

There VAT at a rate is the rate times its base, rounded half up (BR-CO-17). A base and a VAT that give what a consumer
paid do not always exist: of 29.97 at 25 %, a base of 23.98 has 6.00 in VAT and 23.97 has 5.99. Then the VAT stays what
was charged, the base is the nearest that has it, and the difference is the rounding of the document (BT-114): at most
an öre for each rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from commerce.money import ORE, net_of_gross, share, to_ore
from commerce.pricing.totals import NET_PER_RATE, Amounts

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSum:
    """What a document has at a rate (percent). `vat` is `rate` times `net`, half up; `rounding` the rest of it."""

    rate: Decimal
    net: Decimal
    vat: Decimal
    rounding: Decimal

    @property
    def payable(self) -> Decimal:
        return self.net + self.vat + self.rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """`nets` has the net amount of every part, in the order given: they add up to the bases. Highest rate first."""

    nets: tuple[Decimal, ...]
    by_rate: tuple[RateSum, ...]

    @property
    def net(self) -> Decimal:
        return sum((one.net for one in self.by_rate), ZERO)

    @property
    def vat(self) -> Decimal:
        return sum((one.vat for one in self.by_rate), ZERO)

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat

    @property
    def rounding(self) -> Decimal:
        return sum((one.rounding for one in self.by_rate), ZERO)

    @property
    def payable(self) -> Decimal:
        return self.gross + self.rounding


def expressible(charged: Amounts, rate: Decimal) -> RateSum:
    """What was charged at a rate, as EN 16931 has it: the payable is kept, and the VAT wherever some base has it."""
    near = (charged.net, charged.net - ORE, charged.net + ORE)
    net = next((net for net in near if to_ore(net * rate / 100) == charged.vat), charged.net)
    vat = to_ore(net * rate / 100)
    return RateSum(rate=rate, net=net, vat=vat, rounding=charged.gross - net - vat)


def sold(parts: Sequence[tuple[Amounts, Decimal]], *, by_rate: Sequence[tuple[Decimal, Amounts]]) -> Sums:
    """The invoice of parts as they were sold, each with its rate, and of what was charged at each rate."""
    sums = tuple(expressible(charged, rate) for rate, charged in by_rate)
    return Sums(nets=_nets(parts, sums), by_rate=sums)


def given_back(parts: Sequence[tuple[Amounts, Decimal]], *, rounding: str) -> Sums:
    """A credit note of parts of an invoice, at their original rates.

    The side that was exact in the sale is so here: what a consumer gets back, what a business gets back before VAT.
    """
    found = []
    for rate in sorted({own for _part, own in parts}, reverse=True):
        exact = sum((part.exact(rounding) for part, own in parts if own == rate), ZERO)
        net = exact if rounding == NET_PER_RATE else net_of_gross(exact, rate)
        gross = net + to_ore(net * rate / 100) if rounding == NET_PER_RATE else exact
        found.append(expressible(Amounts(net, gross - net, gross), rate))
    return Sums(nets=_nets(parts, found), by_rate=tuple(found))


def _nets(parts: Sequence[tuple[Amounts, Decimal]], sums: Sequence[RateSum]) -> tuple[Decimal, ...]:
    """The parts' own nets, with what they lack to their base put on the largest: an öre or none."""
    nets = [part.net for part, _rate in parts]
    for one in sums:
        places = [place for place, (_part, rate) in enumerate(parts) if rate == one.rate]
        lacking = one.net - sum((nets[place] for place in places), ZERO)
        if lacking:
            own = [nets[place] for place in places]
            for place, more in zip(places, share(lacking, own), strict=True):
                nets[place] += more
    return tuple(nets)
