"""What the restored database believes about others is out of date: it is asked for and read again."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from integrations import outbox
from integrations.models import Cursor, Delivery, InboundMessage, System

OVERLAP = timedelta(hours=1)
AT_A_TIME = 1000


def ask_before_sending(*, now: datetime) -> int:
    """Nobody knows what came of deliveries that were not proved: each is looked up before any new try."""
    while outbox.route_events(now=now, limit=AT_A_TIME):
        pass
    open_ones: QuerySet[Delivery] = Delivery.objects.filter(state__in=Delivery.OPEN)
    System.objects.update(paused_until=None)
    return open_ones.update(state=Delivery.State.UNKNOWN, leased_until=None, due_at=now)


def work_on_messages_again(*, now: datetime) -> int:
    """What was being worked on at the restore point is nobody's any more."""
    waiting = InboundMessage.objects.filter(state=InboundMessage.State.WAITING)
    return waiting.update(leased_until=None, due_at=now)


def read_again(*, restored_to: datetime) -> int:
    """Streams that are read by time are read from a while before the restore point: what comes twice is the same."""
    moved = 0
    for cursor in Cursor.objects.all():
        at = parse_datetime(cursor.value) if "T" in cursor.value else None
        if at is not None and at.tzinfo and at > restored_to - OVERLAP:
            moved += Cursor.objects.filter(pk=cursor.pk).update(value=(restored_to - OVERLAP).isoformat())
    return moved
