"""From event to target: exactly once as far as the target can be asked, in order per target and subject.

`route_events` makes one delivery per event and target. `deliver_due` claims deliveries under a lease and commits that
they are in flight, then calls the target outside any transaction, and writes what came of it. A worker that dies leaves
a lease that runs out; the next one asks the target what it has before it sends. A nudge only saves time: the rows are
the queue. Nothing is given up and nothing expires.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import close_old_connections, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from commerce.events.models import Event
from integrations import nudging, registry, systems
from integrations.attempt import LEASE, Outcome, attempt
from integrations.models import Delivery
from integrations.record import write
from integrations.restored.asking_first import asks_first
from integrations.target import Work

log = logging.getLogger(__name__)

A_THREADS_SHARE = 2


def hear(kind: str) -> None:
    """Something of a kind has happened (`settings.ON_EVENT`): a worker is nudged if anybody is told of it."""
    if registry.has_targets(kind):
        nudge()


def nudge() -> None:
    """Ask a worker to look for what is due. When the broker is away the sweep finds it a little later."""
    nudging.nudge("integrations.tasks.deliver")


def route_events(*, now: datetime, limit: int = 1000) -> int:
    """Make the deliveries of events that have none yet. Returns how many events were routed."""
    with transaction.atomic():
        events = list(Event.objects.select_for_update(skip_locked=True).filter(is_routed=False).order_by("id")[:limit])
        is_asked_first = bool(events) and asks_first(now=now)
        made = Delivery.objects.bulk_create(
            [
                _delivery(event, code, now, is_asked_first=is_asked_first)
                for event in events
                for code in registry.targets_of(event.kind)
            ],
            ignore_conflicts=True,
        )
        _overtake(made)
        Event.objects.filter(pk__in=[event.pk for event in events]).update(is_routed=True)
    return len(events)


def deliver_due(
    *,
    now: Callable[[], datetime] = timezone.now,
    limit: int = 200,
    threads: int | None = None,
    only: Collection[str] = (),
) -> int:
    """Route what is new and deliver what is due. Returns how many deliveries were tried.

    With several threads as many are under way at once; what comes of them is written as they end. `only`: to these
    targets and no others.
    """
    threads = settings.DELIVERY_THREADS if threads is None else threads
    route_events(now=now())
    tried = 0
    while tried < limit:
        troubles = systems.troubles(now())
        most = min(threads * A_THREADS_SHARE, limit - tried) if threads > 1 else 1
        claimed = _claim(now(), troubles, most=most, only=only)
        if not claimed:
            break
        for outcomes in _outcomes(claimed, now, threads):
            write(outcomes, troubles=troubles, now=now())
        tried += len(claimed)
    return tried


def is_anything_due(*, now: datetime) -> bool:
    """Whether a worker that looks now finds something to deliver. Systems in trouble are tried by the sweep."""
    if Event.objects.filter(is_routed=False).exists():
        return True
    troubles = systems.troubles(now)
    return _ready(now).exclude(system__in=troubles.resting | troubles.trying).exists()


# --- the steps ---


def _delivery(event: Event, code: str, now: datetime, *, is_asked_first: bool) -> Delivery:
    """With `is_asked_first` they are asked whether they have it before the first try, as before every other."""
    delivery = Delivery(event=event, target=code, subject=event.subject, due_at=now)
    try:
        target = registry.target(code)
        delivery.system, delivery.lane, delivery.holds_back = target.system, target.lane, target.is_in_order
        delivery.anchor = target.anchor(event)
        if is_asked_first and not (target.is_state or isinstance(target, Work)):
            delivery.state = Delivery.State.UNKNOWN
    except Exception as error:
        log.exception("event %s cannot be addressed to %s", event.pk, code)
        delivery.state, delivery.error = Delivery.State.STOPPED, f"{type(error).__name__}: {error}"
    return delivery


def _overtake(made: Iterable[Delivery]) -> None:
    """Of what is a state only the newest goes: older ones about the same subject that wait have been overtaken."""
    subjects: dict[str, set[str]] = defaultdict(set)
    for delivery in made:
        subjects[delivery.target].add(delivery.subject)
    for code, names in subjects.items():
        if not registry.is_state(code):
            continue
        waiting = Delivery.objects.filter(target=code, subject__in=names, state=Delivery.State.WAITING)
        newer = Delivery.objects.filter(target=code, subject=OuterRef("subject"), id__gt=OuterRef("id"))
        waiting.filter(Exists(newer), leased_until=None).update(state=Delivery.State.SUPERSEDED)


def _claim(now: datetime, troubles: systems.Troubles, *, most: int, only: Collection[str] = ()) -> list[Delivery]:
    """What is due and has nothing earlier before it, under a lease; committed as in flight before anyone is called."""
    trying = troubles.trying & {registry.target(code).system for code in only} if only else troubles.trying
    with transaction.atomic():
        rest = ~Q(system__in=troubles.resting | troubles.trying)
        claimed = list(_due(now, only).filter(rest)[:most])
        for system in trying:
            claimed += _due(now, only).filter(system=system)[:1]
        if trying:
            systems.try_with_one(trying, now=now)
        for delivery in claimed:
            delivery.attempts += 1
            delivery.leased_until = now + LEASE
        fields = {"leased_until": now + LEASE}
        confirming = [one.pk for one in claimed if one.state == Delivery.State.ACCEPTED]
        sending = [one.pk for one in claimed if one.state != Delivery.State.ACCEPTED]
        Delivery.objects.filter(pk__in=confirming).update(**fields)
        Delivery.objects.filter(pk__in=sending).update(**fields, state=Delivery.State.IN_FLIGHT)
    return claimed


def _due(now: datetime, only: Collection[str]):
    due = _ready(now).select_for_update(skip_locked=True, of=("self",)).select_related("event")
    due = due.order_by("lane", "due_at", "id")
    return due.filter(target__in=only) if only else due


def _ready(now: datetime):
    """Due, and with nothing earlier before it."""
    earlier = Delivery.objects.filter(
        Q(state__in=Delivery.OPEN) | Q(state=Delivery.State.STOPPED, holds_back=True),
        target=OuterRef("target"),
        subject=OuterRef("subject"),
        id__lt=OuterRef("id"),
    )
    return Delivery.objects.filter(
        Q(leased_until=None) | Q(leased_until__lt=now), ~Exists(earlier), state__in=Delivery.OPEN, due_at__lte=now
    )


def _outcomes(claimed: list[Delivery], now: Callable[[], datetime], threads: int) -> Iterator[list[Outcome]]:
    """What came of each, a few at a time as they end."""
    if threads <= 1:
        yield from ([attempt(delivery, now=now)] for delivery in claimed)
        return
    ended: list[Outcome] = []
    under_way = [_pool(threads).submit(_in_thread, delivery, now) for delivery in claimed]
    for future in as_completed(under_way):
        if outcome := future.result():
            ended.append(outcome)
        if len(ended) >= threads * 2:
            yield ended
            ended = []
    if ended:
        yield ended


def _in_thread(delivery: Delivery, now: Callable[[], datetime]) -> Outcome | None:
    """None when it has waited so long for a thread that its lease ran out, and somebody else has it."""
    close_old_connections()
    return attempt(delivery, now=now) if _has_whole_lease(delivery, now()) else None


def _has_whole_lease(delivery: Delivery, now: datetime) -> bool:
    """What is left of the lease is enough for a try; otherwise it is taken out anew, if it is still ours."""
    ends = delivery.leased_until
    if ends and ends - now > LEASE * 0.9:
        return True
    delivery.leased_until = now + LEASE
    return bool(Delivery.objects.filter(pk=delivery.pk, leased_until=ends).update(leased_until=delivery.leased_until))


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="delivery")
