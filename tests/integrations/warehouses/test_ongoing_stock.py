"""What can be sold is what the warehouse says, less what it does not know of yet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import flow
from commerce.orders.returns import returning
from commerce.stock import holding
from commerce.stock.models import Stock, StockMovement, Warehouse
from commerce.stock.recount import recount_all
from commerce.stock.reserve import OutOfStock
from integrations import cursors
from integrations.sandbox.faults import Fault
from integrations.warehouses import tasks
from integrations.warehouses.models import WarehouseStock
from integrations.warehouses.ongoing import figures
from tests.factories.catalogue import VariantFactory
from tests.factories.orders import cart_with, details, shopper
from tests.factories.warehouses import bought, deliver, part_of, read_orders, read_stock, stocked

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


def available(variant):
    return Stock.objects.get(pk=variant.pk).available


def shelf(variant):
    return Stock.objects.get(pk=variant.pk).on_hand


def test_the_figure_is_written_as_a_movement_of_its_own_kind(ongoing):
    variant = stocked(ongoing, pieces=12)

    movement = StockMovement.objects.get(stock=variant.pk)

    assert (movement.kind, movement.on_hand, movement.told) == ("reported", 12, 12)
    assert movement.reference.startswith("ongoing ")
    read_stock()
    assert StockMovement.objects.filter(stock=variant.pk).count() == 1


def test_an_order_that_the_warehouse_does_not_know_is_not_sold_again(ongoing):
    variant = stocked(ongoing, pieces=10)

    bought((variant, 4))
    read_stock()

    assert (ongoing.books.sellable(variant.sku), available(variant)) == (10, 6)


def test_an_order_that_it_knows_is_counted_once(ongoing):
    variant = stocked(ongoing, pieces=10)
    bought((variant, 4))
    deliver()

    read_stock()

    assert (ongoing.books.sellable(variant.sku), shelf(variant), available(variant)) == (6, 10, 6)


def test_what_carts_hold_is_taken_off_too(ongoing):
    variant = stocked(ongoing, pieces=10)
    cart = cart_with((variant, 3))
    holding.hold(cart.pk, {variant.pk: 3}, until=timezone.now() + timedelta(minutes=15), now=timezone.now())

    ongoing.books.receive(variant.sku, 5)
    read_stock()

    assert available(variant) == 12


def test_a_figure_that_was_asked_for_before_the_order_was_acknowledged_does_not_know_of_it(ongoing, monkeypatch):
    variant = stocked(ongoing, pieces=10)
    bought((variant, 4))
    ask = figures.reading.read_changes

    def later(*args, **fields):
        deliver()  # the order is acknowledged between the question and the taking in
        return ask(*args, **fields)

    monkeypatch.setattr(figures.reading, "read_changes", later)
    read_stock()
    monkeypatch.undo()

    asked = [target for method, target, _body in ongoing.requests if method == "GET" and "/articles?" in target]
    assert f"articleNumbers={variant.sku}" in asked[-1]  # the figure was not sure, and was asked for anew
    assert (shelf(variant), available(variant)) == (10, 6)
    assert WarehouseStock.objects.get(variant=variant).is_sure is True


def test_what_is_sent_meanwhile_is_not_counted_twice(ongoing):
    variant = stocked(ongoing, pieces=10)
    order = bought((variant, 4))
    deliver()
    ongoing.books.ship(order.number)

    read_stock()

    assert (shelf(variant), available(variant)) == (6, 6)
    read_orders()
    assert (shelf(variant), available(variant)) == (6, 6)


def test_what_the_warehouse_cancels_by_itself_is_not_sold_to_another(ongoing):
    variant = stocked(ongoing, pieces=4)
    order = bought((variant, 4))
    deliver()
    ongoing.books.cancel(order.number)

    read_stock()

    assert ongoing.books.sellable(variant.sku) == 4
    assert available(variant) == 0


def test_the_last_one_is_sold_once_in_the_minutes_between(ongoing):
    variant = stocked(ongoing, pieces=1)
    bought((variant, 1))
    read_stock()

    with pytest.raises(OutOfStock):
        flow.place(cart_with((variant, 1)).pk, details("149.00"), shopper=shopper(), now=timezone.now())


def test_more_sold_than_there_is_is_told_once_and_nothing_more_is_sold(ongoing):
    variant = stocked(ongoing, pieces=5)
    bought((variant, 5))
    deliver()
    ongoing.books.receive(variant.sku, -2)  # a count

    read_stock()
    read_stock()

    told = Event.objects.filter(kind="stock.missing").values_list("payload", flat=True)
    assert list(told) == [{"warehouse": Warehouse.in_use()[0].code, "sellable": -2, "missing": 2}]
    assert available(variant) == 0


def test_an_article_that_nobody_here_knows_stops_no_other(ongoing):
    variant = stocked(ongoing, pieces=5)
    ongoing.books.put_article({"articleNumber": "STRANGE"})
    ongoing.books.receive("STRANGE", 7)
    ongoing.books.receive(variant.sku, 1)

    run = read_stock()

    assert "STRANGE" in run.error
    assert available(variant) == 6


def test_a_long_list_is_read_to_its_end(ongoing, monkeypatch):
    ongoing.most = 2
    variants = [VariantFactory() for _ in range(5)]
    for variant in variants:
        ongoing.books.put_article({"articleNumber": variant.sku})
        ongoing.books.receive(variant.sku, 3)

    run = read_stock()

    assert (run.read, run.changed) == (5, 5)
    assert [available(variant) for variant in variants] == [3] * 5


def test_after_a_stop_longer_than_ongoing_tells_of_all_is_read(ongoing):
    variant = stocked(ongoing, pieces=5)
    long_ago = timezone.now() - timedelta(hours=30)
    ongoing.books.articles[variant.sku] |= {"on_shelf": 9, "changed_at": long_ago + timedelta(hours=1)}
    cursors.advance(figures.STREAM, long_ago.isoformat(), now=timezone.now())

    read_stock()

    assert available(variant) == 9
    assert "stockInfoChangedFrom" not in ongoing.requests[-3][1]


def test_a_failed_reading_moves_no_cursor(ongoing):
    variant = stocked(ongoing, pieces=5)
    before = cursors.position(figures.STREAM)
    ongoing.books.receive(variant.sku, 2)
    ongoing.faults.on(Fault.NOT_JSON, "GET", "/api/v1/articles")

    with pytest.raises(Exception, match="cannot be read"):
        read_stock()

    assert cursors.position(figures.STREAM) == before
    read_stock()
    assert available(variant) == 7


def test_a_return_is_counted_by_the_warehouse_alone(ongoing):
    variant = stocked(ongoing, pieces=10)
    order = bought((variant, 3))
    deliver()
    ongoing.books.ship(order.number)
    read_orders()
    returned = returning.request(
        order.pk, {order.lines.get().pk: 2}, name="Åsa", email="a@example.se", kind="withdrawal", now=timezone.now()
    )
    deliver()
    [line] = ongoing.books.returns[str(returned)]["asked"]["returnOrderLines"]
    assert line["toBeReturnedNumberOfItems"] == 2

    row = line["returnOrderRowNumber"]
    ongoing.books.take_back(str(returned), {row: 2}, removed={row: 1})
    tasks.read_returns()
    tasks.read_returns()
    read_stock()

    returned.refresh_from_db()
    assert returned.state == "received"
    assert list(returned.lines.values_list("received", "restocked")) == [(2, 1)]
    assert (ongoing.books.sellable(variant.sku), available(variant)) == (8, 8)
    assert recount_all(now=timezone.now()) == []


def test_a_back_order_is_sent_from_the_warehouse_when_the_goods_are_there(ongoing):
    variant = stocked(ongoing, pieces=1)
    Stock.objects.filter(pk=variant.pk).update(backorder_limit=5)
    order = bought((variant, 3), seen_later=2)
    deliver()
    assert [line["ordered"] for line in ongoing.books.orders[part_of(order).name]["lines"]] == [1]

    ongoing.books.receive(variant.sku, 10)
    read_stock()
    deliver()

    assert sum(ongoing.books.promised(sku) for sku in [variant.sku]) == 3
    read_stock()
    assert available(variant) == 8
