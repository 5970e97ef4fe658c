"""Returns at the order desk: accept, receive line by line, give back, refuse; and the order of a notice is found."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commerce.orders.desk import queues
from commerce.orders.models import Instruction, Notice, Return
from commerce.orders.returns import notices, returning
from commerce.stock.models import Stock
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.returns import an_order, everything, notice, pay, ship

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1"), pytest.mark.krav("4.11.4")]
INDEX, NOTICES = "/admin/orders/return/", "/admin/orders/notice/"
NOW = timezone.now()


@pytest.fixture
def boss():
    return owner()


@pytest.fixture
def browser(boss):
    return verified(boss)


@pytest.fixture
def order():
    return ship(pay(an_order(100, 50)))


def inspect(row, index=INDEX):
    return f"{index}inspect/{row.pk}/"


def ask(what, row):
    return reverse(f"return_{what}", args=[row.pk])


def counted(returned, **changed):
    fields = {}
    for line, number in everything(returned).items():
        fields |= {f"received-{line}": number, f"restocked-{line}": number}
    return fields | changed


def a_notice(**said):
    fields = {"order_number": "10 001", "name": "Åsa Öberg", "email": "asa@example.se", "goods": "Två koppar"} | said
    return notices.take(**fields, note="", locale="sv", token=uuid.uuid4(), now=NOW)


def test_from_the_notice_to_the_money(browser, boss, order):
    returned = notice(order, {0: 2})
    shown = browser.get(inspect(returned)).content.decode()
    for text in (str(returned), "R-0", "Åsa Öberg", "Ta emot varorna", "200,00"):
        assert text in shown, text
    assert "Betala tillbaka" not in shown

    line = next(iter(everything(returned)))
    answer = browser.post(ask("receive", returned), counted(returned, **{f"restocked-{line}": 1}))
    assert (answer.status_code, answer.url) == (302, inspect(returned))
    assert Stock.objects.get(variant__sku="R-0").on_hand == 9

    form = browser.get(ask("settle", returned)).context["form"]
    assert form.initial["amount"] == "200,00"
    browser.post(ask("settle", returned), {"amount": "200,00", "why": ""})

    returned.refresh_from_db()
    assert (returned.state, returned.amount, returned.handled_by) == ("settled", Decimal("200.00"), boss)
    assert [(one.amount, one.asked_by) for one in Instruction.objects.all()] == [(Decimal("200.00"), boss)]
    assert "Reglerad" in browser.get(inspect(returned)).content.decode()


@pytest.mark.parametrize(("amount", "why"), [("150", ""), ("200,01", "more"), ("-1", "x"), ("x", "x"), ("", "x")])
def test_an_amount_that_cannot_be_is_asked_for_again(browser, order, amount, why):
    returned = notice(order, {0: 2})
    returning.receive(returned.pk, everything(returned), {}, now=NOW)

    answer = browser.post(ask("settle", returned), {"amount": amount, "why": why})

    returned.refresh_from_db()
    assert (answer.status_code, returned.state, Instruction.objects.count()) == (422, "received", 0)


@pytest.mark.law("L8")
def test_less_is_given_back_with_the_reason_that_the_customer_reads(browser, order):
    returned = notice(order, {0: 2})
    returning.receive(returned.pk, everything(returned), {}, now=NOW)

    browser.post(ask("settle", returned), {"amount": "150", "why": "En kopp är kantstött."})

    returned.refresh_from_db()
    assert (returned.amount, returned.why) == (Decimal("150.00"), "En kopp är kantstött.")


@pytest.mark.parametrize(
    "changed", [{"received": 3}, {"received": -1}, {"restocked": 3}, {"received": 1, "restocked": 2}]
)
def test_what_cannot_have_come_is_asked_for_again(browser, order, changed):
    returned = notice(order, {0: 2})
    line = next(iter(everything(returned)))

    answer = browser.post(
        ask("receive", returned), counted(returned, **{f"{name}-{line}": number for name, number in changed.items()})
    )

    returned.refresh_from_db()
    assert (answer.status_code, returned.state) == (422, "acknowledged")
    assert Stock.objects.get(variant__sku="R-0").on_hand == 8


def test_a_notice_that_came_late_is_accepted_or_refused(browser, order):
    late = notice(order, {0: 1}, now=NOW + timedelta(days=60))
    later = notice(order, {0: 1}, now=NOW + timedelta(days=61))
    assert "efter ångerfristen" in browser.get(inspect(late)).content.decode().lower()

    browser.post(ask("acknowledge", late))
    browser.post(ask("refuse", later), {"why": "Fristen hade gått ut."})

    states = dict(Return.objects.values_list("pk", "state"))
    assert (states[late.pk], states[later.pk]) == ("acknowledged", "refused")


def test_a_refusal_without_words_is_asked_for_again(browser, order):
    returned = notice(order)

    assert browser.post(ask("refuse", returned), {"why": ""}).status_code == 422

    returned.refresh_from_db()
    assert returned.state == "acknowledged"


def test_what_somebody_else_has_done_meanwhile_is_said(browser, order):
    returned = notice(order, {0: 2})
    fields = counted(returned)
    returning.refuse(returned.pk, "No", now=NOW)

    answers = [
        browser.post(ask("receive", returned), fields),
        browser.post(ask("settle", returned), {"amount": "200", "why": ""}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "har ändrats" in browser.post(ask("acknowledge", returned), follow=True).content.decode()


def test_a_notice_without_an_order_becomes_a_return_as_of_when_it_came(browser, boss, order):
    kept = a_notice()
    Notice.objects.filter(pk=kept.pk).update(received_at=NOW - timedelta(days=3))
    assert "Två koppar" in browser.get(inspect(kept, NOTICES)).content.decode()

    answer = browser.post(reverse("notice_find_order", args=[kept.pk]), {"number": f" {order.number} "})
    assert answer.url == reverse("notice_attach", args=[kept.pk, order.pk])
    first, second = order.lines.order_by("position")
    answer = browser.post(answer.url, {f"line-{first.pk}": "2", f"line-{second.pk}": "0"})

    returned = Return.objects.get()
    assert answer.url == inspect(returned)
    assert (returned.requested_at, returned.email) == (NOW - timedelta(days=3), "asa@example.se")
    assert list(returned.lines.values_list("line", "quantity")) == [(first.pk, 2)]
    kept.refresh_from_db()
    assert (kept.returned, kept.handled_by) == (returned, boss)
    assert browser.get(reverse("withdrawal_kept", args=[kept.token])).url == reverse("return", args=[returned.token])


def test_a_notice_that_no_order_belongs_to_is_answered(browser, boss):
    kept = a_notice()

    assert browser.post(reverse("notice_answer", args=[kept.pk]), {"said": ""}).status_code == 422
    browser.post(reverse("notice_answer", args=[kept.pk]), {"said": "Köpt hos någon annan."})

    kept.refresh_from_db()
    assert (kept.answer, kept.handled_by) == ("Köpt hos någon annan.", boss)
    assert browser.post(reverse("notice_answer", args=[kept.pk]), {"said": "En gång till"}).status_code == 422


def test_an_order_that_is_not_there_is_asked_for_again(browser):
    answer = browser.post(reverse("notice_find_order", args=[a_notice().pk]), {"number": "99999"})

    assert "Det finns ingen order med det numret" in answer.content.decode()


def test_the_registers_find_and_export(browser, order):
    waiting, refused = notice(order, {0: 1}), notice(order, {0: 1})
    returning.refuse(refused.pk, "No", now=NOW)
    kept = a_notice()

    def found(index, **query):
        return {row["pk"] for row in browser.get(index, query).context["rows"]}

    assert found(INDEX) == {waiting.pk, refused.pk}
    assert found(INDEX, waits="yes") == {waiting.pk}
    assert found(INDEX, waits="no", state="refused") == {refused.pk}
    assert found(INDEX, q=order.number) == {waiting.pk, refused.pk}
    assert found(NOTICES, waits="yes") == {kept.pk}
    assert found(NOTICES, waits="no") == set()
    sheet = b"".join(browser.get(INDEX, {"export": "csv"}).streaming_content).decode()
    assert order.number in sheet


def test_the_list_asks_as_often_for_ten_as_for_one(browser, order):
    notice(order, {0: 1})
    browser.get(INDEX)
    with CaptureQueriesContext(connection) as one:
        browser.get(INDEX)
    for _time in range(3):
        returned = notice(order, {1: 1})
        returning.refuse(returned.pk, "No", now=NOW)

    with CaptureQueriesContext(connection) as more:
        browser.get(INDEX)

    assert len(more) == len(one)


def test_the_first_page_counts_what_waits(browser, order):
    notice(order)
    a_notice()

    shown = browser.get("/admin/").content.decode()

    assert "Returer att hantera" in shown
    assert "Ånger utan order" in shown
    assert f"{INDEX}?waits=yes" in shown


@pytest.mark.law("L8")
@pytest.mark.parametrize(("days", "is_urgent"), [(14, False), (15, True)])
def test_money_that_should_be_back_by_now_is_urgent(order, days, is_urgent):
    notice(order, now=NOW - timedelta(days=days - 1, hours=23))
    mine = [queue for queue in queues.QUEUES if queue.code == "returns"]

    assert [(one.count, one.is_urgent) for one in queues.read(mine, now=NOW)] == [(1, is_urgent)]


@pytest.mark.parametrize("what", ["acknowledge", "receive", "settle", "refuse"])
def test_who_may_not_work_with_returns_changes_none(order, what):
    returned = notice(order, now=NOW + timedelta(days=60))
    editor = verified(UserFactory(roles=["Redaktör"]))

    answer = editor.post(ask(what, returned), counted(returned, amount="1", why="x"))

    returned.refresh_from_db()
    assert (answer.status_code, returned.state) == (404, "requested")
    assert editor.get(INDEX).status_code in (302, 403)


@pytest.mark.parametrize("what", ["find_order", "answer"])
def test_who_may_not_see_notices_handles_none(what):
    kept = a_notice()
    editor = verified(UserFactory(roles=["Redaktör"]))

    assert editor.post(reverse(f"notice_{what}", args=[kept.pk]), {"said": "x", "number": "1"}).status_code == 404

    kept.refresh_from_db()
    assert kept.handled_at is None


def test_a_complaint_by_telephone_is_written_down_from_the_order(browser, boss, order):
    page = browser.get(f"/admin/orders/order/inspect/{order.pk}/").content.decode()
    address = reverse("return_new", args=[order.pk])
    assert address in page
    first, second = order.lines.order_by("position")
    said = {"kind": "complaint", "name": "Åsa Öberg", "email": "asa@example.se", "note": "Sprucken"}

    nothing = browser.post(address, said | {f"line-{first.pk}": "0", f"line-{second.pk}": "0"})
    answer = browser.post(address, said | {f"line-{first.pk}": "1", f"line-{second.pk}": "0"})

    returned = Return.objects.get()
    assert (nothing.status_code, answer.url) == (422, inspect(returned))
    assert (returned.kind, returned.doubt, returned.note, returned.handled_by) == (
        "complaint",
        "complaint",
        "Sprucken",
        boss,
    )
    assert list(returned.lines.values_list("line", "quantity")) == [(first.pk, 1)]


def test_a_complaint_about_what_was_never_sent_is_asked_for_again(browser):
    order = pay(an_order(100))
    line = order.lines.get()
    said = {"kind": "complaint", "name": "Åsa Öberg", "email": "asa@example.se", f"line-{line.pk}": "1"}

    answer = browser.post(reverse("return_new", args=[order.pk]), said)

    assert (answer.status_code, Return.objects.count()) == (422, 0)


def test_who_may_not_see_orders_writes_down_no_return(order):
    editor = verified(UserFactory(roles=["Redaktör"]))

    assert editor.post(reverse("return_new", args=[order.pk]), {}).status_code == 404
    assert not Return.objects.exists()
