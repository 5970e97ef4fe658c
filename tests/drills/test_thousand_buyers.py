"""A thousand buyers and a hundred pieces: exactly a hundred are sold, the ledger adds up, and nothing is left held.

A buyer is a cart that goes through checkout as on the pages: what is in it is held, then it becomes an order, or it is
told that the goods are out. Some leave in checkout. So many connections as a shop of this size has do it at once.
"""

import random
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.db.models import Sum
from django.utils import timezone

from commerce.cart.models import Cart
from commerce.cart.reserving import reserve
from commerce.orders import flow
from commerce.orders.models import Order
from commerce.stock import holding
from commerce.stock.count import CountedMeanwhile, recount
from commerce.stock.incoming import receive
from commerce.stock.models import Allocation, IncomingStock, Reservation, Stock, StockLevel, StockMovement, Warehouse
from commerce.stock.recount import recount_all
from commerce.stock.reserve import OutOfStock, allocate, claim_anew, put_back, release
from tests.committing import in_threads
from tests.factories.catalogue import ProductFactory, StockFactory, sellable
from tests.factories.orders import cart_with, delivery_method, details, shopper

pytestmark = [pytest.mark.drill, pytest.mark.whole_machine, pytest.mark.krav("4.11.4")]
BUYERS, PIECES, CONNECTIONS, LEAVE = 1_000, 100, 24, 60


def test_a_thousand_buyers_of_a_hundred_pieces(committing_db):
    now = timezone.now()
    variant = sellable(price="100.00", stock=PIECES // 2, page=False)
    other = Warehouse.objects.create(code="2", name="Butiken", rank=20)
    put_back({variant.pk: PIECES // 2}, warehouse_id=other.pk, now=now)
    delivery_method()
    carts = [cart_with((variant, 1)).pk for _buyer in range(BUYERS)]
    leaving = set(random.Random(7).sample(carts, LEAVE))

    came_of_it = _all_at_once(carts, leaving, now=now)
    holding.free_all_expired(now=now + timedelta(minutes=15))
    late = [_buy(cart, now=now + timedelta(minutes=16)) for cart in leaving]

    sold = Order.objects.count()
    assert sold == PIECES
    assert [*came_of_it, *late].count("sold") == PIECES
    assert set(came_of_it) <= {"sold", "out", "left"}
    stock = Stock.objects.get()
    assert (stock.on_hand, stock.allocated, stock.reserved, stock.available) == (PIECES, PIECES, 0, 0)
    assert Allocation.objects.aggregate(count=Sum("quantity"))["count"] == PIECES
    assert not Allocation.objects.filter(warehouse=None).exists()
    assert not Reservation.objects.exists()
    assert set(StockLevel.objects.values_list("on_hand", "allocated")) == {(PIECES // 2, PIECES // 2)}
    assert StockMovement.objects.filter(kind="allocation").aggregate(count=Sum("allocated"))["count"] == PIECES
    assert recount_all(now=now) == []


def test_everything_that_happens_to_stock_at_once_locks_nobody_out(committing_db):
    """Variants that share products, touched in all orders: no deadlock, and the figures are the sums afterwards."""
    now = timezone.now()
    products = [ProductFactory() for _product in range(3)]
    stocks = [StockFactory(on_hand=4, backorder_limit=8, variant__product=products[place % 3]) for place in range(9)]
    place = Warehouse.in_use()[0]
    coming = [
        IncomingStock.objects.create(stock=stock, warehouse=place, quantity=50, expected_on=now.date())
        for stock in stocks
    ]

    def some(chance):
        return {stock.pk: 1 for stock in chance.sample(stocks, 4)}

    def worker(seed):
        chance = random.Random(seed)
        carts = [uuid.UUID(int=seed * 10 + number) for number in range(3)]

        def work():
            for step in range(40):
                cart, mine = chance.choice(carts), f"{seed}-{chance.randrange(4)}"
                _once(chance, cart, mine, some(chance), coming, now=now + timedelta(seconds=step))

        return work

    assert in_threads(*(worker(seed) for seed in range(1, 13))) == [None] * 12
    assert recount_all(now=now) == []


def _once(chance, cart, reference, wanted, coming, *, now):
    try:
        match chance.randrange(8):
            case 0 | 1:
                holding.hold(cart, wanted, until=now + timedelta(seconds=9), now=now)
            case 2 | 3:
                with transaction.atomic():
                    allocate(wanted, reference=f"{reference}-{now}", holder=cart, now=now)
            case 4:
                with transaction.atomic():
                    claim_anew(wanted, reference=reference, now=now)
            case 5:
                with transaction.atomic():
                    release(reference=reference, now=now)
            case 6:
                holding.free_all_expired(now=now)
                receive(chance.choice(coming).pk, 1, now=now)
            case 7:
                recount(next(iter(wanted)), on_hand=9, seen=4, now=now)
    except (OutOfStock, CountedMeanwhile):
        pass


def _all_at_once(carts, leaving, *, now) -> list[str]:
    """What came of each buyer, as many at a time as there are connections."""
    waiting, lock, results = iter(carts), threading.Lock(), []

    def work():
        try:
            while True:
                with lock:
                    cart = next(waiting, None)
                if cart is None:
                    return
                came = _look_and_leave(cart, now=now) if cart in leaving else _buy(cart, now=now)
                results.append(came)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, daemon=True) for _connection in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    assert not any(thread.is_alive() for thread in threads)
    assert len(results) == len(carts)
    return results


def _look_and_leave(cart, *, now) -> str:
    reserve(Cart(token=cart), origin="", by=None, now=now)
    return "left"


def _buy(cart, *, now) -> str:
    reserve(Cart(token=cart), origin="", by=None, now=now)
    try:
        flow.place(cart, details("149.00"), shopper=shopper(at=now), now=now)
    except OutOfStock:
        return "out"
    return "sold"
