"""What every payment provider must do, tried on each that is plugged in, and on partners against their counterparts."""

import contextlib
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings as base
from django.urls import reverse
from django.utils import timezone

from commerce.orders import settle
from commerce.orders.checks import payment_providers_do_all_their_port_asks
from commerce.orders.models import Instruction, Order, Payment, PaymentEvent
from commerce.orders.payments import CallbackRefused, ProviderRefused, ProviderUnavailable, providers
from commerce.orders.states import MoveRefused
from integrations import inbox, payment_calls
from integrations.sandbox.faults import Calls, Fault
from tests.factories import nexi, stripe, swish
from tests.factories.catalogue import sellable
from tests.factories.orders import placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]

KIND = PaymentEvent.Kind
TOTAL = Decimal("149.00")


@dataclass
class Desk:
    """A provider, and how its shopper pays. What it cannot do says so."""

    code: str
    client: object
    sandbox: object = None
    partner: object = None
    level: str = "konsument"
    takes_money: bool = True
    captures_later: bool = False
    calls: bool = False

    def order(self):
        order = placed(sellable(price="100.00", page=False), total=str(TOTAL), payment=self.code, level=self.level)
        return order, Payment.objects.select_related("order").get(order=order)

    def begin(self, payment):
        started = providers()[self.code].start(payment, return_url="http://testserver/back/")
        Payment.objects.filter(pk=payment.pk, reference="").update(reference=started.reference)
        payment.refresh_from_db()
        return started

    def pay(self, address):
        if self.sandbox:
            return self.partner.pay(self.sandbox, self.client, address)
        return self.client.post(address, {"outcome": "paid"})

    def paid(self):
        """An order that is begun, paid and known to be."""
        order, payment = self.order()
        self.pay(self.begin(payment).redirect_url)
        settle.complete(payment, now=timezone.now())
        if self.captures_later:
            carry(settle.ask(payment.pk, "capture", TOTAL, why="shipped", now=timezone.now()))
        return order, Payment.objects.select_related("order").get(pk=payment.pk)


DESKS = {
    "demo": {},
    "invoice": {"level": "pro", "takes_money": False},
    "stripe": {"calls": True},
    "stripe, manual": {"calls": True, "captures_later": True},
    "stripe_klarna": {"calls": True},
    "swish": {},
    "nexi": {},
    "nexi, manual": {"captures_later": True},
}
PARTNERS = {"stripe": stripe, "stripe_klarna": stripe, "swish": swish, "nexi": nexi}
TAKING = [name for name, told in DESKS.items() if told.get("takes_money", True)]


def plugged_in(code, settings, folder, *, capture):
    """The partner's counterpart, where there is a partner."""
    if code == "swish":
        return swish.plugged_in(settings, folder)
    if code in PARTNERS:
        return PARTNERS[code].plugged_in(settings, capture=capture)
    return contextlib.nullcontext()


@pytest.fixture
def desk(request, settings, client, tmp_path):
    name = request.param
    code = name.partition(",")[0]
    capture = "manual" if "manual" in name else "automatic"
    with plugged_in(code, settings, tmp_path, capture=capture) as sandbox:
        yield Desk(code, client, sandbox, PARTNERS.get(code), **DESKS[name])


every = pytest.mark.parametrize("desk", DESKS, indirect=True)
taking = pytest.mark.parametrize("desk", TAKING, indirect=True)
by_partner = pytest.mark.parametrize(
    "desk", [name for name in DESKS if name.partition(",")[0] in PARTNERS], indirect=True
)


def carry(instruction):
    return settle.carry_out(instruction.pk, now=timezone.now())


def money(payment):
    """What is known of it: kind and amount, in the order it was heard."""
    return [(str(one.kind), one.amount) for one in payment.events.order_by("id")]


def test_every_provider_that_is_plugged_in_is_tried_here():
    assert set(base.PAYMENT_PROVIDERS) <= {name.partition(",")[0] for name in DESKS}


@every
def test_it_does_all_that_the_port_asks(desk):
    assert payment_providers_do_all_their_port_asks(None) == []


@every
def test_starting_twice_is_starting_once(desk):
    _order, payment = desk.order()

    first, second = desk.begin(payment), desk.begin(payment)

    assert (first.reference, bool(first.redirect_url)) == (second.reference, bool(second.redirect_url))
    assert first.reference
    if desk.sandbox:
        assert (desk.partner.count_pages(desk.sandbox), first.redirect_url) == (1, second.redirect_url)


@every
def test_what_is_not_paid_has_no_facts_and_can_still_be_paid(desk):
    _order, payment = desk.order()
    desk.begin(payment)

    reading = stripe.read(payment)

    assert (reading.facts, reading.is_over) == ((), False)


@taking
def test_what_is_paid_is_read_the_same_however_often(desk):
    order, payment = desk.order()
    desk.pay(desk.begin(payment).redirect_url)

    first = settle.complete(payment, now=timezone.now())
    reading = stripe.read(first)
    settle.complete(first, now=timezone.now())

    assert stripe.read(first) == reading
    assert {(fact.kind, fact.amount) for fact in reading.facts} == {
        (KIND.AUTHORISED if desk.captures_later else KIND.CAPTURED, TOTAL)
    }
    assert money(payment) == [("authorised" if desk.captures_later else "captured", TOTAL)]
    order.refresh_from_db()
    assert (order.state, order.paid_state) == ("confirmed", "authorised" if desk.captures_later else "charged")


