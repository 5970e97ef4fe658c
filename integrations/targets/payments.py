"""Instructions to payment providers: each leaves once, by its own key, however often the delivery is tried."""

from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import settle
from integrations.outbox import DeliveryRefused


def instruct(event: Event) -> None:
    """Carry out the instruction that the event names. Raises ProviderUnavailable to be tried again."""
    instruction = settle.carry_out(event.payload["instruction"], now=timezone.now())
    if instruction.problem:
        raise DeliveryRefused(instruction.problem)
