"""Whatever the shop sells and the warehouse does, in whatever order: never more than there is, and the books agree.

Hypothesis plays shoppers, carts, the order desk, a warehouse that picks, sends, breaks and finds things, and a network
that fails, against Ongoing's counterpart. After each step no more may be sold than there is; at the end everything is
let run, and then both sides' books must say the same and each order be there once.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as limits_of
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as play

from commerce.orders.changes import changing
from commerce.orders.models import Order
from commerce.orders.states import MoveRefused
from commerce.stock import holding
from commerce.stock.models import Allocation, Stock
from commerce.stock.recount import recount_all
from commerce.stock.reserve import OutOfStock
from integrations import routes
from integrations.models import Delivery
from integrations.sandbox.faults import Fault
from integrations.sandbox.ongoing_books import BEGUN, OVER, PICKED
from integrations.warehouses.models import WarehouseOrder
from tests.factories import warehouses
from tests.factories.orders import cart_with
from tests.factories.warehouses import bought, deliver, read_orders, read_stock, stocked

pytestmark = [pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]

PIECES, WHICH = st.integers(1, 4), st.integers(0, 5)
FAULTS = [one for one in Fault if one is not Fault.SLOW]
sandbox = None  # the counterpart of the test that plays


class Shop(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.atomic_block = transaction.get_connection().atomic_blocks[-1]
        self.atomic_block._from_testcase = True  # this, too, is only a test's
        self.books = sandbox.books
        self.hours = 0

    @initialize(pieces=st.integers(0, 12))
    def begin(self, pieces):
        self.variant = stocked(sandbox, pieces=pieces)
        self.sku = self.variant.sku

    # --- the shop ---

    @rule(pieces=PIECES)
    def somebody_buys(self, pieces):
        try:
            bought((self.variant, pieces))
        except OutOfStock:
            return

    @rule(pieces=PIECES)
    def a_cart_holds(self, pieces):
        now = timezone.now()
        cart = cart_with((self.variant, pieces))
        holding.hold(cart.pk, {self.variant.pk: pieces}, until=now + timedelta(minutes=15), now=now)

    @rule(which=WHICH)
    def the_desk_calls_off(self, which):
        orders = list(Order.objects.filter(state="confirmed").order_by("pk"))
        if orders:
            try:
                changing.call_off(orders[which % len(orders)].pk, why="regrets", now=timezone.now())
            except MoveRefused:
                return

    @rule()
    def the_outbox_works(self):
        self.hours += 2
        deliver(hours=self.hours)

    @rule(fault=st.sampled_from(FAULTS), method=st.sampled_from(["PUT", "DELETE"]))
    def the_network_fails(self, fault, method):
        sandbox.faults.on(fault, method, "/api/v1/orders")

    @rule()
    def orders_are_read(self):
        read_orders()

    @rule()
    def stock_is_read(self):
        read_stock()

    # --- the warehouse ---

    @rule(pieces=PIECES)
    def goods_come_in(self, pieces):
        self.books.receive(self.sku, pieces)

    @rule(pieces=PIECES)
    def something_breaks(self, pieces):
        """Of what nobody has bought; it is known here before anything else is sold."""
        free = self.on_shelf() - self.claimed()
        if free > 0:
            self.books.receive(self.sku, -min(pieces, free))
            read_stock()

    @precondition(lambda self: self.books.orders)
    @rule(which=WHICH)
    def the_warehouse_begins(self, which):
        if orders := self.of_status(lambda status: status < BEGUN):
            self.books.begin(orders[which % len(orders)])

    @rule(which=WHICH, parcels=st.integers(0, 2))
    def the_warehouse_picks(self, which, parcels):
        if orders := self.of_status(lambda status: BEGUN <= status < PICKED):
            self.books.pick(orders[which % len(orders)], parcels=parcels)

    @rule(which=WHICH, short=st.integers(0, 2), parcels=st.integers(1, 2))
    def the_warehouse_sends(self, which, short, parcels):
        if orders := self.of_status(lambda status: BEGUN <= status and status not in OVER):
            number = orders[which % len(orders)]
            pieces = {line["row"]: max(line["ordered"] - short, 1) for line in self.books.orders[number]["lines"]}
            self.books.ship(number, pieces, parcels=parcels)

    # --- what must hold ---

    @invariant()
    def no_more_is_sold_than_there_is(self):
        if hasattr(self, "variant"):
            assert self.claimed() <= self.on_shelf()

    def teardown(self):
        try:
            if hasattr(self, "variant"):
                self.let_run()
                self.books_agree()
        finally:
            sandbox.faults.clear()
            sandbox.books.__init__(goods_owner=sandbox.books.goods_owner)
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def let_run(self):
        sandbox.faults.clear()
        for _ in range(3):
            self.hours += 2
            deliver(hours=self.hours)
            read_orders()
            read_stock()

    def books_agree(self):
        assert recount_all(now=timezone.now()) == []
        assert not Delivery.objects.filter(target="ongoing.orders", state__in=Delivery.OPEN).exists()
        for part in WarehouseOrder.objects.all():
            assert self.books.times("order created", part.name) <= 1
            assert (part.name in self.books.orders) == (part.remote_id != "" or part.state != "cancelled")
        stock = Stock.objects.get(pk=self.variant.pk)
        promised_to_nobody = self.books.promised(self.sku) - self.acknowledged()
        assert stock.on_hand - stock.allocated == self.books.sellable(self.sku)
        assert promised_to_nobody == self.too_late()

    # --- what is asked ---

    def on_shelf(self):
        return self.books.articles[self.sku]["on_shelf"]

    def claimed(self):
        """What orders have of the shelf by our books, less what has left it without our knowing yet."""
        ours = sum(Allocation.objects.filter(stock=self.variant.pk).values_list("quantity", flat=True))
        return ours - self.gone() + self.booked()

    def gone(self):
        return sum(
            one["pieces"]
            for order in self.books.orders.values()
            if order["shipped_at"]
            for line in order["lines"]
            for one in line["picked"]
        )

    def booked(self):
        from integrations.warehouses.models import WarehouseOrderLine

        return sum(WarehouseOrderLine.objects.values_list("sent", flat=True))

    def acknowledged(self):
        """What orders of ours that are still to be sent will have there."""
        return sum(Allocation.objects.filter(stock=self.variant.pk).values_list("quantity", flat=True))

    def too_late(self):
        """What was called off here when the warehouse had begun: it goes on there until somebody calls."""
        late = WarehouseOrder.objects.filter(problem="too_late", state__in=WarehouseOrder.OPEN)
        return sum(
            line["ordered"]
            for part in late
            for number, order in self.books.orders.items()
            if order["status"] not in OVER and (number == part.name or order["back_order_for"])
            for line in order["lines"]
        )

    def of_status(self, fits):
        return [number for number, order in self.books.orders.items() if fits(order["status"])]


@pytest.fixture
def two_books(settings, monkeypatch):
    """Nothing goes out but what the warehouse is told."""
    global sandbox
    monkeypatch.setattr(routes, "ROUTES", {})
    with warehouses.run_by_ongoing(settings) as sandbox:
        yield sandbox


def played(**limits):
    play(Shop, settings=limits_of(deadline=None, suppress_health_check=list(HealthCheck), **limits))


@pytest.mark.django_db
def test_never_more_is_sold_than_there_is(two_books):
    played(max_examples=12, stateful_step_count=20)


@pytest.mark.django_db
@pytest.mark.drill
def test_never_more_is_sold_than_there_is_in_many_plays(two_books):
    played(max_examples=200, stateful_step_count=40)
