"""What a ticket can be tied to by hand: each room names the things it has, by the hook `ticket_links`.

@hooks.register("ticket_links")
def handovers():
    return [Linkable(kind="handover", name=_("handover"), hint=_("version, e.g. 1.2"), find=...)]
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from commerce.customers.models import User
from commerce.orders.models import Order
from commerce.orders.shipments import Shipment
from operations.desk import life
from operations.desk.models import Ticket, TicketLink

HOOK = "ticket_links"


class Found(NamedTuple):
    """The thing that was meant: the key it is known by, what it is called, and its page in the admin."""

    key: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkable:
    """One kind of thing. `find` takes what was written, and gives None for what there is not."""

    kind: str
    name: Any
    hint: Any
    find: Callable[[str], Found | None]


class NotFound(Exception):
    """There is no such thing."""


def kinds() -> dict[str, Linkable]:
    """In the order in which they are offered."""
    return {one.kind: one for told in hooks.get_hooks(HOOK) for one in told()}


def tie(ticket: Ticket, *, kind: str, key: str, by: User | None = None, now: datetime) -> TicketLink:
    """Tie it to what was meant; twice is as once. Raises NotFound, also for the ticket itself."""
    found = kinds()[kind].find(key.strip())
    if found is None or (kind, found.key) == ("ticket", str(ticket.number)):
        raise NotFound
    return life.link(ticket, kind=kind, key=found.key, name=found.name[:160], url=found.url, by=by, now=now)


def own() -> list[Linkable]:
    """What the desk knows of itself: orders and their parcels, and other tickets."""
    return [
        Linkable(kind="order", name=gettext_lazy("order"), hint=gettext_lazy("its number, e.g. 10001"), find=_order),
        Linkable(
            kind="shipment", name=gettext_lazy("parcel"), hint=gettext_lazy("its number, e.g. 10001-1"), find=_shipment
        ),
        Linkable(kind="ticket", name=gettext_lazy("ticket"), hint=gettext_lazy("its number, e.g. 1042"), find=_ticket),
    ]


def _order(number: str) -> Found | None:
    order = Order.objects.filter(number=number).first()
    words = _("Order %(number)s") % {"number": number}
    return Found(order.number, words, _page_of(order.pk)) if order else None


def _shipment(written: str) -> Found | None:
    number, _dash, place = written.partition("-")
    if not place.isascii() or not place.isdecimal() or len(place) > 4:
        return None
    one = Shipment.objects.filter(order__number=number, number=int(place)).select_related("order").first()
    if one is None:
        return None
    name = f"{one.order.number}-{one.number}"
    return Found(name, _("Parcel %(number)s") % {"number": name}, _page_of(one.order_id))


def _ticket(number: str) -> Found | None:
    if not number.isascii() or not number.isdecimal() or len(number) > 18:
        return None
    one = Ticket.objects.filter(number=int(number)).first()
    if one is None:
        return None
    return Found(str(one.number), f"{one.number} {one.title}", reverse("desk_ticket_modeladmin_inspect", args=[one.pk]))


def _page_of(order_id: int) -> str:
    return reverse("orders_order_modeladmin_inspect", args=[order_id])
