"""The shopper's pages: the number, the app, and what is said when it comes to nothing."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.orders import flow
from commerce.orders.changes import changing
from commerce.orders.changes.changing import Wanted
from commerce.orders.models import Payment
from commerce.orders.payments import providers
from integrations.payments.swish import client as interface
from integrations.payments.swish import page
from integrations.payments.swish.payment import page_key
from integrations.sandbox.faults import Fault
from tests.factories import swish
from tests.factories.orders import states

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


State = Payment.State


def test_the_shopper_writes_a_number_approves_in_the_app_and_has_bought(sandbox, client):
    order, payment = swish.an_order()
    address = providers()["swish"].start(payment, return_url="http://testserver/x/").redirect_url
    assert 'value="070-123 45 67"' in client.get(address).content.decode()

    sent = client.post(address, {"phone": "070-123 45 67"})
    assert (sent.status_code, sent["Location"]) == (302, swish.waiting_of(payment))
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
    still = client.get(f"{swish.waiting_of(payment)}?shown=waiting", headers={"HX-Request": "true"})
    assert (still.status_code, still.content) == (204, b"")

    sandbox.books.approve(name)
    answer = client.get(f"{swish.waiting_of(payment)}?shown=waiting", headers={"HX-Request": "true"})

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
        client.post(swish.waiting_of(payment))

    page = client.get(swish.waiting_of(payment)).content.decode()
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
    client.post(swish.page_of(payment), {"phone": "0709999999"})

    sent = client.post(swish.page_of(payment), {"phone": "0701234567"})

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
        answers.append(client.post(swish.page_of(order.payments.latest("pk")), {"phone": phone}).status_code)

    assert answers == [302, 302, 422]
    assert [one["payerAlias"] for one in sandbox.books.payments.values()] == ["46701111111", "46702222222"]


def test_what_a_change_of_the_order_costs_more_is_paid_the_same_way(sandbox, client):
    order, _payment = swish.paid(sandbox)
    changing.change(order.pk, Wanted(quantities={order.lines.get().pk: 2}), why="ringde", now=timezone.now())
    more = Payment.objects.select_related("order").get(state="pending")
    assert reverse("order_change", args=[order.token]) in client.get(swish.page_of(more)).content.decode()

    client.post(swish.page_of(more), {"phone": "0709999999"})
    sent = client.post(swish.page_of(more), {"phone": "0701234567"})
    sandbox.books.approve(next(reversed(sandbox.books.payments)))
    client.get(sent["Location"])

    assert states(order) == ("confirmed", "charged")
    assert order.gross == Decimal("249.00")
    told = [(one["amount"], one["status"]) for one in sandbox.books.payments.values()]
    assert told == [(Decimal(149), "PAID"), (Decimal(100), "CANCELLED"), (Decimal(100), "PAID")]


def test_the_same_number_sent_twice_is_one_request(sandbox, client):
    _order, payment = swish.an_order()

    answers = [client.post(swish.page_of(payment), {"phone": "0701234567"}) for _time in range(2)]

    assert {answer["Location"] for answer in answers} == {swish.waiting_of(payment)}
    assert len(sandbox.books.payments) == 1


def test_a_number_approved_in_the_moment_it_was_changed_is_not_asked_again(sandbox, client):
    order, payment = swish.an_order()
    sandbox.books.approve(swish.asked(payment, payer="46709999999"))

    sent = client.post(swish.page_of(payment), {"phone": "0701234567"})

    assert client.get(sent["Location"])["Location"] == reverse("order_returned", args=[order.token])
    assert len(sandbox.books.payments) == 1
    assert states(order) == ("confirmed", "charged")


def test_a_phone_that_has_another_payment_waiting_is_told_so(sandbox, client):
    _other, elsewhere = swish.an_order()
    swish.asked(elsewhere)
    _order, payment = swish.an_order()

    page = client.post(swish.page_of(payment), {"phone": "0701234567"})

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
    answer = client.post(swish.page_of(payment), {"phone": "0701234567"})

    assert answer["Location"] == reverse("order_returned", args=[order.token])
    assert [one["status"] for one in sandbox.books.payments.values()] == ["CANCELLED"]


def test_an_earlier_try_of_the_same_order_gives_way(sandbox, client):
    order, payment = swish.an_order()
    client.post(swish.page_of(payment), {"phone": "0701234567"})
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

    page = client.post(swish.page_of(payment), {"phone": phone})

    assert page.status_code == 422
    assert words in page.content.decode()
    assert sandbox.books.payments == {}
    payment.refresh_from_db()
    assert (payment.state, states(order)) == (State.PENDING, ("placed", "none"))


def test_swish_that_is_away_is_said_and_the_same_try_is_good_later(sandbox, client):
    _order, payment = swish.an_order()
    sandbox.faults.on(Fault.DROP_AFTER, "PUT", "/")

    page = client.post(swish.page_of(payment), {"phone": "0701234567"})
    assert page.status_code == 422
    assert "du kan inte betala två gånger" in page.content.decode()
    assert client.post(swish.page_of(payment), {"phone": "0701234567"}).status_code == 302
    assert len(sandbox.books.payments) == 1


def test_anothers_page_cannot_be_reached(sandbox, client):
    _order, payment = swish.an_order()
    signed = page_key(payment)

    for key in (str(payment.pk), signed.replace(str(payment.pk), str(payment.pk + 1), 1), f"{signed}x"):
        assert client.get(reverse("payment_swish", args=[key])).status_code == 404
        assert client.post(reverse("payment_swish_waiting", args=[key])).status_code == 404
    assert sandbox.requests == []
