"""Whatever comes, in whatever order, however often or never: a payment has exactly one order, or it goes back.

Hypothesis plays shoppers, the bank, its calls, the clock, the workers and the order desk against the real flow on
PostgreSQL. After each step what must always hold is looked at; at the end of each play everything is let run until
nothing more happens, and then the shop's books and the bank's must say the same.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import chain
from uuid import uuid5

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as limits_of
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from commerce.cart import basket
from commerce.checkout.start import start_payment
from commerce.events.models import Event
from commerce.orders import flow, settle, sweep
from commerce.orders.models import Instruction, Order, Payment, PaymentEvent
from commerce.orders.payments import ProviderUnavailable
from commerce.orders.refusals import TotalChanged
from commerce.orders.states import Fulfilment, InstructionState, MoveRefused, OrderState, PaidState
from commerce.stock.models import Allocation, Stock
from integrations import inbox, outbox, payment_calls, routes
from integrations.models import Delivery, InboundMessage
from integrations.source import Refused
from tests.factories import bank
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method, details, shopper

pytestmark = [pytest.mark.krav("4.11.4"), pytest.mark.krav("4.5.1")]

KIND = PaymentEvent.Kind
PLENTY = 1000
TARGETS = ("mail.confirmation", "payments.charge", "payments.close", "payments.instruct")
PICK = st.integers(0, 5)
OPEN = (OrderState.AWAITING, OrderState.PLACED, OrderState.CONFIRMED)
GOOD = (OrderState.CONFIRMED, OrderState.COMPLETED)


def bound_of(stock) -> int:
    return sum(Allocation.objects.filter(stock=stock).values_list("quantity", flat=True))


def total(things) -> Decimal:
    return sum((one.amount for one in things), Decimal(0))


@dataclass
class Money:
    """What the shop's books say of one payment, counted here anew."""

    payment: Payment
    events: list[PaymentEvent]
    asked: list[Instruction]

    @classmethod
    def every(cls) -> list["Money"]:
        payments = Payment.objects.select_related("order").prefetch_related("events", "instructions")
        return [cls(one, list(one.events.all()), list(one.instructions.all())) for one in payments.order_by("pk")]

    @classmethod
    def by_order(cls) -> dict[int, list["Money"]]:
        found: dict[int, list[Money]] = {}
        for money in cls.every():
            found.setdefault(money.payment.order_id, []).append(money)
        return found

    def heard(self, *kinds: str) -> Decimal:
        return total(one for one in self.events if one.kind in kinds)

    @property
    def captured(self) -> Decimal:
        return self.heard(KIND.CAPTURED)

    @property
    def refunded(self) -> Decimal:
        return self.heard(KIND.REFUNDED) - self.heard(KIND.BOUNCED)

    @property
    def held(self) -> Decimal:
        return max(self.heard(KIND.AUTHORISED) - self.heard(KIND.RELEASED) - self.captured, Decimal(0))

    def told(self, kind: str, *states: str) -> Decimal:
        return total(one for one in self.asked if one.kind == kind and one.state in states)

    @property
    def is_good(self) -> bool:
        """It pays for an order that stands."""
        return self.payment.state in settle.ACCEPTED and self.payment.order.state in GOOD

    @property
    def in_vain(self) -> Decimal:
        """What was taken and no order wants."""
        return max(self.captured - (self.payment.amount if self.is_good else 0), Decimal(0))

    @property
    def is_being_given_back(self) -> Decimal:
        """Has gone back, is on its way, or was refused and stands as owed."""
        again = {one.key for one in self.asked}
        refused = [one for one in self.asked if one.state == InstructionState.FAILED and one.kind == "refund"]
        owed = total(one for one in refused if uuid5(one.key, "again") not in again)
        waiting = self.told("refund", InstructionState.REQUESTED, InstructionState.SENT)
        return self.refunded + waiting + owed


# --- what always holds ---


def one_cart_is_one_order(orders, carts):
    assert Counter(order.cart_token for order in orders) == Counter(carts)


def refunds_are_at_most_what_was_taken(money, books):
    alive = [state for state in InstructionState if state != InstructionState.FAILED]
    for one in chain.from_iterable(money.values()):
        assert one.told("refund", *alive) <= one.captured
    for account in books.accounts.values():
        assert account.refunded <= account.captured


def money_is_for_one_order_or_on_its_way_back(orders, money):
    for order in orders:
        assert sum(one.is_good for one in money[order.pk]) == (order.state in GOOD), order.state
        for one in money[order.pk]:
            assert one.is_being_given_back >= one.in_vain, (one.payment.state, order.state)
            assert one.is_good or one.told("release", *InstructionState) >= one.held


