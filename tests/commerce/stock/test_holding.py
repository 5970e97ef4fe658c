"""What is in a cart is held while its shopper is in checkout: for a time, for him alone, and for few of one address."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.cart import basket, lines
from commerce.cart.models import Cart
from commerce.cart.reserving import reserve
from commerce.orders import flow
from commerce.orders.refusals import ComesLater
from commerce.orders.states import MoveRefused
from commerce.stock import holding
from commerce.stock.models import Reservation, StockMovement
from commerce.stock.reserve import OutOfStock, allocate, yet_to_come
from tests.factories.catalogue import StockFactory, sellable
from tests.factories.customers import UserFactory
from tests.factories.orders import cart_with, delivery_method, details, shopper

pytestmark = pytest.mark.django_db
NOW = timezone.now()
QUARTER = timedelta(minutes=15)
MOMENT = timedelta(microseconds=1)


def reserved(stock):
    stock.refresh_from_db()
    return stock.reserved


def hold(stock, quantity, *, now=NOW, **words):
    return holding.hold(words.pop("holder", uuid.uuid4()), {stock.pk: quantity}, until=now + QUARTER, now=now, **words)


def test_what_one_holds_nobody_else_can_buy():
    stock, mine = StockFactory(on_hand=3), uuid.uuid4()
    hold(stock, 2, holder=mine)

    with pytest.raises(OutOfStock) as refused:
        allocate({stock.pk: 2}, reference="other", holder=uuid.uuid4(), now=NOW)
    allocate({stock.pk: 3}, reference="mine", holder=mine, now=NOW)

    assert refused.value.short == {stock.pk: 1}
    assert (reserved(stock), stock.allocated, stock.available) == (0, 3, 0)
    assert not Reservation.objects.exists()


def test_who_asks_for_more_than_there_is_holds_what_there_is():
    stock = StockFactory(on_hand=3)
    hold(stock, 2)

    assert hold(stock, 4) == {stock.pk: 1}
    assert hold(stock, 1) == {}
    assert reserved(stock) == 3


@pytest.mark.parametrize(
    ("case", "after", "is_free"), [("just before", QUARTER - MOMENT, False), ("then", QUARTER, True)]
)
def test_it_is_held_until_that_very_moment_and_not_at_it(case, after, is_free):
    """Nothing has swept: who needs the goods lets go of them himself."""
    stock = StockFactory(on_hand=2)
    hold(stock, 2)

    bought = {}
    try:
        allocate({stock.pk: 2}, reference="1", now=NOW + after)
        bought = {"1": 2}
    except OutOfStock:
        pass

    assert bool(bought) is is_free
    assert reserved(stock) == (0 if is_free else 2)


def test_one_who_comes_to_the_checkout_gets_what_another_held_too_long():
    stock = StockFactory(on_hand=2)
    hold(stock, 2)

    assert hold(stock, 2, now=NOW + QUARTER) == {stock.pk: 2}
    assert reserved(stock) == 2


def test_the_sweep_lets_go_of_what_has_been_held_long_enough_and_no_more():
    old, fresh = StockFactory(on_hand=5), StockFactory(on_hand=5)
    hold(old, 3)
    hold(fresh, 2, now=NOW + MOMENT)

    freed = [holding.free_all_expired(now=NOW + QUARTER) for _turn in range(2)]

    assert freed == [1, 0]
    assert (reserved(old), reserved(fresh)) == (0, 2)


def test_each_step_begins_the_time_anew_and_writes_no_movement():
    stock, cart = StockFactory(on_hand=5), uuid.uuid4()
    hold(stock, 3, holder=cart)

    hold(stock, 3, holder=cart, now=NOW + QUARTER - MOMENT)

    assert holding.free_all_expired(now=NOW + QUARTER) == 0
    assert StockMovement.objects.filter(kind__in=("reservation", "lapse")).count() == 1


def test_one_address_holds_for_a_few_carts_only():
    stock = StockFactory(on_hand=100)
    carts = [uuid.uuid4() for _cart in range(holding.CARTS_PER_ORIGIN + 1)]

    held = [hold(stock, 1, holder=cart, origin="here") for cart in carts]
    again = hold(stock, 2, holder=carts[0], origin="here")
    elsewhere = hold(stock, 1, origin="there")

    assert held == [*[{stock.pk: 1}] * holding.CARTS_PER_ORIGIN, {}]
    assert (again, elsewhere) == ({stock.pk: 2}, {stock.pk: 1})
    assert hold(stock, 1, holder=carts[-1], origin="here", now=NOW + QUARTER) == {stock.pk: 1}


@pytest.mark.parametrize(("case", "is_user", "minutes"), [("guest", False, 15), ("logged in", True, 30)])
def test_a_guest_is_given_less_time(case, is_user, minutes):
    user = UserFactory() if is_user else None
    cart = cart_with((sellable(page=False), 2), user=user)

    until = reserve(cart, origin="", by=user.pk if user else None, now=NOW)

    assert until == NOW + timedelta(minutes=minutes)
    assert Reservation.objects.get().expires_at == until


def test_a_cart_of_which_there_is_less_holds_that_and_one_that_is_gone_holds_nothing():
    variant = sellable(page=False, stock=1)

    assert reserve(cart_with((variant, 2)), origin="", by=None, now=NOW) == NOW + QUARTER
    assert reserve(cart_with((variant, 2)), origin="", by=None, now=NOW) is None
    assert reserve(Cart(), origin="", by=None, now=NOW) is None
    assert Reservation.objects.get().quantity == 1


def test_what_a_cart_holds_counts_as_there_for_that_cart():
    variant = sellable(page=False, stock=2)
    mine, other = cart_with((variant, 2)), cart_with((variant, 1))
    reserve(mine, origin="", by=None, now=NOW)

    assert [row.available for row in lines.read(mine.pk)] == [2]
    assert [row.available for row in lines.read(other.pk)] == [0]
    with pytest.raises(basket.CannotAdd):
        basket.add(other, variant.sku, 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda cart, line: basket.change(cart, line.pk, 1),
        lambda cart, line: basket.change(cart, line.pk, 0),
        lambda cart, line: basket.settle(cart, {line.pk: 1}),
        lambda cart, line: basket.add(cart, line.variant.sku, 1),
    ],
    ids=["fewer", "none", "settled", "more"],
)
def test_a_cart_that_is_changed_holds_nothing_until_it_is_in_checkout_again(change):
    variant = sellable(page=False, stock=5)
    cart = cart_with((variant, 2))
    reserve(cart, origin="", by=None, now=NOW)

    change(cart, cart.lines.get())

    assert (reserved(variant.stock), Reservation.objects.count()) == (0, 0)


def test_an_order_uses_up_what_its_own_cart_held():
    variant = sellable(page=False, stock=2, price="100.00")
    delivery_method()
    cart = cart_with((variant, 2))
    reserve(cart, origin="", by=None, now=NOW)

    order = flow.place(cart.pk, details("249.00"), shopper=shopper(), now=NOW)

    stock = variant.stock
    assert (reserved(stock), stock.allocated, stock.available) == (0, 2, 0)
    assert order.lines.get().later == 0


def test_nobody_is_sold_a_back_order_that_he_was_not_told_of():
    variant = sellable(page=False, stock=1, price="100.00")
    type(variant.stock).objects.filter(pk=variant.pk).update(backorder_limit=5, expected_on="2030-12-12")
    delivery_method()
    cart = cart_with((variant, 3))

    with pytest.raises(ComesLater) as refused:
        flow.place(cart.pk, details("349.00", seen_later=1), shopper=shopper(), now=NOW)
    order = flow.place(cart.pk, details("349.00", seen_later=2), shopper=shopper(), now=NOW)

    assert refused.value.later == {variant.pk: 2}
    line = order.lines.get()
    assert (line.quantity, line.later, str(line.expected_on)) == (3, 2, "2030-12-12")


def test_an_order_is_packed_and_sent_as_far_as_it_has_come():
    variant = sellable(page=False, stock=1, price="100.00")
    type(variant.stock).objects.filter(pk=variant.pk).update(backorder_limit=5)
    delivery_method()
    cart = cart_with((variant, 3))
    placed = flow.place(cart.pk, details("349.00", seen_later=2, payment="invoice"), shopper=shopper("pro"), now=NOW)

    with pytest.raises(MoveRefused):
        flow.pack(placed.pk, {placed.lines.get().pk: 2}, now=NOW)
    order = flow.ship(placed.pk, now=NOW)
    assert (order.state, order.fulfilment) == ("confirmed", "partly_shipped")
    with pytest.raises(MoveRefused):
        flow.ship(placed.pk, now=NOW)

    basket_stock = variant.stock
    basket_stock.refresh_from_db()
    assert (basket_stock.on_hand, basket_stock.allocated) == (0, 2)


def test_a_cart_in_checkout_is_told_the_same_after_another_has_ordered_what_has_not_come():
    variant = sellable(page=False, stock=2)
    type(variant.stock).objects.filter(pk=variant.pk).update(backorder_limit=5)
    cart = cart_with((variant, 2))
    reserve(cart, origin="", by=None, now=NOW)

    allocate({variant.pk: 3}, reference="another", now=NOW)

    [row] = lines.read(cart.pk)
    assert (row.at_hand, row.later) == (2, 0)


def test_an_order_waits_for_nothing_that_is_held_no_longer():
    """More may be sold before it has come, yet what another held too long is here: for who waited first."""
    stock = StockFactory(on_hand=3, backorder_limit=5)
    hold(stock, 3)

    assert allocate({stock.pk: 2}, reference="in time", now=NOW) == {stock.pk: 2}
    assert allocate({stock.pk: 2}, reference="late", now=NOW + QUARTER) == {stock.pk: 1}

    assert yet_to_come(reference="in time") == {}
    assert yet_to_come(reference="late") == {stock.pk: 1}
