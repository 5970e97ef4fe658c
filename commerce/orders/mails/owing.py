"""Invoices past due: what is left of one to pay, and a reminder of it, which a person asks for."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from commerce.events.log import publish
from commerce.events.models import Event
from commerce.orders.invoices.models import Invoice
from commerce.orders.ledger import PaymentEvent, sums
from commerce.orders.models import Order, Payment, Return
from commerce.orders.states import MoveRefused, ReturnState

REMINDED = "invoice.reminder_asked"
BETWEEN = timedelta(days=5)
ZERO = Decimal(0)


def left_to_pay(order: Order) -> Decimal:
    """Of an order on credit: less what came in, credit notes, and returns that were settled before the invoice."""
    payment = order.payments.filter(state=Payment.State.INVOICED).first()
    if payment is None:
        return ZERO
    known = sums(PaymentEvent.objects.filter(payment=payment))
    notes = order.invoices.filter(kind=Invoice.Kind.CREDIT_NOTE).values_list("content__payable", flat=True)
    credited = sum((abs(Decimal(payable)) for payable in notes), ZERO)
    early = Return.objects.filter(order=order, state=ReturnState.SETTLED, credit_note=None)
    settled = early.aggregate(Sum("amount"))["amount__sum"] or ZERO
    return max(payment.amount - known["captured"] + known["refunded"] - credited - settled, ZERO)


def overdue(order: Order, *, today: date) -> Invoice | None:
    """The invoice of the order, when its day has passed and it is not paid."""
    invoice = order.invoices.filter(kind=Invoice.Kind.INVOICE, due_on__lt=today).first()
    return invoice if invoice and left_to_pay(order) else None


def remind(order_id: int, *, by: int, now: datetime) -> None:
    """Have the reminder mailed. Raises MoveRefused when nothing is due, or one was sent within five days."""
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=order_id)
        invoice = overdue(order, today=timezone.localdate(now))
        subject = f"order:{order.number}"
        if invoice is None or Event.objects.filter(subject=subject, kind=REMINDED, at__gt=now - BETWEEN).exists():
            raise MoveRefused(f"{order.number} has nothing due, or has been reminded of it")
        publish(REMINDED, subject, {"invoice": invoice.pk, "by": by}, at=now)
