"""What Swish gives back, and an outcome that not even Swish knows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.orders import settle
from commerce.orders.ledger import sums
from commerce.orders.models import Instruction
from commerce.orders.payments import ProviderRefused, providers
from commerce.orders.states import MoveRefused
from commerce.orders.sweep import settle_unpaid
from integrations.sandbox.swish import NUMBER
from tests.factories import swish
from tests.factories.orders import carried_out, states

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


def test_when_the_bank_does_not_say_nothing_is_decided_until_it_does(sandbox, client):
    order, payment = swish.an_order()
    name = swish.asked(payment)
    sandbox.books.fail(name, "DS24")

    assert "betala inte igen" in client.get(swish.waiting_of(payment)).content.decode()
    late = timezone.now() + timedelta(hours=2)
    assert settle_unpaid(now=late) == {"paid": 0, "cancelled": 0, "unknown": 1}
    payment.refresh_from_db()
    assert (payment.state, states(order)) == ("pending", ("placed", "none"))

    sandbox.books.find_out(name)
    assert settle_unpaid(now=late) == {"paid": 1, "cancelled": 0, "unknown": 0}
    assert states(order) == ("confirmed", "charged")


def test_a_refund_whose_outcome_is_unknown_is_neither_done_nor_refused_until_it_is_known(sandbox):
    order, payment = swish.paid(sandbox)
    sandbox.books.refunds_are = "VALIDATED"
    refund = carried_out(payment, "refund", "49.00")
    name = refund.reference
    sandbox.books.finish_refund(name, "ERROR", "DS24")

    settle.complete(payment, now=timezone.now())
    refund.refresh_from_db()
    assert (refund.state, states(order), settle.owed(order)) == ("sent", ("confirmed", "charged"), Decimal("49.00"))
    with pytest.raises(MoveRefused):
        settle.ask(payment.pk, "refund", Decimal("149.00"), why="again", now=timezone.now())

    sandbox.books.finish_refund(name, "PAID")
    settle.complete(payment, now=timezone.now())
    refund.refresh_from_db()
    assert (refund.state, states(order)) == ("done", ("confirmed", "partly_refunded"))


def test_a_refund_is_sent_until_the_customer_has_it(sandbox):
    order, payment = swish.paid(sandbox)
    sandbox.books.refunds_are = "DEBITED"

    refund = carried_out(payment, "refund", "49.00")

    assert (refund.state, states(order)[1], settle.owed(order)) == ("sent", "charged", Decimal("49.00"))
    assert swish.asks(sandbox)[-1] | {"callbackUrl": ""} == {
        "originalPaymentReference": payment.events.get().key,
        "callbackUrl": "",
        "payerAlias": NUMBER,
        "payeeAlias": swish.ALIAS,
        "currency": "SEK",
        "payerPaymentReference": order.number,
        "message": f"Order {order.number}",
        "amount": Decimal("49.00"),
    }
    settle.complete(payment, now=timezone.now())
    assert settle.owed(order) == Decimal("49.00")

    sandbox.books.finish_refund(refund.reference, "PAID")
    settle.complete(payment, now=timezone.now())
    refund.refresh_from_db()
    assert (refund.state, states(order)[1], settle.owed(order)) == ("done", "partly_refunded", 0)


def test_a_refund_that_the_bank_refuses_afterwards_is_owed(sandbox):
    order, payment = swish.paid(sandbox)
    sandbox.books.refunds_are = "DEBITED"
    refund = carried_out(payment, "refund", "49.00")

    sandbox.books.finish_refund(refund.reference, "ERROR", "FF10")
    for _time in range(2):
        settle.complete(payment, now=timezone.now())

    refund.refresh_from_db()
    assert (refund.state, states(order)[1], settle.owed(order)) == ("failed", "charged", Decimal("49.00"))
    assert sums(payment.events.all())["refunded"] == 0


def test_a_refund_after_thirteen_months_is_refused_and_still_owed(sandbox):
    order, payment = swish.paid(sandbox)
    sandbox.books.skew = 400 * 86_400

    refund = carried_out(payment, "refund", "49.00")

    assert refund.state == "failed"
    assert "RF02" in refund.problem
    assert (states(order)[1], settle.owed(order)) == ("charged", Decimal("49.00"))


@pytest.mark.parametrize("kind", ["capture", "release"])
def test_nothing_is_held_that_could_be_taken_or_let_go(sandbox, kind):
    _order, payment = swish.paid(sandbox)
    told = Instruction(payment=payment, kind=kind, amount=Decimal("149.00"))

    with pytest.raises(ProviderRefused):
        providers()["swish"].instruct(told)


def test_what_was_never_paid_cannot_be_given_back(sandbox):
    _order, payment = swish.an_order()
    swish.asked(payment)
    told = Instruction(payment=payment, kind="refund", amount=Decimal("149.00"))

    with pytest.raises(ProviderRefused, match="nothing has been paid"):
        providers()["swish"].instruct(told)
    assert sandbox.books.refunds == {}
