"""What has changed at one side comes to the other: payments and customers in, customers, articles and prices out."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.customers import organisation_changes
from commerce.events.models import Event
from commerce.orders.models import PaymentEvent
from commerce.pricing.models import Price, PriceList
from integrations.flows.runs import Run
from integrations.fortnox import reading
from integrations.fortnox.changes import ask_articles, ask_prices
from integrations.fortnox.interface import Fortnox
from integrations.fortnox.models import FortnoxDocument
from integrations.models import Cursor, Delivery
from tests.factories.catalogue import sellable
from tests.factories.customers import OrganisationFactory
from tests.factories.fortnox import deliver, sold, stopped, through

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


@pytest.fixture
def company():
    return OrganisationFactory(
        name="Kafé Ängen AB",
        number="5560000001",
        invoice_email="faktura@angen.example",
        invoice_address_1="Box 7",
        invoice_postal_code="111 22",
        invoice_city="Kalmar",
        payment_terms_days=30,
    )


@pytest.fixture
def owing(sandbox, clock, company):
    """A business owes for what it bought, by an invoice that is booked there."""
    order = sold(("100.00", 4), payment="invoice", level="pro", organisation=company)
    through(clock)
    return order


def read(what=reading.read_invoices, *, now=None):
    run = Run()
    what(run, at=Fortnox(), now=now or timezone.now())
    return run.read, run.changed, run.failed


def invoice_of(sandbox, order):
    [invoice] = sandbox.books.of_order(order.number)
    return invoice


# --- in: what is paid there ---


def test_an_invoice_that_is_paid_there_is_paid_here_once(sandbox, owing):
    invoice = invoice_of(sandbox, owing)
    sandbox.books.pay_by_bank(invoice, str(owing.gross), day="2026-12-20")

    assert read() == (1, 1, 0)
    assert read() == (1, 0, 0)

    owing.refresh_from_db()
    assert owing.paid_state == "charged"
    assert [(one.amount, one.key) for one in PaymentEvent.objects.all()] == [(owing.gross, "fortnox 1")]
    assert FortnoxDocument.objects.get().balance == 0


def test_a_part_that_is_paid_there_is_a_part_here(sandbox, owing):
    invoice = invoice_of(sandbox, owing)
    sandbox.books.pay_by_bank(invoice, "100.00", day="2026-12-20")
    read()
    owing.refresh_from_db()
    assert owing.paid_state == "partly_charged"

    sandbox.books.pay_by_bank(invoice, str(owing.gross - 100), day="2026-12-21")
    read()

    owing.refresh_from_db()
    assert owing.paid_state == "charged"
    assert PaymentEvent.objects.count() == 2


def test_ore_that_were_written_off_there_leave_nothing_owing_here(sandbox, owing):
    invoice = invoice_of(sandbox, owing)
    sandbox.books.pay_by_bank(invoice, str(owing.gross - Decimal("0.40")), day="2026-12-20")
    sandbox.books.change("Invoice", invoice["DocumentNumber"], Balance=0.0)

    read()

    owing.refresh_from_db()
    assert owing.paid_state == "charged"


def test_what_the_shop_set_against_an_invoice_itself_is_no_news(sandbox, clock):
    order = sold(("100.00", 1))
    through(clock)

    read()

    assert PaymentEvent.objects.count() == 1
    order.refresh_from_db()
    assert order.paid_state == "charged"


def test_reading_goes_on_from_before_where_it_ended(sandbox, owing):
    start = timezone.now()
    read(now=start + timedelta(days=2))
    assert Cursor.objects.get(stream="fortnox.Invoices").value == (start + timedelta(days=2)).isoformat()

    asked = [asked for method, path, asked in sandbox.requests if path == "/3/invoices" and "lastmodified" in asked]
    read(now=start + timedelta(days=3))

    again = [asked for method, path, asked in sandbox.requests if path == "/3/invoices" and "lastmodified" in asked]
    since = (start + timedelta(days=2) - reading.OVERLAP).astimezone(reading.SWEDEN)
    assert len(again) == len(asked) + 1
    assert again[-1]["lastmodified"] == f"{since:%Y-%m-%d %H:%M}"


# --- in and out: customers ---


def test_terms_that_are_changed_there_are_changed_here_with_a_reason(sandbox, owing, company):
    number = f"W{company.pk}"
    sandbox.books.change("Customer", number, TermsOfPayment="10", EmailInvoice="ny@angen.example")

    assert read(reading.read_customers) == (1, 1, 0)
    assert read(reading.read_customers) == (1, 0, 0)

    company.refresh_from_db()
    assert (company.payment_terms_days, company.invoice_email) == (10, "ny@angen.example")
    event = Event.objects.get(kind="organisation.payment_terms_days_changed")
    assert event.payload == {"from": 30, "to": 10, "by": None, "reason": "Ändrat i Fortnox"}


def test_what_is_not_an_address_there_is_not_taken_in(sandbox, owing, company):
    sandbox.books.change("Customer", f"W{company.pk}", EmailInvoice="ingen adress")

    assert read(reading.read_customers) == (1, 0, 1)

    company.refresh_from_db()
    assert company.invoice_email == "faktura@angen.example"


def test_an_address_that_is_changed_here_is_changed_there(sandbox, owing, company, clock):
    company.invoice_city = "Växjö"
    organisation_changes.decide(company, ["invoice_city"], by=None, reason="flytt", now=timezone.now())

    deliver(clock)

    assert not stopped()
    assert sandbox.books.kept["Customer"][f"W{company.pk}"]["City"] == "Växjö"
    assert read(reading.read_customers) == (1, 0, 0)


def test_a_company_that_has_not_bought_is_none_of_theirs(sandbox, company, clock):
    organisation_changes.decide(company, ["invoice_city"], by=None, reason="flytt", now=timezone.now())

    deliver(clock)

    assert not sandbox.books.kept["Customer"]
    assert Delivery.objects.get(system="fortnox").state == Delivery.State.DELIVERED


# --- out: articles and prices ---


def test_articles_are_told_of_when_they_have_changed(sandbox, clock):
    lamp = sellable(price="100.00", page=False, product__name_sv="Lampa")
    assert ask_articles(now=timezone.now()) == 1
    assert ask_articles(now=timezone.now()) == 0
    deliver(clock)
    assert sandbox.books.kept["Article"][lamp.sku]["Description"] == "Lampa"

    lamp.product.name_sv = 'Lampa "Glimt"'
    lamp.product.save(update_fields=["name_sv"])
    assert ask_articles(now=timezone.now()) == 1
    deliver(clock)

    assert sandbox.books.kept["Article"][lamp.sku]["Description"] == "Lampa ’Glimt’"
    assert sandbox.count("POST", "/3/articles") == 1


def test_only_so_many_are_told_of_at_a_time(sandbox):
    for _article in range(3):
        sellable(page=False)

    assert [ask_articles(now=timezone.now(), most=2) for _time in range(3)] == [2, 1, 0]


def test_prices_of_lists_that_they_have_are_told_of_without_vat(sandbox, clock, settings):
    lamp = sellable(price="125.00", page=False)
    [shown] = PriceList.objects.filter(prices__variant=lamp)
    settings.FORTNOX_PRICE_LISTS = {shown.code: "A"}
    now = timezone.now()

    assert ask_prices(now=now) == 1
    deliver(clock)

    [price] = sandbox.books.kept["Price"].values()
    assert (price["PriceList"], price["ArticleNumber"], price["FromQuantity"], price["Price"]) == (
        "A",
        lamp.sku,
        1,
        100,
    )

    Price.objects.filter(variant=lamp).update(amount=Decimal("150.00"))
    assert (ask_prices(now=now), ask_prices(now=now)) == (1, 0)
    deliver(clock)

    [price] = sandbox.books.kept["Price"].values()
    assert price["Price"] == 120
    assert not stopped()


def test_lists_that_they_do_not_have_are_not_told_of(sandbox):
    sellable(price="125.00", page=False)

    assert ask_prices(now=timezone.now()) == 0
