"""The mail about a ticket as it looks, for the admin's page of mails. Nothing is saved."""

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.customers.models import User
from commerce.orders.mails.desk import Other
from operations.desk.letters import letter
from operations.desk.models import Entry, Subscription, Ticket


def samples() -> list[Other]:
    return [
        Other(
            code="ticket",
            title=_("Something happened to a ticket"),
            when=_("Something happens to a ticket that somebody follows: one letter for each thing."),
            sample=_sample,
        )
    ]


def _sample(locale: str) -> EmailMultiAlternatives:
    is_swedish = locale == "sv"
    reader = User(email="asa.oberg@example.se", first_name="Åsa", last_name="Öberg")
    handler = User(email="agare@lyktalera.example", first_name="Karin", last_name="Lind")
    ticket = Ticket(number=1042, title="Fakturan saknar referens" if is_swedish else "The invoice lacks a reference")
    words = "Vi har skickat en ny faktura med er referens." if is_swedish else "We have sent a new invoice."
    entry = Entry(ticket=ticket, kind=Entry.Kind.COMMENT, by=handler, at=timezone.now(), text=words)
    to = Subscription(ticket=ticket, user=reader, locale=locale)
    return letter(ticket, entry, to, message_key="sample")
