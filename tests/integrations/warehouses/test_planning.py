"""What lies in which warehouse goes to that one, under a name that never changes, and only what is another is told."""

import pytest
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import flow
from commerce.orders.changes import changing
from commerce.orders.models import Payment
from commerce.stock.incoming import transfer
from commerce.stock.models import Stock, Warehouse
from integrations.warehouses import planning
from integrations.warehouses.models import WarehouseOrder
from tests.factories.catalogue import count_of, sellable
from tests.factories.division import divided_cart, place_divided
from tests.factories.orders import delivery_method, placed
from tests.factories.warehouses import bought

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]
NOW = timezone.now()


@pytest.fixture
def places(settings):
    """Two warehouses, each run by a system of its own, and one that the shop runs."""
    settings.WAREHOUSE_SYSTEMS = {"ongoing": "Ongoing WMS", "warehouse_files": "Files"}
    first = Warehouse.in_use()[0]
    first.run_by = "ongoing"
    first.save()
    second = Warehouse.objects.create(code="SYD", name="Syd", rank=20, run_by="warehouse_files")
    return first, second, Warehouse.objects.create(code="BUTIK", name="Butiken", rank=30)


def stocked(*places_and_pieces):
    """An article with so many in each warehouse."""
    variant = sellable(page=False, stock=sum(pieces for _place, pieces in places_and_pieces))
    [(_first, _pieces), *others] = places_and_pieces
    for place, pieces in others:
        transfer(variant.pk, pieces, source=Warehouse.in_use()[0], target=place, now=NOW)
    return variant


def planned(order):
    planning.plan(order.number, now=NOW)
    parts = WarehouseOrder.objects.filter(order=order).order_by("pk")
    return {
        part.name: (part.system, part.group, {row.sku: row.asked for row in part.lines.order_by("pk") if row.asked})
        for part in parts
    }


def told():
    events = Event.objects.filter(kind__endswith=".order_told").order_by("pk")
    return [(event.kind, event.payload["name"], [line[2] for line in event.payload["lines"]]) for event in events]


def test_an_order_in_one_warehouse_goes_by_its_number(places):
    first, _second, _shop = places
    variant = stocked((first, 5))

    order = bought((variant, 3))

    assert planned(order) == {order.number: ("ongoing", 1, {variant.sku: 3})}
    assert planned(order)
    assert told() == [("ongoing.order_told", order.number, [3])]


def test_an_order_that_is_split_has_the_warehouses_in_the_names(places):
    first, second, shop = places
    variant = stocked((first, 2), (second, 2), (shop, 1))

    order = bought((variant, 5))

    assert planned(order) == {
        f"{order.number}-{first.code}": ("ongoing", 1, {variant.sku: 2}),
        f"{order.number}-SYD": ("warehouse_files", 1, {variant.sku: 2}),
    }


def test_what_each_warehouse_sends_leaves_its_own_shelf(places):
    first, second, _shop = places
    variant = stocked((first, 2), (second, 2))
    order = bought((variant, 4))
    planning.plan(order.number, now=NOW)
    line = order.lines.get()
    flow.pack(order.pk, {line.pk: 2}, now=NOW)

    flow.ship(order.pk, shipment_id=order.shipments.get().pk, warehouse_id=second.pk, now=NOW)

    levels = Stock.objects.get(pk=variant.pk).levels.order_by("warehouse__rank")
    assert list(levels.values_list("on_hand", "allocated")) == [(2, 2), (0, 0)]


def test_each_address_of_an_order_is_a_part_of_its_own(places):
    first, _second, _shop = places
    variant = stocked((first, 9))
    delivery_method()
    order = place_divided(divided_cart({variant: 1}, {variant: 2}), "398.00", now=NOW)
    payment = Payment.objects.get(order=order)
    flow.authorise(payment.pk, reference="p", amount=payment.amount, now=NOW)

    assert planned(order) == {
        f"{order.number}-{first.code}": ("ongoing", 1, {variant.sku: 1}),
        f"{order.number}-{first.code}-2": ("ongoing", 2, {variant.sku: 2}),
    }


