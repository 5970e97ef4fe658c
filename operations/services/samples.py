"""The letters about service orders as they look, for the admin's page of mails. Nothing is saved."""

from functools import partial

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext_lazy as _

from commerce.customers.models import User
from commerce.orders.mails.desk import Other
from operations.desk.models import Ticket
from operations.services import notices
from operations.services.catalogue import ServiceVersion
from operations.services.letters import letter
from operations.services.ordered import PartState, ServiceOrder, ServicePart


def samples() -> list[Other]:
    return [
        Other(
            code="service_order",
            title=_("A service order is received"),
            when=_("Somebody orders services: one letter tells of all parts."),
            sample=partial(_sample, notices.RECEIVED),
        ),
        Other(
            code="service_approval",
            title=_("Services to approve"),
            when=_("Services are ordered that somebody at the company, or Systemägare, approves."),
            sample=partial(_sample, notices.ASKED),
        ),
        Other(
            code="service_refused",
            title=_("A service was not approved"),
            when=_("Who approves a service says no."),
            sample=partial(_sample, notices.REFUSED),
        ),
        Other(
            code="service_cancelled",
            title=_("A service is cancelled"),
            when=_("A part is cancelled before it has become a ticket."),
            sample=partial(_sample, notices.CANCELLED),
        ),
    ]


def _sample(what: str, locale: str) -> EmailMultiAlternatives:
    reader = User(email="asa.oberg@example.se", first_name="Åsa", last_name="Öberg")
    order = ServiceOrder(pk=1, number=5012, requester=reader, locale=locale)
    desk = ServiceVersion(name="Uppsättning av arbetsplats", name_en="Setting up a desk")
    account = ServiceVersion(name="Nytt konto", name_en="New account")
    ticket = Ticket(number=1042, state=Ticket.State.NEW)
    waiting, ended = PartState.AWAITING, what in (notices.REFUSED, notices.CANCELLED)
    parts = [ServicePart(order=order, version=desk, recipient_name="Nils Ek", state=waiting)]
    if ended:
        parts[0].state = PartState.REFUSED if what == notices.REFUSED else PartState.CANCELLED
        parts[0].why = "Nils har redan en plats." if locale == "sv" else "Nils has a desk already."
    elif what == notices.RECEIVED:
        ordered = PartState.ORDERED
        parts.append(ServicePart(order=order, version=account, recipient_name="Nils Ek", state=ordered, ticket=ticket))
    return letter(order, what, reader, parts=parts, message_key="sample")
