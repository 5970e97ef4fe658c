"""Whatever goes wrong at a write, there is one of each at Fortnox in the end, and it is the right one."""

import threading

import pytest

from commerce.orders import flow
from integrations import outbox
from integrations.fortnox.advance import advance
from integrations.fortnox.interface import Fortnox
from integrations.sandbox.faults import Fault
from tests.factories.fortnox import NOW, credit, deliver, give_back, sold, stopped
from tests.storms import storm

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]

AFTER = (Fault.DROP_AFTER, Fault.FAIL_AFTER, Fault.CUT)
BEFORE = (Fault.UNAVAILABLE, Fault.TOO_MANY, Fault.DROP, Fault.NOT_JSON)
# The more particular address first: a switch is for what begins so.
OF_INVOICES = [
    ("POST", "/3/customers"),
    ("POST", "/3/articles"),
    ("POST", "/3/invoicepayments"),
    ("POST", "/3/invoices"),
    ("PUT", "/3/invoices/1/bookkeep"),
    ("PUT", "/3/invoices/1/credit"),
    ("PUT", "/3/invoices/2/bookkeep"),
    ("PUT", "/3/invoices/2"),
    ("PUT", "/3/invoicepayments/1/bookkeep"),
    ("PUT", "/3/invoicepayments/2/bookkeep"),
]
OF_ORDERS = [
    ("POST", "/3/customers"),
    ("POST", "/3/articles"),
    ("POST", "/3/orders"),
    ("PUT", "/3/orders/1/createinvoice"),
    ("PUT", "/3/invoices/1/bookkeep"),
    ("PUT", "/3/invoices/1"),
]
NOWHERE = "http://127.0.0.1:9"


def goes_wrong(sandbox, fault, writes):
    """Each of the writes goes wrong so, the first time. The payments of two documents are two writes."""
    for method, path in writes:
        sandbox.faults.on(fault, method, path, times=2 if path == "/3/invoicepayments" else 1)


def whole_life(clock, settings=None):
    """Sold, invoiced, booked, paid, one of two taken back, booked and paid back. Returns the order.

    With settings nobody is there at the first try of each step.
    """
    order = sold(("100.00", 2), ship=False)
    _step(clock, settings)
    flow.ship(order.pk, now=NOW)
    _steps(clock, settings)
    credit(order, lines={order.lines.get().pk: 1})
    give_back(order, "100.00")
    _steps(clock, settings)
    return order


def _steps(clock, settings):
    for _each in ("document", "booked", "paid", "payment booked"):
        _step(clock, settings)
        clock.go_on(hours=25)
        advance(now=clock())
    _step(clock, settings)


def _step(clock, settings):
    if settings:
        address, settings.FORTNOX_API_BASE = settings.FORTNOX_API_BASE, NOWHERE
        outbox.deliver_due(now=clock)
        settings.FORTNOX_API_BASE = address
    deliver(clock)


def holds_one_of_each(sandbox, order):
    """An invoice and a credit note, booked, each with its one booked payment, and nothing else there."""
    invoice, note = sandbox.books.of_order(order.number)
    assert [(one["Total"], one["Balance"], one["Booked"]) for one in (invoice, note)] == [
        (200.0, 0.0, True),
        (-100.0, 0.0, True),
    ]
    assert [one["ExternalInvoiceReference2"] for one in (invoice, note)] == ["F1", "K1"]
    for document, amount in ((invoice, 200.0), (note, -100.0)):
        payments = sandbox.books.payments_of(document)
        assert [(one["Amount"], one["Booked"]) for one in payments] == [(amount, True)]
    assert {what: len(kept) for what, kept in sandbox.books.kept.items() if what != "Order"} == {
        "Customer": 1,
        "Article": 1,
        "Invoice": 2,
        "InvoicePayment": 2,
    }


@pytest.mark.parametrize("fault", storm([*BEFORE, *AFTER]))
def test_every_write_of_an_invoice_fails_once_and_is_done_once(sandbox, clock, fault):
    goes_wrong(sandbox, fault, OF_INVOICES)

    order = whole_life(clock)

    assert not sandbox.faults.left()
    assert not stopped()
    holds_one_of_each(sandbox, order)


@pytest.mark.parametrize("fault", storm([*BEFORE, *AFTER]))
def test_every_write_of_an_order_fails_once_and_is_done_once(of_orders, clock, fault):
    goes_wrong(of_orders, fault, OF_ORDERS)

    order = whole_life(clock)

    assert not of_orders.faults.left()
    assert not stopped()
    assert len(of_orders.books.of_order(order.number, "Order")) == 1
    holds_one_of_each(of_orders, order)


def test_nobody_is_there_at_the_first_try_of_each_step(sandbox, clock, settings):
    order = whole_life(clock, settings)

    assert not stopped()
    holds_one_of_each(sandbox, order)


def test_an_answer_that_takes_too_long_is_looked_for_before_it_is_sent_again(sandbox, clock, monkeypatch):
    monkeypatch.setattr(Fortnox, "read_seconds", 1.0)
    made, add = threading.Event(), sandbox.books.add_document

    def add_slowly(*asked):
        told = add(*asked)
        made.set()
        return told

    sandbox.books.add_document = add_slowly
    sandbox.faults.on(Fault.SLOW, "POST", "/3/invoices")
    order = sold(("100.00", 1))

    while outbox.deliver_due(now=clock):
        pass
    sandbox.let_go()
    assert made.wait(30)
    deliver(clock)

    assert not stopped()
    assert len(sandbox.books.of_order(order.number)) == 1
    assert sandbox.count("POST", "/3/invoices") == 1
