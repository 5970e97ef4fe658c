"""What nobody came back to: orders that were placed and never paid, or never approved."""

import contextlib
from datetime import datetime, timedelta

from django.db.models import Q

from commerce.orders import flow, settle
from commerce.orders.changes import changing
from commerce.orders.models import Order, OrderChange, Payment
from commerce.orders.payments import ProviderUnavailable
from commerce.orders.states import ChangeState, MoveRefused

PATIENCE = timedelta(hours=1)
PATIENCE_APPROVED = timedelta(days=3)  # the buyer is told by mail that the order may be paid
PATIENCE_AWAITING = timedelta(days=14)
PATIENCE_CHANGE = timedelta(days=3)


def settle_unpaid(*, now: datetime) -> dict[str, int]:
    """Ask each waiting order's provider: money there confirms the order, none cancels it and frees its stock.

    A provider that does not answer leaves the order as it is until the next sweep. Runs twice without harm.
    """
    counts = {"paid": 0, "cancelled": 0, "unknown": 0}
    is_late = Q(approved_at=None, placed_at__lt=now - PATIENCE) | Q(approved_at__lt=now - PATIENCE_APPROVED)
    waiting = Order.objects.filter(is_late, state=Order.State.PLACED).order_by("id")
    for order in waiting.iterator(chunk_size=200):
        counts[_settle(order, now=now)] += 1
    return counts


def settle_changes(*, now: datetime) -> dict[str, int]:
    """Ask the providers of what changes of orders cost more; a change that nobody pays in three days is dropped.

    A provider that does not answer leaves the change as it is until the next sweep. Runs twice without harm.
    """
    counts = {"done": 0, "dropped": 0, "unknown": 0}
    for change in OrderChange.objects.filter(state=ChangeState.PROPOSED).order_by("id"):
        try:
            for payment in change.payments.filter(state=Payment.State.PENDING, changed_at__lt=now - PATIENCE):
                settle.complete(payment, now=now)
        except (ProviderUnavailable, KeyError):
            counts["unknown"] += 1
            continue
        change.refresh_from_db()
        if change.state == ChangeState.PROPOSED and change.asked_at < now - PATIENCE_CHANGE:
            with contextlib.suppress(MoveRefused):  # paid a moment ago
                changing.drop(change.pk, why="not paid in time", now=now)
                counts["dropped"] += 1
        counts["done"] += change.state == ChangeState.DONE
    return counts


def refuse_unanswered(*, now: datetime) -> int:
    """Refuse orders that nobody has approved in fourteen days. Returns how many. Runs twice without harm."""
    late = Order.objects.filter(state=Order.State.AWAITING, placed_at__lt=now - PATIENCE_AWAITING).order_by("id")
    refused = 0
    for order in late.iterator(chunk_size=200):
        try:
            flow.refuse(order.pk, why="not approved in time", by=None, now=now)
            refused += 1
        except MoveRefused:  # approved a moment ago
            continue
    return refused


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
    except MoveRefused:
        return "paid"
    return "cancelled"
