"""What the catalogue holds about a person: services ordered, in the cart, and those that others ordered for him."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from commerce.customers.person import GONE, Person, Room
from operations.services.ordered import ServiceChoice, ServiceOrder, ServicePart


def export(person: Person) -> Mapping[str, Any]:
    parts = _parts(person).select_related("order", "version", "ticket").order_by("pk")
    return {
        "services": [
            {
                "order": one.order.number,
                "placed_at": one.order.placed_at,
                "service": one.version.name,
                "version": one.version.number,
                "recipient": one.recipient_name,
                "recipient_email": one.recipient_email,
                "answers": one.answers,
                "net": one.net,
                "state": one.state,
                "ticket": one.ticket.number if one.ticket else None,
            }
            for one in parts
        ],
        "services_in_cart": [
            {"service": one.version.name, "recipients": one.recipients, "answers": one.told}
            for one in _choices(person).select_related("version").order_by("pk")
        ],
    }


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    """What was ordered and what it cost stays; names, addresses, answers and reasons go."""
    chosen = _choices(person).delete()[0]
    parts = _parts(person).exclude(recipient_name=GONE)
    counts = {
        "service_parts": parts.update(recipient_name=GONE, recipient_email="", answers=[], why=GONE),
        "services_in_cart": chosen,
    }
    if person.user_id is not None:
        ServiceOrder.objects.filter(requester=person.user_id).update(reference="")
    return counts


def _parts(person: Person):
    """Those that he asked for, and those that were for him."""
    own = Q(recipient_email__iexact=person.email)
    return ServicePart.objects.filter(own | Q(order__requester=person.user_id) if person.user_id is not None else own)


def _choices(person: Person):
    return ServiceChoice.objects.filter(user=person.user_id) if person.user_id else ServiceChoice.objects.none()


ROOM = Room(
    title=gettext_lazy("Services"),
    export=export,
    forget=forget,
    goes=(
        gettext_lazy("Names, addresses and answers of the services that you ordered, or that were ordered for you."),
    ),
)
