"""Freight at the desk: who books, what was refused, labels for one and many, labels of returns, forgetting."""

import io

import pypdfium2
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from commerce.customers.person import Person
from commerce.events.models import Event
from commerce.orders import flow, privacy
from commerce.orders.desk.queues import offered, read
from commerce.orders.freight.models import Booking
from commerce.orders.models import ChosenPoint, DeliveryMethod, Order, Scan
from commerce.stock.models import Warehouse
from integrations.sandbox.faults import Fault
from tests.factories import carriers
from tests.factories.carriers import POINT, an_order, deliver, packed, the_booking
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import delivery_method
from tests.factories.returns import notice, ship

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.2.1")]


@pytest.fixture
def sandbox(settings):
    with carriers.plugged_in(settings, "shipmondo") as found:
        carriers.sent_by("shipmondo")
        yield found["shipmondo"]


@pytest.fixture
def browser():
    return verified(owner())


def page(browser, order):
    return browser.get(f"/admin/orders/order/inspect/{order.pk}/").content.decode()


def pages_in(content):
    return len(pypdfium2.PdfDocument(io.BytesIO(content)))


def test_the_order_shows_the_booking_its_number_and_its_label(sandbox, browser):
    order = packed(point=POINT)
    assert "Ska bokas" in page(browser, order)

    deliver()

    booking, shown = the_booking(), page(browser, order)
    address = reverse("order_label", args=[booking.pk])
    assert (booking.tracking_number in shown, address in shown, POINT.name in shown) == (True, True, True)
    answer = browser.get(address)
    assert (answer["Content-Type"], pages_in(answer.content)) == ("application/pdf", 1)
    assert booking.anchor in answer["Content-Disposition"]


def test_a_refused_booking_says_why_waits_in_its_queue_and_is_tried_again_from_the_order(sandbox, browser):
    DeliveryMethod.objects.update(product="99999")
    order = packed()
    deliver()
    shown = page(browser, order)
    assert ("Shipment template not found" in shown, "Boka frakten igen" in shown) == (True, True)
    mine = [one for one in offered(browser.get("/admin/").wsgi_request.user) if one.code == "freight"]
    assert [one.count for one in read(mine, now=timezone.now())] == [1]
    assert order.number in browser.get(mine[0].url).content.decode()

    Booking.objects.update(product="71001")
    browser.post(reverse("order_book_freight", args=[order.shipments.get().pk]))
    deliver()

    assert (the_booking().state, len(sandbox.bookings(the_booking().anchor))) == ("booked", 1)
    assert [one.count for one in read(mine, now=timezone.now())] == [0]
    by = Event.objects.filter(kind="freight.asked").latest("pk").payload["by"]
    assert by == browser.get("/admin/").wsgi_request.user.pk


def test_by_hand_the_desk_books_with_a_button_that_is_not_there_where_the_warehouse_does(sandbox, browser):
    carriers.sent_by("shipmondo", freight=Warehouse.Freight.HAND)
    order = packed()
    assert "Boka frakten" in page(browser, order)

    Warehouse.objects.update(freight=Warehouse.Freight.WMS)
    assert "Boka frakten" not in page(browser, order)
    browser.post(reverse("order_book_freight", args=[order.shipments.get().pk]))
    assert Booking.objects.count() == 0

    Warehouse.objects.update(freight=Warehouse.Freight.HAND)
    browser.post(reverse("order_book_freight", args=[order.shipments.get().pk]))
    assert the_booking().state == "asked"


def test_who_may_not_move_orders_books_nothing_and_who_may_not_see_them_gets_no_label(sandbox, client):
    order = packed()
    deliver()
    stranger = verified(UserFactory())

    for address in (
        reverse("order_label", args=[the_booking().pk]),
        reverse("order_book_freight", args=[order.shipments.get().pk]),
    ):
        assert stranger.get(address).status_code in (302, 403, 404, 405)
        assert stranger.post(address).status_code in (302, 403, 404, 405)
        assert client.get(address).status_code in (302, 405)
    assert Booking.objects.count() == 1


def test_labels_of_many_orders_come_in_one_file_in_the_order_of_the_list(sandbox, browser):
    orders = [packed(sku=f"F-{number}") for number in range(3)]
    deliver()
    flow.ship(orders[0].pk, now=timezone.now())  # it has its label already

    rows = {"row": [one.pk for one in orders], "action": "labels"}
    answer = browser.post(reverse("orders_order_modeladmin_bulk"), rows)

    assert (answer["Content-Type"], pages_in(answer.content)) == ("application/pdf", 2)


def test_where_there_are_no_labels_it_is_said(sandbox, browser):
    order = an_order()

    answer = browser.post(reverse("orders_order_modeladmin_bulk"), {"row": [order.pk], "action": "labels"})

    assert (answer.status_code, "Ingen av ordrarna har ett paket" in answer.content.decode()) == (422, True)


def test_a_return_label_is_made_mailed_and_printed_by_the_customer_alone(sandbox, browser, client):
    order = ship(an_order())
    returned = notice(order)
    inspect = reverse("orders_return_modeladmin_inspect", args=[returned.pk])
    assert "Gör en returetikett" in browser.get(inspect).content.decode()
    address = reverse("return_label", args=[returned.token])
    assert client.get(address).status_code == 404

    browser.post(reverse("return_book_freight", args=[returned.pk]))
    deliver(rounds=2)

    [letter] = [one for one in mail.outbox if "Etikett till retur" in one.subject]
    assert address in letter.body
    answer = client.get(address)
    assert (answer["Content-Type"], pages_in(answer.content)) == ("application/pdf", 1)
    assert address in client.get(reverse("return", args=[returned.token])).content.decode()
    assert "Gör en returetikett" not in browser.get(inspect).content.decode()
    kinds = Event.objects.filter(subject=f"order:{order.number}").values_list("kind", flat=True)
    assert "return.label_made" in kinds


