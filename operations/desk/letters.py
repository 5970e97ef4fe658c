"""The mail that tells a follower of one thing that happened to a ticket, in the follower's language."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.orders.mail import plain
from operations.desk.models import Entry, Subscription, Ticket
from operations.desk.words import told


def letter(ticket: Ticket, entry: Entry, to: Subscription, *, message_key: str) -> EmailMultiAlternatives:
    """Ready to send. `message_key` makes the Message-ID, so a repeat is the same mail.

    It says that a program wrote it, so that no program answers; an answer goes to an address that proves whose it is.
    """
    with override(to.locale):
        subject = _("Ticket %(number)s: %(title)s") % {"number": ticket, "title": ticket.title}
        context: dict[str, Any] = {
            "subject": subject,
            "ticket": ticket,
            "one": told([entry])[0],
            "text": ticket.text if entry.kind == Entry.Kind.OPENED else "",
            "url": _page(ticket, to),
            "may_answer": bool(settings.SERVICE_DESK_EMAIL),
            "site_url": settings.SITE_URL,
        }
        headers = {
            "Message-ID": f"<{message_key}@{_host()}>",
            "References": f"<ticket-{ticket.number}@{_host()}>",
            "Auto-Submitted": "auto-generated",
        }
        mail = EmailMultiAlternatives(
            subject=subject,
            body=plain("ticket", context),
            to=[to.address],
            reply_to=[answer_address(to)] if settings.SERVICE_DESK_EMAIL else [],
            headers=headers,
        )
        mail.attach_alternative(render_to_string("mail/ticket.html", context), "text/html")
        return mail


def answer_address(to: Subscription) -> str:
    """The desk's address with the follower's token in it: `arende+<token>@example.se`."""
    name, _at, host = settings.SERVICE_DESK_EMAIL.partition("@")
    return f"{name}+{to.token.hex}@{host}"


def _page(ticket: Ticket, to: Subscription) -> str:
    """Where the follower reads the ticket; nothing for one without an account."""
    if to.is_staff and ticket.pk:
        return settings.SITE_URL + reverse("desk_ticket_modeladmin_inspect", args=[ticket.pk])
    return settings.SITE_URL + reverse("ticket", args=[ticket.number]) if to.user_id or to.user else ""


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
