"""What every carrier must do, tried on each against its counterpart: points, book, label, cancel, return."""

from datetime import timedelta

import pytest
from django.conf import settings as base
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import flow, shipping
from commerce.orders.changes import changing
from commerce.orders.checks import carriers_do_all_their_port_asks
from commerce.orders.freight import booking as freight
from commerce.orders.freight.consignment import of_booking
from commerce.orders.freight.models import Booking
from commerce.orders.models import DeliveryMethod, Order
from commerce.orders.shipping import CarrierUnavailable, Near
from integrations.models import Delivery
from integrations.sandbox.faults import Fault
from tests.factories.carriers import FAULTS, KINDS, POINT, an_order, deliver, packed, the_booking
from tests.factories.returns import notice, ship
from tests.storms import storm

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]

KALMAR = Near(country="SE", postal_code="393 51", city="Kalmar", address="Storgatan 1")


def kinds(order):
    found = Event.objects.filter(subject=f"order:{order.number}", kind__startswith="freight.").order_by("id")
    return list(found.values_list("kind", flat=True))


def states():
    return list(Delivery.objects.filter(target__endswith=".carry").order_by("id").values_list("state", flat=True))


def test_every_carrier_that_can_be_plugged_in_is_tried_here():
    source = (base.PROJECT / "config" / "settings" / "adapters.py").read_text(encoding="utf-8")
    folders = {one.name for one in (base.PROJECT / "integrations" / "carriers").iterdir() if one.is_dir()}

    assert folders - {"__pycache__"} == set(KINDS)
    assert [kind.path for kind in KINDS.values() if kind.path not in source] == []


def test_it_does_all_that_the_port_asks(desk):
    assert carriers_do_all_their_port_asks(None) == []


def test_the_nearest_service_points_come_first_and_have_names(desk):
    points = desk.carrier.points(desk.kind.terms["points_of"], KALMAR)

    assert len(points) > 3
    assert {(one.key, one.name, one.country) for one in points} >= {("902", "Coop Giraffen", "SE")}
    assert points[0].key == "902"  # in the very postal code
    assert all(one.address_1 and one.city and one.hours for one in points)


def test_where_there_are_no_service_points_none_are_shown(desk):
    points = desk.carrier.points(desk.kind.terms["points_of"], Near(country="SE", postal_code="981 31"))

    assert list(points) == []


@pytest.mark.parametrize("fault", [*FAULTS, Fault.SLOW])
def test_a_shopper_waits_no_longer_than_two_seconds_and_goes_on_without(desk, fault):
    """The slow one would take thirty; how long this takes beside the two is the machine's matter."""
    desk.sandbox.faults.on(fault, *desk.kind.points)

    begun = timezone.now()
    with pytest.raises(CarrierUnavailable):
        desk.carrier.points(desk.kind.terms["points_of"], KALMAR)

    assert timezone.now() - begun < timedelta(seconds=20)


def test_prices_are_told_where_the_carrier_tells_them(desk):
    packed()

    offers = desk.carrier.offers(of_booking(the_booking(), was_tried=False))

    assert bool(offers) == (desk.code == "shipmondo")
    assert all(one.net > 0 and one.currency == "SEK" for one in offers)


def test_a_packed_parcel_is_booked_once_and_has_its_number_and_label(desk):
    order = packed()

    deliver()

    booking = the_booking()
    assert (booking.state, desk.ledger(booking), states()) == ("booked", 1, ["delivered"])
    shipment = order.shipments.get()
    assert shipment.tracking_number == booking.tracking_number != ""
    assert shipment.tracking_url.endswith(booking.tracking_number)
    assert shipment.carrier == "PostNord"
    assert bytes(booking.label).startswith(b"%PDF-")
    assert kinds(order) == ["freight.asked", "freight.booked"]
    receipt = Delivery.objects.get(target=f"{desk.code}.carry").receipt
    assert (receipt.remote_id, receipt.number) == (booking.remote_id, booking.tracking_number)


