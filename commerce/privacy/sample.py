"""The mails about personal data as they look, for the admin's page of mails. Nothing is saved."""

from datetime import timedelta

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from commerce.customers.person import Person
from commerce.orders.mails.desk import Other
from commerce.privacy import mail
from commerce.privacy.models import PrivacyLink, PrivacyRequest

ADDRESS = "asa.oberg@example.se"


def _link(locale: str) -> EmailMultiAlternatives:
    asked = PrivacyLink(email=ADDRESS, locale=locale, asked_at=timezone.now())
    return mail.link(asked, Person(email=ADDRESS), is_held=True, message_key="sample")


def _copy(locale: str) -> EmailMultiAlternatives:
    return mail.copy_made(_request(locale, archive_until=timezone.now() + timedelta(days=7)), message_key="sample")


def _postponed(locale: str) -> EmailMultiAlternatives:
    with override(locale):
        waits = [
            [_("Order %(number)s is not finished.") % {"number": "10042"}, _("When it has been sent, or is cancelled.")]
        ]
    return mail.postponed(_request(locale, waits_for=waits), message_key="sample")


def _erased(locale: str) -> EmailMultiAlternatives:
    return mail.erased(_request(locale), message_key="sample")


def _refused(locale: str) -> EmailMultiAlternatives:
    why = "Vi kan inte se att adressen är din." if locale == "sv" else "We cannot see that the address is yours."
    return mail.refused(_request(locale, why=why), message_key="sample")


def _request(locale: str, **facts) -> PrivacyRequest:
    return PrivacyRequest(email=ADDRESS, locale=locale, **facts)


def samples() -> list[Other]:
    return [
        Other(
            code="privacy-link",
            title=gettext_lazy("Link to one's own data"),
            when=gettext_lazy("Somebody without an account asks what we hold. The same mail says when it is nothing."),
            sample=_link,
        ),
        Other(
            code="privacy-copy",
            title=gettext_lazy("Copy of the data is ready"),
            when=gettext_lazy("The worker has made a large copy."),
            sample=_copy,
        ),
        Other(
            code="privacy-postponed",
            title=gettext_lazy("Erasure postponed"),
            when=gettext_lazy("Somebody wants to be forgotten while an order, return or payment is open."),
            sample=_postponed,
        ),
        Other(
            code="privacy-erased",
            title=gettext_lazy("Erasure done"),
            when=gettext_lazy("The person is forgotten: what went, what stays and why."),
            sample=_erased,
        ),
        Other(
            code="privacy-refused",
            title=gettext_lazy("Erasure refused"),
            when=gettext_lazy("Somebody at the desk refuses, with the reason."),
            sample=_refused,
        ),
    ]
