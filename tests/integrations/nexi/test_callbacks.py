"""What is called in, and what is not."""

import json

import pytest
from django.utils import timezone

from commerce.orders.models import Payment
from integrations import inbox, payment_calls
from integrations.models import InboundMessage
from integrations.payments.nexi.payment import callback_word
from integrations.sandbox.faults import Calls
from tests.factories import nexi
from tests.factories.orders import carried_out, states

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


@pytest.mark.parametrize("calls", [Calls.ONCE, Calls.TWICE, Calls.BACKWARDS])
def test_calls_have_the_payment_read_and_the_order_confirmed_once(sandbox, client, calls):
    sandbox.calls = calls
    order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))

    answers = [nexi.call(client, sent) for sent in sandbox.take_calls()]
    assert {answer.status_code for answer in answers} == {200}
    assert (InboundMessage.objects.count(), states(order)) == (3, ("placed", "none"))
    inbox.process_due()

    assert states(order) == ("confirmed", "charged")
    assert payment.events.count() == 1
    assert {json.dumps(one.headers) for one in InboundMessage.objects.all()}.isdisjoint({callback_word()})


def test_a_call_about_a_payment_that_is_nobodys_is_kept_for_a_person(sandbox, client):
    """So would one about a page whose answer was lost, were it ever paid."""
    _order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    Payment.objects.update(reference="0" * 32)

    for sent in sandbox.take_calls():
        nexi.call(client, sent)
    inbox.process_due()

    assert set(InboundMessage.objects.values_list("state", flat=True)) == {"parked"}


@pytest.mark.parametrize(
    ("case", "body", "word"),
    [
        ("another's word", {"id": "1", "event": "payment.created", "data": {"paymentId": "a"}}, "x" * 32),
        ("a word of other letters", {"id": "1", "event": "payment.created", "data": {"paymentId": "a"}}, "é"),
        ("no payment", {"id": "1", "event": "payment.created", "data": {}}, None),
        ("words that cannot be stored", {"id": "1\0", "event": "e", "data": {"paymentId": "a"}}, None),
        ("a list", [1], None),
    ],
)
def test_a_call_that_does_not_bear_our_word_is_refused_and_leaves_nothing(sandbox, client, case, body, word):
    headers = {"HTTP_AUTHORIZATION": callback_word() if word is None else word}

    answer = client.post("/betalning/nexi/", json.dumps(body), content_type="application/json", **headers)

    assert answer.status_code == 400
    assert not InboundMessage.objects.exists()


def test_a_refund_that_nobody_called_about_is_asked_for(sandbox):
    sandbox.calls = Calls.NEVER
    order, payment = nexi.paid()
    sandbox.books.refunds_are = "Pending"
    refund = carried_out(payment, "refund", "49.00")

    sandbox.books.finish_refund(refund.reference, "Completed")
    payment_calls.catch_up(now=timezone.now())
    inbox.process_due()

    refund.refresh_from_db()
    assert (refund.state, states(order)[1]) == ("done", "partly_refunded")
