"""Invoices follow the goods: issued when everything has left. The mail with one is among the mails."""

from django.utils import timezone

from commerce.events.models import Event
from commerce.orders.invoices import invoicing
from commerce.orders.models import Order
from commerce.orders.states import MoveRefused
from integrations.errors import DeliveryRefused


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
