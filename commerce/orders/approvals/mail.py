"""Mail about orders that wait for approval: to those who decide, and their answer to the buyer.

Each is made in the language of the order, and its Message-ID of the event, so that a repeat is the same mail.
"""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.orders import mail
from commerce.orders.limits import deciders
from commerce.orders.models import Order


def asked(order: Order, *, message_key: str) -> list[EmailMultiAlternatives]:
    """One to each who may decide, with a link to the order."""
    with override(order.locale):
        subject = _("Order %(number)s waits for your approval") % {"number": order.number}
        told = {
            "decide_url": settings.SITE_URL + reverse("organisation_approval", args=[order.token]),
            "buyer": str(order.user),
            "lines": order.lines.order_by("position"),
        }
        return [
            mail.make(
                "approval_asked", order, subject, f"{message_key}-{member.pk}", to=member.user.email, context=told
            )
            for member in deciders(order)
        ]


def waits(order: Order, *, message_key: str) -> EmailMultiAlternatives:
    """To the buyer, that the order has come in and what it waits for."""
    with override(order.locale):
        subject = _("Order %(number)s waits for your company") % {"number": order.number}
        told = {"order_url": settings.SITE_URL + reverse("order_confirmation", args=[order.token])}
        return mail.make("approval_waits", order, subject, f"{message_key}-buyer", context=told)


def approved(order: Order, *, message_key: str) -> EmailMultiAlternatives | None:
    """That the order is approved and is to be paid. One on credit is confirmed, and has its own mail: None."""
    if order.state != Order.State.PLACED:
        return None
    with override(order.locale):
        subject = _("Order %(number)s is approved: pay it now") % {"number": order.number}
        told = {"pay_url": settings.SITE_URL + reverse("order_unpaid", args=[order.token])}
        return mail.make("approval_given", order, subject, message_key, context=told)


def refused(order: Order, *, why: str, is_late: bool, message_key: str) -> EmailMultiAlternatives:
    """That the order came to nothing, and why."""
    with override(order.locale):
        subject = _("Order %(number)s was not approved") % {"number": order.number}
        return mail.make("approval_refused", order, subject, message_key, context={"why": why, "is_late": is_late})
