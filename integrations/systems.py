"""Whether another system takes anything from us. One that is down is not asked by a thousand deliveries in turn.

After five failures in a row it is paused, then tried with a single delivery at a time. A system that is closed to us
(a key, a licence, a certificate) is closed at once, and tried now and then: nothing is lost meanwhile, all of it waits.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from integrations.backoff import wait
from integrations.models import System

PAUSED_AFTER = 5
LONGEST_PAUSE, CLOSED_PAUSE, PROBE = timedelta(minutes=5), timedelta(minutes=15), timedelta(seconds=30)


@dataclass(slots=True)
class Troubles:
    """Systems with trouble now: those to leave alone, those to try with one, and all that a success would clear."""

    resting: set[str] = field(default_factory=set)
    trying: set[str] = field(default_factory=set)
    any: set[str] = field(default_factory=set)


def troubles(now: datetime) -> Troubles:
    found = Troubles()
    for system in System.objects.exclude(failures=0, closed_at=None):
        found.any.add(system.code)
        if system.paused_until and system.paused_until > now:
            found.resting.add(system.code)
        elif system.closed_at or system.failures >= PAUSED_AFTER:
            found.trying.add(system.code)
    return found


def try_with_one(codes: Iterable[str], *, now: datetime) -> None:
    """Whoever else looks meanwhile leaves them alone."""
    System.objects.filter(code__in=codes).update(paused_until=now + PROBE)


def failed(code: str, times: int, *, was_tried_alone: bool, now: datetime) -> None:
    """So many failures more. The pause grows by what was tried alone: thirty that failed together are one outage."""
    system, _made = System.objects.select_for_update().get_or_create(code=code)
    if system.failures >= PAUSED_AFTER and not was_tried_alone:
        return
    grown = system.failures + (1 if was_tried_alone else times)
    system.failures = grown if was_tried_alone else min(grown, PAUSED_AFTER)
    if system.failures >= PAUSED_AFTER and not system.closed_at:
        system.paused_until = now + wait(system.failures - PAUSED_AFTER + 1, longest=LONGEST_PAUSE)
    system.save(update_fields=["failures", "paused_until"])


def closed(code: str, why: str, *, now: datetime) -> bool:
    """It takes nothing from us. Returns whether that is news."""
    system, _made = System.objects.select_for_update().get_or_create(code=code)
    is_news = system.closed_at is None
    system.closed_at, system.closed_why = system.closed_at or now, why
    system.paused_until = now + CLOSED_PAUSE
    system.save(update_fields=["closed_at", "closed_why", "paused_until"])
    return is_news


def works(code: str) -> bool:
    """It has taken something. Returns whether it was closed."""
    was_closed = System.objects.filter(code=code).exclude(closed_at=None).exists()
    System.objects.filter(code=code).update(failures=0, paused_until=None, closed_at=None, closed_why="")
    return was_closed


def open_again(code: str) -> bool:
    """Somebody has mended it: try at once. It counts as closed until it has taken something."""
    return bool(System.objects.filter(code=code).update(paused_until=None))
