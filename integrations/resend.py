"""Having deliveries made again, or not at all, because a person says so.

A delivery keeps its key and its anchor, and whoever has it is asked before anything is sent: doing it again is safe.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, QuerySet, Value, When

from integrations.models import Delivery

State = Delivery.State


def again(deliveries: QuerySet[Delivery], *, now: datetime) -> int:
    """Have those that are not under way tried at once; one that has arrived is looked up. Returns how many."""
    free = deliveries.exclude(state=State.IN_FLIGHT).filter(leased_until=None)
    state = Case(
        When(state=State.DELIVERED, then=Value(State.UNKNOWN)),
        When(state__in=(State.STOPPED, State.SUPERSEDED, State.CANCELLED), then=Value(State.WAITING)),
        default="state",
    )
    return free.update(state=state, due_at=now, error="", failing_since=None)


def look_up(deliveries: QuerySet[Delivery], *, now: datetime) -> int:
    """Have those that are not under way asked for before anything is sent, also one that was never tried.

    For what may have left although nothing here says so: after a restored backup, for one. Returns how many.
    """
    free = deliveries.exclude(state=State.IN_FLIGHT).filter(leased_until=None)
    return free.update(state=State.UNKNOWN, due_at=now, error="", failing_since=None)


def cancel(deliveries: QuerySet[Delivery], *, why: str) -> int:
    """Give up those that have not arrived, with a reason; what they held back goes on. Returns how many."""
    with transaction.atomic():
        waiting = deliveries.filter(state__in=(State.WAITING, State.STOPPED), leased_until=None)
        return waiting.update(state=State.CANCELLED, error=why)
