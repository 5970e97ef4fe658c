"""Carriers: service points and prices are asked for; a parcel is booked only where a trial costs nothing, and let go.

Shipmondo's sandbox sends nothing on. nShift's parcels are marked as trials, and PostNord's are of its test
environment. What is booked needs what only the account's owner knows:

    SHIPMONDO_ACCOUNT_TEMPLATE   the number of a shipment template there
    NSHIFT_ACCOUNT_SERVICE       the code of a service in the agreement there, such as P19
    POSTNORD_ACCOUNT_CUSTOMER and POSTNORD_ACCOUNT_SSCC_PREFIX
    POSTNORD_ACCOUNT_PARCEL      the number of a parcel that has been on its way, to be followed
"""

import secrets
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings as shop
from django.utils import timezone

from commerce.orders import shipping
from commerce.orders.freight.consignment import shop as sender
from commerce.orders.shipping import Booked, Consignment, Near, Party, Piece
from commerce.orders.states import ScanStatus
from integrations.carriers.nshift import printed
from integrations.carriers.shipmondo import carrier as shipmondo
from integrations.carriers.shipmondo.client import ShipmondoClient
from integrations.models import ExternalRef
from tests.factories.accounts import of_account, on_both
from tests.factories.carriers import KINDS

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]

KALMAR = Near(country="SE", postal_code="393 51", city="Kalmar", address="Storgatan 1")
PRODUCT = {"shipmondo": "SHIPMONDO_TEMPLATE", "nshift": "NSHIFT_SERVICE"}
BOOKING = {
    "shipmondo": ("SHIPMONDO_TEMPLATE",),
    "nshift": ("NSHIFT_SERVICE",),
    "postnord": ("POSTNORD_CUSTOMER", "POSTNORD_SSCC_PREFIX"),
}
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def the_carrier(at):
    return shipping.carriers()[at.code]


def a_parcel(at):
    """With an anchor and a number that no earlier run has used."""
    is_named_there = at.counterpart is None and at.code in PRODUCT
    room = 17 - len(shop.POSTNORD_SSCC_PREFIX or "00000000")
    return Consignment(
        anchor=f"P{secrets.token_hex(8)}",
        order_number=f"P{secrets.token_hex(6)}",
        product=of_account(PRODUCT[at.code]) if is_named_there else KINDS[at.code].terms["product"],
        sender=sender(),
        receiver=Party(
            name="Prov Åäö",
            address_1="Storgatan 1",
            postal_code="393 51",
            city="Kalmar",
            country="SE",
            email="order@shop.example.se",
        ),
        pieces=(Piece(sku="PROV", name="Prov", quantity=2, grams=400, net=Decimal("80.00"), vat_rate=Decimal(25)),),
        net=Decimal("160.00"),
        vat=Decimal("40.00"),
        currency="SEK",
        asked_at=timezone.now(),
        serial=secrets.randbelow(10**room),
    )


@on_both("shipmondo", "nshift", "postnord")
def test_a_carrier_tells_of_service_points(at):
    points = the_carrier(at).points(KINDS[at.code].terms["points_of"], KALMAR)

    assert len(points) > 3
    assert all(one.key and one.name and one.city for one in points)


@on_both("shipmondo", "nshift", "postnord", also=BOOKING)
def test_a_parcel_is_booked_found_by_its_anchor_and_let_go(at):
    carrier, parcel = the_carrier(at), a_parcel(at)
    assert carrier.look_up(parcel) is None

    booked = carrier.book(parcel)

    found = carrier.look_up(parcel)
    assert (found.remote_id, found.tracking_number) == (booked.remote_id, booked.tracking_number)
    assert booked.tracking_number
    assert (booked.label or carrier.label(booked, parcel)).startswith(b"%PDF-")
    carrier.cancel(booked, parcel)


@on_both("shipmondo")
def test_shipmondo_tells_what_a_parcel_would_cost(at):
    offers = the_carrier(at).offers(a_parcel(at))

    assert offers
    assert all(one.product and one.net > 0 and len(one.currency) == 3 for one in offers)


@on_both("shipmondo", also={"shipmondo": ("SHIPMONDO_TEMPLATE",)})
def test_a_sales_order_at_shipmondo_is_found_by_its_anchor_and_is_no_booking(at):
    client, parcel = ShipmondoClient(), a_parcel(at)

    made = client.change("POST", "/sales_orders", shipmondo._sales_order(parcel))

    found = client.find("/sales_orders", order_id=parcel.anchor)
    assert [(one["id"], one["order_id"]) for one in found] == [(made["id"], parcel.anchor)]
    assert the_carrier(at).look_up(parcel) is None
    client.delete(f"/sales_orders/{made['id']}")
    assert client.find("/sales_orders", order_id=parcel.anchor) == []


@on_both("nshift", also={"nshift": ("NSHIFT_SERVICE",)})
def test_what_is_stored_at_nshift_is_found_by_its_anchor_and_taken_away_unbooked(at):
    carrier, parcel = the_carrier(at), a_parcel(at)

    stored = carrier._store(parcel)

    assert [one["id"] for one in carrier._stored(parcel.anchor)] == [stored["id"]]
    assert carrier.look_up(parcel) is None
    carrier._drop(stored, parcel.anchor)
    assert carrier._stored(parcel.anchor) == []
    assert not ExternalRef.objects.filter(system=printed.SYSTEM, ours=parcel.anchor).exists()


@on_both("postnord")
def test_a_number_that_postnord_does_not_know_has_been_seen_nowhere(at):
    number = "00370000000000000000"

    assert list(the_carrier(at).track(Booked(remote_id=number, tracking_number=number), "")) == []


@on_both("postnord", also={"postnord": ("POSTNORD_PARCEL",)})
def test_postnord_tells_where_a_parcel_has_been_in_the_order_of_time(at):
    if at.counterpart is None:
        number = of_account("POSTNORD_PARCEL")
    else:
        number = the_carrier(at).book(a_parcel(at)).tracking_number
        at.counterpart.scan(number, "EN_ROUTE", "Försändelsen är på väg", at=NOON + timedelta(hours=2))
        at.counterpart.scan(number, "INFORMED", "Avsändaren har sagt till", at=NOON)

    seen = the_carrier(at).track(Booked(remote_id=number, tracking_number=number), "")

    assert seen
    assert [one.at for one in seen] == sorted(one.at for one in seen)
    assert len({one.key for one in seen}) == len(seen)
    assert all(one.words and isinstance(one.status, ScanStatus) for one in seen)
