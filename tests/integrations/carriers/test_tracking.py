"""How far parcels have come: asked for as the base, called about as a hint, told of on the order."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import flow
from commerce.orders.desk.timeline import timeline
from commerce.orders.freight.models import Booking, Scan
from commerce.orders.models import Order, Shipment
from commerce.orders.parcels import Tracking
from integrations import inbox
from integrations.carriers import following
from integrations.flows.models import FlowRun
from integrations.models import InboundMessage
from integrations.sandbox.faults import Fault
from integrations.sandbox.shipmondo_books import jwt
from tests.factories import carriers
from tests.factories.carriers import WEBHOOK_SECRET, an_order, deliver, packed
from tests.factories.orders import delivery_method

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


@pytest.fixture
def postnord(settings):
    with carriers.plugged_in(settings, "postnord") as found:
        carriers.sent_by("postnord")
        yield found["postnord"]


@pytest.fixture
def shipmondo(settings):
    with carriers.plugged_in(settings, "shipmondo") as found:
        carriers.sent_by("shipmondo")
        yield found["shipmondo"]


def sent(**said):
    """A parcel that is booked and has left."""
    order = packed(**said)
    deliver()
    flow.ship(order.pk, now=timezone.now())
    return order


def scans():
    return [(one.status, one.words, one.place) for one in Scan.objects.order_by("at", "pk")]


def test_what_the_carrier_has_seen_is_kept_once_in_the_order_of_time_with_swedish_clocks(postnord):
    order = sent()
    item = order.shipments.get().tracking_number
    postnord.scan(item, "EN_ROUTE", "Försändelsen är på väg", at=NOON)
    postnord.scan(item, "AVAILABLE_FOR_DELIVERY", "Kan hämtas", at=NOON + timedelta(hours=20), city="Öland")
    postnord.scan(item, "A_NEW_WORD", "Sorterad", at=NOON + timedelta(hours=3))

    assert (following.follow(), scans()) == (
        3,
        [
            ("moving", "Försändelsen är på väg", "Kalmar"),
            ("moving", "Sorterad", "Kalmar"),
            ("waits", "Kan hämtas", "Öland"),
        ],
    )
    assert Scan.objects.order_by("at").first().at == NOON  # 12.00 in Sweden, without a zone

    Shipment.objects.update(followed_at=None)
    assert (following.follow(), Scan.objects.count()) == (0, 3)


def test_it_is_told_on_the_order_and_the_parcel_arrives_when_it_is_handed_over(postnord):
    order = sent()
    item = order.shipments.get().tracking_number
    postnord.scan(item, "DELIVERED", "Utlämnad", at=NOON, city="Kalmar")

    following.follow()

    shipment = order.shipments.get()
    assert (shipment.state, shipment.delivered_at) == ("delivered", NOON)
    told = [one for one in timeline(Order.objects.get()).told if one.kind == "freight.moved"]
    assert [(one.who, "Utlämnad" in one.facts, "12:00" in one.facts) for one in told] == [("transportören", True, True)]
    kinds = Event.objects.filter(subject=f"order:{order.number}").order_by("-id").values_list("kind", flat=True)
    assert list(kinds)[:2] == ["shipment.delivered", "freight.moved"]


def test_the_shopper_sees_where_the_parcel_is(postnord, client):
    order = sent()
    item = order.shipments.get().tracking_number
    postnord.scan(item, "AVAILABLE_FOR_DELIVERY", "Kan hämtas", at=NOON, city="Coop Giraffen")
    following.follow()

    page = client.get(reverse("order_confirmation", args=[order.token])).content.decode()

    assert ("<strong>Kan hämtas</strong>, Coop Giraffen" in page, item in page) == (True, True)


def test_a_parcel_that_somebody_else_booked_is_followed_by_its_number(postnord):
    carriers.sent_by("postnord", freight="hand")
    order = an_order(sku="F-2")
    flow.ship(order.pk, tracking=Tracking("PostNord", "UA123456789SE", ""), now=timezone.now())
    postnord.items["UA123456789SE"] = {"status": "INFORMED", "events": [], "service": "19"}
    postnord.scan("UA123456789SE", "EN_ROUTE", "På väg", at=NOON)

    assert following.follow() == 1


def test_a_number_that_nobody_knows_is_no_fault_and_the_run_says_why_it_did_nothing(postnord):
    carriers.sent_by("postnord", freight="hand")
    order = an_order(sku="F-2")
    flow.ship(order.pk, tracking=Tracking("PostNord", "UA000000000SE", ""), now=timezone.now())

    assert following.follow() == 0

    run = FlowRun.objects.get(flow="postnord.tracking")
    assert (run.outcome, run.read, bool(run.why)) == ("idle", 1, True)
    assert Shipment.objects.get().followed_at is not None


def test_nobody_is_asked_about_twice_within_the_hour(postnord):
    sent()
    following.follow()
    before = len(postnord.requests)

    following.follow()
    assert len(postnord.requests) == before

    later = timezone.now() + timedelta(hours=1, minutes=1)
    following.follow(now=lambda: later)
    assert len(postnord.requests) == before + 1


@pytest.mark.parametrize("fault", [Fault.UNAVAILABLE, Fault.TOO_MANY, Fault.DROP, Fault.NOT_JSON, Fault.CUT])
def test_a_carrier_that_does_not_tell_is_a_run_that_failed_and_is_asked_again(postnord, fault):
    order = sent()
    postnord.scan(order.shipments.get().tracking_number, "EN_ROUTE", "På väg", at=NOON)
    postnord.faults.on(fault, "GET", "/rest/shipment/v5/")

    assert following.follow() == 0
    assert FlowRun.objects.get(flow="postnord.tracking").outcome == "failed"
    assert following.follow() == 1


# --- Shipmondo calls ---


def hook(sandbox):
    """Have the sandbox call us about sales orders, as the shop does once."""
    sandbox.books.webhooks[1] = {
        "id": 1,
        "name": "shop",
        "endpoint": "https://shop.example.se/betalning/shipmondo/",
        "key": WEBHOOK_SECRET,
        "action": "status_update",
        "resource_name": "Orders",
    }


def call(client, body):
    return client.post(reverse("payment_callback", args=["shipmondo"]), body, content_type="application/json")


def test_a_call_is_a_hint_that_the_parcel_is_read_for(shipmondo, client):
    order = sent()
    hook(shipmondo)
    shipmondo.books.move(Booking.objects.get().anchor, "picked_up")
    [told] = shipmondo.take_calls()

    assert (call(client, told.body).status_code, call(client, told.body).status_code) == (200, 200)
    inbox.process_due()

    assert [one[0] for one in scans()] == ["delivered"]
    assert order.shipments.get().state == "delivered"
    assert InboundMessage.objects.get().state == "processed"


def test_what_a_call_says_is_not_believed_but_read(shipmondo, client):
    sent()
    anchor = Booking.objects.get().anchor
    said = {"id": 1, "order_id": anchor, "order_status": "picked_up", "updated_at": "2026-11-20T12:00:00+01:00"}

    call(client, json.dumps({"data": jwt({"data": said}, WEBHOOK_SECRET)}).encode())
    inbox.process_due()

    assert [one[0] for one in scans()] == ["told"]  # packed, by Shipmondo's own books


def test_a_call_about_what_is_not_ours_is_parked(shipmondo, client):
    said = {"id": 1, "order_id": "X-1", "order_status": "sent", "updated_at": "2026-11-20T12:00:00+01:00"}

    assert call(client, json.dumps({"data": jwt({"data": said}, WEBHOOK_SECRET)}).encode()).status_code == 200
    inbox.process_due()

    assert InboundMessage.objects.get().state == "parked"


SAID = {"data": {"id": 1, "order_id": "1-1-a", "order_status": "sent", "updated_at": "2026-11-20T12:00:00+01:00"}}
NOT_TRUE = {
    "another key": json.dumps({"data": jwt(SAID, "not-ours")}),
    "no algorithm": json.dumps({"data": jwt(SAID, WEBHOOK_SECRET, algorithm="none")}),
    "another algorithm": json.dumps({"data": jwt(SAID, WEBHOOK_SECRET, algorithm="HS512")}),
    "not signed": json.dumps(SAID),
    "two parts": json.dumps({"data": "abc.def"}),
    "no base64": json.dumps({"data": "å.ä.ö"}),
    "no order": json.dumps({"data": jwt({"data": []}, WEBHOOK_SECRET)}),
    "a number for a text": json.dumps({"data": jwt({"data": {**SAID["data"], "order_id": 7}}, WEBHOOK_SECRET)}),
    "no json": "<html>",
    "deep": "[" * 10_000,
}


@pytest.mark.parametrize("case", NOT_TRUE)
def test_a_call_that_is_not_theirs_is_refused_and_nothing_is_kept(shipmondo, client, case):
    assert call(client, NOT_TRUE[case].encode()).status_code == 400
    assert InboundMessage.objects.count() == 0


def test_without_a_secret_no_call_is_taken(shipmondo, client, settings):
    settings.SHIPMONDO_WEBHOOK_SECRET = ""

    assert call(client, json.dumps({"data": jwt(SAID, "")}).encode()).status_code == 400


def test_a_carrier_that_does_not_call_has_no_door(postnord, client):
    delivery_method()

    assert (
        client.post(reverse("payment_callback", args=["postnord"]), b"{}", content_type="text/plain").status_code == 404
    )
