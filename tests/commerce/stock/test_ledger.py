"""The figures are the sums of the movements: whatever is done, in whatever order, and nothing but a movement does."""

import itertools
import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from commerce.events.models import Event
from commerce.stock import holding
from commerce.stock.count import BelowAllocated, recount
from commerce.stock.incoming import NotSoMany, receive, transfer
from commerce.stock.models import (
    Allocation,
    Drift,
    IncomingStock,
    Reservation,
    Stock,
    StockLevel,
    StockMovement,
    Warehouse,
)
from commerce.stock.recount import recount_all, repair
from commerce.stock.reserve import NotOnTheShelf, OutOfStock, allocate, put_back, release, ship
from tests.factories.catalogue import StockFactory
from tests.factories.customers import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(minutes=15)


def figures(stock):
    stock.refresh_from_db()
    return stock.on_hand, stock.allocated, stock.reserved, stock.available


def second_warehouse():
    return Warehouse.objects.create(code="2", name="Butiken", rank=20)


def incoming(stock, quantity, *, day=date(2030, 1, 1), warehouse=None):
    place = warehouse or Warehouse.in_use()[0]
    return IncomingStock.objects.create(stock=stock, warehouse=place, quantity=quantity, expected_on=day)


def test_every_change_leaves_who_when_and_why():
    user, stock = UserFactory(), StockFactory(on_hand=10)

    allocate({stock.pk: 4}, reference="10001", by=user.pk, now=NOW)
    ship({stock.pk: 3}, reference="10001", by=user.pk, now=NOW)
    release(reference="10001", why="given up", now=NOW)
    put_back({stock.pk: 1}, reference="10001", by=user.pk, now=NOW)
    recount(stock.pk, on_hand=7, seen=8, by=user.pk, why="broken", now=NOW)

    told = StockMovement.objects.order_by("pk").values_list("kind", "on_hand", "allocated", "reference", "by", "why")
    assert list(told) == [
        ("opening", 10, 0, "", None, ""),
        ("allocation", 0, 4, "10001", user.pk, ""),
        ("sale", -3, -3, "10001", user.pk, ""),
        ("release", 0, -1, "10001", None, "given up"),
        ("return", 1, 0, "10001", user.pk, ""),
        ("adjustment", -1, 0, "", user.pk, "broken"),
    ]
    assert figures(stock) == (7, 0, 0, 7)


@pytest.mark.parametrize("change", [lambda rows: rows.update(on_hand=5), lambda rows: rows.delete()])
def test_a_movement_is_never_changed(change):
    StockFactory(on_hand=10)

    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        change(StockMovement.objects.all())

    assert StockMovement.objects.get().on_hand == 10


def test_a_person_who_is_gone_leaves_his_movements():
    user, stock = UserFactory(), StockFactory(on_hand=10)
    recount(stock.pk, on_hand=9, seen=10, by=user.pk, now=NOW)

    user.delete()

    assert StockMovement.objects.select_related("by").get(kind="adjustment").on_hand == -1


@pytest.mark.parametrize(
    ("case", "first", "second", "wanted", "taken"),
    [
        ("the first has it all", 5, 5, 4, {"1": 4}),
        ("only the second has it all", 2, 5, 4, {"2": 4}),
        ("neither has it all", 3, 3, 4, {"1": 3, "2": 1}),
        ("none is left over", 2, 2, 4, {"1": 2, "2": 2}),
    ],
)
def test_an_order_is_taken_from_one_warehouse_if_one_has_all_of_it(case, first, second, wanted, taken):
    other = second_warehouse()
    stock = StockFactory(on_hand=first)
    put_back({stock.pk: second}, warehouse_id=other.pk, now=NOW)

    waiting = allocate({stock.pk: wanted}, reference="1", now=NOW)

    assert waiting == {}
    assert dict(Allocation.objects.values_list("warehouse__code", "quantity")) == taken


def test_all_of_an_order_comes_from_one_warehouse_before_it_is_split():
    """The second has both articles; that the first has one of them does not split the order."""
    other = second_warehouse()
    cup, plate = StockFactory(on_hand=9), StockFactory(on_hand=0)
    put_back({cup.pk: 9, plate.pk: 9}, warehouse_id=other.pk, now=NOW)

    allocate({cup.pk: 1, plate.pk: 1}, reference="1", now=NOW)

    assert set(Allocation.objects.values_list("warehouse__code", flat=True)) == {"2"}


