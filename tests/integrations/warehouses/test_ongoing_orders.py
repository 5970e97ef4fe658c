"""An order to the warehouse and its parcels back, once each whatever goes wrong on the way."""

import pytest
from django.utils import timezone

from commerce.orders.changes import changing
from commerce.orders.models import Order, Shipment
from commerce.stock.models import Stock, Warehouse
from integrations import inbox
from integrations.models import Delivery, DeliveryReceipt, InboundMessage
from integrations.sandbox.faults import Fault
from integrations.warehouses.ongoing import interface
from tests.factories.catalogue import sellable
from tests.factories.orders import placed
from tests.factories.warehouses import bought, deliver, part_of, read_orders, stocked, told
from tests.storms import storm

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]
PUT = ("PUT", "/api/v1/orders")
AFTER = {Fault.TOO_MANY: "waiting", Fault.NOT_JSON: "unknown"}


def row_of(part):
    return part.lines.get().row


def test_a_paid_order_is_at_the_warehouse_and_read_back_from_it(ongoing):
    order = bought((stocked(ongoing), 3))

    deliver()

    held = ongoing.books.orders[order.number]
    assert [(line["article"], line["ordered"]) for line in held["lines"]] == [(order.lines.get().sku, 3)]
    assert held["asked"]["consignee"]["city"] == "Kalmar"
    receipt = DeliveryReceipt.objects.get(delivery__target="ongoing.orders")
    assert (receipt.remote_id, receipt.number, receipt.how) == (str(held["id"]), order.number, "read_back")
    part = part_of(order)
    assert (part.state, part.remote_id, part.lines.get().acknowledged) == ("acknowledged", str(held["id"]), 3)


def test_an_unpaid_order_is_not_told_of(ongoing):
    placed(stocked(ongoing), total="149.00")

    deliver()

    assert ongoing.books.orders == {}
    assert told() == []


def test_a_warehouse_that_no_system_runs_gets_nothing(ongoing):
    variant = stocked(ongoing)
    Warehouse.objects.update(run_by="")

    bought((variant, 1))
    deliver()

    assert (ongoing.books.orders, told()) == ({}, [])


def test_an_article_that_the_warehouse_does_not_know_goes_before_the_order(ongoing):
    variant = sellable(page=False)

    order = bought((variant, 1))
    deliver()

    assert variant.sku in ongoing.books.articles
    assert ongoing.books.times("order created", order.number) == 1


@pytest.mark.parametrize("fault", storm(one for one in Fault if one is not Fault.SLOW))
def test_whatever_goes_wrong_the_order_is_there_once(ongoing, fault):
    order = bought((stocked(ongoing), 2))
    ongoing.faults.on(fault, *PUT)

    deliver()
    assert told() == [AFTER.get(fault, "unknown")]
    deliver(hours=1)
    deliver(hours=3)

    assert told() == ["delivered"]
    assert ongoing.books.times("order created", order.number) == 1
    assert ongoing.books.orders[order.number]["lines"][0]["ordered"] == 2


def test_a_warehouse_that_cannot_be_reached_is_tried_again(ongoing, settings):
    order = bought((stocked(ongoing), 2))
    address, settings.ONGOING_BASE = settings.ONGOING_BASE, "http://127.0.0.1:9"
    deliver()
    assert told() == ["waiting"]

    settings.ONGOING_BASE = address
    deliver(hours=1)

    assert told() == ["delivered"]
    assert ongoing.books.times("order created", order.number) == 1


def test_an_answer_that_does_not_come_in_time_says_nothing(ongoing, monkeypatch):
    class Impatient(interface.Client):
        def __init__(self, *args, **fields):
            super().__init__(*args, **fields, read=0.2)

    order = bought((stocked(ongoing), 2))
    monkeypatch.setattr(interface, "Client", Impatient)
    ongoing.faults.on(Fault.SLOW, *PUT)

    deliver()
    assert told() == ["unknown"]
    ongoing.let_go()
    monkeypatch.undo()
    deliver(hours=1)

    assert told() == ["delivered"]
    assert ongoing.books.times("order created", order.number) == 1


@pytest.mark.parametrize("is_done", [True, False])
def test_an_answer_without_an_id_proves_nothing(ongoing, is_done):
    order = bought((stocked(ongoing), 2))
    ongoing.null_ids = {"orders": [is_done]}

    deliver()
    assert told() == (["delivered"] if is_done else ["unknown"])
    deliver(hours=1)

    assert told() == ["delivered"]
    assert ongoing.books.times("order created", order.number) == 1


