"""What is called in: stored once as it came, answered, worked on once. What cannot be trusted leaves nothing behind."""

import json
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.orders import flow, settle
from commerce.orders.models import Order, Payment, PaymentEvent
from commerce.orders.payments import providers
from integrations import inbox, payment_calls
from integrations.models import InboundMessage
from integrations.sandbox.faults import Calls, Fault
from integrations.source import Source
from tests.committing import in_threads
from tests.factories import stripe
from tests.factories.catalogue import sellable
from tests.factories.customers import owner, verified
from tests.factories.orders import placed

pytestmark = [pytest.mark.krav("4.11.4"), pytest.mark.krav("4.5.1")]

ADDRESS = "/betalning/stripe/"
State = InboundMessage.State


def paid_order():
    """An order whose shopper has paid on Stripe's page and not come back."""
    order, payment = stripe.an_order()
    stripe.press(stripe.begun(payment))
    return order, payment


def states():
    return list(InboundMessage.objects.order_by("id").values_list("state", flat=True))


def order_state():
    return Order.objects.values_list("state", "paid_state").get()


def sent(sandbox, event, **signing):
    return sandbox.sign(json.dumps(event).encode(), **signing)


def nothing_came_of_it():
    return not InboundMessage.objects.exists() and not PaymentEvent.objects.exists()


def an_event(key="evt_1", kind="checkout.session.completed", **thing):
    about = {"object": "checkout.session", "id": "cs_1", "metadata": {}, **thing}
    return {"object": "event", "id": key, "type": kind, "data": {"object": about}}


@pytest.mark.django_db
def test_a_call_is_stored_as_it_came_and_answered_before_anything_is_done(client, stripe_sandbox):
    paid_order()
    call = stripe_sandbox.take_calls()[-1]

    answer = stripe.call(client, call)

    message = InboundMessage.objects.get()
    assert (answer.status_code, answer.json()) == (200, {"receipts": [message.pk]})
    assert (bytes(message.body), message.state, message.kind) == (call.body, "waiting", "checkout.session.completed")
    assert message.headers["Stripe-Signature"].startswith("t=")
    assert "v1=" not in json.dumps(message.headers)
    assert order_state() == ("placed", "none")


@pytest.mark.django_db
def test_worked_on_it_confirms_the_order_once(client, stripe_sandbox):
    paid_order()
    for call in stripe_sandbox.take_calls():
        stripe.call(client, call)

    assert inbox.process_due() == 3
    assert inbox.process_due() == 0

    assert states() == ["processed"] * 3
    assert order_state() == ("confirmed", "charged")
    assert PaymentEvent.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("calls", [Calls.TWICE, Calls.BACKWARDS])
def test_twice_or_out_of_order_is_the_same(client, stripe_sandbox, calls):
    stripe_sandbox.calls = calls
    paid_order()
    answers = [stripe.call(client, call) for call in stripe_sandbox.take_calls()]

    inbox.process_due()

    assert {answer.status_code for answer in answers} == {200}
    assert states() == ["processed"] * 3
    assert (order_state(), PaymentEvent.objects.count()) == (("confirmed", "charged"), 1)


@pytest.mark.django_db
def test_a_replayed_call_is_answered_with_the_receipt_it_had(client, stripe_sandbox):
    paid_order()
    call = stripe_sandbox.take_calls()[-1]

    first, second = stripe.call(client, call), stripe.call(client, call)

    assert (first.json(), second.status_code) == (second.json(), 200)
    assert InboundMessage.objects.count() == 1


