"""Parcels on their way, each with what is in it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from ninja import Router

from commerce.orders.states import ShipmentState
from integrations.api.caller import Caller
from integrations.api.days import Day
from integrations.api.listing import lists, reads
from integrations.api.rows import Noun, Part
from integrations.api.scopes import Scope
from integrations.gateway.kinds.orders import Deliveries

router = Router(tags=["deliveries"])
KIND = Deliveries()


def _of(caller: Caller) -> Part:
    return Part(KIND, Q(shipment__order__organisation=caller.organisation) if caller.organisation else None)


def _by(parcel: str) -> Q:
    """`10001-2` is the second parcel of order 10001."""
    order, _dash, number = parcel.rpartition("-")
    if not number.isascii() or not number.isdecimal() or len(number) > 4:
        return Q(pk__in=[])
    return Q(shipment__order__number=order, shipment__number=int(number))


DELIVERIES = Noun(
    name="deliveries",
    kind=KIND,
    of=_of,
    codes=KIND.codes,
    paged_by=("shipment_id",),
    whole=("parcel", "order", "state", "carrier", "tracking_number", "packed_at", "shipped_at", "delivered_at"),
    parts="lines",
    key="parcel",
)
lists(
    router,
    DELIVERIES,
    scope=Scope.READ_DELIVERIES,
    summary=_("Deliveries, each with what is in it"),
    filters={"since": Day, "until": Day, "state": ShipmentState},
)
reads(
    router,
    DELIVERIES,
    scope=Scope.READ_DELIVERIES,
    summary=_("One delivery"),
    path="/deliveries/{key}",
    name="read_delivery",
    by=_by,
)