def test_a_wrong_password_closes_the_system_and_costs_no_order(ongoing, settings):
    order = bought((stocked(ongoing), 2))
    right, settings.ONGOING_PASSWORD = settings.ONGOING_PASSWORD, "wrong"
    deliver()
    assert told() == ["waiting"]

    settings.ONGOING_PASSWORD = right
    deliver(hours=1)

    assert ongoing.books.times("order created", order.number) == 1


def test_an_order_that_is_changed_before_the_warehouse_begins_is_changed_there(ongoing):
    order = bought((stocked(ongoing), 3))
    deliver()
    line = order.lines.get()

    changing.change(order.pk, changing.Wanted(quantities={line.pk: 1}), why="too many", now=timezone.now())
    deliver()

    assert [line["ordered"] for line in ongoing.books.orders[order.number]["lines"]] == [1]
    assert part_of(order).lines.get().acknowledged == 1


@pytest.mark.krav("4.5.5")
def test_a_change_that_comes_too_late_is_told_of_and_stops(ongoing):
    order = bought((stocked(ongoing), 3))
    deliver()
    ongoing.books.begin(order.number)
    line = order.lines.get()

    changing.change(order.pk, changing.Wanted(quantities={line.pk: 1}), why="too many", now=timezone.now())
    deliver()

    assert told() == ["delivered", "stopped"]
    assert part_of(order).problem == "too_late"
    assert [line["ordered"] for line in ongoing.books.orders[order.number]["lines"]] == [3]


def test_an_order_that_is_called_off_is_cancelled_there(ongoing):
    order = bought((stocked(ongoing), 3))
    deliver()

    changing.call_off(order.pk, why="regrets", now=timezone.now())
    deliver()

    assert ongoing.books.orders[order.number]["status"] == 1000
    assert (part_of(order).state, part_of(order).problem) == ("cancelled", "")
    read_orders()
    assert part_of(order).problem == ""


def test_an_order_that_is_called_off_too_late_is_to_be_called_about(ongoing):
    order = bought((stocked(ongoing), 3))
    deliver()
    ongoing.books.begin(order.number)

    changing.call_off(order.pk, why="regrets", now=timezone.now())
    deliver()

    assert ongoing.books.orders[order.number]["status"] == 300
    assert part_of(order).problem == "too_late"


def test_what_the_warehouse_sends_is_sent_with_its_tracking_once(ongoing):
    order = bought((stocked(ongoing), 3))
    deliver()
    ongoing.books.ship(order.number)

    assert read_orders().changed == 1
    assert read_orders().changed == 0

    shipment = Shipment.objects.get(order=order)
    assert (shipment.state, shipment.carrier) == ("shipped", "Postnord")
    assert shipment.tracking_number.startswith("T")
    assert shipment.tracking_url.startswith("https://")
    order.refresh_from_db()
    assert (order.state, order.fulfilment) == ("completed", "shipped")
    assert part_of(order).state == "sent"


def test_what_is_picked_is_packed_and_sent_later(ongoing):
    order = bought((stocked(ongoing), 2), (stocked(ongoing), 1))
    deliver()
    ongoing.books.pick(order.number, parcels=2)
    read_orders()
    assert sorted(Shipment.objects.values_list("state", flat=True)) == ["packed", "packed"]

    ongoing.books.ship(order.number)
    read_orders()

    assert Order.objects.get().fulfilment == "shipped"
    assert Shipment.objects.filter(state="shipped").count() == 2
    assert Shipment.objects.values("tracking_number").distinct().count() == 2


@pytest.mark.parametrize("fault", [Fault.NOT_JSON, Fault.DROP])
def test_what_is_called_off_before_they_have_it_is_never_asked_for(fault, ongoing):
    order = bought((stocked(ongoing), 3))
    ongoing.faults.on(fault, "PUT", "/api/v1/orders")
    deliver()
    changing.call_off(order.pk, why="regrets", now=timezone.now())

    deliver(hours=2)

    assert told() == ["delivered", "delivered"]
    assert ongoing.books.times("order created", part_of(order).name) == 0
    assert part_of(order).state == "cancelled"