REFUSED = [
    ("nobody signed it", lambda box: sent(box, an_event(), secret="whsec_another")),
    ("it is too old", lambda box: sent(box, an_event(), at=int(time.time()) - 301)),
    ("it is no event", lambda box: sent(box, {"object": "list"})),
    ("it is not an object", lambda box: sent(box, ["event"])),
    ("it is not JSON", lambda box: box.sign(b"event=paid")),
    ("it is not text", lambda box: box.sign(b"\xff\xfe{}")),
    ("it is nested too deep", lambda box: box.sign(b"[" * 100_000 + b"]" * 100_000)),
    ("it lacks what it is about", lambda box: sent(box, {"object": "event", "id": "evt_1", "type": "x"})),
    ("its key is too long", lambda box: sent(box, an_event(key="e" * 5000))),
    ("its key cannot be stored", lambda box: sent(box, an_event(key="e\0"))),
    ("its key is no text", lambda box: sent(box, an_event(key={"a": 1}))),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("case", "made"), REFUSED, ids=[case for case, _made in REFUSED])
def test_what_cannot_be_trusted_is_refused_and_leaves_nothing(client, stripe_sandbox, case, made):
    answer = stripe.call(client, made(stripe_sandbox))

    assert answer.status_code == 400
    assert nothing_came_of_it()


@pytest.mark.django_db
def test_a_body_that_was_changed_on_the_way_is_refused(client, stripe_sandbox):
    call = sent(stripe_sandbox, an_event())
    changed = replace(call, body=call.body.replace(b"cs_1", b"cs_2"))

    assert stripe.call(client, changed).status_code == 400
    assert nothing_came_of_it()


@pytest.mark.django_db
@pytest.mark.parametrize("signature", [None, "", "t=1", "v1=abc", "t=x,v1=abc", "t=99999999999,v1=", "é" * 10])
def test_an_unsigned_call_is_refused(client, stripe_sandbox, signature):
    headers = {} if signature is None else {"HTTP_STRIPE_SIGNATURE": signature}

    answer = client.post(ADDRESS, json.dumps(an_event()), content_type="application/json", **headers)

    assert answer.status_code == 400
    assert nothing_came_of_it()


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "status"), [(Source.largest, 400), (Source.largest + 1, 413)])
def test_a_call_that_is_too_large_is_refused_unread(client, stripe_sandbox, size, status):
    assert client.post(ADDRESS, b"x" * size, content_type="application/json").status_code == status
    assert nothing_came_of_it()


@pytest.mark.django_db
def test_only_those_who_are_plugged_in_may_call_and_only_by_post(client, stripe_sandbox):
    assert client.get(ADDRESS).status_code == 405
    assert client.post("/betalning/swish/", b"{}", content_type="application/json").status_code == 404
    assert client.post("/betalning/invoice/", b"{}", content_type="application/json").status_code == 400
    assert nothing_came_of_it()


@pytest.mark.django_db
def test_a_call_about_a_payment_that_is_not_ours_is_parked_until_somebody_says_again(client, stripe_sandbox):
    stripe.call(client, sent(stripe_sandbox, an_event(id="cs_of_another_shop")))
    inbox.process_due()
    parked = InboundMessage.objects.get()
    assert (parked.state, parked.error) == ("parked", "No payment of ours has this reference.")
    assert inbox.process_due() == 0

    assert inbox.try_again(parked.pk, now=timezone.now())
    assert inbox.process_due() == 1
    assert states() == ["parked"]


@pytest.mark.django_db
def test_another_shops_payment_with_the_same_number_is_not_ours(client, stripe_sandbox):
    _order, payment = paid_order()
    name = f"{'0' * 32}-{payment.pk}"
    stripe.call(client, sent(stripe_sandbox, an_event(id="cs_other", metadata={"payment": name})))

    inbox.process_due()

    assert (states(), order_state()) == (["parked"], ("placed", "none"))


@pytest.mark.django_db
def test_a_payment_whose_reference_never_reached_us_is_found_by_our_own_name(client, stripe_sandbox):
    _order, payment = paid_order()
    Payment.objects.update(reference="")
    call = stripe_sandbox.take_calls()[-1]

    stripe.call(client, call)
    inbox.process_due()

    payment.refresh_from_db()
    assert order_state() == ("confirmed", "charged")
    assert payment.reference.startswith("cs_test_")