def test_what_was_booked_stands_when_the_parcel_leaves(desk):
    order = packed()
    deliver()

    flow.ship(order.pk, now=timezone.now())

    shipment = order.shipments.get()
    assert (shipment.state, shipment.tracking_number) == ("shipped", the_booking().tracking_number)


@pytest.mark.parametrize("fault", storm(FAULTS))
def test_whatever_goes_wrong_with_the_booking_there_is_exactly_one(desk, fault):
    desk.sandbox.faults.on(fault, *desk.kind.books)
    order = packed()

    deliver()
    assert the_booking().state == "sent"
    deliver(hours=1, rounds=4)

    booking = the_booking()
    assert (booking.state, desk.ledger(booking), states()) == ("booked", 1, ["delivered"])
    assert bytes(booking.label).startswith(b"%PDF-")
    assert order.shipments.get().tracking_number == booking.tracking_number


@pytest.mark.parametrize("fault", storm(FAULTS))
def test_whatever_goes_wrong_before_the_booking_there_is_exactly_one(desk, fault):
    """The call that comes first, where there are two."""
    desk.sandbox.faults.on(fault, *(desk.kind.stores or desk.kind.books))
    packed()

    deliver(rounds=5)

    booking = the_booking()
    assert (booking.state, desk.ledger(booking), states()) == ("booked", 1, ["delivered"])


@pytest.mark.parametrize("fault", storm(FAULTS))
def test_a_label_that_does_not_come_is_fetched_again_and_nothing_is_booked_again(desk, fault):
    desk.sandbox.faults.on(fault, *desk.kind.labels, times=2)
    packed()

    deliver(rounds=5)

    booking = the_booking()
    assert (desk.ledger(booking), bytes(booking.label)[:5]) == (1, b"%PDF-")
    assert states() == ["delivered"]


def test_a_carrier_that_cannot_be_reached_books_when_it_can(desk, settings):
    name = f"{desk.code.upper()}_API_BASE"
    address = getattr(settings, name)
    setattr(settings, name, "http://127.0.0.1:9")
    shipping.carriers.cache_clear()
    packed()
    deliver()
    assert (the_booking().state, states()) == ("sent", ["waiting"])

    setattr(settings, name, address)
    shipping.carriers.cache_clear()
    deliver(hours=1)

    assert desk.ledger(the_booking()) == 1


def test_a_worker_that_dies_in_the_middle_leaves_one_booking(desk):
    """What it had sent is found by the next one."""
    packed()
    deliver()
    lost = {"remote_id": "", "booked_at": None, "label": None, "is_labelled": False, "tracking_number": ""}
    Booking.objects.update(state="sent", **lost)
    Delivery.objects.filter(target=f"{desk.code}.carry").update(state="in_flight", leased_until=timezone.now())

    deliver(hours=1)

    booking = the_booking()
    assert (booking.state, desk.ledger(booking), bytes(booking.label)[:5]) == ("booked", 1, b"%PDF-")


def test_a_wrong_key_closes_the_carrier_and_costs_nothing(desk, settings):
    name = {"shipmondo": "SHIPMONDO_KEY", "nshift": "NSHIFT_SECRET", "postnord": "POSTNORD_KEY"}[desk.code]
    right = getattr(settings, name)
    setattr(settings, name, "not-this")
    shipping.carriers.cache_clear()
    packed()
    deliver()
    assert Delivery.objects.get(target=f"{desk.code}.carry").attempts == 0
    assert the_booking().state == "sent"

    setattr(settings, name, right)
    shipping.carriers.cache_clear()
    deliver(hours=1, rounds=2)

    assert desk.ledger(the_booking()) == 1


