"""What is called in, what is not, and what is kept of either."""

import json
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.customers.person import Person
from commerce.events.models import Event
from commerce.orders import flow, settle
from commerce.orders.models import Instruction, Payment, PaymentEvent
from integrations import inbox, payment_calls, privacy
from integrations.models import InboundMessage
from integrations.outbox import deliver_due
from integrations.payments.swish.payment import proof_of
from integrations.sandbox.faults import Calls
from tests.factories import swish
from tests.factories.orders import carried_out, states

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


@pytest.mark.parametrize("calls", [Calls.ONCE, Calls.TWICE, Calls.BACKWARDS])
def test_a_callback_has_the_payment_read_and_the_order_confirmed_once(sandbox, client, calls):
    sandbox.calls = calls
    order, payment = swish.an_order()
    sandbox.books.approve(swish.asked(payment))

    answers = [swish.call(client, sent) for sent in sandbox.take_calls()]
    assert {answer.status_code for answer in answers} == {200}
    assert InboundMessage.objects.count() == 1
    assert states(order) == ("placed", "none")
    inbox.process_due()

    assert states(order) == ("confirmed", "charged")
    assert (payment.events.count(), InboundMessage.objects.get().kind) == (1, "payment.paid")


def test_the_callback_of_a_refund_finds_its_payment(sandbox, client):
    order, payment = swish.paid(sandbox)
    sandbox.books.refunds_are = "DEBITED"
    refund = carried_out(payment, "refund", "49.00")
    sandbox.books.finish_refund(refund.reference, "PAID")

    for sent in reversed(sandbox.take_calls()):
        swish.call(client, sent)
    inbox.process_due()

    refund.refresh_from_db()
    assert (refund.state, states(order)[1]) == ("done", "partly_refunded")
    assert set(InboundMessage.objects.values_list("state", flat=True)) == {"processed"}


def test_a_forged_callback_has_no_effect_and_does_not_stand_in_the_way_of_the_real_one(sandbox, client):
    order, payment = swish.an_order()
    name = swish.asked(payment)
    forged = json.dumps({"id": name, "status": "PAID", "amount": 149})

    known = client.post(swish.callback_address(proof_of(name)), forged, content_type="application/json")
    inbox.process_due()
    assert (known.status_code, states(order)) == (200, ("placed", "none"))

    sandbox.books.approve(name)
    for sent in sandbox.take_calls():
        swish.call(client, sent)
    inbox.process_due()
    assert states(order) == ("confirmed", "charged")


REFUSED = [
    ("another's address", lambda name: (proof_of("0" * 32), {"id": name, "status": "PAID"})),
    ("no address of ours", lambda name: ("x", {"id": name, "status": "PAID"})),
    ("no request", lambda name: (proof_of(name), {"status": "PAID"})),
    ("a name that is none", lambda name: (proof_of("x"), {"id": "x", "status": "PAID"})),
    ("words that cannot be stored", lambda name: (proof_of(name), {"id": name, "status": "a\0b"})),
    ("words that are none", lambda name: (proof_of(name), {"id": name, "status": {"PAID": 1}})),
    ("a list", lambda name: (proof_of(name), [name])),
]


@pytest.mark.parametrize(("case", "made"), REFUSED, ids=[case for case, _made in REFUSED])
def test_a_callback_that_did_not_come_where_it_should_is_refused_and_leaves_nothing(sandbox, client, case, made):
    _order, payment = swish.an_order()
    proof, told = made(swish.asked(payment))

    answer = client.post(swish.callback_address(proof), json.dumps(told), content_type="application/json")

    assert answer.status_code == 400
    assert client.post("/betalning/swish/", json.dumps(told), content_type="application/json").status_code == 400
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize("found_by", ["closing the payment", "looking what has happened"])
def test_money_that_came_when_the_order_was_cancelled_is_found_and_goes_back(sandbox, found_by):
    """The request could not be taken back: it was approved in the same moment, and nobody called."""
    sandbox.calls = Calls.NEVER
    order, payment = swish.an_order()
    sandbox.books.approve(swish.asked(payment))
    flow.cancel(order.pk, why="given up", now=timezone.now())

    if found_by == "looking what has happened":
        payment_calls.catch_up(now=timezone.now())
        inbox.process_due()
    deliver_due()
    deliver_due()

    assert states(order) == ("cancelled", "refunded")
    assert [one["amount"] for one in sandbox.books.refunds.values()] == [Decimal("149.00")]


def test_a_refund_that_nobody_called_about_is_asked_for(sandbox):
    sandbox.calls = Calls.NEVER
    order, payment = swish.paid(sandbox)
    sandbox.books.refunds_are = "DEBITED"
    refund = carried_out(payment, "refund", "49.00")
    assert payment_calls.catch_up(now=timezone.now()) == 0

    sandbox.books.finish_refund(refund.reference, "PAID")
    payment_calls.catch_up(now=timezone.now())
    inbox.process_due()

    refund.refresh_from_db()
    assert (refund.state, states(order)[1]) == ("done", "partly_refunded")


def test_no_phone_number_is_stored_or_logged_by_paying(sandbox, client, caplog):
    caplog.set_level("DEBUG", logger="integrations")
    _order, payment = swish.an_order()
    sandbox.books.strangers.add("46708888888")
    client.post(swish.page_of(payment), {"phone": "0708888888"})
    sandbox.books.approve(swish.asked(payment))
    settle.complete(payment, now=timezone.now())
    carried_out(payment, "refund", "49.00")

    kept = [*Payment.objects.values(), *PaymentEvent.objects.values(), *Instruction.objects.values()]
    assert not [one for one in [*kept, *Event.objects.values()] if "0708888888" in str(one) or swish.ALIAS in str(one)]
    assert "708888888" not in caplog.text


@pytest.mark.law("L18")
def test_a_call_that_names_a_forgotten_persons_phone_is_emptied(sandbox, client):
    _order, payment = swish.an_order()
    sandbox.books.approve(swish.asked(payment))
    for sent in sandbox.take_calls():
        swish.call(client, sent)
    inbox.process_due()
    assert swish.ALIAS.encode() in bytes(InboundMessage.objects.get().body)

    for phone, is_kept in (("070-000 00 00", True), (swish.PHONE, False)):
        privacy.forget(Person(email="asa@example.se", traces=frozenset({"Åsa", phone})), timezone.now())
        assert (InboundMessage.objects.get().body is not None) is is_kept
