"""The letter about an outage or a disturbance, in the follower's language."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.orders.mail import plain
from operations.status import telling, words
from operations.status.disturbed import Disturbance
from operations.status.followed import OutageFollower
from operations.status.planned import PlannedOutage


def letter(
    what: PlannedOutage | Disturbance, about: str, to: OutageFollower, *, message_key: str
) -> EmailMultiAlternatives:
    """Ready to send. `message_key` makes the Message-ID, so a repeat is the same mail."""
    with override(to.locale):
        subject = _subject(what, about)
        status = "/status/" if to.locale == "sv" else "/status/en/"
        context: dict[str, Any] = {
            "subject": subject,
            "lines": _lines(what, about),
            "words": what.words_sv if to.locale == "sv" else what.words_en or what.words_sv,
            "status_url": settings.SITE_URL + status,
            "leave_url": settings.SITE_URL + reverse("outage_letters"),
            "site_url": settings.SITE_URL,
        }
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        mail = EmailMultiAlternatives(
            subject=subject,
            body=plain("outage", context),
            to=[to.user.email],
            headers={"Message-ID": f"<{message_key}@{host}>", "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("mail/outage.html", context), "text/html")
        return mail


def _subject(what: PlannedOutage | Disturbance, about: str) -> str:
    if isinstance(what, Disturbance):
        told = {"component": what.get_component_display(), "effect": what.get_effect_display()}
        return (_("Works again: %(component)s") if about == telling.ENDED else "%(component)s %(effect)s") % told
    when = {"when": words.span(what.starts_at, what.ends_at)}
    return (_("Called off: closed %(when)s") if about == telling.WITHDRAWN else _("The shop is closed %(when)s")) % when


def _lines(what: PlannedOutage | Disturbance, about: str) -> list[str]:
    if isinstance(what, Disturbance):
        if what.ends_at is not None and about == telling.ENDED:
            return [_("It lasted from %(when)s.") % {"when": words.span(what.begins_at, what.ends_at)}]
        return [_("It began on %(when)s. We write again when it works.") % {"when": words.moment(what.begins_at)}]
    if about == telling.WITHDRAWN:
        return [_("The shop is not closed then after all.")]
    return [_("It is planned: work has to be done that cannot be done while the shop is open.")]