def test_what_is_left_of_a_split_order_when_part_of_it_is_given_back():
    other = second_warehouse()
    stock = StockFactory(on_hand=3)
    put_back({stock.pk: 3}, warehouse_id=other.pk, now=NOW)
    allocate({stock.pk: 5}, reference="1", now=NOW)

    release({stock.pk: 1}, reference="1", now=NOW)
    ship({stock.pk: 3}, reference="1", now=NOW)

    assert list(Allocation.objects.values_list("warehouse__code", "quantity")) == [("2", 1)]
    assert sorted(StockLevel.objects.values_list("warehouse__code", "on_hand", "allocated")) == [
        ("1", 0, 0),
        ("2", 3, 1),
    ]


def test_safety_stock_is_never_sold():
    stock = StockFactory(on_hand=10, safety=8)

    with pytest.raises(OutOfStock) as refused:
        allocate({stock.pk: 3}, reference="1", now=NOW)

    assert refused.value.short == {stock.pk: 2}
    assert allocate({stock.pk: 2}, reference="1", now=NOW) == {}


def test_a_back_order_waits_until_the_goods_come_and_then_goes_first():
    stock = StockFactory(on_hand=2, backorder_limit=5)

    waiting = allocate({stock.pk: 4}, reference="first", now=NOW)
    allocate({stock.pk: 3}, reference="second", now=LATER)
    with pytest.raises(OutOfStock):
        allocate({stock.pk: 1}, reference="third", now=LATER)
    with pytest.raises(NotOnTheShelf):
        ship({stock.pk: 3}, reference="first", now=NOW)
    ship({stock.pk: 2}, reference="first", now=NOW)
    receive(incoming(stock, 9).pk, 3, now=LATER)

    assert waiting == {stock.pk: 2}
    assert sorted(Allocation.objects.values_list("reference", "quantity", "warehouse__code")) == [
        ("first", 2, "1"),
        ("second", 1, "1"),
        ("second", 2, None),
    ]
    assert figures(stock) == (3, 5, 0, -2)
    ship(reference="first", now=LATER)
    assert figures(stock) == (1, 3, 0, -2)


def test_goods_that_an_order_gives_back_go_to_one_that_waits():
    stock = StockFactory(on_hand=2, backorder_limit=5)
    allocate({stock.pk: 2}, reference="first", now=NOW)
    allocate({stock.pk: 2}, reference="second", now=NOW)

    release(reference="first", now=NOW)

    assert list(Allocation.objects.values_list("reference", "quantity", "warehouse__code")) == [("second", 2, "1")]


def test_the_next_delivery_says_when_and_the_last_says_no_more():
    stock = StockFactory(on_hand=0, backorder_limit=5)
    late, soon = incoming(stock, 5, day=date(2030, 2, 1)), incoming(stock, 5, day=date(2030, 1, 1))

    receive(soon.pk, 4, is_last=True, now=NOW)
    stock.refresh_from_db()
    assert stock.expected_on == date(2030, 2, 1)

    receive(late.pk, 5, now=NOW)
    stock.refresh_from_db()
    assert (stock.expected_on, stock.on_hand) == (None, 9)


def test_goods_that_an_order_will_have_are_not_moved_away():
    other, stock = second_warehouse(), StockFactory(on_hand=5)
    allocate({stock.pk: 3}, reference="1", now=NOW)

    with pytest.raises(NotSoMany) as refused:
        transfer(stock.pk, 3, source=Warehouse.in_use()[0], target=other, now=NOW)
    transfer(stock.pk, 2, source=Warehouse.in_use()[0], target=other, now=NOW)

    assert refused.value.free == 2
    assert sorted(StockLevel.objects.values_list("warehouse__code", "on_hand")) == [("1", 3), ("2", 2)]
    assert figures(stock) == (5, 3, 0, 2)


WAYS = ("order", "back", "send", "hold", "drop", "lapse", "count", "arrive", "return", "move")
MOVES = st.tuples(st.sampled_from(WAYS), st.integers(0, 6), st.booleans(), st.integers(0, 3))


@pytest.mark.krav("4.11.4")
@settings(max_examples=40)
@given(
    moves=st.lists(st.tuples(st.sampled_from(WAYS), st.integers(0, 6), st.booleans(), st.integers(0, 3)), max_size=25)
)
def test_figures_are_the_sum_of_the_movements_after_anything(moves):
    with transaction.atomic():
        second_warehouse()
        stocks = [StockFactory(on_hand=5, backorder_limit=4), StockFactory(on_hand=3, safety=1)]
        clock = itertools.count()
        for way, quantity, is_second, whose in moves:
            with transaction.atomic():
                _do(way, stocks[is_second], quantity, whose, now=NOW + timedelta(minutes=next(clock)))
            assert recount_all(now=NOW) == [], way
        for stock in stocks:
            on_hand, allocated, _reserved, _available = figures(stock)
            assert allocated <= on_hand + stock.backorder_limit
        transaction.set_rollback(True)


