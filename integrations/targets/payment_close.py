"""Payments that are not to be made any more: their provider's page is closed, where it can be."""

from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import settle
from commerce.orders.models import Payment
from commerce.orders.payments import providers


def close(event: Event) -> None:
    """Close the payment that the event names. Raises ProviderUnavailable to be tried again."""
    payment = Payment.objects.select_related("order").get(pk=event.payload["payment"])
    if payment.provider in providers():
        settle.close(payment, now=timezone.now())
