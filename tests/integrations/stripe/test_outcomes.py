"""What becomes of a payment at Stripe, and what is given back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.checkout.start import start_payment
from commerce.orders import flow, settle
from commerce.orders.ledger import sums
from commerce.orders.models import Payment
from commerce.orders.payments import providers
from integrations.outbox import deliver_due
from integrations.sandbox.faults import Fault
from tests.factories import stripe
from tests.factories.orders import carried_out, shopper

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


def test_a_declined_card_leaves_the_page_open_for_another(stripe_sandbox):
    order, payment = stripe.an_order()
    address = stripe.begun(payment)

    assert stripe.press(address, "decline").status_code == 402
    assert stripe.read(payment).facts == ()
    assert not stripe.read(payment).is_over
    stripe.press(address)
    settle.complete(payment, now=timezone.now())

    order.refresh_from_db()
    assert order.paid_state == "charged"


def test_a_page_that_has_expired_is_declined(stripe_sandbox):
    _order, payment = stripe.an_order()
    stripe.begun(payment)
    stripe_sandbox.books.skew = 3 * 3600

    assert settle.complete(payment, now=timezone.now()).state == Payment.State.DECLINED


@pytest.mark.parametrize("way", ["the order is cancelled", "the shopper pays another way"])
def test_the_page_of_a_payment_that_is_given_up_is_closed(stripe_sandbox, way):
    order, payment = stripe.an_order()
    address = stripe.begun(payment)

    if way == "the order is cancelled":
        flow.cancel(order.pk, why="given up", now=timezone.now())
    else:
        flow.try_again(order.pk, provider_code="demo", shopper=shopper(), now=timezone.now())
    deliver_due()

    assert stripe_sandbox.count("checkout.session", status="expired") == 1
    assert stripe.press(address).status_code == 400


def test_closing_is_tried_again_when_stripe_does_not_answer(stripe_sandbox):
    order, payment = stripe.an_order()
    stripe.begun(payment)
    flow.cancel(order.pk, why="given up", now=timezone.now())
    stripe_sandbox.faults.on(Fault.TOO_MANY, "POST", "/v1/checkout/")

    deliver_due()
    assert stripe_sandbox.count("checkout.session", status="open") == 1
    deliver_due(now=lambda: timezone.now() + timedelta(minutes=1))
    assert stripe_sandbox.count("checkout.session", status="expired") == 1


def test_paid_in_the_moment_it_was_cancelled_the_money_goes_back_though_nobody_calls(stripe_sandbox):
    order, payment = stripe.an_order()
    address = stripe.begun(payment)
    flow.cancel(order.pk, why="late", now=timezone.now())
    stripe.press(address)

    for _time in range(2):
        deliver_due()

    order.refresh_from_db()
    assert (order.state, order.paid_state) == ("cancelled", "refunded")
    assert stripe_sandbox.count("refund", amount=14900) == 1


def test_a_page_that_opens_when_the_order_was_just_cancelled_is_closed_and_nobody_is_sent_there(
    stripe_sandbox, monkeypatch
):
    order, _payment = stripe.an_order()
    provider = type(providers()["stripe"])
    start = provider.start

    def slowly(self, payment, *, return_url):
        started = start(self, payment, return_url=return_url)
        flow.cancel(order.pk, why="given up", now=timezone.now())
        deliver_due()
        return started

    monkeypatch.setattr(provider, "start", slowly)

    assert start_payment(order, return_url=stripe.RETURN) is None
    assert stripe_sandbox.count("checkout.session", status="expired") == 1


def test_a_refund_that_takes_days_is_done_when_stripe_says_so(stripe_sandbox):
    order, payment = stripe.authorised()
    stripe_sandbox.books.refunds_are = "pending"
    refund = carried_out(payment, "refund", "49.00")
    order.refresh_from_db()
    assert (refund.state, order.paid_state, settle.owed(order)) == ("sent", "charged", Decimal("49.00"))

    stripe_sandbox.books.finish_refund(refund.reference, "succeeded")
    settle.complete(payment, now=timezone.now())

    refund.refresh_from_db()
    order.refresh_from_db()
    assert (refund.state, order.paid_state, settle.owed(order)) == ("done", "partly_refunded", 0)


@pytest.mark.parametrize("first", ["pending", "succeeded"])
def test_a_refund_that_fails_is_owed_again(stripe_sandbox, first):
    order, payment = stripe.authorised()
    stripe_sandbox.books.refunds_are = first
    refund = carried_out(payment, "refund", "49.00")

    stripe_sandbox.books.finish_refund(refund.reference, "failed")
    for _time in range(2):
        settle.complete(payment, now=timezone.now())

    refund.refresh_from_db()
    order.refresh_from_db()
    assert (refund.state, order.paid_state, settle.owed(order)) == ("failed", "charged", Decimal("49.00"))
    assert sums(payment.events.all())["refunded"] == 0


def test_more_refunds_than_come_with_the_charge_are_all_read(stripe_sandbox):
    order, payment = stripe.authorised()
    for _time in range(13):
        carried_out(payment, "refund", "1.00")

    facts = stripe.read(payment).facts

    assert sum(fact.amount for fact in facts if fact.kind == "refunded") == Decimal("13.00")
    order.refresh_from_db()
    assert order.paid_state == "partly_refunded"
