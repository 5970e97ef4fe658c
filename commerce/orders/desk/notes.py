"""What colleagues tell each other of an order. Added to, never changed."""

from datetime import datetime

from django.db import transaction

from commerce.orders.desk.models import OrderNote
from commerce.orders.models import Order


def write(order_id: int, text: str, *, by: int, now: datetime) -> OrderNote:
    """Add a note. The same words by the same person, with nothing between, are one: a form sent twice."""
    with transaction.atomic():
        Order.objects.select_for_update().get(pk=order_id)
        latest = OrderNote.objects.filter(order_id=order_id).order_by("-pk").first()
        if latest and (latest.text, latest.by_id) == (text, by):
            return latest
        return OrderNote.objects.create(order_id=order_id, text=text, by_id=by, at=now)
