"""What a person must decide after a restore: a row for each, asked once however often the healing is run."""

from datetime import datetime
from decimal import Decimal

from integrations.restored.models import Restoration, RestoreQuestion

SHOP = "shop"


def ask(
    restoration: Restoration,
    system: str,
    kind: str,
    name: str,
    told: str,
    *,
    order_number: str = "",
    amount: Decimal | None = None,
    now: datetime,
) -> bool:
    """Write a question down. False when it has been asked before; then what was decided stands."""
    _row, is_new = RestoreQuestion.objects.get_or_create(
        restoration=restoration,
        system=system,
        kind=kind,
        name=name[:200],
        defaults={"told": told, "order_number": order_number[:60], "amount": amount, "asked_at": now},
    )
    return is_new


def answer(restoration: Restoration, system: str, kind: str, name: str, *, by_itself: str, now: datetime) -> None:
    """What could not be made good the last time has been now: nobody need decide it."""
    found = RestoreQuestion.objects.filter(
        restoration=restoration, system=system, kind=kind, name=name[:200], decided_at=None
    )
    found.update(decided_at=now, decision=by_itself)


def decide(question_id: int, *, decision: str, by: int, now: datetime) -> bool:
    """A person has dealt with it, and says how. False when somebody else had."""
    open_one = RestoreQuestion.objects.filter(pk=question_id, decided_at=None)
    return bool(open_one.update(decided_at=now, decided_by=by, decision=decision))