def test_what_the_carrier_refuses_stops_and_is_booked_once_it_is_mended(desk):
    DeliveryMethod.objects.update(product="99999")
    order = packed()
    deliver()
    booking = the_booking()
    assert (booking.state, states(), desk.ledger(booking)) == ("refused", ["stopped"], 0)
    assert booking.problem

    Booking.objects.update(product=desk.kind.terms["product"])
    freight.ask(order.shipments.get().pk, by=None, now=timezone.now())
    deliver()

    booking = the_booking()
    assert (booking.state, booking.problem, desk.ledger(booking)) == ("booked", "", 1)
    assert states() == ["cancelled", "delivered"]
    assert kinds(order) == ["freight.asked", "freight.refused", "freight.asked", "freight.booked"]


def test_a_parcel_that_is_not_to_be_sent_is_let_go_at_the_carrier(desk):
    order = packed()
    deliver()

    flow_call_off(order)
    deliver()

    booking = the_booking()
    assert (booking.state, desk.ledger(booking)) == ("cancelled", 0)
    assert kinds(order)[-2:] == ["freight.call_off_asked", "freight.called_off"]


def test_a_parcel_that_is_called_off_before_it_is_booked_never_is(desk):
    order = packed()

    flow_call_off(order)
    deliver()

    booking = the_booking()
    assert (booking.state, desk.ledger(booking)) == ("cancelled", 0)
    assert [path for _method, path, _asked in desk.sandbox.requests] == []


@pytest.mark.parametrize("fault", storm(FAULTS))
def test_whatever_goes_wrong_with_letting_go_none_is_left(desk, fault):
    order = packed()
    deliver()
    desk.sandbox.faults.on(fault, *desk.kind.cancels)

    flow_call_off(order)
    deliver(rounds=4)

    booking = the_booking()
    assert (booking.state, desk.ledger(booking), states()) == ("cancelled", 0, ["delivered", "delivered"])


@pytest.mark.parametrize("fault", storm([Fault.DROP_AFTER, Fault.FAIL_AFTER, Fault.CUT]))
def test_a_booking_that_nobody_heard_of_is_found_and_let_go(desk, fault):
    desk.sandbox.faults.on(fault, *desk.kind.books)
    order = packed()
    deliver()
    assert the_booking().state == "sent"

    flow_call_off(order)
    deliver(hours=1, rounds=4)

    booking = the_booking()
    assert (booking.state, desk.ledger(booking)) == ("cancelled", 0)


def test_a_return_is_booked_the_other_way_with_a_label(desk):
    order = ship(an_order())
    returned = notice(order)

    freight.ask_return(returned.pk, by=None, now=timezone.now())
    deliver()

    booking = Booking.objects.get(returned=returned)
    assert (booking.state, desk.ledger(booking)) == ("booked", 1)
    assert bytes(booking.label).startswith(b"%PDF-")
    consignment = of_booking(booking, was_tried=False)
    assert (consignment.sender.city, consignment.receiver.name) == ("Kalmar", base.SELLER["name"])


def test_the_point_that_was_chosen_goes_with_the_booking(desk):
    packed(point=POINT)

    deliver()

    assert desk.ledger(the_booking()) == 1
    assert POINT.key in str(desk.sandbox.requests)


def test_a_point_that_has_closed_is_told_and_another_is_booked(desk):
    order = packed(point=POINT)
    desk.sandbox.closed.add(POINT.key)
    deliver()
    booking = the_booking()
    assert (booking.state, desk.ledger(booking), order.chosen_point.is_closed) == ("closed", 0, True)
    assert kinds(order) == ["freight.asked", "freight.point_closed"]

    another = desk.carrier.points(desk.kind.terms["points_of"], KALMAR)[0]
    freight.choose_point(order.pk, another, now=timezone.now())
    deliver()

    booking = the_booking()
    assert (booking.state, desk.ledger(booking)) == ("booked", 1)
    assert Order.objects.get().chosen_point.key == another.key


def flow_call_off(order):
    """The order is called off at the desk, so that its parcel is taken apart."""
    changing.call_off(order.pk, why="changed his mind", by=None, now=timezone.now())
