"""Mails about orders. Which there are, and what they say: `commerce.orders.mails.kinds`.

The Message-ID is made from the event, so that a repeated delivery is the same mail; one that is no longer true is not
sent.
"""

from collections.abc import Callable

from django.utils import timezone

from commerce.events.models import Event
from commerce.orders.mails import sending
from integrations.errors import DeliveryRefused


def _mail(code: str) -> Callable[[Event], None]:
    def send(event: Event) -> None:
        try:
            sending.send(code, event, now=timezone.now())
        except sending.Undeliverable as problem:
            raise DeliveryRefused(str(problem)) from problem

    return send


confirmation = _mail("confirmation")
order_unpaid = _mail("order_unpaid")
order_changed = _mail("order_changed")
order_change_proposed = _mail("order_change_proposed")
payment_declined = _mail("payment_declined")
parcel_shipped = _mail("parcel_shipped")
order_cancelled = _mail("order_cancelled")
refund_begun = _mail("refund_begun")
refund_made = _mail("refund_made")
refund_failed = _mail("refund_failed")
payment_in_vain = _mail("payment_in_vain")
approval_asked = _mail("approval_asked")
approval_given = _mail("approval_given")
approval_refused = _mail("approval_refused")
invoice = _mail("invoice")
invoice_reminder = _mail("invoice_reminder")
return_receipt = _mail("return_receipt")
return_label = _mail("return_label")
point_closed = _mail("point_closed")
return_settled = _mail("return_settled")
return_refused = _mail("return_refused")


def again(event: Event) -> None:
    """A mail that somebody at the desk wants sent again."""
    try:
        sending.send_again(event, now=timezone.now())
    except sending.Undeliverable as problem:
        raise DeliveryRefused(str(problem)) from problem
