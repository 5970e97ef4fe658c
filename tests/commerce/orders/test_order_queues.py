"""What waits at the order desk: every queue counts what its list shows, and says since when the oldest waits."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commerce.events.log import publish
from commerce.orders import flow, settle
from commerce.orders.desk import conditions, queues
from commerce.orders.invoices import invoicing
from commerce.orders.models import Order, Payment
from commerce.orders.payments import ProviderRefused, providers
from integrations.models import Delivery
from tests.factories import returns
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
NOW = timezone.now()
DESK = "/admin/orders/desk/"
ELSEWHERE = ("quotations", "call_warehouse", "warehouse_files")  # held by tests of their own


@pytest.fixture
def browser():
    return verified(owner())


def an_order(*, payment="demo", age=timedelta(0), **state):
    level = "pro" if payment == "invoice" else "konsument"
    order = placed(sellable(price="100.00", page=False), total="149.00", payment=payment, level=level)
    Order.objects.filter(pk=order.pk).update(placed_at=NOW - age, **state)
    return Order.objects.get(pk=order.pk)


def sent_on_credit(*, due=None):
    order = an_order(payment="invoice", age=timedelta(days=40))
    flow.ship(order.pk, now=NOW)
    if due is not None:
        invoicing.issue(order.pk, now=NOW - timedelta(days=30) + due)
    return order


def a_refused_refund(monkeypatch):
    order = an_order()
    returns.pay(order)

    def refuses(self, instruction):
        raise ProviderRefused("nej")

    monkeypatch.setattr(type(providers()["demo"]), "instruct", refuses)
    asked = settle.ask(order.payments.get().pk, "refund", order.gross, why="back", now=NOW)
    return settle.carry_out(asked.pk, now=NOW)


def what_waits(monkeypatch):
    """Something in every queue; twice where a queue holds what another also does."""
    an_order(state="awaiting")
    late = an_order()
    Payment.objects.filter(order=late).update(changed_at=NOW - timedelta(hours=2))
    an_order(payment="invoice", age=timedelta(days=6))
    flow.pack(an_order(payment="invoice").pk, now=NOW)
    an_order(payment="invoice", fulfilment="partly_shipped")
    sent_on_credit()
    sent_on_credit(due=timedelta(days=10))
    sent_on_credit(due=timedelta(days=-10))
    in_vain = an_order()
    flow.cancel(in_vain.pk, why="test", now=NOW)
    flow.pay(in_vain.payments.get().pk, reference="x", amount=in_vain.gross, now=NOW)
    an_order(state="completed", paid_state="overcharged", fulfilment="shipped")
    coming = returns.an_order("100.00")
    returns.pay(coming)
    returns.ship(coming)
    returns.notice(coming)
    a_refused_refund(monkeypatch)
    event = publish("order.confirmed", "order:1", at=NOW)
    Delivery.objects.create(event=event, target="mail.confirmation", subject="order:1", state="stopped", due_at=NOW)


def test_every_queue_counts_what_its_list_shows(browser, monkeypatch):
    what_waits(monkeypatch)

    page = browser.get(DESK)

    waiting = {one.queue.code: one for _code, _words, found in page.context["stages"] for one in found}
    assert {code: one.count for code, one in waiting.items() if code not in ELSEWHERE} == {
        "approve": 1, "pay": 1, "pack": 2, "send": 1, "partly": 1, "invoice": 1, "unpaid": 2, "overdue": 1,
        "returns": 1, "notices": 0, "refund": 1, "owed": 1, "unanswered": 1, "overcharged": 1, "forgotten": 1,
        "messages": 1, "freight": 0,
    }  # fmt: skip
    for code, one in waiting.items():
        listed = browser.get(one.queue.oldest_first_url)
        assert listed.status_code == 200, code
        assert listed.context["items_count"] == one.count, code


def test_the_oldest_is_told_and_marked_when_it_has_waited_too_long(browser):
    an_order(payment="invoice", age=timedelta(days=3))
    an_order(payment="invoice", age=timedelta(hours=1))

    [pack] = queues.read([queue for queue in queues.QUEUES if queue.code == "pack"], now=NOW)

    assert (pack.count, pack.oldest, pack.is_late, pack.is_urgent) == (2, NOW - timedelta(days=3), True, True)
    assert "3 dagar" in browser.get(DESK).content.decode().replace("\xa0", " ")


def test_a_queue_is_counted_no_further_than_anyone_needs_and_still_knows_the_oldest(monkeypatch):
    monkeypatch.setattr(queues, "MOST", 2)
    for days in (1, 9, 4):
        an_order(payment="invoice", age=timedelta(days=days))

    [pack] = queues.read([queue for queue in queues.QUEUES if queue.code == "pack"], now=NOW)

    assert (pack.count, pack.oldest) == (2, NOW - timedelta(days=9))


def test_a_refund_that_is_asked_for_again_waits_no_more(monkeypatch):
    failed = a_refused_refund(monkeypatch)
    assert list(conditions.refused_refunds()) == [failed]

    settle.ask_again(failed.pk, by=None, now=NOW)

    assert not conditions.refused_refunds().exists()


def test_a_whole_credit_note_is_no_debt():
    order = sent_on_credit(due=timedelta(days=-10))
    invoice = order.invoices.get()
    assert list(conditions.overdue(Order.objects.all(), NOW)) == [order]

    invoicing.credit(invoice.pk, amount=invoice.gross, why="fel", now=NOW)

    assert not conditions.owing(Order.objects.all()).exists()


def test_all_queues_cost_one_question(browser, monkeypatch):
    what_waits(monkeypatch)
    every = queues.offered(owner())

    with CaptureQueriesContext(connection) as asked:
        queues.read(every, now=NOW)

    assert len(asked) == 1


@pytest.mark.parametrize(
    ("role", "status", "hidden"),
    [("Orderhandläggare", 200, set()), ("Redaktör", 302, None), ("Utvecklare", 302, None)],
)
def test_who_sees_the_desk(role, status, hidden):
    answer = verified(UserFactory(roles=[role])).get(DESK)

    assert answer.status_code == status
    if hidden is not None:
        seen = {one.queue.code for _code, _words, found in answer.context["stages"] for one in found}
        assert {queue.code for queue in queues.QUEUES} - seen == hidden