def test_a_way_of_delivery_without_return_labels_has_no_button(sandbox, browser):
    returned = notice(ship(an_order()))
    DeliveryMethod.objects.update(return_product="")

    assert (
        "Gör en returetikett"
        not in browser.get(reverse("orders_return_modeladmin_inspect", args=[returned.pk])).content.decode()
    )
    browser.post(reverse("return_book_freight", args=[returned.pk]))
    assert Booking.objects.filter(returned=returned).count() == 0


@pytest.mark.parametrize(
    ("case", "said", "words"),
    [
        ("a product without a carrier", {"carrier": "", "product": "71001"}, "välj transportören också"),
        ("a carrier without a product", {"carrier": "shipmondo", "product": ""}, "Säg vad som ska bokas."),
        ("one that is not plugged in", {"carrier": "nshift", "product": "P19"}, "nshift"),
    ],
)
def test_a_delivery_method_names_a_carrier_and_what_it_books_or_neither(sandbox, browser, case, said, words):
    method = delivery_method()
    address = f"/admin/orders/deliverymethod/edit/{method.pk}/"
    whole = {"name_sv": "Ombud", "gross": "49", "position": "0", "is_active": "on", "code": method.code}

    answer = browser.post(address, {**whole, "return_product": "", "points_of": "", **said})

    assert (answer.status_code, words in answer.content.decode()) == (200, True)
    method.refresh_from_db()
    assert (method.carrier, method.product) == ("shipmondo", "71001")


def test_who_books_is_chosen_on_the_warehouse(sandbox, browser):
    warehouse = Warehouse.objects.get()
    address = f"/admin/stock/warehouse/edit/{warehouse.pk}/"
    said = {"name": warehouse.name, "code": warehouse.code, "rank": "10", "is_active": "on", "freight": "wms"}

    assert browser.post(address, said).status_code == 302

    assert Warehouse.objects.get().freight == "wms"


@pytest.mark.law("L19")
def test_who_is_forgotten_leaves_no_label_point_or_place(sandbox):
    order = packed(point=POINT)
    deliver()
    flow.ship(order.pk, now=timezone.now())
    Scan.objects.create(
        shipment=order.shipments.get(), key="1", at=timezone.now(), status="waits", words="x", place="Kalmar"
    )
    Event.objects.create(
        kind="freight.moved", subject=f"order:{order.number}", payload={"place": "Kalmar"}, at=timezone.now()
    )

    privacy.forget(Person(email=order.email), timezone.now())

    booking = the_booking()
    assert (booking.label, booking.tracking_number, booking.is_labelled) == (None, "", True)
    assert (ChosenPoint.objects.count(), Scan.objects.get().place) == (0, "")
    assert "place" not in Event.objects.get(kind="freight.moved").payload


@pytest.mark.law("L18")
def test_a_copy_of_what_we_hold_tells_where_it_was_fetched_and_seen(sandbox):
    order = packed(point=POINT)
    Scan.objects.create(
        shipment=order.shipments.get(), key="1", at=timezone.now(), status="waits", words="x", place="Kalmar"
    )

    [told] = privacy.export(Person(email=Order.objects.get().email))["orders"]

    assert told["fetched_at"][0]["name"] == POINT.name
    assert told["parcels"][0]["seen"][0]["place"] == "Kalmar"


# --- what it costs ---


def prices_of(order):
    return reverse("order_freight_prices", args=[order.shipments.get().pk])


def test_whoever_books_sees_what_the_carrier_would_take_beside_what_the_customer_pays(sandbox, browser):
    order = packed()
    assert prices_of(order) in page(browser, order)

    answer = browser.get(prices_of(order))

    found = answer.context["prices"].offers
    assert found
    assert [one.net for one in found] == sorted(one.net for one in found)
    shown = answer.content.decode()
    assert all(one.name in shown for one in found)
    assert "39,20" in shown, "the freight of the order without its VAT"
    assert the_booking().state == "asked", "nothing is booked by asking"


def test_a_carrier_that_does_not_answer_stops_nobody(sandbox, browser):
    order = packed()
    sandbox.faults.on(Fault.UNAVAILABLE, "POST", "/api/public/v3/quotes")

    shown = browser.get(prices_of(order)).content.decode()

    assert "Shipmondo svarade inte" in shown


def test_one_that_tells_no_prices_says_so(settings, browser):
    with carriers.plugged_in(settings, "postnord"):
        carriers.sent_by("postnord")
        order = packed()

        assert "PostNord säger inga priser" in browser.get(prices_of(order)).content.decode()


def test_prices_are_for_those_who_book_and_for_parcels_that_the_shop_sends(sandbox, browser):
    order = packed()
    sent_with_nobody = prices_of(order)
    editor = verified(UserFactory(roles=["Redaktör"]))
    assert editor.get(sent_with_nobody).status_code in (302, 403, 404)

    DeliveryMethod.objects.update(product="")

    assert browser.get(sent_with_nobody).status_code == 404
    assert sent_with_nobody not in page(browser, order)
