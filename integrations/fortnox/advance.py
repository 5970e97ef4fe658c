"""What follows of what Fortnox has: documents are booked after a time, payments set against them, then booked too.

Each step is an event of its own, so that it is a delivery with a proof of its own. Nothing is called here.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from commerce.events.log import publish
from commerce.orders.models import Order, PaymentEvent
from commerce.pricing.vat import SWEDEN
from integrations import cursors
from integrations.fortnox import money
from integrations.fortnox.models import FortnoxDocument, FortnoxPayment
from integrations.models import Cursor

AT_A_TIME = 500
VOUCHERS = "fortnox.vouchers"
DAY_IS_OVER = time(3)  # of the day after, Swedish time: what was under way at midnight has been written
DOCUMENT_DUE, PAYMENT_DUE = "books.document_due", "books.payment_due"
PAYMENT_BOOKING_DUE, DAY_ENDED = "books.payment_booking_due", "books.day_ended"


def advance(*, now: datetime) -> int:
    """Ask for every next step that is due. Returns how many were asked for; twice at once asks for each once."""
    return book_documents(now=now) + set_payments(now=now) + book_payments(now=now) + end_days(now=now)


def book_documents(*, now: datetime) -> int:
    """Documents that have been there long enough for somebody to have said that they are wrong."""
    before = now - timedelta(hours=settings.FORTNOX_BOOK_AFTER_HOURS)
    with transaction.atomic():
        due = FortnoxDocument.objects.filter(booking_asked_at=None, made_at__lte=before).order_by("pk")
        found = list(_own(due.select_related("invoice__order"))[:AT_A_TIME])
        for document in found:
            told = {"document": document.pk, "number": document.number}
            publish(DOCUMENT_DUE, f"order:{document.invoice.order.number}", told, at=now)
        FortnoxDocument.objects.filter(pk__in=[one.pk for one in found]).update(booking_asked_at=now)
    return len(found)


def set_payments(*, now: datetime) -> int:
    """What providers have taken and given back, set against documents that are booked."""
    events = PaymentEvent.objects.filter(payment__order=OuterRef("invoice__order")).exclude(
        payment__provider=money.OWN_INVOICE
    )
    open_ones = FortnoxDocument.objects.filter(Exists(events), booked_at__isnull=False, is_settled=False)
    orders = Order.objects.filter(invoices__in_fortnox__in=open_ones).distinct().order_by("pk")[:AT_A_TIME]
    return sum(_set_payments_of(order, now=now) for order in orders)


def book_payments(*, now: datetime) -> int:
    with transaction.atomic():
        due = FortnoxPayment.objects.filter(booking_asked_at=None, number__isnull=False).order_by("pk")
        found = list(_own(due.select_related("event__payment__order"))[:AT_A_TIME])
        for payment in found:
            told = {"payment": payment.pk, "number": payment.number}
            publish(PAYMENT_BOOKING_DUE, f"order:{payment.event.payment.order.number}", told, at=now)
        FortnoxPayment.objects.filter(pk__in=[one.pk for one in found]).update(booking_asked_at=now)
    return len(found)


def end_days(*, now: datetime) -> int:
    """Every day that is over and not yet told of, where private persons' sales are booked by the day."""
    if settings.FORTNOX_BOOKS != "vouchers":
        return 0
    here = now.astimezone(SWEDEN)
    last = here.date() - timedelta(days=1 if here.time() >= DAY_IS_OVER else 2)
    with transaction.atomic():
        Cursor.objects.get_or_create(stream=VOUCHERS, defaults={"value": last.isoformat(), "at": now})
        cursor = Cursor.objects.select_for_update().get(stream=VOUCHERS)
        told = date.fromisoformat(cursor.value)
        days = [told + timedelta(days=ahead) for ahead in range(1, (last - told).days + 1)]
        for day in days:
            publish(DAY_ENDED, f"day:{day}", {"day": day.isoformat()}, at=now)
        if days:
            cursors.advance(VOUCHERS, last.isoformat(), now=now)
    return len(days)


# --- the steps ---


def _own(queryset):
    """Rows that no other worker holds."""
    return queryset.select_for_update(skip_locked=True, of=("self",))


def _set_payments_of(order: Order, *, now: datetime) -> int:
    with transaction.atomic():
        Order.objects.select_for_update().get(pk=order.pk)
        parts = money.parts(order)
        made = [_payment(part, now) for part in parts if part[1].booked_at]
        for payment in filter(None, made):
            told = {"payment": payment.pk, "number": payment.document.number, "amount": str(payment.amount)}
            publish(PAYMENT_DUE, f"order:{order.number}", told, at=now)
        _settle(parts)
    return len([payment for payment in made if payment])


def _payment(part: money.Part, now: datetime) -> FortnoxPayment | None:
    event, document, amount = part
    payment, is_new = FortnoxPayment.objects.get_or_create(
        event=event, document=document, defaults={"amount": amount, "asked_at": now}
    )
    return payment if is_new else None


def _settle(parts: Iterable[money.Part]) -> None:
    paid: dict[FortnoxDocument, Decimal] = {}
    for _event, document, amount in parts:
        paid[document] = paid.get(document, Decimal(0)) + abs(amount)
    done = [
        document.pk
        for document, amount in paid.items()
        if document.booked_at and amount == Decimal(document.invoice.content["payable"])
    ]
    FortnoxDocument.objects.filter(pk__in=done).update(is_settled=True)
