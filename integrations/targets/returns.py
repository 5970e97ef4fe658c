"""What follows of returns: the receipt of a notice without an order, and credit for what was settled early."""

from django.utils import timezone
from django.utils.translation import override

from commerce.events.models import Event
from commerce.orders.models import Notice
from commerce.orders.returns import mail as return_mail
from commerce.orders.returns import returning
from integrations.errors import DeliveryRefused


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
