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

    @initialize(pieces=st.integers(4, 16))
    def begin(self, pieces):
        self.variant = stocked(sandbox, pieces=pieces)
        self.sku = self.variant.sku

    # --- the shop ---

    @rule(pieces=PIECES, is_told=st.booleans())
    def somebody_buys(self, pieces, is_told):
        try:
            bought((self.variant, pieces))
        except OutOfStock:
            return
        if is_told:
            self.the_outbox_works(fault=None)

    @rule(pieces=PIECES)
    def a_cart_holds(self, pieces):
        now = timezone.now()
        cart = cart_with((self.variant, pieces))
        holding.hold(cart.pk, {self.variant.pk: pieces}, until=now + timedelta(minutes=15), now=now)

    @precondition(lambda self: Order.objects.filter(state="confirmed").exists())
    @rule(which=WHICH)
    def the_desk_calls_off(self, which):
        orders = list(Order.objects.filter(state="confirmed").order_by("pk"))
        try:
            changing.call_off(orders[which % len(orders)].pk, why="regrets", now=timezone.now())
        except MoveRefused:
            return

    @rule(fault=st.sampled_from([None, *FAULTS]))
    def the_outbox_works(self, fault):
        """The network may fail once, when an order is sent or cancelled."""
        if fault:
            sandbox.faults.on(fault, "PUT", "/api/v1/orders")
            sandbox.faults.on(fault, "DELETE", "/api/v1/orders")
        self.hours += 2
        deliver(hours=self.hours)
        sandbox.faults.clear()

    @rule(what=st.sampled_from([read_orders, read_stock, read_stock]))
    def the_warehouse_is_read(self, what):
        what()

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

    @precondition(lambda self: self.of_status(lambda status: status not in OVER))
    @rule(which=WHICH, short=st.sampled_from([0, 0, 1, 2]), parcels=st.integers(0, 2), is_quick=st.booleans())
    def the_warehouse_works(self, which, short, parcels, is_quick):
        """An order goes one step on, or all the way: begun, picked, sent whole or with a rest that follows."""
        orders = self.of_status(lambda status: status not in OVER)
        number = orders[which % len(orders)]
        status = self.books.orders[number]["status"]
        if status < BEGUN and not is_quick:
            self.books.begin(number)
        elif status < PICKED and not is_quick:
            self.books.pick(number, parcels=parcels)
        else:
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
        for part in self.parts():
            assert self.books.times("order created", part.name) <= 1
        stock = Stock.objects.get(pk=self.variant.pk)
        assert stock.on_hand - stock.allocated == self.books.sellable(self.sku)
        assert self.books.promised(self.sku) == stock.allocated + self.goes_on()

    # --- what is asked ---

    def on_shelf(self):
        return self.books.articles[self.sku]["on_shelf"]

    def claimed(self):
        """What will leave the shelf: what our orders have, less what has left and is not read yet, and what was called
        off here and may go on there."""
        ours = sum(Allocation.objects.filter(stock=self.variant.pk).values_list("quantity", flat=True))
        live = [part for part in self.parts() if part.order.state == "confirmed"]
        unread = sum(self.left(part) - sum(row.sent for row in part.lines.all()) for part in live)
        return ours - unread + self.goes_on()

    def goes_on(self):
        """Pieces of orders that were called off here, and that are open there."""
        return sum(
            line["ordered"]
            for part in self.parts()
            if part.order.state == "cancelled"
            for order in self.there(part)
            if order["status"] not in OVER
            for line in order["lines"]
        )

    def left(self, part):
        return sum(
            one["pieces"]
            for order in self.there(part)
            if order["shipped_at"]
            for line in order["lines"]
            for one in line["picked"]
        )

    def there(self, part):
        """The order of a part in the warehouse's books, with the back-orders that came of it."""
        first = self.books.orders.get(part.name)
        found = [first] if first else []
        for order in found:
            found += [one for one in self.books.orders.values() if one["back_order_for"] == order["id"]]
        return found

    def parts(self):
        return WarehouseOrder.objects.select_related("order").prefetch_related("lines")

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
    played(max_examples=15, stateful_step_count=25)


@pytest.mark.django_db
@pytest.mark.drill
def test_never_more_is_sold_than_there_is_in_many_plays(two_books):
    played(max_examples=200, stateful_step_count=40)
