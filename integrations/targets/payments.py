"""Instructions to payment providers: each leaves once, by its own key, however often the delivery is tried."""

from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import settle
from commerce.orders.states import MoveRefused
from integrations.errors import DeliveryRefused


def charge(event: Event) -> None:
    """A parcel has left: have its part of what was authorised charged.

    An authorisation that has lapsed, or was taken or let go by hand, stops it: a person must look.
    """
    number = event.subject.removeprefix("order:")
    try:
        settle.charge(number, event.payload["shipment"], now=timezone.now())
    except MoveRefused as refusal:
        raise DeliveryRefused(str(refusal)) from refusal


def instruct(event: Event) -> None:
    """Carry out the instruction that the event names. Raises ProviderUnavailable to be tried again."""
    instruction = settle.carry_out(event.payload["instruction"], now=timezone.now())
    if instruction.problem:
        raise DeliveryRefused(instruction.problem)