@pytest.mark.django_db
def test_a_refund_made_at_the_provider_is_found_by_what_was_paid(client, stripe_sandbox):
    _order, payment = paid_order()
    settle.complete(payment, now=timezone.now())
    stripe_sandbox.take_calls()
    intent = stripe_sandbox.books.all("payment_intent")[0]
    stripe_sandbox.books.create_refund({"payment_intent": intent["id"], "amount": 4900})
    call = next(one for one in stripe_sandbox.take_calls() if b"refund.created" in one.body)

    stripe.call(client, call)
    inbox.process_due()

    assert order_state() == ("confirmed", "partly_refunded")


@pytest.mark.django_db
def test_a_call_that_comes_when_the_order_is_cancelled_gives_the_money_back(client, stripe_sandbox):
    order, _payment = paid_order()
    flow.cancel(order.pk, why="late", now=timezone.now())

    for call in stripe_sandbox.take_calls():
        stripe.call(client, call)
    inbox.process_due()

    assert order_state()[0] == "cancelled"
    assert settle.owed(order) == order.gross


@pytest.mark.django_db
def test_when_the_provider_does_not_answer_the_message_waits_longer_each_time(client, stripe_sandbox, whole_waits):
    paid_order()
    stripe.call(client, stripe_sandbox.take_calls()[-1])
    start = timezone.now()
    stripe_sandbox.faults.on(Fault.TOO_MANY, "GET", "/v1/", times=2)

    inbox.process_due(now=lambda: start)
    waiting = InboundMessage.objects.get()
    assert (waiting.state, waiting.due_at - start) == ("waiting", timedelta(seconds=10))
    assert waiting.error.startswith("NotSent: ")
    assert inbox.process_due(now=lambda: start + timedelta(seconds=9)) == 0

    inbox.process_due(now=lambda: start + timedelta(seconds=10))
    assert InboundMessage.objects.get().due_at - start == timedelta(seconds=30)
    inbox.process_due(now=lambda: start + timedelta(hours=1))
    assert (states(), order_state()) == (["processed"], ("confirmed", "charged"))


@pytest.mark.django_db
def test_the_effect_and_the_end_of_its_message_are_one(client, stripe_sandbox, monkeypatch):
    paid_order()
    stripe.call(client, stripe_sandbox.take_calls()[-1])

    def breaks(message, state, **told):
        raise RuntimeError("the machine stopped")

    with monkeypatch.context() as broken:
        broken.setattr(inbox, "_end", breaks)
        inbox.process_due()
    assert (states(), order_state()) == (["waiting"], ("placed", "none"))

    inbox.process_due(now=lambda: timezone.now() + timedelta(minutes=1))
    assert (states(), order_state()) == (["processed"], ("confirmed", "charged"))


@pytest.mark.django_db
def test_a_worker_that_died_leaves_a_lease_that_runs_out(client, stripe_sandbox):
    paid_order()
    stripe.call(client, stripe_sandbox.take_calls()[-1])
    now = timezone.now()
    assert inbox._claim(now) is not None

    assert inbox.process_due(now=lambda: now + timedelta(minutes=1)) == 0
    assert inbox.process_due(now=lambda: now + inbox.LEASE + timedelta(seconds=1)) == 1


def test_the_same_call_at_once_and_workers_side_by_side_make_one_effect(committing_db, client, stripe_sandbox):
    paid_order()
    calls = stripe_sandbox.take_calls()

    answers = in_threads(*[lambda call=call: stripe.call(type(client)(), call).status_code for call in calls * 4])
    in_threads(*[inbox.process_due] * 4)

    assert answers == [200] * 12
    assert states() == ["processed"] * 3
    assert (order_state(), PaymentEvent.objects.count()) == (("confirmed", "charged"), 1)


# --- Those that never come ---