def test_more_of_a_line_joins_the_part_that_has_not_begun_and_else_is_a_new_one(places):
    first, _second, _shop = places
    variant = stocked((first, 9))
    order = bought((variant, 1))
    planned(order)
    line = order.lines.get()
    Payment.objects.filter(order=order).update(state="pending")

    changing.change(order.pk, changing.Wanted(quantities={line.pk: 3}), why="more", now=NOW)
    assert planned(order) == {order.number: ("ongoing", 1, {variant.sku: 3})}
    WarehouseOrder.objects.update(state="begun")
    changing.change(order.pk, changing.Wanted(quantities={line.pk: 4}), why="more", now=NOW)

    assert planned(order) == {
        order.number: ("ongoing", 1, {variant.sku: 3}),
        f"{order.number}-{first.code}": ("ongoing", 1, {variant.sku: 1}),
    }
    assert [pieces for _kind, _name, pieces in told()] == [[1], [3], [1]]


def test_fewer_are_taken_from_the_newest_part_first(places):
    first, _second, _shop = places
    variant = stocked((first, 9))
    order = bought((variant, 2))
    planned(order)
    WarehouseOrder.objects.update(state="begun")
    line = order.lines.get()
    Payment.objects.filter(order=order).update(state="pending")
    changing.change(order.pk, changing.Wanted(quantities={line.pk: 5}), why="more", now=NOW)
    planned(order)

    changing.change(order.pk, changing.Wanted(quantities={line.pk: 2}), why="fewer", now=NOW)

    assert planned(order) == {
        order.number: ("ongoing", 1, {variant.sku: 2}),
        f"{order.number}-{first.code}": ("ongoing", 1, {}),
    }


def test_another_address_is_told_of_and_nothing_else_is(places):
    first, _second, _shop = places
    order = bought((stocked((first, 9)), 2))
    planned(order)

    changing.change(order.pk, changing.Wanted(address={"city": "Lund"}), why="moved", now=NOW)
    planned(order)
    planned(order)

    assert [name for _kind, name, _pieces in told()] == [order.number, order.number]


def test_what_is_sent_by_hand_is_not_sent_by_the_warehouse_too(places):
    first, _second, _shop = places
    variant = stocked((first, 9))
    order = bought((variant, 2))
    planned(order)

    flow.ship(order.pk, now=NOW)

    assert planned(order) == {order.number: ("ongoing", 1, {})}
    assert told()[-1] == ("ongoing.order_told", order.number, [])


def test_what_the_warehouse_has_ended_without_sending_is_asked_for_anew(places):
    first, _second, _shop = places
    variant = stocked((first, 9))
    order = bought((variant, 2))
    planned(order)
    WarehouseOrder.objects.update(state="cancelled", problem="cancelled")
    assert len(planned(order)) == 1

    planning.ask_anew(WarehouseOrder.objects.get().pk, by=None, now=NOW)

    assert planned(order) == {
        order.number: ("ongoing", 1, {}),
        f"{order.number}-{first.code}": ("ongoing", 1, {variant.sku: 2}),
    }
    assert planning.ask_anew(WarehouseOrder.objects.first().pk, by=None, now=NOW) is False


def test_an_order_that_nobody_has_paid_is_no_part(places):
    first, _second, _shop = places
    order = placed(stocked((first, 9)), total="149.00")

    assert planned(order) == {}


def test_a_count_by_hand_moves_nothing_of_what_is_planned(places):
    first, _second, _shop = places
    variant = stocked((first, 9))
    order = bought((variant, 2))
    planned(order)

    count_of(variant, 5)

    assert planned(order) == {order.number: ("ongoing", 1, {variant.sku: 2})}
    assert len(told()) == 1
