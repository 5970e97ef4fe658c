"""Invoices follow the goods: issued when everything has left, and mailed to whoever is to pay or has money back."""

from django.utils import timezone

from commerce.events.models import Event
from commerce.orders.invoices import invoicing
from commerce.orders.invoices import mail as invoice_mail
from commerce.orders.models import Invoice, Order
from commerce.orders.states import MoveRefused
from integrations.outbox import DeliveryRefused


def issue(event: Event) -> None:
    """Issue the invoice of the order that the event is about. Twice makes one."""
    number = event.subject.removeprefix("order:")
    order = Order.objects.filter(number=number).first()
    if order is None:
        raise DeliveryRefused(f"There is no order {number}.")
    try:
        invoicing.issue(order.pk, now=timezone.now())
    except MoveRefused as refusal:
        raise DeliveryRefused(str(refusal)) from refusal


def mail(event: Event) -> None:
    """Mail the document that was issued. What is paid already is fetched on the order's page instead."""
    pk = event.payload.get("credit_note") or event.payload["invoice"]
    issued = Invoice.objects.select_related("order").filter(pk=pk).first()
    if issued is None:
        raise DeliveryRefused(f"There is no invoice {pk}.")
    if issued.content["payment"]["kind"] != "paid":
        invoice_mail.issued(issued, message_key=f"event-{event.pk}").send()
