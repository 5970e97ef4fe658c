import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commerce.stock.models import Allocation, Stock
from commerce.stock.reserve import OutOfStock, allocate, release, ship
from tests.committing import in_threads
from tests.factories.catalogue import StockFactory, VariantFactory

NOW = timezone.now()


def figures(stock):
    stock.refresh_from_db()
    return stock.on_hand, stock.allocated


@pytest.mark.django_db
def test_allocation_binds_stock_and_release_gives_it_back():
    stock = StockFactory(on_hand=10)

    allocate({stock.pk: 4}, reference="1", now=NOW)
    assert figures(stock) == (10, 4)

    release(reference="1", now=NOW)
    release(reference="1", now=NOW)
    assert figures(stock) == (10, 0)
    assert not Allocation.objects.exists()


@pytest.mark.django_db
def test_shipping_takes_it_off_the_shelf_once():
    stock = StockFactory(on_hand=10)
    allocate({stock.pk: 4}, reference="1", now=NOW)

    ship(reference="1", now=NOW)
    ship(reference="1", now=NOW)

    assert figures(stock) == (6, 0)


@pytest.mark.django_db
def test_every_short_line_is_named_and_nothing_is_taken():
    enough, short, none = StockFactory(on_hand=5), StockFactory(on_hand=1), VariantFactory()

    with pytest.raises(OutOfStock) as refused:
        allocate({enough.pk: 2, short.pk: 2, none.pk: 1}, reference="1", now=NOW)

    assert refused.value.short == {short.pk: 1, none.pk: 0}
    assert figures(enough) == (5, 0)
    assert not Allocation.objects.exists()


@pytest.mark.django_db
def test_the_database_itself_refuses_to_oversell():
    stock = StockFactory(on_hand=5)

    with pytest.raises(IntegrityError, match="stock_not_oversold"), transaction.atomic():
        Stock.objects.filter(pk=stock.pk).update(allocated=6)


@pytest.mark.krav("4.11.4")
def test_fifty_buyers_and_ten_pieces_sell_exactly_ten(committing_db):
    stock = StockFactory(on_hand=10)

    def buy(number):
        def run():
            with transaction.atomic():
                allocate({stock.pk: 1}, reference=str(number), now=NOW)

        return run

    results = in_threads(*(buy(number) for number in range(50)))

    assert results.count(None) == 10
    assert sum(isinstance(result, OutOfStock) for result in results) == 40
    assert figures(stock) == (10, 10)


def test_two_orders_of_the_same_articles_in_opposite_order_never_lock_each_other_out(committing_db):
    one, other = StockFactory(on_hand=100), StockFactory(on_hand=100)

    def buy(number):
        pair = (one, other) if number % 2 else (other, one)

        def run():
            with transaction.atomic():
                allocate({stock.pk: 1 for stock in pair}, reference=str(number), now=NOW)

        return run

    assert in_threads(*(buy(number) for number in range(40))) == [None] * 40
    assert (figures(one), figures(other)) == ((100, 40), (100, 40))