def what_is_paid_is_what_the_events_say(orders, money):
    for order in orders:
        captured, refunded = (sum(getattr(one, what) for one in money[order.pk]) for what in ("captured", "refunded"))
        expected = PaidState.AUTHORISED if any(one.held for one in money[order.pk]) else PaidState.NONE
        if captured:
            expected = PaidState.CHARGED if captured == order.gross else PaidState.PARTLY_CHARGED
            expected = PaidState.OVERCHARGED if captured > order.gross else expected
        if refunded:
            expected = PaidState.REFUNDED if refunded == captured else PaidState.PARTLY_REFUNDED
        assert order.paid_state == expected


def stock_is_bound_to_open_orders_and_to_nothing_else(orders):
    bound, gone = Counter(), Counter()
    for order in orders:
        has_left = order.fulfilment == Fulfilment.SHIPPED
        for line in order.lines.all():
            gone[line.variant_id] += line.quantity if has_left else 0
            bound[line.variant_id] += line.quantity if order.state in OPEN and not has_left else 0
    for stock in Stock.objects.all():
        assert (stock.allocated, stock.on_hand) == (bound[stock.pk], PLENTY - gone[stock.pk])
        assert bound_of(stock) == stock.allocated


def an_order_is_confirmed_once(orders):
    told = Counter(Event.objects.filter(kind="order.confirmed").values_list("subject", flat=True))
    assert told == Counter(f"order:{order}" for order in orders if order.state in GOOD)


