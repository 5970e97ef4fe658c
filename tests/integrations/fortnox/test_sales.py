"""What is sold comes to Fortnox once, to the öre, and is booked with its payments: as orders, invoices and credits."""

from decimal import Decimal

import pytest

from commerce.orders import flow
from commerce.orders.changes import changing
from integrations.fortnox.models import FortnoxDocument, FortnoxPayment
from integrations.models import Delivery
from tests.factories.customers import OrganisationFactory
from tests.factories.fortnox import NOW, credit, deliver, give_back, sold, stopped, through

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


def amounts(document):
    return document["Total"], document["TotalVAT"], document["Balance"]


def test_a_sale_to_a_private_person_is_invoiced_booked_and_paid(sandbox, clock):
    order = sold(("100.00", 2), ("29.97", 1))

    through(clock)

    assert not stopped()
    [invoice] = sandbox.books.of_order(order.number)
    assert amounts(invoice) == (229.97, 45.99, 0.0)
    assert invoice["Booked"]
    assert invoice["VATIncluded"]
    assert invoice["ExternalInvoiceReference2"] == "F1"
    assert (invoice["CustomerNumber"], invoice["CustomerName"]) == ("W-SE", "Åsa Öberg")
    [payment] = sandbox.books.payments_of(invoice)
    assert (payment["Amount"], payment["ModeOfPayment"], payment["Booked"]) == (229.97, "KORT", True)
    document = FortnoxDocument.objects.get()
    assert document.is_settled
    assert document.booked_at


def test_until_a_day_has_passed_an_invoice_can_be_cancelled_there(sandbox, clock):
    order = sold(("100.00", 1))

    deliver(clock)

    [invoice] = sandbox.books.of_order(order.number)
    assert not invoice["Booked"]
    assert not sandbox.books.payments_of(invoice)


def test_a_business_is_a_customer_of_its_own_and_owes_what_it_bought(sandbox, clock):
    company = OrganisationFactory(name='Kafé "Ängen" AB', number="5560000001", invoice_email="faktura@angen.example")
    order = sold(("99.99", 3), payment="invoice", level="pro", organisation=company)

    through(clock)

    assert not stopped()
    customer = sandbox.books.kept["Customer"][f"W{company.pk}"]
    assert (customer["Type"], customer["Name"]) == ("COMPANY", "Kafé ’Ängen’ AB")
    assert customer["OrganisationNumber"] == "556000-0001"
    [invoice] = sandbox.books.of_order(order.number)
    assert not invoice["VATIncluded"]
    assert Decimal(str(invoice["Total"])) == order.gross
    assert invoice["Balance"] == invoice["Total"]
    assert invoice["OCR"] == order.invoices.get().content["payment"]["ocr"]


def test_what_is_taken_back_is_credited_and_paid_back(sandbox, clock):
    order = sold(("100.00", 3))
    through(clock)
    line = order.lines.get()
    credit(order, lines={line.pk: 1})
    give_back(order, "100.00", key="r-1")
    through(clock)

    credit(order, lines={line.pk: 2})
    give_back(order, "200.00", key="r-2")
    through(clock)

    assert not stopped()
    invoice, first, second = sandbox.books.of_order(order.number)
    assert [amounts(one) for one in (invoice, first, second)] == [
        (300.0, 60.0, 0.0),
        (-100.0, -20.0, 0.0),
        (-200.0, -40.0, 0.0),
    ]
    assert [one["ExternalInvoiceReference2"] for one in (first, second)] == ["K1", "K2"]
    assert invoice["CreditInvoiceReference"] == first["DocumentNumber"]
    assert [[one["Amount"] for one in sandbox.books.payments_of(note)] for note in (first, second)] == [
        [-100.0],
        [-200.0],
    ]


def test_money_for_goods_that_were_called_off_is_no_payment_of_the_invoice(sandbox, clock):
    """Three were paid and two were sent: what was given back for the third belongs to no credit note."""
    order = sold(("100.00", 3), ship=False)
    line = order.lines.get()
    changing.change(order.pk, changing.Wanted(quantities={line.pk: 2}), why="ville ha två", now=NOW)
    flow.ship(order.pk, now=NOW)
    through(clock)
    credit(order, lines={line.pk: 1})
    give_back(order, "100.00", key="r-2")

    through(clock)

    assert not stopped()
    invoice, note = sandbox.books.of_order(order.number)
    assert amounts(invoice) == (200.0, 40.0, 0.0)
    assert amounts(note) == (-100.0, -20.0, 0.0)
    assert [one["Amount"] for one in sandbox.books.payments_of(invoice)] == [200.0]
    assert [one.event.key for one in FortnoxPayment.objects.order_by("pk")] == [f"c-{order.pk}", "r-2"]


def test_an_order_is_made_changed_and_becomes_the_invoice(of_orders, clock):
    order = sold(("100.00", 2), ship=False)
    deliver(clock)
    [known] = of_orders.books.of_order(order.number, "Order")
    assert (known["Total"], known["TotalVAT"]) == (200.0, 40.0)
    assert not of_orders.books.of_order(order.number)

    flow.ship(order.pk, now=NOW)
    through(clock)

    assert not stopped()
    [invoice] = of_orders.books.of_order(order.number)
    assert amounts(invoice) == (200.0, 40.0, 0.0)
    assert invoice["OrderReference"] == known["DocumentNumber"]
    assert len(of_orders.books.kept["Invoice"]) == 1


def test_an_order_that_is_cancelled_here_is_cancelled_there(of_orders, clock):
    order = sold(("100.00", 1), ship=False)
    deliver(clock)

    changing.call_off(order.pk, why="ångrat", now=NOW)
    deliver(clock)

    assert not stopped()
    assert [one["Cancelled"] for one in of_orders.books.kept["Order"].values()] == [True]


def test_orders_are_not_told_of_where_books_are_kept_by_invoices(sandbox, clock):
    sold(("100.00", 1), ship=False)

    deliver(clock)

    assert not Delivery.objects.filter(system="fortnox").exists()


def test_a_shop_without_fortnox_keeps_nothing_for_it(settings, clock):
    settings.FORTNOX_CLIENT_ID = ""
    sold(("100.00", 1))

    deliver(clock)

    assert not Delivery.objects.filter(system="fortnox").exists()
