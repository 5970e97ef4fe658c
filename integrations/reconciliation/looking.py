"""Looking for differences: found, and found again by a second reading before anybody hears of them.

While the shop is running the two books are read a moment apart, and what changes in between looks like a difference.
Only what both readings say in the very same words counts.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from integrations import registry
from integrations.reconciliation.comparison import Comparison, Difference, Look

LOOK_BACK = timedelta(days=3)


@dataclass(slots=True)
class Seen:
    """What came of looking: the differences that were confirmed, and how much was held against each other.

    Of subjects that were `left` alone or could not be read (`unread`, with the reason) nothing is known.
    """

    differences: list[Difference] = field(default_factory=list)
    read: int = 0
    left: set[str] = field(default_factory=set)
    unread: dict[str, str] = field(default_factory=dict)


def compare(
    system: str, *, now: datetime, since: datetime | None = None, only: Collection[str] | None = None
) -> list[Difference]:
    """The confirmed differences of a system now; of some subjects `only`, or of what has happened `since`.

    Raises LookupError for a system that nobody compares, and what its client raises when it cannot be asked. Writes
    nothing. Never called inside a transaction.
    """
    return seen(registry.comparison(system), now=now, since=since, only=only).differences


def seen(
    comparison: Comparison,
    *,
    now: datetime,
    since: datetime | None = None,
    only: Collection[str] | None = None,
    on_read: Callable[[int], None] = lambda read: None,
) -> Seen:
    """The same, with the counts."""
    look = Look(
        now=now,
        since=since or now - LOOK_BACK,
        only=None if only is None else frozenset(only),
        on_read=on_read,
    )
    first = _found(comparison, look)
    if not first:
        return Seen([], look.read, look.left, look.unread)
    again = Look(now=now, since=look.since, only=frozenset(subject for _system, _kind, subject in first))
    second = _found(comparison, again)
    confirmed = [one for identity, one in first.items() if second.get(identity) == one]
    moving = {one.subject for one in first.values()} - {one.subject for one in confirmed} - again.unread.keys()
    return Seen(confirmed, look.read, look.left | again.left | moving, look.unread | again.unread)


def _found(comparison: Comparison, look: Look) -> dict[tuple[str, str, str], Difference]:
    return {one.identity: one for one in comparison.differences(look) if look.wants(one.subject)}
