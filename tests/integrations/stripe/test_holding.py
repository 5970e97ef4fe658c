"""Money that Stripe holds first, and that is taken when goods leave."""

from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.orders import settle
from commerce.orders.ledger import sums
from commerce.orders.models import Instruction
from commerce.orders.payments import ProviderRefused, ProviderUnavailable, providers
from integrations.sandbox.faults import Fault
from tests.factories import stripe
from tests.factories.orders import carried_out

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


def test_a_part_is_taken_for_each_parcel_where_the_agreement_allows_it(stripe_manual):
    stripe_manual.books.has_multicapture = True
    order, payment = stripe.authorised()

    assert carried_out(payment, "capture", "100.00").state == "done"
    order.refresh_from_db()
    assert order.paid_state == "partly_charged"
    assert carried_out(payment, "capture", "49.00").state == "done"

    order.refresh_from_db()
    reading = stripe.read(payment)
    assert order.paid_state == "charged"
    assert [fact.amount for fact in reading.facts if fact.kind == "captured"] == [Decimal("100.00"), Decimal("49.00")]
    assert sums(payment.events.all()) == {"authorised": 0, "captured": order.gross, "refunded": 0}


def test_a_part_is_refused_where_stripe_would_let_go_of_the_rest(stripe_manual):
    order, payment = stripe.authorised()

    assert carried_out(payment, "capture", "100.00").state == "failed"

    order.refresh_from_db()
    assert (order.paid_state, stripe.read(payment).facts[0].kind) == ("authorised", "authorised")


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.FAIL_AFTER])
@pytest.mark.parametrize("hours", [0, 25])
def test_silence_in_the_middle_of_a_capture_takes_the_money_once(stripe_manual, fault, hours):
    order, payment = stripe.authorised()
    capture = settle.ask(payment.pk, "capture", order.gross, why="shipped", now=timezone.now())
    stripe_manual.faults.on(fault, "POST", "/v1/payment_intents/", times=2)
    with pytest.raises(ProviderUnavailable):
        settle.carry_out(capture.pk, now=timezone.now())
    stripe_manual.faults.clear()
    stripe_manual.books.skew = hours * 3600

    assert settle.carry_out(capture.pk, now=timezone.now()).state == "done"
    assert stripe_manual.count("charge", amount_captured=14900) == 1
    assert sums(payment.events.all())["captured"] == order.gross


def test_what_is_taken_by_hand_at_stripe_is_heard_of(stripe_manual):
    order, payment = stripe.authorised()
    intent = stripe_manual.books.all("payment_intent")[0]
    stripe_manual.books.capture(intent["id"], {"amount_to_capture": 10000})

    settle.complete(payment, now=timezone.now())

    order.refresh_from_db()
    assert order.paid_state == "partly_charged"
    assert sums(payment.events.all()) == {"authorised": 0, "captured": Decimal("100.00"), "refunded": 0}


def test_an_authorisation_is_let_go_once_and_whole(stripe_manual):
    order, payment = stripe.authorised()
    part = carried_out(payment, "release", "49.00")
    assert part.state == "failed"

    release = settle.ask(payment.pk, "release", order.gross, why="cancelled", now=timezone.now())
    providers()["stripe"].instruct(release)
    settle.carry_out(release.pk, now=timezone.now())

    release.refresh_from_db()
    order.refresh_from_db()
    assert (release.state, order.paid_state) == ("done", "none")
    assert stripe_manual.count("payment_intent", status="canceled") == 1


def test_what_was_never_paid_cannot_be_given_back(stripe_sandbox):
    _order, payment = stripe.an_order()
    refund = Instruction.objects.create(
        payment=payment, kind="refund", amount=1, why="x", asked_at=timezone.now(), changed_at=timezone.now()
    )

    assert settle.carry_out(refund.pk, now=timezone.now()).problem == "nothing has been paid at Stripe"
    stripe.begun(payment)
    with pytest.raises(ProviderRefused):
        providers()["stripe"].instruct(refund)
