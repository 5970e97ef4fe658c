"""Mail to customers. The message id is made from the event, so that a repeated delivery is the same mail."""

from commerce.events.models import Event
from commerce.orders import mail
from commerce.orders.models import Order
from integrations.outbox import DeliveryRefused


def send_confirmation(event: Event) -> None:
    number = event.subject.removeprefix("order:")
    order = Order.objects.filter(number=number).first()
    if order is None:
        raise DeliveryRefused(f"There is no order {number}.")
    mail.confirmation(order, message_key=f"event-{event.pk}").send()
