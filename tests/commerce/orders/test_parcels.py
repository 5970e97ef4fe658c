"""Parcels: what is left to pack, what leaves the shelf, and what is charged for each."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.events.models import Event
from commerce.orders import flow, parcels, settle
from commerce.orders.models import Instruction, Order, PaymentEvent, Shipment
from commerce.orders.parcels import Tracking
from commerce.orders.payments import Fact, Reading
from commerce.orders.states import MoveRefused
from commerce.stock.models import Stock
from integrations.outbox import deliver_due
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method, details, shopper

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4")]
NOW = timezone.now()


def an_order(*prices, quantity=3):
    """A confirmed order of some articles, three of each, for which the whole amount is authorised."""
    delivery_method()
    lines = [(sellable(price=str(price), page=False, sku=f"P-{place}"), quantity) for place, price in enumerate(prices)]
    total = sum((Decimal(str(price)) * quantity for price in prices), Decimal("49.00"))
    order = flow.place(cart_with(*lines).pk, details(str(total)), shopper=shopper(), now=NOW)
    fact = Fact(kind=PaymentEvent.Kind.AUTHORISED, key="a", amount=order.gross, at=NOW)
    settle.learn(order.payments.get().pk, Reading(facts=(fact,)), now=NOW)
    order.refresh_from_db()
    return order


def shelf(sku):
    return Stock.objects.values_list("on_hand", "allocated").get(variant__sku=sku)


def test_an_order_leaves_in_two_parcels_and_is_completed_by_the_second():
    order = an_order(100, 50)
    first, second = order.lines.order_by("position")
    before = shelf("P-0")[0]

    flow.pack(order.pk, {first.pk: 2}, now=NOW)
    half = flow.ship(order.pk, shipment_id=Shipment.objects.get().pk, tracking=Tracking("PostNord", "X1"), now=NOW)
    assert (half.state, half.fulfilment) == ("confirmed", "partly_shipped")
    assert shelf("P-0") == (before - 2, 1)
    assert parcels.left(order) == {first.pk: 1, second.pk: 3}

    whole = flow.ship(order.pk, now=NOW)
    assert (whole.state, whole.fulfilment) == ("completed", "shipped")
    assert (shelf("P-0"), shelf("P-1")[1]) == ((before - 3, 0), 0)
    assert Shipment.objects.get(number=1).tracking_number == "X1"


def test_each_parcel_is_charged_once_and_together_they_come_to_the_total():
    order = an_order(100, 50)
    first = order.lines.order_by("position").first()
    flow.pack(order.pk, {first.pk: 2}, now=NOW)
    flow.ship(order.pk, shipment_id=Shipment.objects.get().pk, now=NOW)

    while deliver_due():
        pass
    for _time in range(2):
        settle.charge(order.number, 1, now=NOW)
    assert [one.amount for one in Instruction.objects.all()] == [Decimal("249.00")]

    flow.ship(order.pk, now=NOW)
    while deliver_due():
        pass

    order.refresh_from_db()
    assert sum(one.amount for one in Instruction.objects.filter(kind="capture")) == order.gross
    assert order.paid_state == "charged"


@pytest.mark.parametrize("asked", [{}, {0: 4}, {0: -1}, {99: 1}, {0: 0}])
def test_more_than_is_left_or_nothing_is_refused_and_nothing_is_packed(asked):
    order = an_order(100)
    line = order.lines.get().pk

    with pytest.raises(MoveRefused):
        flow.pack(order.pk, {line if place == 0 else place: number for place, number in asked.items()}, now=NOW)

    assert not Shipment.objects.exists()


def test_packing_all_twice_makes_one_parcel_and_shipping_twice_takes_the_stock_once():
    order = an_order(100)
    before = shelf("P-0")[0]

    for _time in range(2):
        flow.pack(order.pk, now=NOW)
    for _time in range(2):
        flow.ship(order.pk, now=NOW)

    assert Shipment.objects.count() == 1
    assert shelf("P-0") == (before - 3, 0)
    assert Event.objects.filter(kind="order.shipped").count() == 1


def test_a_parcel_that_has_not_left_cannot_have_arrived():
    order = an_order(100)
    flow.pack(order.pk, now=NOW)
    parcel = Shipment.objects.get()

    with pytest.raises(MoveRefused):
        flow.deliver(parcel.pk, now=NOW)
    flow.ship(order.pk, now=NOW)
    flow.deliver(parcel.pk, now=NOW)

    assert flow.deliver(parcel.pk, now=NOW).state == "delivered"
    assert Order.objects.get().state == "completed"


@given(prices=st.lists(st.decimals("0.01", "999.99", places=2), min_size=1, max_size=3), data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_it_is_parted_the_parcels_are_worth_the_order(prices, data):
    with transaction.atomic():
        order = an_order(*prices)
        while remaining := parcels.left(order):
            some = {pk: data.draw(st.integers(0, number)) for pk, number in remaining.items()}
            flow.pack(order.pk, some if any(some.values()) else None, now=NOW)
        worth = [parcels.worth(order, shipment) for shipment in order.shipments.all()]
        assert (sum(worth), min(worth) >= 0) == (order.gross, True)
        transaction.set_rollback(True)
