"""What becomes of a payment at Nexi, and what is given back."""

from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.orders import flow, settle
from commerce.orders.ledger import sums
from commerce.orders.models import Instruction, Payment
from commerce.orders.payments import ProviderRefused, ProviderUnavailable, providers
from integrations.outbox import deliver_due
from integrations.payments.nexi import client as interface
from tests.factories import nexi
from tests.factories.orders import carried_out, states

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


def test_a_declined_card_leaves_the_page_open_for_another(sandbox):
    order, payment = nexi.an_order()
    address = nexi.begun(payment)

    assert nexi.press(address, "decline").status_code == 402
    assert settle.complete(payment, now=timezone.now()).state == Payment.State.PENDING
    assert nexi.press(address).headers["Location"] == nexi.RETURN
    settle.complete(payment, now=timezone.now())

    assert states(order) == ("confirmed", "charged")


def test_the_page_of_a_payment_that_is_given_up_is_shut(sandbox):
    order, payment = nexi.an_order()
    address = nexi.begun(payment)

    flow.cancel(order.pk, why="given up", now=timezone.now())
    deliver_due()

    assert nexi.books_of(sandbox)["terminated"]
    assert nexi.press(address).status_code == 402
    assert providers()["nexi"].read(payment).is_over


def test_paid_in_the_moment_it_was_cancelled_the_money_goes_back(sandbox):
    order, payment = nexi.an_order()
    address = nexi.begun(payment)
    flow.cancel(order.pk, why="late", now=timezone.now())
    nexi.press(address)

    deliver_due()
    deliver_due()

    assert states(order) == ("cancelled", "refunded")
    assert [one["amount"] for one in nexi.books_of(sandbox)["refunds"]] == [14900]


@pytest.mark.parametrize(
    ("case", "changed"),
    [
        ("charges that do not come to what is charged", {"charges": []}),
        ("a charge without a name", {"charges": [{"amount": 14900}]}),
        ("a day that is none", {"created": "yesterday"}),
        ("a summary that is none", {"summary": [1]}),
    ],
)
def test_books_that_contradict_themselves_decide_nothing(sandbox, monkeypatch, case, changed):
    order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    shown = sandbox.books.shown(payment.reference)["payment"] | changed
    monkeypatch.setattr(interface.NexiClient, "get", lambda self, key: shown)

    with pytest.raises(ProviderUnavailable):
        settle.complete(payment, now=timezone.now())
    assert states(order) == ("placed", "none")


@pytest.mark.parametrize(("end", "state", "owed"), [("Completed", "done", "0"), ("Failed", "failed", "49.00")])
def test_a_refund_that_takes_days_is_done_or_owed_when_nexi_says_so(sandbox, end, state, owed):
    order, payment = nexi.paid()
    sandbox.books.refunds_are = "Pending"
    refund = carried_out(payment, "refund", "49.00")
    assert (refund.state, states(order)[1], settle.owed(order)) == ("sent", "charged", Decimal("49.00"))

    sandbox.books.finish_refund(refund.reference, end)
    for _time in range(2):
        settle.complete(payment, now=timezone.now())

    refund.refresh_from_db()
    assert (refund.state, settle.owed(order)) == (state, Decimal(owed))
    assert sums(payment.events.all())["refunded"] == Decimal("49.00") - Decimal(owed)


def test_what_was_never_paid_cannot_be_given_back(sandbox):
    _order, payment = nexi.an_order()
    refund = Instruction.objects.create(
        payment=payment, kind="refund", amount=1, why="x", asked_at=timezone.now(), changed_at=timezone.now()
    )

    with pytest.raises(ProviderRefused):
        providers()["nexi"].instruct(refund)
    nexi.begun(payment)
    with pytest.raises(ProviderRefused, match="nothing has been charged"):
        providers()["nexi"].instruct(Instruction.objects.get())
