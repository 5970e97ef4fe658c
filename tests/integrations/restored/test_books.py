"""Documents that reached Fortnox are written again by their own numbers, or a person is asked."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils import timezone

from commerce.orders.invoices.models import InvoiceSeries
from commerce.orders.models import Invoice, Order
from integrations.fortnox.models import FortnoxDocument
from integrations.restored import books as step
from integrations.restored.models import RestoreQuestion
from tests.factories import fortnox

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4"), pytest.mark.krav("4.5.1")]


def brought_back(restoration):
    return step.bring_back(restoration, now=timezone.now())


def asked():
    return list(RestoreQuestion.objects.order_by("pk").values_list("kind", "name", "order_number"))


def test_an_invoice_is_written_again_with_its_number_and_its_day(books, taken_back, restoration):
    order = fortnox.sold(("100.00", 2), ship=False)
    with taken_back():
        fortnox.send(order)
        fortnox.deliver(fortnox.Clock())
        [issued] = Invoice.objects.all()

    counts = brought_back(restoration)

    [again] = Invoice.objects.all()
    assert (str(again), again.issued_on, again.gross) == (str(issued), issued.issued_on, issued.gross)
    assert again.content["payment"] == issued.content["payment"]
    assert FortnoxDocument.objects.get().invoice == again
    assert (counts["documents"], asked()) == (1, [])
    assert InvoiceSeries.objects.get(code="F").last_number == issued.number
    brought_back(restoration)
    assert Invoice.objects.count() == 1


def test_goods_that_are_seen_to_have_left_afterwards_make_no_second_invoice(books, taken_back, restoration):
    order = fortnox.sold(("100.00", 2), ship=False)
    with taken_back():
        fortnox.send(order)
        fortnox.deliver(fortnox.Clock())

    brought_back(restoration)
    fortnox.send(order)
    fortnox.deliver(fortnox.Clock())

    assert Invoice.objects.count() == 1
    assert len(books.books.of_order(order.number)) == 1


def test_a_credit_note_follows_its_invoice(books, taken_back, restoration):
    order = fortnox.sold(("100.00", 2), ship=False)
    with taken_back():
        fortnox.send(order)
        fortnox.deliver(fortnox.Clock())
        note = fortnox.credit(order, lines={order.lines.get().pk: 1})
        fortnox.deliver(fortnox.Clock())

    brought_back(restoration)

    again = Invoice.objects.get(kind="credit_note")
    assert (str(again), again.gross, again.credits.order) == (str(note), note.gross, order)
    assert [row["quantity"] for row in again.content["lines"]] == [1]
    assert asked() == []


def test_an_invoice_of_an_order_that_is_not_here_keeps_its_number_to_itself(books, taken_back, restoration):
    with taken_back():
        order = fortnox.sold(("100.00", 1))
        fortnox.deliver(fortnox.Clock())
        [issued] = Invoice.objects.all()
        number = str(issued)

    brought_back(restoration)
    brought_back(restoration)

    assert asked() == [("document", number, order.number)]
    later = fortnox.sold(("50.00", 1))
    assert later.invoices.get().number == issued.number + 1


def test_an_order_with_another_invoice_is_asked_about_and_nothing_of_it_changes(books, taken_back, restoration):
    order = fortnox.sold(("100.00", 1), ship=False)
    with taken_back():
        fortnox.send(order)
        fortnox.deliver(fortnox.Clock())
        number = str(Invoice.objects.get())
    InvoiceSeries.objects.create(code="F", last_number=70)
    fortnox.send(order)

    brought_back(restoration)

    assert str(Invoice.objects.get()) == "F71"
    assert asked() == [("document", number, order.number)]


def test_a_number_that_fortnox_does_not_have_is_asked_about(books, taken_back, restoration):
    first, second = (fortnox.sold(("100.00", 1), ship=False) for _number in range(2))
    restoration.floors["last of F"] = 8
    restoration.save()
    with taken_back():
        InvoiceSeries.objects.create(code="F", last_number=8)
        fortnox.send(first)  # F9 goes by mail and no farther
        point = transaction.savepoint()
        fortnox.send(second)
        Invoice.objects.get(number=9)
        fortnox.deliver(fortnox.Clock())
        transaction.savepoint_commit(point)
    with books.lock:
        gone = next(key for key, one in books.books.kept["Invoice"].items() if one["ExternalInvoiceReference2"] == "F9")
        del books.books.kept["Invoice"][gone]

    brought_back(restoration)

    assert list(Invoice.objects.values_list("number", flat=True)) == [10]
    assert asked() == [("missing number", "F9", "")]


def test_what_was_sent_is_asked_for_before_it_is_sent_again(books, taken_back, restoration):
    """The order was made again and confirmed anew: its first delivery begins with a question."""
    order = fortnox.sold(("100.00", 1), ship=False)
    with taken_back():
        fortnox.send(order)
        fortnox.deliver(fortnox.Clock())
    InvoiceSeries.objects.create(code="F", last_number=0)
    assert datetime.now(UTC) > restoration.begun_at

    fortnox.send(order)
    fortnox.deliver(fortnox.Clock())

    assert len(books.books.of_order(order.number)) == 1
    assert FortnoxDocument.objects.get().invoice.order == Order.objects.get()
