"""What is looked up is ours and no other's: numbers within numbers, customers of before, what was cancelled there."""

import pytest

from integrations.errors import DeliveryRefused
from integrations.fortnox import customers, invoices, names, orders, papers
from integrations.fortnox.interface import Fortnox
from integrations.fortnox.models import FortnoxDocument
from integrations.models import Delivery
from tests.factories.customers import OrganisationFactory
from tests.factories.fortnox import credit, deliver, sold, stopped, through
from tests.factories.invoices import issued

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


def in_their_books(sandbox, what="Invoice", **fields):
    """A document that somebody has made there."""
    if "1" not in sandbox.books.kept["Customer"]:
        sandbox.books.add_customer({"Name": "A", "CustomerNumber": "1"})
    rows = [{"Price": 1.0, "VAT": 25, "DeliveredQuantity": "1"}]
    return sandbox.books.add_document(what, {"CustomerNumber": "1", f"{what}Rows": rows, **fields})


def test_a_number_that_has_ours_in_it_is_not_ours(sandbox, clock):
    order = sold(("100.00", 1), ship=False)
    in_their_books(sandbox, ExternalInvoiceReference1=f"1{order.number}", ExternalInvoiceReference2="F1")
    in_their_books(sandbox, "Order", ExternalInvoiceReference1=f"{order.number}7")

    assert orders.find(order.number, at=Fortnox()) is None
    shipped = sold(("100.00", 1))
    deliver(clock)
    invoice = shipped.invoices.get()
    in_their_books(sandbox, ExternalInvoiceReference1=invoice.content["order"]["number"])  # a note of somebody's
    FortnoxDocument.objects.all().delete()

    found = invoices.find(invoice, at=Fortnox())

    assert found["ExternalInvoiceReference2"] == str(invoice)


def test_a_company_that_they_had_before_is_not_made_again(sandbox, clock):
    sandbox.books.add_customer({"Name": "Annan", "CustomerNumber": "7", "OrganisationNumber": "155600000015"})
    sandbox.books.add_customer({"Name": "Kafé", "CustomerNumber": "1001", "OrganisationNumber": "556000-0001"})
    company = OrganisationFactory(number="5560000001")
    sold(("100.00", 1), payment="invoice", level="pro", organisation=company)

    deliver(clock)

    assert sorted(sandbox.books.kept["Customer"]) == ["1001", "7"]
    assert names.theirs(customers.KIND, f"organisation:{company.pk}") == "1001"
    assert sandbox.books.kept["Customer"]["1001"]["Name"] == "Kafé"


def test_a_sale_changes_nothing_of_a_customer_but_which_vat_it_has(sandbox):
    company = OrganisationFactory(name="Lampenhaus GmbH", number=None)
    wanted = customers.of_organisation(company) | {"VATType": "EUREVERSEDVAT"}
    sandbox.books.add_customer({"Name": "Lampenhaus", "CustomerNumber": wanted["CustomerNumber"], "City": "Berlin"})

    customers.make_sure(wanted, company, at=Fortnox(), changes=customers.OF_A_SALE)

    known = sandbox.books.kept["Customer"][wanted["CustomerNumber"]]
    assert (known["Name"], known["City"], known["VATType"]) == ("Lampenhaus", "Berlin", "EUREVERSEDVAT")


def test_a_number_of_a_customer_who_was_deleted_there_stops_and_says_so(sandbox, clock):
    company = OrganisationFactory(number=None)
    sandbox.books.add_customer({"Name": "A", "CustomerNumber": f"W{company.pk}"})
    sandbox.books.delete_customer(f"W{company.pk}")
    sold(("100.00", 1), payment="invoice", level="pro", organisation=company)

    deliver(clock)

    [(target, error)] = stopped()
    assert target == "fortnox.documents"
    assert "was deleted there" in error


def test_a_personal_number_stays_here(sandbox, clock):
    company = OrganisationFactory(number="8001011230", is_sole_trader=True)
    sold(("100.00", 1), payment="invoice", level="pro", organisation=company)

    deliver(clock)

    assert "8001011230" not in repr(sandbox.requests).replace("-", "")


def test_what_was_cancelled_there_is_made_anew_when_it_is_sent_again(sandbox, clock):
    sandbox.books.rounds_off = True
    order = sold(("99.60", 1))
    deliver(clock)
    [(_target, error)] = stopped()
    assert "100.00" in error
    assert "99.60" in error
    [wrong] = sandbox.books.of_order(order.number)
    through(clock)
    assert not wrong["Booked"]

    sandbox.books.cancel("Invoice", wrong["DocumentNumber"])
    sandbox.books.rounds_off = False
    Delivery.objects.filter(state="stopped").update(state="waiting")
    through(clock)

    assert not stopped()
    [right] = sandbox.books.of_order(order.number)
    assert (right["Total"], right["Booked"]) == (99.6, True)


def test_a_closed_period_is_never_booked_in(sandbox, clock):
    order = sold(("100.00", 1))
    deliver(clock)
    sandbox.books.locked_until = "2039-12-31"

    through(clock)

    [(target, error)] = stopped()
    assert (target, "closed until 2039-12-31" in error) == ("fortnox.bookkeeping", True)
    assert not sandbox.books.of_order(order.number)[0]["Booked"]


def test_a_credit_note_of_an_invoice_that_they_never_had_stops(sandbox, clock, settings):
    settings.FORTNOX_CLIENT_ID = ""
    order = sold(("100.00", 2))
    deliver(clock)
    settings.FORTNOX_CLIENT_ID = sandbox.doors.client_id
    note = credit(order, lines={order.lines.get().pk: 1})

    deliver(clock)

    [(_target, error)] = stopped()
    assert f"does not have the invoice that {note} takes back from" in error


def test_money_in_another_currency_is_not_booked_at_a_guess():
    foreign = issued([("100.00", 25, 1)])
    foreign.content["currency"] = "EUR"

    with pytest.raises(DeliveryRefused, match="no rate for EUR"):
        papers.invoice(foreign, customer="1")
