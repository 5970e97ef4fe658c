"""What a variant costs this shopper in this quantity, and why. Pure arithmetic: no database, no clock.

First a price wins, then offers cut it. Of the prices that the quantity reaches, those on an exclusive list shut out all
others; else those on an override list of the first rank do; else the lowest wins. An exclusive price is not cut: it is
an agreement. Each side is exact where the shopper looks: a consumer's unit price is rounded including VAT and a line is
that times the quantity, a business's the same excluding VAT.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commerce.money import gross_of_net, net_of_gross, percent_off, to_ore
from commerce.pricing.unit_price import Content, UnitPrice, unit_price

BEST, OVERRIDE, EXCLUSIVE = "best", "override", "exclusive"
PERCENTAGE, AMOUNT, FIXED = "percentage", "amount", "fixed"
ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One price that is in force and meant for the shopper. `level` and `organisation` are None on a list for everyone.

    `change_set` is the draft that it stands in, where drafts are looked at. One that a `quotation` keeps
    (its number, see `commerce.quotations.frozen`) is on no list.
    """

    variant_id: int
    price_id: int
    list_code: str
    level: str | None
    level_name: str | None
    is_net: bool
    min_quantity: int
    amount: Decimal
    organisation: int | None = None
    policy: str = BEST
    rank: int = 0
    change_set: int | None = None
    quotation: str = ""

    @property
    def is_for_everyone(self) -> bool:
        return self.level is None and self.organisation is None

    def unit(self, rate: Decimal, buyer_type: str) -> Decimal:
        """The unit price as the buyer sees it: a business excluding VAT, a consumer including it."""
        if buyer_type == "business":
            return self.amount if self.is_net else net_of_gross(self.amount, rate)
        return gross_of_net(self.amount, rate) if self.is_net else self.amount

    def unit_gross(self, rate: Decimal) -> Decimal:
        return gross_of_net(self.amount, rate) if self.is_net else self.amount

    def told(self) -> dict[str, Any]:
        if self.quotation:
            return {"quotation": self.quotation, "line": self.price_id, "amount": str(self.amount)}
        return {"list": self.list_code, "price": self.price_id, "amount": str(self.amount)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An offer that is in force, meant for the shopper and for this variant, without a code and without conditions.

    `value` is percent of the price, or an amount including VAT: off each piece, or what each piece costs instead.
    """

    offer_id: int
    name: str
    kind: str
    value: Decimal
    is_stackable: bool = False

    def told(self) -> dict[str, Any]:
        return {"offer": self.offer_id, "name": self.name, "kind": self.kind, "value": str(self.value)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Amounts in the shopper's currency. On unit and line, net + VAT = gross to the öre.

    `prior_unit` is the lowest price of the 30 days before an announced reduction began (prisinformationslagen 7 a §),
    as the buyer sees prices; None where no reduction is announced. Of perishable goods it is the price just before.
    """

    variant_id: int
    quantity: int
    rate: Decimal
    price_rate: Decimal  # what the price was made with; another than `rate` where the sale is taxed elsewhere
    buyer_type: str
    unit_net: Decimal
    unit_gross: Decimal
    net: Decimal
    gross: Decimal
    list_unit_net: Decimal
    list_unit_gross: Decimal
    winner: Candidate
    rejected: tuple[tuple[Candidate | Cut, str], ...]
    cuts: tuple[Cut, ...] = ()
    uncut_unit: Decimal
    prior_unit: Decimal | None = None
    is_perishable: bool = False
    content: Content | None = None  # of one piece, where the goods are sold by a measure

    @property
    def vat(self) -> Decimal:
        return self.gross - self.net

    @property
    def percent(self) -> int:
        """The reduction that may be announced, in whole percent of the prior price; 0 for none."""
        return 0 if self.prior_unit is None else whole_percent(self.prior_unit, self.unit(self.buyer_type))

    @property
    def reason(self) -> str | Promise:
        """One sentence for the shopper; empty when it is simply the price."""
        if self.cuts:
            return " + ".join(cut.name for cut in self.cuts)
        winner = self.winner
        if winner.quotation:
            return _("Quotation %(number)s") % {"number": winner.quotation}
        if winner.organisation is not None and winner.min_quantity > 1:
            return _("Your contract price from %(quantity)s pcs") % {"quantity": winner.min_quantity}
        if winner.organisation is not None:
            return _("Your contract price")
        if winner.level and winner.min_quantity > 1:
            return _("Your %(level)s price from %(quantity)s pcs") % {
                "level": winner.level_name,
                "quantity": winner.min_quantity,
            }
        if winner.level:
            return _("Your %(level)s price") % {"level": winner.level_name}
        if winner.min_quantity > 1:
            return _("Price from %(quantity)s pcs") % {"quantity": winner.min_quantity}
        return ""

    @property
    def source(self) -> dict[str, Any]:
        """The explanation as it is kept on an order line: the winner, and each rejected candidate with its reason."""
        told = {
            **self.winner.told(),
            "from_quantity": self.winner.min_quantity,
            "policy": self.winner.policy,
            "list_price": str(self.list_unit_gross),
            "rejected": [{**loser.told(), "why": why} for loser, why in self.rejected],
        }
        if self.cuts:
            told |= {"before_offers": str(self.uncut_unit), "offers": [cut.told() for cut in self.cuts]}
        if self.prior_unit is not None:
            told |= {"price_before" if self.is_perishable else "prior_price": str(self.prior_unit)}
        return told

    def unit(self, buyer_type: str) -> Decimal:
        """The unit price as the buyer sees it: a business excluding VAT, a consumer including it."""
        return self.unit_net if buyer_type == "business" else self.unit_gross

    def unit_price(self, buyer_type: str) -> UnitPrice | None:
        """What that unit price is per kilogram, litre or another measure (jämförpris)."""
        return unit_price(self.unit(buyer_type), self.content)

    def line(self, buyer_type: str) -> Decimal:
        return self.net if buyer_type == "business" else self.gross

    def list_unit(self, buyer_type: str) -> Decimal:
        return self.list_unit_net if buyer_type == "business" else self.list_unit_gross


def quote(
    variant_id: int,
    quantity: int,
    candidates: Iterable[Candidate],
    *,
    rate: Decimal,
    buyer_type: str = "consumer",
    cuts: Sequence[Cut] = (),
    charged: Decimal | None = None,
    content: Content | None = None,
) -> Quote | None:
    """The price of a quantity. None when no candidate is reached: without a price nothing is for sale.

    On a tie the shopper's own list wins, then the higher tier, then the lower id. `rate` is the VAT in percent that
    prices are made with; `charged` is that of the sale where it is another: the buyer's own side stays as it was shown.
    """
    charged = rate if charged is None else charged
    reached, rejected = [], []
    for candidate in candidates:
        if candidate.min_quantity <= quantity:
            reached.append(candidate)
        else:
            rejected.append((candidate, f"from {candidate.min_quantity}"))
    if not reached:
        return None
    eligible, shut_out = _eligible(reached)
    rejected += shut_out
    ranked = sorted(eligible, key=lambda c: (c.unit(rate, buyer_type), c.is_for_everyone, -c.min_quantity, c.price_id))
    winner = ranked[0]
    uncut = winner.unit(rate, buyer_type)
    rejected += [(loser, "higher" if loser.unit(rate, buyer_type) > uncut else "tie") for loser in ranked[1:]]
    unit, applied, idle = cut_price(uncut, cuts, rate=rate, buyer_type=buyer_type, is_open=winner.policy != EXCLUSIVE)
    ordinary = min((c for c in reached if c.is_for_everyone), key=lambda c: c.min_quantity, default=winner)
    unit_net, unit_gross = both_sides(unit, charged, buyer_type)
    net, gross = both_sides(unit * quantity, charged, buyer_type)
    list_unit_net, list_unit_gross = both_sides(ordinary.unit(rate, buyer_type), charged, buyer_type)
    return Quote(
        variant_id=variant_id,
        quantity=quantity,
        rate=charged,
        price_rate=rate,
        buyer_type=buyer_type,
        unit_net=unit_net,
        unit_gross=unit_gross,
        net=net,
        gross=gross,
        list_unit_net=list_unit_net,
        list_unit_gross=list_unit_gross,
        winner=winner,
        rejected=(*rejected, *idle),
        cuts=applied,
        uncut_unit=uncut,
        content=content,
    )


def _eligible(reached: list[Candidate]) -> tuple[list[Candidate], list[tuple[Candidate, str]]]:
    """The candidates that may win by the policy of their lists, and those shut out with the reason."""
    for policy, why in ((EXCLUSIVE, "shut out by an exclusive list"), (OVERRIDE, "overridden")):
        of_policy = [candidate for candidate in reached if candidate.policy == policy]
        if of_policy:
            first = min(candidate.rank for candidate in of_policy)
            eligible = [candidate for candidate in of_policy if candidate.rank == first]
            return eligible, [(candidate, why) for candidate in reached if candidate not in eligible]
    return reached, []


def cut_price(
    uncut: Decimal, cuts: Sequence[Cut], *, rate: Decimal, buyer_type: str, is_open: bool = True
) -> tuple[Decimal, tuple[Cut, ...], list[tuple[Cut, str]]]:
    """The unit price after offers, which of them made it, and why the others did not.

    The lowest of: each offer alone, and all stackable ones together (their percentages one after another, then their
    amounts, rounded once). Ties go to fewer offers, then to the lower id.
    """
    if not is_open:
        return uncut, (), [(cut, "contract price") for cut in cuts]
    stack = tuple(sorted((cut for cut in cuts if cut.is_stackable and cut.kind != FIXED), key=lambda c: c.offer_id))
    ways: list[tuple[Cut, ...]] = [(cut,) for cut in sorted(cuts, key=lambda c: c.offer_id)] + (
        [stack] if len(stack) > 1 else []
    )
    best: Decimal = uncut
    applied: tuple[Cut, ...] = ()
    for way in ways:
        unit = _after(uncut, way, rate=rate, buyer_type=buyer_type)
        if unit < best:
            best, applied = unit, way
    idle = [(cut, "another offer is better" if applied else "no lower") for cut in cuts if cut not in applied]
    return best, applied, idle


def _after(uncut: Decimal, way: Sequence[Cut], *, rate: Decimal, buyer_type: str) -> Decimal:
    unit = uncut
    for cut in way:
        if cut.kind == FIXED:
            return _side(cut.value, rate, buyer_type)
        if cut.kind == PERCENTAGE:
            unit = percent_off(unit, cut.value)
    for cut in way:
        if cut.kind == AMOUNT:
            unit -= _side(cut.value, rate, buyer_type)
    return max(ZERO, to_ore(unit))


def whole_percent(prior: Decimal, unit: Decimal) -> int:
    """How many whole percent `unit` is below `prior`, rounded down; the öre to which a price is rounded is no less."""
    if prior <= unit:
        return 0
    percent = int(((prior - unit) * HUNDRED / prior).to_integral_value(rounding=ROUND_DOWN))
    return percent + 1 if unit <= to_ore(percent_off(prior, Decimal(percent + 1))) else percent


def _side(gross: Decimal, rate: Decimal, buyer_type: str) -> Decimal:
    return net_of_gross(gross, rate) if buyer_type == "business" else gross


def both_sides(amount: Decimal, rate: Decimal, buyer_type: str) -> tuple[Decimal, Decimal]:
    """Net and gross of an amount that is exact where the buyer looks; the other side is rounded once."""
    if buyer_type == "business":
        return amount, gross_of_net(amount, rate)
    return net_of_gross(amount, rate), amount
