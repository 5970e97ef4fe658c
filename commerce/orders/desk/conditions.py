"""Which orders something is to be done about: the conditions that queues count by and lists are narrowed by."""

from datetime import datetime, timedelta

from django.db.models import DecimalField, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Abs, Coalesce
from django.utils import timezone

from commerce.orders.models import Booking, Instruction, Invoice, Order, Payment
from commerce.orders.states import BookingState, InstructionState

UNPAID = (Order.Paid.NONE, Order.Paid.PARTLY_CHARGED)
FORGOTTEN = timedelta(days=5)


def owing(rows: QuerySet[Order]) -> QuerySet[Order]:
    """Orders that everything has been sent of, on credit, and that are not paid; whole credit notes count as paid."""
    notes = Invoice.objects.filter(order=OuterRef("pk"), kind=Invoice.Kind.CREDIT_NOTE).order_by()
    credited = notes.values("order").annotate(sum=Sum(Abs("gross"))).values("sum")
    amount: DecimalField = DecimalField(max_digits=12, decimal_places=2)
    on_credit = Payment.objects.filter(order=OuterRef("pk"), state=Payment.State.INVOICED)
    sent = rows.filter(Exists(on_credit), state=Order.State.COMPLETED, paid_state__in=UNPAID)
    return sent.filter(gross__gt=Coalesce(Subquery(credited), Value(0), output_field=amount))


def not_invoiced(rows: QuerySet[Order]) -> QuerySet[Order]:
    return owing(rows).filter(~Exists(_invoice()))


def unpaid(rows: QuerySet[Order]) -> QuerySet[Order]:
    return owing(rows).filter(Exists(_invoice()))


def overdue(rows: QuerySet[Order], now: datetime) -> QuerySet[Order]:
    return owing(rows).filter(Exists(_invoice().filter(due_on__lt=timezone.localdate(now))))


def forgotten(rows: QuerySet[Order], now: datetime) -> QuerySet[Order]:
    """Confirmed for days, and nothing has left the house."""
    still_here = (Order.Fulfilment.OPEN, Order.Fulfilment.PACKED)
    return rows.filter(state=Order.State.CONFIRMED, fulfilment__in=still_here, placed_at__lt=now - FORGOTTEN)


def refused_refunds() -> QuerySet[Instruction]:
    """Refunds that the provider refused and that nobody has asked for again since."""
    again = Instruction.objects.filter(
        payment=OuterRef("payment"), kind=OuterRef("kind"), amount=OuterRef("amount"), pk__gt=OuterRef("pk")
    )
    return Instruction.objects.filter(~Exists(again), kind=Instruction.Kind.REFUND, state=InstructionState.FAILED)


def refused_freight() -> QuerySet[Booking]:
    """Parcels that a carrier will not take as they are, or that wait for another service point."""
    return Booking.objects.filter(
        state__in=[BookingState.REFUSED, BookingState.CLOSED], called_off_at=None, shipment__isnull=False
    )


def _invoice() -> QuerySet[Invoice]:
    return Invoice.objects.filter(order=OuterRef("pk"), kind=Invoice.Kind.INVOICE)


def problem(name: str, *, now: datetime) -> Q:
    """The orders with a problem of a kind, as a condition."""
    return {
        "freight": Q(pk__in=refused_freight().values("shipment__order")),
        "refund": Q(pk__in=refused_refunds().values("payment__order")),
        "owed": Q(pk__in=Payment.objects.filter(state=Payment.State.OWED).values("order")),
        "overcharged": Q(paid_state=Order.Paid.OVERCHARGED),
        "forgotten": Q(pk__in=forgotten(Order.objects.all(), now).values("pk")),
    }[name]
