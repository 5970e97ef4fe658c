"""Differences as rows: what is new is told of, what is still there is seen again, what is there no more is gone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from commerce.events.log import publish
from integrations.reconciliation.comparison import IN_GOOD_TIME, Difference
from integrations.reconciliation.models import DifferenceRow

FOUND = "reconciliation.differs"
LONGEST_TELLING = 20
State = DifferenceRow.State
Identity = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rows are new, were opened again or have other figures, and are gone."""

    new: int = 0
    changed: int = 0
    gone: int = 0


def keep(system: str, found: Iterable[Difference], *, looked_at: Collection[str] | None, now: datetime) -> Kept:
    """Write what was found of a system. Live rows of `looked_at` that were not found are gone; None: all of them.

    What is new is told of in one event for all. Twice with the same is once. Locks the system's live rows.
    """
    with transaction.atomic():
        live = DifferenceRow.objects.select_for_update().filter(system=system, gone_at=None).order_by("pk")
        rows = {(row.system, row.kind, row.subject): row for row in live}
        differences = {one.identity: one for one in found}
        news = [one for identity, one in differences.items() if identity not in rows]
        new = [row for row in (_made(one, now) for one in news) if row]
        changed = [
            row for identity, row in rows.items() if identity in differences and _seen(row, differences[identity], now)
        ]
        gone = [
            row
            for identity, row in rows.items()
            if identity not in differences and (looked_at is None or row.subject in looked_at)
        ]
        for row in gone:
            leave(row, now=now)
        _tell(system, [*new, *changed], now)
    return Kept(len(new), len(changed), len(gone))


def leave(row: DifferenceRow, *, now: datetime) -> None:
    """The difference is there no more. What was done about it goes on standing there."""
    row.gone_at = now
    if row.state in (State.OPEN, State.IGNORED):
        row.state = State.GONE
    row.save(update_fields=["gone_at", "state"])


# --- the steps ---


def _made(one: Difference, now: datetime) -> DifferenceRow | None:
    """None when another run has written it a moment ago."""
    row, is_new = DifferenceRow.objects.get_or_create(
        system=one.system,
        kind=one.kind,
        subject=one.subject,
        gone_at=None,
        defaults={
            "order": one.order,
            "ours": dict(one.ours),
            "theirs": dict(one.theirs),
            "first_seen_at": now,
            "last_seen_at": now,
        },
    )
    return row if is_new else None


def _seen(row: DifferenceRow, one: Difference, now: datetime) -> bool:
    """Seen again. True when it is open anew: it reads otherwise, or a remedy has had its time and not helped."""
    is_other = (row.ours, row.theirs) != (dict(one.ours), dict(one.theirs))
    row.ours, row.theirs, row.order = dict(one.ours), dict(one.theirs), one.order
    row.last_seen_at = max(now, row.first_seen_at)
    is_reopened = row.state != State.OPEN and (is_other if row.state == State.IGNORED else _is_in_vain(row, now))
    if is_reopened:
        row.state = State.OPEN
    row.save(update_fields=["ours", "theirs", "order", "last_seen_at", "state"])
    return is_reopened


def _is_in_vain(row: DifferenceRow, now: datetime, patience: timedelta = IN_GOOD_TIME) -> bool:
    return row.decided_at is not None and row.decided_at <= now - patience


def _tell(system: str, rows: list[DifferenceRow], now: datetime) -> None:
    if not rows:
        return
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    told = {"system": system, "count": len(rows), "kinds": counts}
    told["subjects"] = [f"{row.kind} {row.subject}" for row in rows[:LONGEST_TELLING]]
    told["differences"] = [row.pk for row in rows[:LONGEST_TELLING]]
    publish(FOUND, f"system:{system}", told, at=now)