@taking
def test_an_instruction_given_twice_under_one_key_has_one_effect(desk):
    order, payment = desk.paid()
    refund = settle.ask(payment.pk, "refund", Decimal("49.00"), why="back", now=timezone.now())

    first = providers()[desk.code].instruct(refund)
    second = providers()[desk.code].instruct(refund)
    carry(refund)
    carry(refund)

    assert first.reference == second.reference
    assert money(payment)[-1] == ("refunded", Decimal("49.00"))
    assert [kind for kind, _amount in money(payment)].count("refunded") == 1
    if desk.sandbox:
        assert desk.partner.count_refunds(desk.sandbox) == 1
    order.refresh_from_db()
    assert order.paid_state == "partly_refunded"


@taking
def test_it_is_refunded_in_parts_and_never_above_what_was_taken(desk):
    order, payment = desk.paid()

    for part in ("49.00", "99.99"):
        carry(settle.ask(payment.pk, "refund", Decimal(part), why="back", now=timezone.now()))
    with pytest.raises(MoveRefused):
        settle.ask(payment.pk, "refund", Decimal("0.02"), why="an öre more", now=timezone.now())
    settle.complete(payment, now=timezone.now())

    order.refresh_from_db()
    assert order.paid_state == "partly_refunded"
    assert sum(amount for kind, amount in money(payment) if kind == "refunded") == Decimal("148.99")

    carry(settle.ask(payment.pk, "refund", Decimal("0.01"), why="the last öre", now=timezone.now()))
    order.refresh_from_db()
    assert order.paid_state == "refunded"


@taking
def test_closing_a_payment_that_is_made_takes_nothing_back(desk):
    _order, payment = desk.paid()
    before = money(payment)

    providers()[desk.code].close(payment)
    settle.complete(payment, now=timezone.now())

    assert money(payment) == before


@every
def test_a_call_that_nobody_signed_is_refused(desk):
    with pytest.raises(CallbackRefused):
        providers()[desk.code].parse_callback({}, b"{}")


@every
def test_a_provider_that_nobody_called_about_tells_when_asked(desk):
    since = timezone.now() - timedelta(minutes=1)
    if desk.takes_money:
        desk.paid()

    account = providers()[desk.code].called_as
    told = list(providers()[account].list_since(since))

    assert bool(told) == desk.calls
    assert len({one.key for one in told}) == len(told)


# --- Where there is somebody else's server: what goes wrong on the way ---


@by_partner
@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.FAIL_AFTER, Fault.DROP, Fault.UNAVAILABLE, Fault.NOT_JSON])
def test_silence_in_the_middle_of_a_refund_and_then_again_makes_one_refund(desk, fault):
    order, payment = desk.paid()
    refund = settle.ask(payment.pk, "refund", Decimal("49.00"), why="back", now=timezone.now())
    desk.sandbox.faults.on(fault, *desk.partner.REFUND, times=2)

    with pytest.raises(ProviderUnavailable):
        carry(refund)
    assert Instruction.objects.get(pk=refund.pk).state == "requested"
    desk.sandbox.faults.clear()
    assert carry(refund).state == "done"

    assert desk.partner.count_refunds(desk.sandbox) == 1
    order.refresh_from_db()
    assert order.paid_state == "partly_refunded"


@by_partner
@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.FAIL_AFTER])
def test_a_key_that_the_provider_has_forgotten_is_looked_up_first(desk, fault):
    _order, payment = desk.paid()
    refund = settle.ask(payment.pk, "refund", Decimal("49.00"), why="back", now=timezone.now())
    desk.sandbox.faults.on(fault, *desk.partner.REFUND, times=2)
    with pytest.raises(ProviderUnavailable):
        carry(refund)

    desk.sandbox.faults.clear()
    desk.sandbox.books.skew = 25 * 3600
    Instruction.objects.update(asked_at=timezone.now() - timedelta(hours=25))

    assert carry(refund).state == "done"
    assert desk.partner.count_refunds(desk.sandbox) == 1


@by_partner
def test_more_than_was_taken_is_refused_by_the_provider_too(desk):
    _order, payment = desk.paid()
    over = Instruction.objects.create(
        payment=payment, kind="refund", amount=Decimal("149.01"), why="x", asked_at=payment.changed_at,
        changed_at=payment.changed_at,
    )  # fmt: skip

    with pytest.raises(ProviderRefused):
        providers()[desk.code].instruct(over)
    assert carry(over).state == "failed"
    assert desk.partner.count_refunds(desk.sandbox) == 0


@by_partner
@pytest.mark.parametrize("fault", [Fault.DROP, Fault.UNAVAILABLE, Fault.TOO_MANY, Fault.NOT_JSON])
def test_a_reading_that_fails_changes_nothing(desk, fault):
    _order, payment = desk.order()
    desk.pay(desk.begin(payment).redirect_url)
    desk.sandbox.faults.on(fault, *desk.partner.READ, times=2)

    with pytest.raises(ProviderUnavailable):
        settle.complete(payment, now=timezone.now())
    assert (money(payment), Order.objects.get().state) == ([], "placed")

    desk.sandbox.faults.clear()
    settle.complete(payment, now=timezone.now())
    assert Order.objects.get().state == "confirmed"


@by_partner
def test_what_was_paid_and_never_called_about_is_found(desk):
    """The shopper never came back either."""
    desk.sandbox.calls = Calls.NEVER
    order, payment = desk.order()
    desk.pay(desk.begin(payment).redirect_url)

    payment_calls.catch_up(now=timezone.now())
    inbox.process_due()

    order.refresh_from_db()
    assert order.state == "confirmed"
    assert payment_calls.catch_up(now=timezone.now()) == 0


def test_the_address_that_providers_are_given_is_in_no_language():
    assert reverse("payment_callback", args=["stripe"]) == "/betalning/stripe/"