def _do(way, stock, quantity, whose, *, now):
    """One thing that may happen; what the shop refuses is refused, and then nothing has changed."""
    cart = uuid.UUID(int=whose)
    first, other = Warehouse.in_use()
    try:
        with transaction.atomic():
            if way == "order" and quantity:
                allocate({stock.pk: quantity}, reference=f"{whose}-{now}", holder=cart, now=now)
            elif way in ("back", "send") and (one := Allocation.objects.filter(stock=stock).order_by("pk").first()):
                settle = release if way == "back" else ship
                settle({stock.pk: min(quantity, one.quantity)}, reference=one.reference, now=now)
            elif way == "hold":
                holding.hold(cart, {stock.pk: quantity}, until=now + timedelta(minutes=3), now=now)
            elif way == "drop":
                holding.let_go(cart, now=now)
            elif way == "lapse":
                holding.free_all_expired(now=now)
            elif way == "count":
                level = StockLevel.objects.filter(stock=stock, warehouse=first).first()
                recount(stock.pk, on_hand=quantity, seen=level.on_hand if level else 0, now=now)
            elif way == "arrive" and quantity:
                receive(incoming(stock, quantity, warehouse=other).pk, quantity, now=now)
            elif way == "return":
                put_back({stock.pk: quantity}, now=now)
            elif way == "move":
                transfer(stock.pk, quantity, source=other, target=first, now=now)
    except (OutOfStock, NotOnTheShelf, BelowAllocated, NotSoMany):
        pass


def test_the_recount_names_what_is_wrong_and_changes_nothing():
    sound, stock = StockFactory(on_hand=5), StockFactory(on_hand=10, variant__sku="LL-1")
    allocate({stock.pk: 2, sound.pk: 1}, reference="1", now=NOW)
    Stock.objects.filter(pk=stock.pk).update(on_hand=12)
    StockLevel.objects.filter(stock=stock).update(allocated=1)

    recount_all(now=NOW)
    found = recount_all(now=NOW)

    wrong = [(one.figure, one.warehouse_id is not None, one.counter, one.ledger) for one in found]
    assert wrong == [("on_hand", False, 12, 10), ("allocated", True, 1, 2), ("claims", True, 1, 2)]
    assert Drift.objects.count() == 3
    event = Event.objects.filter(kind="stock.drifted").latest("pk")
    assert (event.subject, [one["counter"] for one in event.payload["figures"]]) == ("variant:LL-1", [12, 1, 1])
    assert figures(stock)[:2] == (12, 2)


def test_a_repair_sets_the_figures_by_the_records_and_is_a_record_itself():
    user, stock = UserFactory(), StockFactory(on_hand=10)
    allocate({stock.pk: 2}, reference="1", now=NOW)
    holding.hold(uuid.uuid4(), {stock.pk: 3}, until=LATER, now=NOW)
    Stock.objects.filter(pk=stock.pk).update(on_hand=12)
    Allocation.objects.update(quantity=1)
    Reservation.objects.all().delete()
    recount_all(now=NOW)

    repaired = [repair(stock.pk, by=user.pk, now=NOW) for _turn in range(2)]

    assert repaired[1] == 0 < repaired[0]
    assert figures(stock) == (10, 1, 0, 9)
    assert recount_all(now=NOW) == [] == list(Drift.objects.all())
    movement = StockMovement.objects.filter(kind="repair").first()
    assert movement.by_id == user.pk
    assert "on_hand 12 -> 10" in movement.why


def test_what_a_cart_holds_is_given_to_no_order_that_waits():
    stock, cart = StockFactory(on_hand=3, backorder_limit=5), uuid.uuid4()
    holding.hold(cart, {stock.pk: 3}, until=LATER, now=NOW)
    assert allocate({stock.pk: 2}, reference="waits", now=NOW) == {stock.pk: 2}

    put_back({stock.pk: 1}, now=NOW)
    held = holding.hold(cart, {stock.pk: 3}, until=LATER, now=NOW)

    found = Allocation.objects.order_by("warehouse").values_list("quantity", "warehouse__code")
    assert list(found) == [(1, "1"), (1, None)]
    assert held == {stock.pk: 3}
    assert allocate({stock.pk: 3}, reference="cart", holder=cart, now=NOW) == {}


def test_a_cart_holds_no_more_than_a_count_has_left_on_the_shelf():
    stock, cart = StockFactory(on_hand=3, backorder_limit=5), uuid.uuid4()
    holding.hold(cart, {stock.pk: 3}, until=LATER, now=NOW)

    recount(stock.pk, on_hand=1, seen=3, now=NOW)

    assert allocate({stock.pk: 3}, reference="cart", holder=cart, now=NOW) == {stock.pk: 2}
