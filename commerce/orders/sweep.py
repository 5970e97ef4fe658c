"""What nobody came back to: orders that were placed and never paid."""

from datetime import datetime, timedelta

from commerce.orders import flow, settle
from commerce.orders.models import Order, Payment
from commerce.orders.payments import ProviderUnavailable

PATIENCE = timedelta(hours=1)


def settle_unpaid(*, now: datetime) -> dict[str, int]:
    """Ask each waiting order's provider: money there confirms the order, none cancels it and frees its stock.

    A provider that does not answer leaves the order as it is until the next sweep. Runs twice without harm.
    """
    counts = {"paid": 0, "cancelled": 0, "unknown": 0}
    waiting = Order.objects.filter(state=Order.State.PLACED, placed_at__lt=now - PATIENCE).order_by("id")
    for order in waiting.iterator(chunk_size=200):
        counts[_settle(order, now=now)] += 1
    return counts


def _settle(order: Order, *, now: datetime) -> str:
    for payment in order.payments.filter(state=Payment.State.PENDING):
        try:
            payment = settle.complete(payment, now=now)
        except (ProviderUnavailable, KeyError):
            return "unknown"
        if payment.state in settle.ACCEPTED:
            return "paid"
    try:
        flow.cancel(order.pk, why="not paid in time", now=now)
    except flow.MoveRefused:
        return "paid"
    return "cancelled"
