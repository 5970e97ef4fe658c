"""What a variant costs this shopper in this quantity, and why. Pure arithmetic: no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commerce.money import gross_of_net, net_of_gross


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One price that is in force and meant for the shopper. `level` is None on a list for everyone."""

    variant_id: int
    price_id: int
    list_code: str
    level: str | None
    level_name: str | None
    is_net: bool
    min_quantity: int
    amount: Decimal

    def unit_gross(self, rate: Decimal) -> Decimal:
        return gross_of_net(self.amount, rate) if self.is_net else self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Amounts in the shopper's currency. On unit and line, net + VAT = gross to the öre."""

    variant_id: int
    quantity: int
    rate: Decimal
    unit_net: Decimal
    unit_gross: Decimal
    net: Decimal
    gross: Decimal
    list_unit_net: Decimal
    list_unit_gross: Decimal
    winner: Candidate
    rejected: tuple[tuple[Candidate, str], ...]

    @property
    def vat(self) -> Decimal:
        return self.gross - self.net

    @property
    def reason(self) -> str | Promise:
        """One sentence for the shopper; empty when it is simply the price."""
        if self.winner.level and self.winner.min_quantity > 1:
            return _("Your %(level)s price from %(quantity)s pcs") % {
                "level": self.winner.level_name,
                "quantity": self.winner.min_quantity,
            }
        if self.winner.level:
            return _("Your %(level)s price") % {"level": self.winner.level_name}
        if self.winner.min_quantity > 1:
            return _("Price from %(quantity)s pcs") % {"quantity": self.winner.min_quantity}
        return ""

    @property
    def source(self) -> dict:
        """The explanation as it is kept on an order line: the winner, and each rejected candidate with its reason."""
        return {
            "list": self.winner.list_code,
            "price": self.winner.price_id,
            "from_quantity": self.winner.min_quantity,
            "amount": str(self.winner.amount),
            "list_price": str(self.list_unit_gross),
            "rejected": [
                {"list": candidate.list_code, "price": candidate.price_id, "amount": str(candidate.amount), "why": why}
                for candidate, why in self.rejected
            ],
        }

    def unit(self, buyer_type: str) -> Decimal:
        """The unit price as the buyer sees it: a business excluding VAT, a consumer including it."""
        return self.unit_net if buyer_type == "business" else self.unit_gross

    def line(self, buyer_type: str) -> Decimal:
        return self.net if buyer_type == "business" else self.gross

    def list_unit(self, buyer_type: str) -> Decimal:
        return self.list_unit_net if buyer_type == "business" else self.list_unit_gross


def quote(variant_id: int, quantity: int, candidates: Iterable[Candidate], *, rate: Decimal) -> Quote | None:
    """The lowest price that the quantity reaches; on a tie the shopper's own list, then the higher tier, then the id.

    None when no candidate is reached: without a price nothing is for sale. `rate` is VAT in percent.
    """
    reached, rejected = [], []
    for candidate in candidates:
        if candidate.min_quantity <= quantity:
            reached.append(candidate)
        else:
            rejected.append((candidate, f"from {candidate.min_quantity}"))
    if not reached:
        return None
    ranked = sorted(reached, key=lambda c: (c.unit_gross(rate), c.level is None, -c.min_quantity, c.price_id))
    winner = ranked[0]
    rejected += [
        (loser, "higher" if loser.unit_gross(rate) > winner.unit_gross(rate) else "tie") for loser in ranked[1:]
    ]
    ordinary = min((c for c in reached if c.level is None), key=lambda c: c.min_quantity, default=winner)
    unit_net, unit_gross = _amounts(winner, 1, rate)
    net, gross = _amounts(winner, quantity, rate)
    list_unit_net, list_unit_gross = _amounts(ordinary, 1, rate)
    return Quote(
        variant_id=variant_id,
        quantity=quantity,
        rate=rate,
        unit_net=unit_net,
        unit_gross=unit_gross,
        net=net,
        gross=gross,
        list_unit_net=list_unit_net,
        list_unit_gross=list_unit_gross,
        winner=winner,
        rejected=tuple(rejected),
    )


def _amounts(candidate: Candidate, quantity: int, rate: Decimal) -> tuple[Decimal, Decimal]:
    """Net and gross of a quantity. The list's own basis is exact, the other side is rounded once, on the sum."""
    total = candidate.amount * quantity
    return (total, gross_of_net(total, rate)) if candidate.is_net else (net_of_gross(total, rate), total)
