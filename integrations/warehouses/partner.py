"""The shop's own work where a system runs a warehouse: planning what it is to send, and what comes back to it."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.events.models import Event
from integrations.flows.flow import Direction, Flow
from integrations.flows.rhythm import Rhythm
from integrations.partner import Partner
from integrations.target import Lane, Work
from integrations.warehouses import returns
from integrations.warehouses.planning import plan

OF_ORDERS = (
    "order.confirmed",
    "order.changed",
    "order.cancelled",
    "return.acknowledged",
    "shipment.shipped",
    "stock.placed",
)


class Planning(Work):
    lane = Lane.FIRST

    def __init__(self) -> None:
        super().__init__(_plan)


class Announcing(Work):
    def __init__(self) -> None:
        super().__init__(_announce)


class WarehousesPartner(Partner):
    code = "warehouses"
    name = _("Warehouses that a system runs")
    routes = {
        **dict.fromkeys(OF_ORDERS, ("warehouses.plan",)),
        "return.acknowledged": ("warehouses.plan", "warehouses.announce_return"),
    }
    targets = {"warehouses.plan": Planning, "warehouses.announce_return": Announcing}
    flows = (
        Flow(
            code="warehouses.planning",
            name=_("Planning of what the warehouses are to send"),
            rhythm=Rhythm(within=timedelta(minutes=5)),
            direction=Direction.INSIDE,
            targets=("warehouses.plan", "warehouses.announce_return"),
            begins=OF_ORDERS,
        ),
    )

    def is_on(self) -> bool:
        return bool(settings.WAREHOUSE_SYSTEMS)


def _plan(event: Event) -> None:
    plan(event.subject.removeprefix("order:"), now=timezone.now())


def _announce(event: Event) -> None:
    returns.tell_of(event.payload["return"], now=timezone.now())
