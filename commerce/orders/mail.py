"""Mail about an order, in the shopper's language: HTML in the shop's clothes, and a plain-text twin."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.orders.groups import groups
from commerce.orders.models import Order

SEVERAL_EMPTY = re.compile(r"\n\s*\n\s*\n+")


def confirmation(order: Order, *, message_key: str) -> EmailMultiAlternatives:
    """The order confirmation, ready to send. `message_key` makes the Message-ID, so a repeat is the same mail."""
    with override(order.locale):
        subject = _("Your order %(number)s at Lykta & Lera") % {"number": order.number}
        return _mail("order_confirmation", order, subject, message_key)


def make(
    template: str, order: Order, subject: str, message_key: str, *, to: str = "", context: Mapping[str, Any]
) -> EmailMultiAlternatives:
    """A mail about the order, to its buyer or to `to`, in the language that is active."""
    context = {**context, "order": order, "subject": subject, "site_url": settings.SITE_URL}
    return _with_twin(template, to or order.email, subject, message_key, context)


def _mail(template: str, order: Order, subject: str, message_key: str) -> EmailMultiAlternatives:
    lines = list(order.lines.order_by("group", "position"))
    addresses = list(order.addresses.order_by("group", "pk"))
    context = {
        "order": order,
        "subject": subject,
        "lines": lines,
        "address": addresses[0] if addresses else None,
        "groups": groups(addresses, lines),
        "payment": order.payments.order_by("-id").first(),
        "goods_gross": order.gross - order.delivery_gross,
        "order_url": settings.SITE_URL + reverse("order_confirmation", args=[order.token]),
        "withdraw_url": settings.SITE_URL + reverse("withdraw_order", args=[order.token]),
        "form_url": settings.SITE_URL + reverse("withdrawal_form"),
        "site_url": settings.SITE_URL,
    }
    return _with_twin(template, order.email, subject, message_key, context)


def plain(template: str, context: Mapping[str, Any]) -> str:
    """The plain-text twin, without the empty lines that its parts leave."""
    return SEVERAL_EMPTY.sub("\n\n", render_to_string(f"mail/{template}.txt", context))


def _with_twin(template: str, to: str, subject: str, message_key: str, context: dict) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=subject,
        body=plain(template, context),
        to=[to],
        headers={"Message-ID": f"<{message_key}@{urlsplit(settings.SITE_URL).hostname}>"},
    )
    mail.attach_alternative(render_to_string(f"mail/{template}.html", context), "text/html")
    return mail
