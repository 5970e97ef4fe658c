"""Orders whose shopper never came back from the payment: one reminder each, while it can still be paid.

It is about a purchase that the shopper has begun himself and holds no offer, so it is no marketing
(marknadsföringslagen 2008:486, 19 §).
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from commerce.events.log import publish
from commerce.events.models import Event
from commerce.orders import settle
from commerce.orders.models import Order, Payment
from commerce.orders.payments import ProviderUnavailable
from commerce.orders.sweep import PATIENCE, PATIENCE_APPROVED

WAITED = "order.payment_waited"
AFTER, AFTER_APPROVAL = timedelta(minutes=20), timedelta(days=1)
TOLD = (WAITED, "payment.declined")  # a late refusal has its own mail with the same link


def remind_unpaid(*, now: datetime) -> int:
    """Say of each order that waits for its payment that it does, once. Returns how many. Runs twice without harm.

    Its provider is asked first: who has paid is not told to pay, nor while the provider does not answer. An order that
    is about to be cancelled is left alone: nobody gets a link that does not work any more.
    """
    by_time = Q(approved_at=None, placed_at__range=(now - PATIENCE * 0.75, now - AFTER)) | Q(
        approved_at__range=(now - PATIENCE_APPROVED * 0.75, now - AFTER_APPROVAL)
    )
    waiting = Order.objects.filter(by_time, state=Order.State.PLACED).order_by("id")
    return sum(
        _remind(order.pk, now=now)
        for order in waiting.iterator(chunk_size=200)
        if not _is_told(order) and _is_unpaid(order, now=now)
    )


def _is_unpaid(order: Order, *, now: datetime) -> bool:
    """What the provider's own books say, outside any transaction."""
    for payment in order.payments.filter(state=Payment.State.PENDING):
        try:
            if settle.complete(payment, now=now).state in settle.ACCEPTED:
                return False
        except (ProviderUnavailable, KeyError):
            return False
    return True


def _remind(order_id: int, *, now: datetime) -> bool:
    with transaction.atomic():
        order = Order.objects.select_for_update(skip_locked=True).filter(pk=order_id, state=Order.State.PLACED).first()
        if order is None or _is_told(order):
            return False
        publish(WAITED, f"order:{order.number}", at=now)
        return True


def _is_told(order: Order) -> bool:
    late = (order.approved_at or order.placed_at) + timedelta(minutes=10)
    known = Event.objects.filter(subject=f"order:{order.number}")
    return known.filter(Q(kind=WAITED) | Q(kind="payment.declined", at__gte=late)).exists()