@pytest.mark.parametrize("parcels", [0, 1])
def test_what_was_packed_otherwise_before_it_left_is_sent_as_it_left(parcels, ongoing):
    order = bought((stocked(ongoing), 2), (stocked(ongoing), 1))
    deliver()
    ongoing.books.pick(order.number, parcels=2)
    read_orders()

    ongoing.books.pick(order.number, parcels=parcels)
    read_orders()
    ongoing.books.ship(order.number)
    read_orders()

    assert (Order.objects.get().fulfilment, part_of(order).problem) == ("shipped", "")
    assert Shipment.objects.filter(state="shipped").count() == 1
    assert not Shipment.objects.filter(state="packed").exists()
    assert Stock.objects.get(pk=order.lines.order_by("pk")[0].variant_id).on_hand == 8


def test_the_rest_of_an_order_is_packed_otherwise_before_it_leaves(ongoing):
    order = bought((stocked(ongoing), 4))
    deliver()
    rest = ongoing.books.ship(order.number, {row_of(part_of(order)): 1})
    ongoing.books.pick(rest, parcels=1)
    read_orders()

    last = ongoing.books.ship(rest, {row_of(part_of(order)): 2}, parcels=0)
    read_orders()

    assert (Order.objects.get().fulfilment, part_of(order).problem) == ("partly_shipped", "")
    assert part_of(order).lines.get().sent == 3
    ongoing.books.ship(last)
    read_orders()
    assert Order.objects.get().state == "completed"


def test_a_part_is_sent_now_and_the_rest_from_a_back_order(ongoing):
    order = bought((stocked(ongoing), 3))
    deliver()
    rest = ongoing.books.ship(order.number, {row_of(part_of(order)): 2})
    read_orders()
    assert Order.objects.get().fulfilment == "partly_shipped"
    assert (part_of(order).state, part_of(order).problem) == ("begun", "")

    ongoing.books.ship(rest)
    read_orders()
    read_orders()

    assert Order.objects.get().state == "completed"
    assert Shipment.objects.count() == 2
    assert part_of(order).state == "sent"


def test_less_than_was_ordered_is_told_of(ongoing):
    order = bought((stocked(ongoing), 3))
    deliver()

    ongoing.books.ship(order.number, {row_of(part_of(order)): 2}, leaves_rest=False)
    read_orders()

    part = part_of(order)
    assert (part.state, part.problem, part.said) == ("sent", "short", f"1 x {part.lines.get().sku}")


def test_an_order_that_the_warehouse_cancels_is_told_of(ongoing):
    order = bought((stocked(ongoing), 3))
    deliver()

    ongoing.books.cancel(order.number)
    read_orders()

    assert part_of(order).problem == "cancelled"
    assert Order.objects.get().state == "confirmed"


@pytest.mark.krav("4.5.5")
def test_a_status_that_nobody_has_explained_is_parked_and_stops_no_other(ongoing):
    variant = stocked(ongoing)
    strange, plain = bought((variant, 1)), bought((variant, 1))
    deliver()
    ongoing.books.set_status(strange.number, 777)
    ongoing.books.ship(plain.number)

    run = read_orders()

    assert (run.outcome, run.changed, run.failed) == ("partly", 1, 1)
    [parked] = InboundMessage.objects.filter(provider="ongoing")
    assert (parked.state, parked.reference) == ("parked", strange.number)
    assert "777" in parked.error
    assert part_of(strange).problem == "unclear"
    read_orders()
    assert InboundMessage.objects.count() == 1


def test_a_parked_order_is_read_again_when_the_status_is_explained(ongoing, settings):
    order = bought((stocked(ongoing), 1))
    deliver()
    ongoing.books.set_status(order.number, 777)
    read_orders()

    settings.ONGOING_STATUSES = {**settings.ONGOING_STATUSES, "777": "begun"}
    inbox.try_again(InboundMessage.objects.get().pk, now=timezone.now())
    inbox.process_due()

    assert InboundMessage.objects.get().state == "processed"
    assert (part_of(order).state, part_of(order).problem) == ("begun", "")


def test_what_is_delivered_stays_what_it_was_when_it_is_sent_again(ongoing):
    order = bought((stocked(ongoing), 2))
    deliver()
    Delivery.objects.filter(target="ongoing.orders").update(state="waiting", attempts=1)

    deliver(hours=1)

    assert told() == ["delivered"]
    assert ongoing.books.times("order put", order.number) == 1
