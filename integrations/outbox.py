"""From event to target: at least once, in order per target and subject. The row is the job; a nudge only saves time.

`route_events` makes one delivery per event and target. `deliver_due` claims a delivery under a lease, commits, calls
the target outside any transaction, and writes what came of it. A worker that dies leaves a lease that runs out.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from celery import current_app
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from commerce.customers.person import without_addresses
from commerce.events.models import Event
from integrations.models import Delivery
from integrations.routes import ROUTES, TARGETS

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)


class DeliveryRefused(Exception):
    """The target will never take this as it is: stop, and let a person look."""


def nudge() -> None:
    """Ask a worker to look for what is due. When the broker is away the sweep finds it a little later."""
    try:
        current_app.send_task("integrations.tasks.deliver", retry=False)
    except (OperationalError, OSError) as error:
        log.warning("no broker to nudge, the sweep will deliver: %s", error)


def route_events(*, now: datetime, limit: int = 1000) -> int:
    """Make the deliveries of events that have none yet. Returns how many events were routed."""
    with transaction.atomic():
        events = list(Event.objects.select_for_update(skip_locked=True).filter(is_routed=False).order_by("id")[:limit])
        Delivery.objects.bulk_create(
            [
                Delivery(event=event, target=target, subject=event.subject, due_at=now)
                for event in events
                for target in ROUTES.get(event.kind, [])
            ],
            ignore_conflicts=True,
        )
        Event.objects.filter(pk__in=[event.pk for event in events]).update(is_routed=True)
    return len(events)


def deliver_due(*, now: Callable[[], datetime] = timezone.now, limit: int = 200) -> int:
    """Route what is new and deliver what is due. Returns how many deliveries were tried."""
    route_events(now=now())
    tried = 0
    while tried < limit and (delivery := _claim(now())):
        _deliver(delivery, now)
        tried += 1
    return tried


def _claim(now: datetime) -> Delivery | None:
    """The next delivery that is due and has no earlier one waiting for the same target and subject, under a lease."""
    earlier = Delivery.objects.filter(
        target=OuterRef("target"), subject=OuterRef("subject"), id__lt=OuterRef("id"), state=Delivery.State.WAITING
    )
    with transaction.atomic():
        delivery = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(
                Q(leased_until=None) | Q(leased_until__lt=now),
                ~Exists(earlier),
                state=Delivery.State.WAITING,
                due_at__lte=now,
            )
            .order_by("due_at", "id")
            .first()
        )
        if delivery:
            delivery.leased_until = now + LEASE
            delivery.attempts += 1
            delivery.save(update_fields=["leased_until", "attempts"])
    return delivery


def _deliver(delivery: Delivery, now: Callable[[], datetime]) -> None:
    try:
        import_string(TARGETS[delivery.target])(delivery.event)
    except DeliveryRefused as error:
        delivery.state, delivery.error = Delivery.State.STOPPED, without_addresses(str(error))
    except Exception as error:
        log.warning("delivery %s to %s failed", delivery.pk, delivery.target, exc_info=True)
        delivery.error = without_addresses(f"{type(error).__name__}: {error}")
        delivery.due_at = now() + min(FIRST_WAIT * 2 ** min(delivery.attempts - 1, 12), LONGEST_WAIT)
    else:
        delivery.state, delivery.error, delivery.delivered_at = Delivery.State.DELIVERED, "", now()
    delivery.leased_until = None
    delivery.save(update_fields=["state", "error", "due_at", "delivered_at", "leased_until"])
