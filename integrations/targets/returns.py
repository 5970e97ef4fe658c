"""What follows of returns: mail to the shopper, and credit for what was settled before the invoice was made."""

from collections.abc import Callable

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.translation import override

from commerce.events.models import Event
from commerce.orders.models import Notice, Return
from commerce.orders.returns import mail as return_mail
from commerce.orders.returns import returning
from integrations.outbox import DeliveryRefused


def send_receipt(event: Event) -> None:
    _send(event, return_mail.receipt)


def send_settled(event: Event) -> None:
    _send(event, return_mail.settled)


def send_refused(event: Event) -> None:
    _send(event, return_mail.refused)


def send_notice_receipt(event: Event) -> None:
    notice = Notice.objects.filter(pk=event.subject.removeprefix("notice:")).first()
    if notice is None:
        raise DeliveryRefused(f"There is no {event.subject}.")
    if notice.is_mailed:
        with override(notice.locale):
            return_mail.notice_receipt(notice, message_key=f"event-{event.pk}").send()


def credit(event: Event) -> None:
    """An order has been invoiced in full: what had been settled of it by then is credited."""
    returning.credit_settled(event.subject.removeprefix("order:"), now=timezone.now())


def _send(event: Event, make: Callable[..., EmailMultiAlternatives]) -> None:
    returned = Return.objects.select_related("order").filter(pk=event.payload["return"]).first()
    if returned is None:
        raise DeliveryRefused(f"There is no return {event.payload['return']}.")
    with override(returned.order.locale):
        make(returned, message_key=f"event-{event.pk}").send()
