from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commerce.events.models import Version
from commerce.stock.intake import take_in_stock
from commerce.stock.ledger import Kind, Move, record
from commerce.stock.models import Stock, StockLevel, StockMovement, Warehouse
from tests.factories.catalogue import StockFactory, VariantFactory

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.2")]


def figures():
    return dict(Stock.objects.order_by("variant__sku").values_list("variant__sku", "on_hand"))


def test_new_and_changed_figures_are_set():
    VariantFactory(sku="NY")
    StockFactory(variant__sku="GAMMAL", on_hand=5)

    report = take_in_stock({"NY": 3, "GAMMAL": 8}, now=NOW)

    assert (report.new, report.changed, report.refused) == (["NY"], ["GAMMAL"], {})
    assert figures() == {"GAMMAL": 8, "NY": 3}


def test_the_same_figures_write_nothing():
    StockFactory(variant__sku="KOPP", on_hand=5)
    before = list(Version.objects.values_list("tag", "version"))

    report = take_in_stock({"KOPP": 5}, now=NOW)

    assert (report.new, report.changed) == ([], [])
    assert list(Version.objects.values_list("tag", "version")) == before


def test_only_new_leaves_known_figures_alone():
    StockFactory(variant__sku="KOPP", on_hand=5)

    take_in_stock({"KOPP": 50}, only_new=True, now=NOW)

    assert figures() == {"KOPP": 5}


@pytest.mark.parametrize("count", [1, 60])  # the database counts few and many in different ways
def test_figures_of_two_warehouses_add_up_however_many_there_are(count):
    far = Warehouse.objects.create(code="fjarr", name="Fjärrlagret", rank=99)
    skus = [VariantFactory(sku=f"A-{number:03}").sku for number in range(count)]

    take_in_stock(dict.fromkeys(skus, 5), now=NOW)
    first = take_in_stock(dict.fromkeys(skus, 2), warehouse=far, now=NOW)
    again = take_in_stock(dict.fromkeys(skus, 0), warehouse=far, now=NOW)
    take_in_stock(dict.fromkeys(skus, 4), now=NOW)

    assert figures() == dict.fromkeys(skus, 4)
    assert first.before == dict.fromkeys(skus)
    assert again.before == dict.fromkeys(skus, 2)
    levels = StockLevel.objects.order_by("warehouse__rank").values_list("warehouse__code", "on_hand")
    assert Counter(levels) == {(Warehouse.in_use()[0].code, 4): count, ("fjarr", 0): count}


@pytest.mark.parametrize("count", [1, 60])
def test_an_opening_balance_makes_the_row_with_its_figures_and_its_usual_limits(count):
    skus = [VariantFactory(sku=f"A-{number:03}").sku for number in range(count)]

    report = take_in_stock({**dict.fromkeys(skus, 7), VariantFactory(sku="TOM").sku: 0}, now=NOW)

    assert report.new == [*skus, "TOM"]
    assert figures() == {**dict.fromkeys(skus, 7), "TOM": 0}
    usual = {(stock.safety, stock.low_from, stock.backorder_limit) for stock in Stock.objects.all()}
    assert usual == {(Stock().safety, Stock().low_from, Stock().backorder_limit)}
    assert StockMovement.objects.filter(kind="opening", on_hand=7).count() == count


@pytest.mark.parametrize("count", [1, 60])
def test_nothing_but_an_opening_balance_makes_a_row_of_stock(count):
    place = Warehouse.in_use()[0].pk
    moves = [Move(VariantFactory().pk, place, on_hand=1) for _number in range(count)]

    @transaction.atomic
    def receive():
        record(Kind.RECEIPT, moves, now=NOW)
        connection.check_constraints()

    with pytest.raises(IntegrityError, match="stock_stock"):
        receive()

    assert not Stock.objects.exists()


@pytest.mark.parametrize("count", [1, 60])
def test_pages_are_told_of_goods_that_come_and_go_and_not_of_fewer_of_many(count):
    products = {
        f"product:{StockFactory(variant__sku=f'A-{n:03}', on_hand=50).variant.product_id}" for n in range(count)
    }
    few, gone = ({f"A-{n:03}": left for n in range(count)} for left in (40, 0))

    def told(counted):
        before = dict(Version.objects.values_list("tag", "version"))
        take_in_stock(counted, now=NOW)
        return {tag for tag, version in Version.objects.values_list("tag", "version") if before.get(tag) != version}

    assert not told(few) & products
    assert told(gone) >= products


@pytest.mark.parametrize(
    ("case", "sku", "quantity"),
    [("claimed by orders", "KOPP", 3), ("below zero", "KOPP", -1), ("absurd", "KOPP", 10**12), ("unknown", "X", 1)],
)
def test_a_figure_that_cannot_be_is_refused_and_stops_no_other(case, sku, quantity):
    StockFactory(variant__sku="KOPP", on_hand=5, allocated=4)
    StockFactory(variant__sku="FAT", on_hand=1)

    report = take_in_stock({sku: quantity, "FAT": 2}, now=NOW)

    assert list(report.refused) == [sku]
    assert figures() == {"FAT": 2, "KOPP": 5}
