"""What is each carrier's own: papers and tests of nShift, numbers and words of PostNord, orders of Shipmondo."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commerce.orders.freight import booking as freight
from commerce.orders.freight.models import Booking
from commerce.orders.models import DeliveryMethod
from commerce.stock.models import Warehouse
from integrations.carriers.checks import carriers_are_set_up_whole
from integrations.carriers.postnord.numbers import is_postnords, sscc
from integrations.models import Cursor, Delivery
from integrations.sandbox.faults import Fault
from integrations.sandbox.postnord import _is_sscc
from tests.factories import carriers
from tests.factories.carriers import POINT, an_order, deliver, packed, the_booking

pytestmark = [pytest.mark.krav("4.5.1")]


@pytest.fixture
def nshift(settings, db):
    with carriers.plugged_in(settings, "nshift") as found:
        carriers.sent_by("nshift")
        yield found["nshift"]


@pytest.fixture
def postnord(settings, db):
    with carriers.plugged_in(settings, "postnord") as found:
        carriers.sent_by("postnord")
        yield found["postnord"]


@pytest.fixture
def shipmondo(settings, db):
    with carriers.plugged_in(settings, "shipmondo") as found:
        carriers.sent_by("shipmondo")
        yield found["shipmondo"]


def asked(sandbox, path):
    return [body for _method, at, body in sandbox.requests if at == path]


# --- nShift ---


def test_papers_that_have_died_are_said_to_be_printed_there_and_nothing_is_booked_again(nshift):
    nshift.faults.on(Fault.UNAVAILABLE, "GET", "/rs-extapi/v1/shipments/")
    packed()
    deliver()
    nshift.skew = 3700

    deliver(hours=2)

    booking = the_booking()
    assert (booking.state, booking.is_labelled, len(nshift.bookings(booking.anchor))) == ("booked", False, 1)
    stopped = Delivery.objects.get(target="nshift.carry")
    assert (stopped.state, "print the label in nShift" in stopped.error) == ("stopped", True)


def test_a_test_mails_the_order_desk_and_not_the_customer(nshift, settings):
    settings.NSHIFT_TEST = True
    packed()

    deliver()

    assert nshift.mailed == [settings.ORDER_DESK_EMAIL]
    [told] = asked(nshift, "/stored-shipments")[:1]
    assert (told["test"], "mobile" in told["receiver"]) == (True, False)


def test_a_booking_whose_answer_was_lost_needs_the_licence_to_be_found(nshift):
    nshift.has_track_back = False
    nshift.faults.on(Fault.DROP_AFTER, "POST", "/rs-extapi/v1/stored-shipments/")
    packed()
    deliver()

    deliver(hours=1)

    stopped = Delivery.objects.get(target="nshift.carry")
    assert (stopped.state, "TrackBack" in stopped.error) == ("stopped", True)
    assert len(nshift.bookings(the_booking().anchor)) == 1  # and nothing was booked again


def test_the_list_of_what_is_printed_is_not_read_oftener_than_every_five_minutes(nshift):
    nshift.faults.on(Fault.DROP_AFTER, "POST", "/rs-extapi/v1/stored-shipments/")
    packed()
    deliver()
    Cursor.objects.create(stream="nshift.printed", value="-1", at=timezone.now())

    deliver(hours=1)
    assert (the_booking().state, asked(nshift, "/shipments")) == ("sent", [])

    Cursor.objects.update(at=timezone.now() - timedelta(minutes=6))
    deliver(hours=3)
    assert (the_booking().state, len(asked(nshift, "/shipments"))) == ("booked", 1)


def test_more_than_a_page_of_printed_shipments_is_read_to_its_end(nshift):
    nshift.faults.on(Fault.DROP_AFTER, "POST", "/rs-extapi/v1/stored-shipments/")
    packed()
    deliver()
    [key] = nshift.shipments
    ours = nshift.shipments.pop(key)
    for number in range(120):
        other = {**ours, "id": f"OTHER{number}", "orderNo": f"other-{number}", "shipmentNo": f"9{number:017d}"}
        nshift.shipments[other["id"]] = other
    nshift.shipments[key] = ours

    deliver(hours=1)

    assert (the_booking().state, the_booking().remote_id) == ("booked", key)


# --- PostNord ---


@given(serial=st.integers(0, 10**8 - 1), prefix=st.sampled_from(["37350000", "373500001", "0"]))
def test_every_number_of_a_parcel_has_its_check_digit(serial, prefix):
    number = sscc(prefix, serial)

    assert (len(number), number.startswith(prefix), _is_sscc(number)) == (18, True, True)


@pytest.mark.parametrize(("prefix", "serial"), [("37350000", 10**9), ("3735000012345678", 1), ("abc", 1), ("", -1)])
def test_numbers_that_are_used_up_or_begin_wrongly_are_refused(prefix, serial):
    with pytest.raises(ValueError, match="no number of a parcel"):
        sscc(prefix, serial)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("UA123456789SE", True),
        ("373500000000000015", True),
        ("00373500000000000015", True),
        ("1Z999AA10123456784", False),
    ],
)
def test_who_follows_a_number_is_known_by_how_it_looks(number, expected):
    assert is_postnords(number, prefix="37350000") is expected


def test_a_fail_inside_200_is_a_no_and_says_why(postnord):
    postnord.fail_items = "The postal code does not exist"
    packed()

    deliver()

    booking = the_booking()
    assert (booking.state, "The postal code does not exist" in booking.problem) == ("refused", True)
    assert postnord.bookings(booking.anchor) == []


def test_what_nobody_knows_is_taken_back_before_it_is_sent_again(postnord):
    """It was booked, but cannot be followed yet: without the Deletion there would be two."""
    postnord.faults.on(Fault.DROP_AFTER, "POST", "/rest/shipment/v3/edi/labels/pdf")
    packed()
    deliver()
    postnord.items.clear()

    deliver(hours=1)

    booking = the_booking()
    assert (booking.state, len(postnord.messages), len(postnord.bookings(booking.anchor))) == ("booked", 2, 1)


def test_the_key_is_kept_nowhere(postnord):
    from integrations.models import Attempt
    from integrations.sandbox.postnord import KEY

    packed()
    deliver()

    kept = str(list(Attempt.objects.values_list("exchanges", flat=True)))
    assert ("apikey=" in kept, KEY in kept) == (True, False)


def test_without_numbers_of_its_own_the_shop_books_nothing_there(postnord, settings):
    settings.POSTNORD_SSCC_PREFIX = ""
    packed()

    deliver()

    assert (the_booking().state, postnord.messages) == ("refused", [])


# --- Shipmondo ---


def test_weights_are_in_grams_and_amounts_add_up(shipmondo):
    packed(weight_g=450, quantity=3)
    deliver()

    [told] = asked(shipmondo, "/sales_orders")[:1]
    [shipment] = shipmondo.books.shipments.values()
    assert (told["order_lines"][0]["unit_weight"], shipment["weight"]) == (450, 1350)
    money = told["payment_details"]
    assert (money["amount_including_vat"], money["amount_excluding_vat"], money["vat_amount"]) == (
        "300.00",
        "240.00",
        "60.00",
    )


def test_goods_that_nobody_has_weighed_weigh_something(shipmondo):
    packed(weight_g=0)
    deliver()

    [shipment] = shipmondo.books.shipments.values()
    assert shipment["weight"] >= 100


def test_an_order_that_is_left_from_an_earlier_try_is_used(shipmondo):
    shipmondo.faults.on(Fault.UNAVAILABLE, "POST", "/api/public/v3/sales_orders/")
    packed()
    deliver(rounds=3)

    assert (len(shipmondo.books.orders), len(shipmondo.bookings(the_booking().anchor))) == (1, 1)


def test_an_order_that_says_something_else_by_now_is_taken_away(shipmondo):
    shipmondo.faults.on(Fault.UNAVAILABLE, "POST", "/api/public/v3/sales_orders/")
    order = packed(point=POINT)
    deliver()
    order.chosen_point.delete()

    deliver(hours=1)

    [left] = shipmondo.books.orders.values()
    assert ("service_point" in left, len(shipmondo.bookings(the_booking().anchor))) == (False, 1)


def test_a_carrier_that_keeps_the_parcel_is_said_to(shipmondo):
    from commerce.orders.changes import changing

    shipmondo.books.may_cancel = False
    order = packed()
    deliver()

    changing.call_off(order.pk, why="x", now=timezone.now())
    deliver()

    booking = the_booking()
    assert (booking.state, "take it up with Shipmondo" in booking.problem) == ("booked", True)
    assert Delivery.objects.filter(target="shipmondo.carry", state="stopped").count() == 1


# --- Who books ---


@pytest.mark.parametrize("who", [Warehouse.Freight.WMS, Warehouse.Freight.HAND])
def test_where_somebody_else_books_the_shop_does_not(shipmondo, who):
    carriers.sent_by("shipmondo", freight=who)

    order = packed()
    deliver()

    assert (Booking.objects.count(), shipmondo.requests, order.fulfilment) == (0, [], "packed")


def test_by_hand_it_can_be_asked_for_and_where_the_warehouse_books_it_cannot(shipmondo):
    carriers.sent_by("shipmondo", freight=Warehouse.Freight.HAND)
    shipment = packed().shipments.get()

    Warehouse.objects.update(freight=Warehouse.Freight.WMS)
    with pytest.raises(freight.NotBookable):
        freight.ask(shipment.pk, by=None, now=timezone.now())
    Warehouse.objects.update(freight=Warehouse.Freight.HAND)
    freight.ask(shipment.pk, by=None, now=timezone.now())
    freight.ask(shipment.pk, by=None, now=timezone.now())
    deliver()

    assert (Booking.objects.count(), len(shipmondo.bookings(the_booking().anchor))) == (1, 1)


def test_a_delivery_without_a_carrier_books_nothing(shipmondo):
    DeliveryMethod.objects.update(carrier="", product="", return_product="", points_of="")

    packed()

    assert Booking.objects.count() == 0


def test_two_orders_of_one_number_never_have_the_same_name_at_the_carrier(shipmondo):
    first, second = an_order(sku="F-1"), an_order(sku="F-2")
    second.number, first_anchor = first.number, freight._anchor
    from commerce.orders.shipments import Shipment

    names = {first_anchor(Shipment(pk=1, order=one, number=1)) for one in (first, second)}

    assert len(names) == 2


def test_half_a_carrier_is_found_at_start(settings):
    settings.CARRIERS = {"half": "tests.integrations.carriers.test_each_carrier.Half"}

    with pytest.raises(SystemCheckError, match="lacks offers, points, look_up"):
        call_command("check")


class Half:
    code = "half"
    name = "Half a carrier"


WHOLE = {
    "SHIPMONDO_KEY": "k",
    "SHIPMONDO_USER": "u",
    "SHIPMONDO_WEBHOOK_SECRET": "s",
    "NSHIFT_SECRET": "s",
    "NSHIFT_KEY_ID": "i",
    "POSTNORD_KEY": "k",
    "POSTNORD_CUSTOMER": "1",
    "POSTNORD_SSCC_PREFIX": "37350000",
}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"SHIPMONDO_USER": ""}, ["carriers.E001"]),
        ({"SHIPMONDO_WEBHOOK_SECRET": ""}, ["carriers.W001"]),
        ({"NSHIFT_KEY_ID": ""}, ["carriers.E002"]),
        ({"NSHIFT_SENDER": "123"}, ["carriers.E003"]),
        ({"POSTNORD_CUSTOMER": ""}, ["carriers.E004"]),
        ({"POSTNORD_SSCC_PREFIX": "37A"}, ["carriers.E005"]),
        ({"ENVIRONMENT": "production", "POSTNORD_API_BASE": "http://api2.postnord.com"}, ["carriers.E006"]),
        ({"ENVIRONMENT": "production", "NSHIFT_TEST": True}, ["carriers.E007"]),
        (
            {"ENVIRONMENT": "production", "SHIPMONDO_API_BASE": "https://sandbox.shipmondo.com/api/public/v3"},
            ["carriers.E008"],
        ),
    ],
)
def test_half_a_set_up_is_found_at_start(settings, said, expected):
    for name, value in {**WHOLE, **said}.items():
        setattr(settings, name, value)

    assert [one.id for one in carriers_are_set_up_whole(None)] == expected
