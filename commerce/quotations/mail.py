"""Mail about a quotation, in the customer's language: HTML in the shop's clothes, and a plain-text twin.

The Message-ID is made of the event, so that a repeat is the same mail. `lines` are those of a sample that is not saved.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.quotations.models import Quotation, QuotationLine

Lines = Sequence[QuotationLine] | None


def received(quotation: Quotation, *, lines: Lines = None, message_key: str) -> EmailMultiAlternatives:
    """A receipt for what was asked for."""
    with override(quotation.locale):
        subject = _("We have your request for a quotation, %(number)s") % {"number": quotation}
        return _mail("quotation_received", quotation, lines, subject, message_key)


def sent(quotation: Quotation, *, lines: Lines = None, message_key: str) -> EmailMultiAlternatives:
    """The quotation, with its address."""
    with override(quotation.locale):
        subject = _("Your quotation %(number)s from Lykta & Lera") % {"number": quotation}
        return _mail("quotation_sent", quotation, lines, subject, message_key)


def withdrawn(quotation: Quotation, *, lines: Lines = None, message_key: str) -> EmailMultiAlternatives:
    """That it is taken back, or that nothing comes of what was asked for, and why."""
    with override(quotation.locale):
        subject = (
            _("Quotation %(number)s is withdrawn") if quotation.sent_at else _("About your request %(number)s")
        ) % {"number": quotation}
        return _mail("quotation_withdrawn", quotation, lines, subject, message_key)


def _mail(template: str, quotation: Quotation, lines: Lines, subject: str, message_key: str) -> EmailMultiAlternatives:
    address = settings.SITE_URL + reverse("quotation", args=[quotation.token])
    context: dict[str, Any] = {
        "quotation": quotation,
        "lines": lines if lines is not None else quotation.lines.order_by("position"),
        "subject": subject,
        "site_url": settings.SITE_URL,
        "quotation_url": address,
        "pdf_url": settings.SITE_URL + reverse("quotation_pdf", args=[quotation.token]),
    }
    made = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"mail/{template}.txt", context),
        to=[quotation.user.email],
        headers={"Message-ID": f"<{message_key}@{urlsplit(settings.SITE_URL).hostname}>"},
    )
    made.attach_alternative(render_to_string(f"mail/{template}.html", context), "text/html")
    return made
