"""Mail to customers. The message id is made from the event, so that a repeated delivery is the same mail."""

from django.core.mail import get_connection

from commerce.events.models import Event
from commerce.orders import mail
from commerce.orders.approvals import mail as approval_mail
from commerce.orders.models import Order
from integrations.outbox import DeliveryRefused


def send_confirmation(event: Event) -> None:
    mail.confirmation(_order_of(event), message_key=f"event-{event.pk}").send()


def ask_for_approval(event: Event) -> None:
    """To everyone at the buyer's organisation who may approve the order, and a receipt to the buyer.

    Nothing when it no longer waits. Raises DeliveryRefused when nobody may approve it.
    """
    order = _order_of(event)
    if order.state != Order.State.AWAITING:
        return
    mails = approval_mail.asked(order, message_key=f"event-{event.pk}")
    if not mails:
        raise DeliveryRefused(f"Nobody may approve order {order.number}.")
    get_connection().send_messages([*mails, approval_mail.waits(order, message_key=f"event-{event.pk}")])


def tell_approved(event: Event) -> None:
    made = approval_mail.approved(_order_of(event), message_key=f"event-{event.pk}")
    if made is not None:
        made.send()


def tell_refused(event: Event) -> None:
    told = {"why": event.payload["why"], "is_late": event.payload["by"] is None}
    approval_mail.refused(_order_of(event), **told, message_key=f"event-{event.pk}").send()


def _order_of(event: Event) -> Order:
    number = event.subject.removeprefix("order:")
    order = Order.objects.filter(number=number).first()
    if order is None:
        raise DeliveryRefused(f"There is no order {number}.")
    return order
