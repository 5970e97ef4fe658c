"""The register of orders: everything about an order on one page, moved on by the flow, never edited."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import flow
from commerce.orders.models import Order
from commerce.register import actions, bulk_views
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import cart_with, delivery_method, details, placed, shopper

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
INDEX = "/admin/orders/order/"


@pytest.fixture
def browser():
    return verified(owner())


@pytest.fixture
def order():
    variant = sellable(price="249.00", sku="LL-1", page=False, product__name_sv="Kopp Glimma", label_sv="Seladon")
    return placed(variant, total="547.00", quantity=2)


def inspect(order):
    return f"{INDEX}inspect/{order.pk}/"


def paid(order):
    payment = order.payments.get()
    flow.pay(payment.pk, reference="demo-1", amount=payment.amount, now=timezone.now())
    return Order.objects.get(pk=order.pk)


def moved(browser, order, move):
    browser.post(f"{INDEX}move/{order.pk}/", {"move": move})
    return Order.objects.values_list("state", "fulfilment").get(pk=order.pk)


def test_one_page_tells_everything(browser, order):
    paid(order)

    shown = browser.get(inspect(order)).content.decode()

    for text in (
        f"Order {order.number}", "LL-1", "Kopp Glimma", "Seladon", "249,00", "498,00", "49,00", "547,00", "109,40",
        "asa@example.se", "070-123 45 67", "Åsa Öberg", "Storgatan 1", "393 51 Kalmar", "demo-1", "Betald",
        "Ordern lades", "Betalningen kom in", "Ordern bekräftades",
    ):  # fmt: skip
        assert text in shown, text


def test_the_page_asks_as_often_for_twenty_lines_as_for_one(browser, order):
    browser.get(inspect(order))
    with CaptureQueriesContext(connection) as one:
        browser.get(inspect(order))
    delivery_method()
    lines = [(sellable(page=False), 1) for _ in range(20)]
    large = flow.place(cart_with(*lines).pk, details("2049.00"), shopper=shopper(), now=timezone.now())

    with CaptureQueriesContext(connection) as twenty:
        browser.get(inspect(large))

    assert len(twenty) == len(one) <= 28


def test_an_order_is_packed_and_shipped(browser, order):
    paid(order)

    assert moved(browser, order, "pack") == ("confirmed", "packed")
    assert moved(browser, order, "ship") == ("completed", "shipped")

    assert "Paketet skickades" in browser.get(inspect(order)).content.decode()


def test_only_the_moves_of_its_state_are_offered(browser, order):
    offered = browser.get(inspect(order)).context["moves"]
    assert [name for name, _words in offered] == ["cancel"]

    paid(order)
    assert [name for name, _words in browser.get(inspect(order)).context["moves"]] == ["pack", "ship"]


@pytest.mark.parametrize("move", ["ship", "pack", "delete", ""])
def test_a_move_that_its_state_does_not_allow_is_refused_with_words(browser, order, move):
    answer = browser.post(f"{INDEX}move/{order.pk}/", {"move": move}, follow=True)

    assert "har ändrats och kan inte flyttas så" in answer.content.decode()
    assert moved(browser, order, move) == ("placed", "open")


def test_an_order_that_is_not_there(browser):
    assert browser.post(f"{INDEX}move/99999999/", {"move": "pack"}).status_code == 404
    assert browser.get(f"{INDEX}move/1/").status_code == 405


def test_who_may_not_change_orders_moves_none(order):
    paid(order)
    editor = verified(UserFactory(roles=["Redaktör"]))

    assert moved(editor, order, "pack") == ("confirmed", "open")
    assert not Event.objects.filter(kind="order.packed").exists()


def test_finding_orders(browser, order):
    other = placed(sellable(price="100.00", page=False), total="149.00", payment="invoice", level="pro")
    Order.objects.filter(pk=other.pk).update(email="bo@example.se", placed_at=timezone.now() - timedelta(days=9))
    today = timezone.localdate()

    def found(**query):
        return {row["pk"] for row in browser.get(INDEX, query).context["rows"]}

    assert found(q=order.number) == {order.pk}
    assert found(q="BO@exa") == {other.pk}
    assert found(q="öberg") == {order.pk, other.pk}
    assert found(q="LL-1") == {order.pk}
    assert found(state="placed") == {order.pk}
    assert found(parcel="open") == {other.pk}
    assert found(payment="invoiced") == {other.pk}
    assert found(level="pro") == {other.pk}
    assert found(placed_from=today.isoformat(), placed_to=today.isoformat()) == {order.pk}
    assert found(placed_to=(today - timedelta(days=1)).isoformat()) == {other.pk}


def test_the_newest_order_comes_first(browser, order):
    newer = placed(sellable(price="100.00", page=False), total="149.00")

    assert [row["pk"] for row in browser.get(INDEX).context["rows"]] == [newer.pk, order.pk]


def test_a_file_with_a_row_for_each_line_of_the_orders_listed(browser, order):
    placed(sellable(price="100.00", sku="XX-9", page=False), total="149.00")

    answer = browser.get(INDEX, {"q": "LL-1", "export": "csv", "sheet": "lines"})

    heading, *rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"] == 'attachment; filename="ordrar-rader.csv"'
    assert heading.split(";")[:6] == ["Ordernummer", "Lagd", "Läge", "E-postadress", "Rad", "Artikelnummer"]
    assert [row.split(";")[0] for row in rows] == [order.number]
    assert [row.split(";")[5:9] for row in rows] == [["LL-1", "Kopp Glimma", "Seladon", "2"]]


def test_packing_slips_of_many_are_one_document(browser, order):
    more = placed(sellable(price="100.00", page=False), total="149.00")

    answer = browser.post(f"{INDEX}bulk/", {"action": "packing_slips", "row": [order.pk, more.pk]})
    none = browser.post(f"{INDEX}bulk/", {"action": "packing_slips"}, follow=True)

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert max(map(int, re.findall(rb"/Type\s*/Pages.*?/Count\s+(\d+)", answer.content, re.DOTALL))) == 2
    assert "Markera raderna först." in none.content.decode()


def test_unpaid_orders_are_cancelled_with_a_reason_and_paid_ones_are_named(browser, order):
    other = placed(sellable(price="100.00", page=False), total="149.00")
    paid(other)
    ask = browser.post(f"{INDEX}bulk/", {"action": "cancel", "row": [order.pk, other.pk]})
    sent = {"action": "cancel", "prepared": ask.context["prepared"]}
    assert "Varför" in browser.post(ask.context["post_url"], sent | {"why": " "}).content.decode()
    shown = browser.post(ask.context["post_url"], sent | {"why": "dubblett"})
    sent |= {"prepared": shown.context["prepared"], "why": "dubblett", "confirmed": "1"}

    for _time in range(2):
        told = browser.post(ask.context["post_url"], sent, follow=True).content.decode()

    assert "1 order är avbruten." in told
    assert other.number in told
    assert dict(Order.objects.values_list("number", "state")) == {order.number: "cancelled", other.number: "confirmed"}
    cancelled = Event.objects.get(kind="order.cancelled")
    assert cancelled.payload["why"] == "dubblett"
    assert cancelled.payload["by"]


def test_many_orders_are_moved_in_turns_with_word_of_how_far(browser, monkeypatch):
    monkeypatch.setattr(bulk_views, "PATIENCE", 0)
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    variant = sellable(price="100.00", page=False)
    orders = [placed(variant, total="149.00", payment="invoice", level="pro") for _number in range(5)]
    ask = browser.post(f"{INDEX}bulk/", {"action": "pack", "row": [one.pk for one in orders]})
    sent = {"action": "pack", "prepared": ask.context["prepared"], "confirmed": "1"}

    turns = [browser.post(ask.context["post_url"], sent, follow=True) for _turn in range(3)]

    assert "2 av 5 rader är genomgångna" in turns[0].content.decode()
    assert "4 av 5 rader är genomgångna" in turns[1].content.decode()
    assert "5 ordrar är markerade som packade." in turns[2].content.decode()
    assert Event.objects.filter(kind="order.packed").count() == 5
    assert browser.post(ask.context["post_url"], sent, follow=True).redirect_chain == turns[2].redirect_chain
