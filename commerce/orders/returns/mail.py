"""Mail about returns: the receipt on a durable medium that the law asks for, and what came of it.

Each is written in the language in force, which the caller chooses.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce.orders.models import Notice, Payment, Return
from commerce.orders.returns.money import paying


def receipt(returned: Return, *, message_key: str) -> EmailMultiAlternatives:
    """What the notice said and when it came (2011/83/EU art. 11a.4), also to the address that the order has."""
    subject = _("We have your notice, return %(number)s")
    if returned.kind == Return.Kind.WITHDRAWAL:
        subject = _("Receipt of your withdrawal, return %(number)s")
    return _of("return_receipt", returned, subject, message_key)


def settled(returned: Return, *, message_key: str) -> EmailMultiAlternatives:
    return _of("return_settled", returned, _("Return %(number)s is settled"), message_key)


def refused(returned: Return, *, message_key: str) -> EmailMultiAlternatives:
    return _of("return_refused", returned, _("About return %(number)s"), message_key)


def label(returned: Return, *, message_key: str) -> EmailMultiAlternatives:
    """The label is behind the link, which the return's own secret opens."""
    return _of("return_label", returned, _("Label for return %(number)s"), message_key)


def notice_receipt(notice: Notice, *, message_key: str) -> EmailMultiAlternatives:
    """What a notice without an order said and when it came."""
    context = {"notice": notice, "told": {"requested_at": notice.received_at}}
    return _mail("notice_receipt", [notice.email], _("Receipt of your withdrawal"), context, message_key)


def _of(template: str, returned: Return, subject: str, message_key: str) -> EmailMultiAlternatives:
    order = returned.order
    lines = list(returned.lines.select_related("line").order_by("line__position"))
    payment = paying(order)
    context = {
        "returned": returned,
        "order": order,
        "lines": lines,
        "to_send": any(one.quantity > one.unshipped for one in lines),
        "on_credit": payment is not None and payment.state == Payment.State.INVOICED,
        "seller": settings.SELLER,
        "return_url": settings.SITE_URL + reverse("return", args=[returned.token]),
        "label_url": settings.SITE_URL + reverse("return_label", args=[returned.token]),
    }
    to = [returned.email] if returned.email.casefold() == order.email.casefold() else [returned.email, order.email]
    return _mail(template, to, subject % {"number": returned}, context, message_key)


def _mail(
    template: str, to: list[str], subject: str, context: dict[str, Any], message_key: str
) -> EmailMultiAlternatives:
    context = {**context, "subject": subject, "site_url": settings.SITE_URL}
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"mail/{template}.txt", context),
        to=to,
        headers={"Message-ID": f"<{message_key}@{urlsplit(settings.SITE_URL).hostname}>"},
    )
    mail.attach_alternative(render_to_string(f"mail/{template}.html", context), "text/html")
    return mail
