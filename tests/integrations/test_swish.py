"""Swish, against its counterpart: the certificate, the phone, the app, and what comes of it."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import requests
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.urls import reverse
from django.utils import timezone

from commerce.customers.person import Person
from commerce.events.models import Event
from commerce.orders import flow, settle
from commerce.orders.changes import changing
from commerce.orders.changes.changing import Wanted
from commerce.orders.ledger import sums
from commerce.orders.models import Instruction, Order, Payment, PaymentEvent
from commerce.orders.payments import ProviderRefused, ProviderUnavailable, offered, providers
from commerce.orders.states import MoveRefused
from commerce.orders.sweep import settle_unpaid
from integrations import inbox, privacy
from integrations.checks import swish_is_set_up_whole
from integrations.models import InboundMessage
from integrations.outbox import deliver_due
from integrations.payments.swish import certificate, page
from integrations.payments.swish import client as interface
from integrations.payments.swish.payment import page_key, proof_of
from integrations.payments.swish.phone import NotSwedish, alias
from integrations.sandbox.faults import Calls, Fault
from integrations.sandbox.server import Answer
from integrations.sandbox.swish import NUMBER, Papers
from integrations.tasks import look_at_certificates
from tests.factories import swish
from tests.factories.orders import shopper

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]

State = Payment.State


@pytest.fixture
def sandbox(settings, tmp_path):
    settings.SITE_URL = "https://shop.example.se"
    with swish.plugged_in(settings, tmp_path) as found:
        yield found


def page_of(payment):
    return reverse("payment_swish", args=[page_key(payment)])


def waiting_of(payment):
    return reverse("payment_swish_waiting", args=[page_key(payment)])


def asks(sandbox, method="PUT"):
    return [fields for verb, _path, fields in sandbox.requests if verb == method]


def refunded(payment, amount="49.00"):
    asked = settle.ask(payment.pk, "refund", Decimal(amount), why="back", now=timezone.now())
    return settle.carry_out(asked.pk, now=timezone.now())


def states(order):
    order.refresh_from_db()
    return order.state, order.paid_state


# --- The certificate ---


def test_nobody_is_let_in_without_the_banks_certificate(sandbox, settings, tmp_path):
    _order, payment = swish.an_order()
    for certificate_file in ("", Papers.written_in(tmp_path / "another").certificate, str(tmp_path / "none.pem")):
        settings.SWISH_CERTIFICATE = certificate_file
        providers.cache_clear()

        with pytest.raises(ProviderUnavailable):
            providers()["swish"].read(payment)

    assert sandbox.requests == []


def test_a_server_of_another_authority_is_not_talked_to(sandbox, settings, tmp_path):
    settings.SWISH_CA = Papers.written_in(tmp_path / "another").authority
    providers.cache_clear()
    _order, payment = swish.an_order()

    with pytest.raises(ProviderUnavailable):
        swish.asked(payment)
    assert sandbox.requests == []


def test_an_answer_that_leads_elsewhere_is_not_followed(sandbox, monkeypatch):
    elsewhere = Answer(307, headers={"Location": f"{sandbox.address}/other"})
    monkeypatch.setattr(sandbox, "done", lambda *call, **told: elsewhere)
    _order, payment = swish.an_order()

    with pytest.raises(ProviderUnavailable, match="307"):
        swish.asked(payment)


@pytest.mark.parametrize(("days", "told"), [(32, False), (29, True), (-1, True)])
def test_that_the_certificate_ends_is_said_thirty_days_ahead_once_a_day(settings, tmp_path, days, told):
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    settings.SWISH_CERTIFICATE = Papers.written_in(tmp_path, until=now + timedelta(days=days)).certificate

    said = [certificate.tell_when_ending(now=now + timedelta(hours=hours)) for hours in (0, 1, 24)]

    assert [bool(one) for one in said] == [told, False, told]
    assert Event.objects.filter(kind="certificate.ending").count() == 2 * told


def test_where_there_is_no_swish_no_certificate_is_looked_for(settings):
    assert look_at_certificates() is False
    assert swish_is_set_up_whole(None) == []


@pytest.mark.parametrize(
    ("case", "told", "problem"),
    [
        ("no number of the shop's", {"SWISH_NUMBER": ""}, "integrations.E005"),
        ("an address that is not secret", {"SWISH_API_BASE": "http://cpc.getswish.net"}, "integrations.E006"),
        ("the simulator where money is real", {"ENVIRONMENT": "production"}, "integrations.E007"),
        ("no certificate where it is said to be", {"SWISH_CERTIFICATE": "/nowhere.pem"}, "integrations.E008"),
    ],
)
def test_half_a_set_up_is_found_at_start(sandbox, settings, case, told, problem):
    call_command("check")
    for name, value in told.items():
        setattr(settings, name, value)

    with pytest.raises(SystemCheckError, match=problem):
        call_command("check")


def test_a_certificate_that_ends_lets_the_shop_start_with_a_warning(settings, tmp_path):
    with swish.plugged_in(settings, tmp_path, until=timezone.now() + timedelta(days=10)):
        assert [one.id for one in swish_is_set_up_whole(None)] == ["integrations.W001"]
        call_command("check")


# --- What Swish is asked ---


@pytest.mark.law("L18")
def test_the_request_names_the_order_the_phone_and_the_amount_and_nothing_more(sandbox):
    order, payment = swish.an_order()

    name = swish.asked(payment)

    assert asks(sandbox) == [
        {
            "payeePaymentReference": order.number,
            "callbackUrl": f"https://shop.example.se/betalning/swish/{proof_of(name)}/",
            "payerAlias": swish.ALIAS,
            "payeeAlias": NUMBER,
            "currency": "SEK",
            "message": f"Order {order.number}",
            "amount": Decimal("149.00"),
        }
    ]


@pytest.mark.parametrize("amount", ["1.00", "149.10", "0.29", "9999999999.99"])
def test_an_amount_is_written_with_two_decimals_and_never_as_a_fraction_of_two(amount):
    written = interface._written({"currency": "SEK", "message": 'Order "1"'}, Decimal(amount))

    assert f'"amount": {amount}}}' in written
    assert json.loads(written, parse_float=str)["amount"] == amount


def test_less_than_swish_takes_is_not_offered(sandbox):
    for amount, is_offered in (("1.00", True), ("0.99", False)):
        found = [one.code for one in offered(shopper=shopper(), total=Decimal(amount))]
        assert ("swish" in found) is is_offered


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.FAIL_AFTER, Fault.DROP, Fault.TOO_MANY, Fault.NOT_JSON])
def test_silence_and_then_again_is_one_request_on_the_phone(sandbox, fault):
    order, payment = swish.an_order()
    sandbox.faults.on(fault, "PUT", "/")
    if fault is not Fault.NOT_JSON:  # what is said with a 201 is not read: that it is there is asked for
        with pytest.raises(ProviderUnavailable):
            swish.asked(payment)

    name = swish.asked(payment)
    swish.asked(payment)

    assert len(sandbox.books.payments) <= 1
    if fault is not Fault.NOT_JSON:
        sandbox.books.approve(name)
        settle.complete(payment, now=timezone.now())
        assert states(order) == ("confirmed", "charged")


def test_swish_that_hangs_is_given_up(sandbox, monkeypatch):
    monkeypatch.setattr(interface, "READ_SECONDS", 0.1)
    _order, payment = swish.an_order()
    sandbox.faults.on(Fault.SLOW, "PUT", "/")

    with pytest.raises(ProviderUnavailable):
        swish.asked(payment)
    sandbox.let_go()


def test_swish_that_hung_is_left_alone_for_a_while_so_that_it_does_not_hold_the_shop(sandbox, monkeypatch):
    monkeypatch.setattr(interface, "READ_SECONDS", 0.1)
    order, payment = swish.an_order()
    sandbox.books.approve(swish.asked(payment))
    sandbox.faults.on(Fault.SLOW, "GET", "/")
    with pytest.raises(ProviderUnavailable):
        settle.complete(payment, now=timezone.now())
    sandbox.let_go()
    asked = len(sandbox.requests)

    with pytest.raises(ProviderUnavailable, match="a moment ago"):
        settle.complete(payment, now=timezone.now())
    assert len(asks(sandbox, "GET")) <= 1
    providers()["swish"]._client._rests_until -= interface.REST_SECONDS  # so much later
    settle.complete(payment, now=timezone.now())

    assert len(sandbox.requests) > asked
    assert states(order) == ("confirmed", "charged")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("070-123 45 67", "46701234567"),
        ("+46 (0)70 123 45 67", "46701234567"),
        ("0046701234567", "46701234567"),
        ("46701234567", "46701234567"),
        ("+47 912 34 567", None),
        ("112", None),
        ("070-12a", None),
        ("", None),
    ],
)
def test_a_phone_number_is_written_as_swish_wants_it(written, read):
    if read is None:
        with pytest.raises(NotSwedish):
            alias(written)
    else:
        assert alias(written) == read


# --- The shopper's pages ---


def test_the_shopper_writes_a_number_approves_in_the_app_and_has_bought(sandbox, client):
    order, payment = swish.an_order()
    address = providers()["swish"].start(payment, return_url="http://testserver/x/").redirect_url
    assert 'value="070-123 45 67"' in client.get(address).content.decode()

    sent = client.post(address, {"phone": "070-123 45 67"})
    assert (sent.status_code, sent["Location"]) == (302, waiting_of(payment))
    first = client.get(sent["Location"]).content.decode()
    assert "Öppna Swish och godkänn" in first
    assert 'hx-trigger="every 2s"' in first
    assert "149 kr" in first.replace("\xa0", " ")
    [name] = sandbox.books.payments
    sandbox.books.approve(name)

    after = client.get(sent["Location"])
    assert (after.status_code, after["Location"]) == (302, reverse("order_returned", args=[order.token]))
    assert states(order) == ("confirmed", "charged")
    assert client.get(after["Location"])["Location"] == reverse("order_confirmation", args=[order.token])


def test_the_page_that_asks_by_itself_is_sent_on_whole(sandbox, client):
    order, payment = swish.an_order()
    name = swish.asked(payment)
    still = client.get(f"{waiting_of(payment)}?shown=waiting", headers={"HX-Request": "true"})
    assert (still.status_code, still.content) == (204, b"")

    sandbox.books.approve(name)
    answer = client.get(f"{waiting_of(payment)}?shown=waiting", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (200, reverse("order_returned", args=[order.token]))


@pytest.mark.parametrize("end", ["declined in the app", "the time ran out", "cancelled on the page"])
def test_a_payment_that_came_to_nothing_leaves_the_order_and_is_tried_again(sandbox, client, end):
    order, payment = swish.an_order()
    name = swish.asked(payment)
    if end == "declined in the app":
        sandbox.books.decline(name)
    elif end == "the time ran out":
        sandbox.books.skew = 200
    else:
        client.post(waiting_of(payment))

    page = client.get(waiting_of(payment)).content.decode()
    payment.refresh_from_db()
    assert "Betalningen blev inte av" in page
    assert "hx-trigger" not in page.partition('id="swish"')[2]
    assert (payment.state, states(order)) == (State.DECLINED, ("placed", "none"))

    again = client.post(reverse("order_unpaid", args=[order.token]), {"payment": "swish"})
    sent = client.post(again["Location"], {"phone": "0701234567"})
    sandbox.books.approve(next(reversed(sandbox.books.payments)))
    client.get(sent["Location"])

    assert states(order) == ("confirmed", "charged")
    assert len(sandbox.books.payments) == 2


def test_a_wrong_number_is_put_right_and_the_first_phone_can_no_longer_pay(sandbox, client):
    order, payment = swish.an_order()
    client.post(page_of(payment), {"phone": "0709999999"})

    sent = client.post(page_of(payment), {"phone": "0701234567"})

    first, second = sandbox.books.payments.values()
    assert (first["status"], second["status"], second["payerAlias"]) == ("CANCELLED", "CREATED", swish.ALIAS)
    sandbox.books.approve(second["id"])
    client.get(sent["Location"])
    assert states(order) == ("confirmed", "charged")


def test_an_order_does_not_send_requests_to_phones_without_end(sandbox, client, monkeypatch):
    monkeypatch.setattr(page, "MOST_TRIES", 2)
    order, _payment = swish.an_order()
    answers = []
    for phone in ("0701111111", "0702222222", "0703333333"):
        answers.append(client.post(page_of(order.payments.latest("pk")), {"phone": phone}).status_code)

    assert answers == [302, 302, 422]
    assert [one["payerAlias"] for one in sandbox.books.payments.values()] == ["46701111111", "46702222222"]


def test_what_a_change_of_the_order_costs_more_is_paid_the_same_way(sandbox, client):
    order, _payment = swish.paid(sandbox)
    changing.change(order.pk, Wanted(quantities={order.lines.get().pk: 2}), why="ringde", now=timezone.now())
    more = Payment.objects.select_related("order").get(state="pending")
    assert reverse("order_change", args=[order.token]) in client.get(page_of(more)).content.decode()

    client.post(page_of(more), {"phone": "0709999999"})
    sent = client.post(page_of(more), {"phone": "0701234567"})
    sandbox.books.approve(next(reversed(sandbox.books.payments)))
    client.get(sent["Location"])

    assert states(order) == ("confirmed", "charged")
    assert order.gross == Decimal("249.00")
    told = [(one["amount"], one["status"]) for one in sandbox.books.payments.values()]
    assert told == [(Decimal(149), "PAID"), (Decimal(100), "CANCELLED"), (Decimal(100), "PAID")]


def test_the_same_number_sent_twice_is_one_request(sandbox, client):
    _order, payment = swish.an_order()

    answers = [client.post(page_of(payment), {"phone": "0701234567"}) for _time in range(2)]

    assert {answer["Location"] for answer in answers} == {waiting_of(payment)}
    assert len(sandbox.books.payments) == 1


def test_a_number_approved_in_the_moment_it_was_changed_is_not_asked_again(sandbox, client):
    order, payment = swish.an_order()
    sandbox.books.approve(swish.asked(payment, payer="46709999999"))

    sent = client.post(page_of(payment), {"phone": "0701234567"})

    assert client.get(sent["Location"])["Location"] == reverse("order_returned", args=[order.token])
    assert len(sandbox.books.payments) == 1
    assert states(order) == ("confirmed", "charged")


def test_a_phone_that_has_another_payment_waiting_is_told_so(sandbox, client):
    _other, elsewhere = swish.an_order()
    swish.asked(elsewhere)
    _order, payment = swish.an_order()

    page = client.post(page_of(payment), {"phone": "0701234567"})

    assert page.status_code == 422
    assert "Det finns redan en betalning som väntar i din Swish-app" in page.content.decode()
    assert len(sandbox.books.payments) == 1


def test_a_request_for_an_order_cancelled_in_that_moment_is_taken_back(sandbox, client, monkeypatch):
    order, payment = swish.an_order()
    put = interface.SwishClient.put

    def meanwhile(self, *asked, **told):
        flow.cancel(order.pk, why="not paid in time", now=timezone.now())
        return put(self, *asked, **told)

    monkeypatch.setattr(interface.SwishClient, "put", meanwhile)
    answer = client.post(page_of(payment), {"phone": "0701234567"})

    assert answer["Location"] == reverse("order_returned", args=[order.token])
    assert [one["status"] for one in sandbox.books.payments.values()] == ["CANCELLED"]


def test_an_earlier_try_of_the_same_order_gives_way(sandbox, client):
    order, payment = swish.an_order()
    client.post(page_of(payment), {"phone": "0701234567"})
    again = client.post(reverse("order_unpaid", args=[order.token]), {"payment": "swish"})

    sent = client.post(again["Location"], {"phone": "0701234567"})

    assert sent.status_code == 302
    assert [one["status"] for one in sandbox.books.payments.values()] == ["CANCELLED", "CREATED"]


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        ("+47 912 34 567", "Skriv ett svenskt mobilnummer"),
        ("", "Mobilnummer anslutet till Swish: "),
        ("0708888888", "Numret är inte anslutet till Swish"),
    ],
)
def test_a_number_that_cannot_pay_is_said_and_nothing_is_lost(sandbox, client, phone, words):
    sandbox.books.strangers.add("46708888888")
    order, payment = swish.an_order()

    page = client.post(page_of(payment), {"phone": phone})

    assert page.status_code == 422
    assert words in page.content.decode()
    assert sandbox.books.payments == {}
    payment.refresh_from_db()
    assert (payment.state, states(order)) == (State.PENDING, ("placed", "none"))


def test_swish_that_is_away_is_said_and_the_same_try_is_good_later(sandbox, client):
    _order, payment = swish.an_order()
    sandbox.faults.on(Fault.DROP_AFTER, "PUT", "/")

    page = client.post(page_of(payment), {"phone": "0701234567"})
    assert page.status_code == 422
    assert "du kan inte betala två gånger" in page.content.decode()
    assert client.post(page_of(payment), {"phone": "0701234567"}).status_code == 302
    assert len(sandbox.books.payments) == 1


def test_anothers_page_cannot_be_reached(sandbox, client):
    _order, payment = swish.an_order()
    signed = page_key(payment)

    for key in (str(payment.pk), signed.replace(str(payment.pk), str(payment.pk + 1), 1), f"{signed}x"):
        assert client.get(reverse("payment_swish", args=[key])).status_code == 404
        assert client.post(reverse("payment_swish_waiting", args=[key])).status_code == 404
    assert sandbox.requests == []


# --- An outcome that not even Swish knows ---


def test_when_the_bank_does_not_say_nothing_is_decided_until_it_does(sandbox, client):
    order, payment = swish.an_order()
    name = swish.asked(payment)
    sandbox.books.fail(name, "DS24")

    assert "betala inte igen" in client.get(waiting_of(payment)).content.decode()
    late = timezone.now() + timedelta(hours=2)
    assert settle_unpaid(now=late) == {"paid": 0, "cancelled": 0, "unknown": 1}
    payment.refresh_from_db()
    assert (payment.state, states(order)) == (State.PENDING, ("placed", "none"))

    sandbox.books.find_out(name)
    assert settle_unpaid(now=late) == {"paid": 1, "cancelled": 0, "unknown": 0}
    assert states(order) == ("confirmed", "charged")


def test_a_refund_whose_outcome_is_unknown_is_neither_done_nor_refused_until_it_is_known(sandbox):
    order, payment = swish.paid(sandbox)
    sandbox.books.refunds_are = "VALIDATED"
    refund = refunded(payment)
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


# --- Refunds ---


def test_a_refund_is_sent_until_the_customer_has_it(sandbox):
    order, payment = swish.paid(sandbox)
    sandbox.books.refunds_are = "DEBITED"

    refund = refunded(payment)

    assert (refund.state, states(order)[1], settle.owed(order)) == ("sent", "charged", Decimal("49.00"))
    assert asks(sandbox)[-1] | {"callbackUrl": ""} == {
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
    refund = refunded(payment)

    sandbox.books.finish_refund(refund.reference, "ERROR", "FF10")
    for _time in range(2):
        settle.complete(payment, now=timezone.now())

    refund.refresh_from_db()
    assert (refund.state, states(order)[1], settle.owed(order)) == ("failed", "charged", Decimal("49.00"))
    assert sums(payment.events.all())["refunded"] == 0


def test_a_refund_after_thirteen_months_is_refused_and_still_owed(sandbox):
    order, payment = swish.paid(sandbox)
    sandbox.books.skew = 400 * 86_400

    refund = refunded(payment)

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


# --- What is called in, and what is not ---


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
    refund = refunded(payment)
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
        inbox.catch_up(now=timezone.now())
        inbox.process_due()
    deliver_due()
    deliver_due()

    assert states(order) == ("cancelled", "refunded")
    assert [one["amount"] for one in sandbox.books.refunds.values()] == [Decimal("149.00")]


def test_a_refund_that_nobody_called_about_is_asked_for(sandbox):
    sandbox.calls = Calls.NEVER
    order, payment = swish.paid(sandbox)
    sandbox.books.refunds_are = "DEBITED"
    refund = refunded(payment)
    assert inbox.catch_up(now=timezone.now()) == 0

    sandbox.books.finish_refund(refund.reference, "PAID")
    inbox.catch_up(now=timezone.now())
    inbox.process_due()

    refund.refresh_from_db()
    assert (refund.state, states(order)[1]) == ("done", "partly_refunded")


# --- What is kept ---


def test_no_phone_number_is_stored_or_logged_by_paying(sandbox, client, caplog):
    caplog.set_level("DEBUG", logger="integrations")
    _order, payment = swish.an_order()
    sandbox.books.strangers.add("46708888888")
    client.post(page_of(payment), {"phone": "0708888888"})
    sandbox.books.approve(swish.asked(payment))
    settle.complete(payment, now=timezone.now())
    refunded(payment)

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


def test_the_counterpart_itself_speaks_tls_with_a_certificate_only(sandbox):
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{sandbox.address}/", verify=sandbox.papers.authority, timeout=5)
    assert Path(sandbox.papers.certificate).exists()
    assert Order.objects.count() == 0