class Shop(RuleBasedStateMachine):
    """Rules are what happens; `pick` chooses among the things there are."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.books = bank.BankPayment.books = bank.Books()
        self.now = timezone.now()
        mail.outbox.clear()
        delivery_method()
        self.goods = [sellable(price=price, page=False, stock=PLENTY) for price in ("100.00", "19.90")]
        self.carts: list = []
        self.pages: list[str] = []  # where shoppers have been sent, by the bank's reference

    def teardown(self):
        try:
            self.settle_down()
            self.everything_is_settled()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    # --- the shopper ---

    @initialize(tells=st.booleans(), waits=st.booleans())
    def the_bank(self, tells, waits):
        self.books.tells_when_asked, self.books.refunds_wait = tells, waits

    @rule(quantity=st.integers(1, 3))
    def buys(self, quantity):
        self.carts.append(cart_with((self.goods[0], quantity), (self.goods[1], 1)).pk)
        self.places(self.carts[-1])

    @precondition(lambda self: self.carts)
    @rule(pick=PICK)
    def clicks_again(self, pick):
        cart = self.carts[pick % len(self.carts)]
        assert self.places(cart).cart_token == cart

    @precondition(lambda self: self.orders(OrderState.PLACED))
    @rule(pick=PICK, provider=st.sampled_from(["bank", "bank", "invoice"]))
    def pays_another_way(self, pick, provider):
        order = self.one(self.orders(OrderState.PLACED), pick)
        flow.try_again(order.pk, provider_code=provider, shopper=self.buyer, now=self.now)
        self.goes_to_pay(order)

    @precondition(lambda self: self.orders(OrderState.PLACED))
    @rule(pick=PICK, changes=st.booleans())
    def gives_up(self, pick, changes):
        """And buys the same once more, or something else."""
        order = self.one(self.orders(OrderState.PLACED), pick)
        flow.cancel(order.pk, why="given up", now=self.now)
        cart = cart_with()
        basket.refill(cart, dict(order.lines.values_list("variant_id", "quantity")))
        if changes:
            cart.lines.filter(variant=self.goods[1]).update(quantity=7)
        self.carts.append(cart.pk)
        self.places(cart.pk)

    @precondition(lambda self: self.open_pages)
    @rule(pick=PICK, way=st.sampled_from(["taken", "taken", "held", "too little", "twice", "slowly", "no"]))
    def answers_the_bank(self, pick, way):
        page = self.one(self.open_pages, pick)
        if way in ("no", "slowly"):
            answer = self.books.expire if way == "no" else self.books.pay_slowly
            answer(page)
            return
        self.books.pay(page, is_held=way == "held", less=Decimal("0.01") if way == "too little" else Decimal(0))
        if way == "twice":
            self.books.take_again(page)

    @precondition(lambda self: self.carts)
    @rule(pick=PICK)
    def comes_back(self, pick):
        order = self.one(list(Order.objects.order_by("pk")), pick)
        payment = order.payments.select_related("order").order_by("-pk").first()
        try:
            settle.complete(payment, now=self.now)
        except ProviderUnavailable:
            return

    # --- the bank ---

    @precondition(lambda self: self.thinking)
    @rule(pick=PICK, says_yes=st.booleans())
    def has_thought(self, pick, says_yes):
        account = self.one(self.thinking, pick)
        account.is_being_paid = False
        answer = self.books.pay if says_yes else self.books.expire
        answer(account.reference)

    @precondition(lambda self: self.books.calls)
    @rule(pick=PICK, fate=st.sampled_from(["once", "once", "twice", "lost", "forged"]))
    def bank_calls(self, pick, fate):
        call = self.books.calls[pick % len(self.books.calls)]
        if fate == "forged":
            with pytest.raises(Refused):
                inbox.take("bank", {"Bank-Signature": "mine"}, bank.body_of(call), now=self.now)
            return
        self.books.calls.remove(call)
        if fate == "lost" and self.must_be_heard(call):
            fate = "once"
        for _time in range({"once": 1, "twice": 2, "lost": 0}[fate]):
            inbox.take("bank", bank.SIGNED, bank.body_of(call), now=self.now)

    @rule(fault=st.sampled_from(["before", "after"]))
    def bank_is_away_once(self, fault):
        self.books.fault = fault

    @precondition(lambda self: self.taken)
    @rule(pick=PICK, part=st.sampled_from(["1", "0.5"]))
    def bank_refunds_by_hand(self, pick, part):
        account = self.one(self.taken, pick)
        left = account.captured - account.refunded
        self.books.refund(account, (left * Decimal(part)).quantize(Decimal("0.01")))

    @precondition(lambda self: any(one.refunded for one in self.books.accounts.values()))
    @rule(pick=PICK)
    def refund_comes_back(self, pick):
        self.books.bounce(self.one([one for one in self.books.accounts.values() if one.refunded], pick))

    # --- the shop ---

    @rule()
    def inbox_is_worked_on(self):
        inbox.process_due(now=self.clock)

    @rule(most=st.sampled_from([1, 3, 200]))
    def outbox_is_worked_on(self, most):
        outbox.deliver_due(now=self.clock, limit=most)

    @rule(minutes=st.sampled_from([1, 45, 70]))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule()
    def sweep_goes(self):
        sweep.settle_unpaid(now=self.now)

    @precondition(lambda self: self.orders(OrderState.CONFIRMED))
    @rule(pick=PICK)
    def desk_sends(self, pick):
        flow.ship(self.one(self.orders(OrderState.CONFIRMED), pick).pk, now=self.now)

    @precondition(lambda self: self.payments())
    @rule(pick=PICK, amount=st.sampled_from(["0.01", "19.90", "149.00", "168.90", "1000.00"]))
    def desk_refunds(self, pick, amount):
        payment, amount = self.one(self.payments(), pick), Decimal(amount)
        try:
            settle.ask(payment.pk, Instruction.Kind.REFUND, amount, why="sorry", now=self.now)
        except MoveRefused:
            money = next(one for one in Money.every() if one.payment == payment)
            waiting = money.told("refund", InstructionState.REQUESTED, InstructionState.SENT)
            assert money.refunded + waiting + amount > money.captured

    @precondition(lambda self: Instruction.objects.filter(state=InstructionState.FAILED).exists())
    @rule(pick=PICK)
    def desk_asks_again(self, pick):
        failed = self.one(list(Instruction.objects.filter(state=InstructionState.FAILED).order_by("pk")), pick)
        try:
            settle.ask_again(failed.pk, by=None, now=self.now)
        except MoveRefused:
            return

    # --- what always holds ---

    @invariant()
    def always(self):
        orders = list(Order.objects.prefetch_related("lines").order_by("pk"))
        money = Money.by_order()
        one_cart_is_one_order(orders, self.carts)
        refunds_are_at_most_what_was_taken(money, self.books)
        money_is_for_one_order_or_on_its_way_back(orders, money)
        what_is_paid_is_what_the_events_say(orders, money)
        stock_is_bound_to_open_orders_and_to_nothing_else(orders)
        an_order_is_confirmed_once(orders)

    # --- the end of the play ---

    def settle_down(self):
        """Workers, sweeps and the clock go on until nothing more happens. The bank's last calls are lost."""
        self.books.fault = ""
        for account in self.thinking[1:]:
            self.books.pay(account.reference)
        for round_ in range(12):
            if round_ == 2:  # the last one thinks longest
                for account in self.thinking:
                    self.books.pay(account.reference)
            self.now += timedelta(hours=2)
            calls, self.books.calls = self.books.calls, []
            for call in calls:
                if self.must_be_heard(call):
                    inbox.take("bank", bank.SIGNED, bank.body_of(call), now=self.now)
            done = payment_calls.catch_up(now=self.now, look_back=timedelta(days=20))
            done += inbox.process_due(now=self.clock)
            done += sum(sweep.settle_unpaid(now=self.now).values())
            done += outbox.deliver_due(now=self.clock)
            for account in self.books.accounts.values():
                for key in list(account.refunds):
                    self.books.finish(account, key)
                    done += 1
            if not done and not self.books.calls and not self.thinking:
                return
        raise AssertionError("the shop does not come to rest")

    def everything_is_settled(self):
        assert not self.orders(OrderState.PLACED)
        assert not Delivery.objects.filter(state=Delivery.State.WAITING).exists()
        assert not InboundMessage.objects.exclude(state=InboundMessage.State.PROCESSED).exists()
        known = Money.every()
        for account in self.books.accounts.values():
            money = next(one for one in known if one.payment.pk == int(account.ours.partition("-")[2]))
            if account.facts:
                assert {(one.kind, one.key) for one in money.events} == {(one.kind, one.key) for one in account.facts}
            kept = account.captured - account.refunded
            if money.is_good:
                assert kept <= money.payment.amount + settle.owed(money.payment.order)
            else:
                assert kept <= money.is_being_given_back - money.refunded
                assert account.held == 0
            assert not (account.is_open and account.reference in self.pages), "somebody can still pay in vain"
        for moneys in Money.by_order().values():
            owed = settle.owed(moneys[0].payment.order)
            assert owed >= sum(one.captured - one.refunded for one in moneys if not one.is_good)
            assert owed <= sum(one.captured - one.refunded for one in moneys)
        letters = Counter(letter.extra_headers["Message-ID"].partition("@")[0] for letter in mail.outbox)
        confirmed = Event.objects.filter(kind="order.confirmed").values_list("pk", flat=True)
        assert {f"<event-{pk}" for pk in confirmed} <= set(letters)
        assert set(letters.values()) <= {1}

    # --- words ---

    @property
    def buyer(self):
        return shopper("pro", at=self.now)

    @property
    def open_pages(self):
        return [page for page in self.pages if self.books.accounts[page].is_open]

    @property
    def thinking(self):
        return [one for one in self.books.accounts.values() if one.is_being_paid]

    @property
    def taken(self):
        return [one for one in self.books.accounts.values() if one.captured > one.refunded]

    def must_be_heard(self, call):
        """What happens to money that has come is told by the bank in some way: by its call, or when it is asked."""
        return call.kind == "later" and not self.books.tells_when_asked

    def clock(self):
        return self.now

    def orders(self, state):
        return list(Order.objects.filter(state=state).order_by("pk"))

    def payments(self):
        return list(Payment.objects.select_related("order").order_by("pk"))

    def one(self, things, pick):
        return things[pick % len(things)]

    def places(self, cart) -> Order:
        """Asked for what another total than was seen comes to, the shopper says yes."""
        told = details("1.00", payment="bank")
        try:
            order = flow.place(cart, told, shopper=self.buyer, now=self.now)
        except TotalChanged as change:
            told = details(change.total, payment="bank")
            order = flow.place(cart, told, shopper=self.buyer, now=self.now)
        self.goes_to_pay(order)
        return order

    def goes_to_pay(self, order):
        address = start_payment(order, return_url="https://shop.example.se/")
        if address and "bank" in address:
            page = address.rpartition("/")[2]
            self.pages += [page] if page not in self.pages else []


@pytest.fixture
def shop(settings, monkeypatch):
    """With a bank, and what has to do with money on its way out; other mails and papers have proofs of their own."""
    kept = {kind: [target for target in targets if target in TARGETS] for kind, targets in routes.ROUTES.items()}
    monkeypatch.setattr(routes, "ROUTES", kept)
    with bank.plugged_in(settings):
        yield


def played(**limits):
    run_state_machine_as_test(
        Shop, settings=limits_of(deadline=None, suppress_health_check=list(HealthCheck), **limits)
    )


@pytest.mark.django_db
def test_money_has_one_order_or_goes_back(shop):
    played(max_examples=15, stateful_step_count=20)


@pytest.mark.django_db
@pytest.mark.drill
def test_money_has_one_order_or_goes_back_in_many_plays(shop):
    played(max_examples=200, stateful_step_count=40)
