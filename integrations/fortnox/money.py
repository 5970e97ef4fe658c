"""Which part of the money that providers have taken and given back belongs to which document at Fortnox.

What is charged is set against the invoice, until it is paid. What is given back is set against what was charged and
never invoiced (goods that were called off), then against credit notes, oldest first. Money that no document is about
waits until one is. Money for the shop's own invoices comes the other way: Fortnox tells of it.
"""

from collections.abc import Iterator
from decimal import Decimal

from commerce.orders.models import Invoice, Order, PaymentEvent
from integrations.fortnox.models import FortnoxDocument

ZERO = Decimal(0)
OWN_INVOICE = "invoice"
Part = tuple[PaymentEvent, FortnoxDocument, Decimal]


def parts(order: Order) -> list[Part]:
    """What each event pays of each booked document, below nothing for what is given back. In the order of events."""
    documents = list(FortnoxDocument.objects.filter(invoice__order=order).select_related("invoice").order_by("pk"))
    events = list(
        PaymentEvent.objects.filter(payment__order=order)
        .exclude(payment__provider=OWN_INVOICE)
        .select_related("payment")
        .order_by("pk")  # as they were heard of: what comes later never moves what was set before
    )
    bounced = {event.key for event in events if event.kind == PaymentEvent.Kind.BOUNCED}
    taken = [event for event in events if event.kind == PaymentEvent.Kind.CAPTURED]
    given = [event for event in events if event.kind == PaymentEvent.Kind.REFUNDED and event.key not in bounced]
    invoices = _payable(documents, Invoice.Kind.INVOICE)
    charged = sum((event.amount for event in taken), ZERO)
    never_invoiced = max(charged - sum((left for _document, left in invoices), ZERO), ZERO) if invoices else ZERO
    return [
        *_set(taken, invoices, sign=1),
        *_set(given, _payable(documents, Invoice.Kind.CREDIT_NOTE), sign=-1, before=never_invoiced),
    ]


def _payable(documents: list[FortnoxDocument], kind: str) -> list[tuple[FortnoxDocument, Decimal]]:
    own = [document for document in documents if document.invoice.kind == kind]
    return [(document, Decimal(document.invoice.content["payable"])) for document in own]


def _set(
    events: list[PaymentEvent], documents: list[tuple[FortnoxDocument, Decimal]], *, sign: int, before: Decimal = ZERO
) -> Iterator[Part]:
    """Fill the documents with the events, each in turn; the first `before` of the events belongs to none."""
    room = {document.pk: left for document, left in documents}
    for event in events:
        passed = min(before, event.amount)
        before, amount = before - passed, event.amount - passed
        for document, _whole in documents:
            part = min(amount, room[document.pk])
            if part > 0:
                room[document.pk], amount = room[document.pk] - part, amount - part
                yield event, document, sign * part
