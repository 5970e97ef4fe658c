"""Whether everything that should be sent has begun to be: each event of some kinds must have a delivery of the flow.

It has none when the partner was not set up, or a route was lost. The cursor of a flow stands at the last event up to
which all have begun, so that only what has come since is looked at.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from commerce.events.models import Event
from integrations import cursors
from integrations.flows.known import Known
from integrations.models import Delivery

SETTLED = timedelta(minutes=5)  # an event with a lower number may still be in an open transaction
STREAM = "flows.begun."
MOST = 5000


def oldest_unbegun(flows: Iterable[Known]) -> dict[str, datetime]:
    """When the oldest event of a flow that has begun nothing happened, by the flow's code."""
    found = {}
    for known in flows:
        if event := unbegun(known).first():
            found[known.flow.code] = event.at
    return found


def unbegun(known: Known) -> QuerySet[Event]:
    """The events since the cursor that should have begun something in the flow, and have not."""
    theirs = Delivery.objects.filter(event=OuterRef("pk"), target__in=known.flow.targets)
    return _since(known).filter(~Exists(theirs)).order_by("id")


def advance(known: Known, *, now: datetime) -> None:
    """Move the cursor over what has begun."""
    first = unbegun(known).values_list("pk", flat=True).first()
    settled = _since(known).filter(at__lt=now - SETTLED)
    if first is not None:
        settled = settled.filter(pk__lt=first)
    if last := settled.aggregate(last=Max("pk"))["last"]:
        cursors.advance(STREAM + known.flow.code, str(last), now=now)


def begin(known: Known) -> int:
    """Have them routed again: each target gets what it has not, and nothing twice. Returns how many events."""
    return Event.objects.filter(pk__in=list(unbegun(known).values_list("pk", flat=True)[:MOST])).update(is_routed=False)


def start(codes: Iterable[str], *, now: datetime) -> None:
    """From now on: what has happened before is not asked about."""
    last = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    for code in codes:
        cursors.advance(STREAM + code, str(last), now=now)


def _since(known: Known) -> QuerySet[Event]:
    position = cursors.position(STREAM + known.flow.code)
    events = Event.objects.filter(kind__in=known.flow.begins, is_routed=True)
    return events.filter(pk__gt=int(position)) if position else events.none()
