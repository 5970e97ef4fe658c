"""Mail about what the shop holds of somebody, in the language he asked in: HTML and a plain-text twin."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.customers.person import Person
from commerce.orders.mail import plain
from commerce.privacy import rooms
from commerce.privacy.models import PrivacyLink, PrivacyRequest


def link(asked: PrivacyLink, person: Person, *, is_held: bool, message_key: str) -> EmailMultiAlternatives:
    """The link that proves the address, the way to the account, or that nothing is held."""
    with override(asked.locale):
        name = "privacy_account" if person.user_id else "privacy_by_link"
        address = reverse(name) if person.user_id else reverse(name, args=[asked.pk])
        told = {"url": settings.SITE_URL + address, "has_account": person.user_id is not None, "is_held": is_held}
        return _mail("privacy_link", asked.email, _("What we hold about you"), told, message_key)


def copy_made(request: PrivacyRequest, *, message_key: str) -> EmailMultiAlternatives:
    with override(request.locale):
        told = {"url": settings.SITE_URL + reverse("privacy_account"), "until": request.archive_until}
        return _mail("privacy_copy", request.email, _("Your copy is ready"), told, message_key)


def postponed(request: PrivacyRequest, *, message_key: str) -> EmailMultiAlternatives:
    """Why it is not done yet, and when it is: the answer that the law asks for within a month."""
    with override(request.locale):
        told = {"waits_for": request.waits_for}
        return _mail("privacy_postponed", request.email, _("About forgetting you"), told, message_key)


def erased(request: PrivacyRequest, *, message_key: str) -> EmailMultiAlternatives:
    with override(request.locale):
        told = {
            "goes": rooms.goes(),
            "stays": rooms.stays(),
        }
        return _mail("privacy_erased", request.email, _("You are forgotten"), told, message_key)


def refused(request: PrivacyRequest, *, message_key: str) -> EmailMultiAlternatives:
    with override(request.locale):
        return _mail("privacy_refused", request.email, _("About forgetting you"), {"why": request.why}, message_key)


def _mail(template: str, to: str, subject: str, context: dict[str, Any], message_key: str) -> EmailMultiAlternatives:
    context = {**context, "subject": subject, "site_url": settings.SITE_URL, "seller": settings.SELLER}
    mail = EmailMultiAlternatives(
        subject=subject,
        body=plain(template, context),
        to=[to],
        headers={"Message-ID": f"<{message_key}@{urlsplit(settings.SITE_URL).hostname}>"},
    )
    mail.attach_alternative(render_to_string(f"mail/{template}.html", context), "text/html")
    return mail