@pytest.mark.django_db
def test_what_was_paid_another_way_at_the_same_account_is_heard_of_at_its_address(stripe_sandbox):
    stripe_sandbox.calls = Calls.NEVER
    order = placed(sellable(price="100.00", page=False), total="149.00", payment="stripe_klarna")
    started = providers()["stripe_klarna"].start(order.payments.get(), return_url=stripe.RETURN)
    stripe.press(started.redirect_url)  # and the shopper closed his browser before we knew the page's name

    payment_calls.catch_up(now=timezone.now())
    inbox.process_due()

    order.refresh_from_db()
    assert (order.state, order.paid_state) == ("confirmed", "charged")
    assert set(InboundMessage.objects.values_list("provider", flat=True)) == {"stripe"}


@pytest.mark.django_db
def test_what_nobody_called_about_is_caught_up_with_once(stripe_sandbox):
    stripe_sandbox.calls = Calls.NEVER
    paid_order()

    assert payment_calls.catch_up(now=timezone.now()) == 2
    assert payment_calls.catch_up(now=timezone.now()) == 0
    inbox.process_due()

    assert states() == ["processed"] * 2
    assert order_state() == ("confirmed", "charged")


@pytest.mark.django_db
def test_a_provider_that_cannot_be_asked_is_asked_next_time(stripe_sandbox):
    paid_order()
    stripe_sandbox.faults.on(Fault.TOO_MANY, "GET", "/v1/events")

    assert payment_calls.catch_up(now=timezone.now()) == 0
    assert payment_calls.catch_up(now=timezone.now()) == 2


@pytest.mark.django_db
def test_more_events_than_a_page_holds_are_all_caught_up_with(stripe_sandbox):
    stripe_sandbox.calls = Calls.NEVER
    _order, _payment = paid_order()
    intent = stripe_sandbox.books.all("payment_intent")[0]
    for _time in range(125):
        stripe_sandbox.books._tell("payment_intent.succeeded", intent)

    assert payment_calls.catch_up(now=timezone.now()) == 127
    assert [method for method, path, _fields in stripe_sandbox.requests if path == "/v1/events"] == ["GET", "GET"]


# --- What is kept ---


@pytest.mark.django_db
@pytest.mark.law("L18")
def test_bodies_are_forgotten_and_rows_stay(client, stripe_sandbox):
    paid_order()
    stripe.call(client, stripe_sandbox.take_calls()[-1])
    inbox.process_due()

    assert inbox.forget_bodies(now=timezone.now() + inbox.BODY_LIFE - timedelta(hours=1)) == 0
    assert inbox.forget_bodies(now=timezone.now() + inbox.BODY_LIFE + timedelta(hours=1)) == 1
    message = InboundMessage.objects.get()
    assert (message.body, len(message.checksum)) == (None, 64)


@pytest.mark.django_db
def test_the_register_shows_no_customers_data_and_tries_a_parked_one_again(client, stripe_sandbox):
    paid_order()
    for call in stripe_sandbox.take_calls():
        stripe.call(client, call)
    stripe.call(client, sent(stripe_sandbox, an_event(id="cs_of_another_shop")))
    inbox.process_due()
    browser = verified(owner())
    register = reverse("integrations_inboundmessage_modeladmin_index")
    parked = InboundMessage.objects.get(state="parked")

    pages = [browser.get(register).content.decode()]
    pages += [browser.get(f"{register}inspect/{one.pk}/").content.decode() for one in InboundMessage.objects.all()]
    token = Order.objects.get().token
    assert "Ingen av våra betalningar har den referensen." in pages[0]
    assert not [page for page in pages if "asa@example.se" in page or token.hex in page or str(token) in page]

    page = browser.post(f"{register}bulk/", {"action": "again", "row": [parked.pk]})
    told = {"action": "again", "prepared": page.context["prepared"], "confirmed": "1"}
    browser.post(page.context["post_url"], told, follow=True)
    parked.refresh_from_db()
    assert parked.state == State.WAITING
