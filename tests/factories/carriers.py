"""Carriers plugged in, with their counterparts on this machine behind them, and parcels to send with them."""

import contextlib
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from commerce.orders import flow, shipping
from commerce.orders.freight.models import Booking
from commerce.orders.models import DeliveryMethod, Order
from commerce.orders.shipping import Point
from commerce.stock.models import Warehouse
from integrations import outbox
from integrations.sandbox import nshift, postnord, shipmondo
from integrations.sandbox.faults import Fault
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method, details, shopper
from tests.factories.returns import pay

SSCC_PREFIX = "37350000"
WEBHOOK_SECRET = "a-secret-of-ours"
POINT = Point(
    key="901", name="ICA Kvantum Kalmar", address_1="Fjölebrovägen 2", postal_code="39237", city="Kalmar", country="SE"
)


@dataclass(frozen=True)
class Kind:
    """How a carrier is plugged in, and what its calls are called."""

    code: str
    path: str
    sandbox: type
    terms: dict[str, str]
    settings: Any
    books: tuple[str, str]  # the call that makes the booking
    stores: tuple[str, str] | None = None  # the call before it, where there is one
    labels: tuple[str, str] = ("GET", "")
    cancels: tuple[str, str] = ("", "")
    points: tuple[str, str] = ("GET", "")
    follows: bool = True
    more: dict[str, Any] = field(default_factory=dict)


API = "/api/public/v3"
RS = "/rs-extapi/v1"
KINDS = {
    "shipmondo": Kind(
        code="shipmondo",
        path="integrations.carriers.shipmondo.carrier.Shipmondo",
        sandbox=shipmondo.ShipmondoSandbox,
        terms={"product": "71001", "return_product": "71009", "points_of": "PN_SE_COLLECT"},
        settings=lambda one: {
            "SHIPMONDO_USER": shipmondo.USER,
            "SHIPMONDO_KEY": shipmondo.KEY,
            "SHIPMONDO_API_BASE": one.base,
            "SHIPMONDO_WEBHOOK_SECRET": WEBHOOK_SECRET,
        },
        stores=("POST", f"{API}/sales_orders"),
        books=("POST", f"{API}/sales_orders/"),
        labels=("GET", f"{API}/shipments/"),
        cancels=("PUT", f"{API}/shipments/"),
        points=("GET", f"{API}/service_point/"),
    ),
    "nshift": Kind(
        code="nshift",
        path="integrations.carriers.nshift.carrier.Nshift",
        sandbox=nshift.NshiftSandbox,
        terms={"product": "P19", "return_product": "P24", "points_of": "POSTNORD"},
        settings=lambda one: {
            "NSHIFT_KEY_ID": nshift.KEY_ID,
            "NSHIFT_SECRET": nshift.SECRET,
            "NSHIFT_API_BASE": one.base,
        },
        stores=("POST", f"{RS}/stored-shipments"),
        books=("POST", f"{RS}/stored-shipments/"),
        labels=("GET", f"{RS}/shipments/"),
        cancels=("DELETE", f"{RS}/shipments/"),
        points=("GET", f"{RS}/addresses/agents"),
        follows=False,
    ),
    "postnord": Kind(
        code="postnord",
        path="integrations.carriers.postnord.carrier.PostNord",
        sandbox=postnord.PostnordSandbox,
        terms={"product": "19", "return_product": "24", "points_of": "optionalservicepoint"},
        settings=lambda one: {
            "POSTNORD_KEY": postnord.KEY,
            "POSTNORD_CUSTOMER": postnord.CUSTOMER,
            "POSTNORD_SSCC_PREFIX": SSCC_PREFIX,
            "POSTNORD_API_BASE": one.address,
        },
        books=("POST", "/rest/shipment/v3/edi/labels/pdf"),
        labels=("POST", "/rest/shipment/v3/labels/"),
        cancels=("POST", "/rest/shipment/v3/edi"),
        points=("GET", "/rest/businesslocation/"),
    ),
}


@contextlib.contextmanager
def plugged_in(settings, *codes):
    """Yields the counterparts by code; the adapters ask them and nobody else."""
    with contextlib.ExitStack() as stack:
        found = {code: stack.enter_context(KINDS[code].sandbox()) for code in codes}
        for code, sandbox in found.items():
            for name, value in KINDS[code].settings(sandbox).items():
                setattr(settings, name, value)
        settings.CARRIERS = {code: KINDS[code].path for code in codes}
        shipping.carriers.cache_clear()
        try:
            yield found
        finally:
            shipping.carriers.cache_clear()


def sent_by(code, *, freight=Warehouse.Freight.SHOP, **terms):
    """The delivery method of a carrier, and warehouses in which the shop books."""
    Warehouse.objects.update(freight=freight)
    method = delivery_method()
    known = {"carrier": code, **(KINDS[code].terms if code else {}), **terms}
    DeliveryMethod.objects.filter(pk=method.pk).update(**known)
    return DeliveryMethod.objects.get(pk=method.pk)


def an_order(*, point: Point | None = None, weight_g=400, quantity=2, sku="F-1", **said) -> Order:
    """Paid, and nothing of it packed."""
    delivery_method()
    variant = sellable(price="100.00", page=False, sku=sku, weight_g=weight_g)
    total = Decimal(100) * quantity + 49
    placed = flow.place(
        cart_with((variant, quantity)).pk,
        details(str(total), point=point, **said),
        shopper=shopper(),
        now=timezone.now(),
    )
    return pay(placed)


def packed(**said) -> Order:
    return flow.pack(an_order(**said).pk, now=timezone.now())


def deliver(*, hours=0, rounds=1):
    """What the worker does: everything that is due by then, so many times over with the waits between."""
    for turn in range(rounds):
        moment = timezone.now() + timedelta(hours=hours + 2 * turn, seconds=1)
        outbox.deliver_due(now=lambda moment=moment: moment)


def the_booking() -> Booking:
    return Booking.objects.get()


FAULTS = [
    Fault.TOO_MANY,
    Fault.UNAVAILABLE,
    Fault.DROP,
    Fault.DROP_AFTER,
    Fault.FAIL_AFTER,
    Fault.NOT_JSON,
    Fault.CUT,
]
