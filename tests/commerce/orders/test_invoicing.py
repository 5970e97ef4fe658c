"""Invoices and credit notes: what they say, that their numbers have no gaps, and that all of it adds up."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from commerce.customers.organisations import Organisation, VatCheck
from commerce.events.models import Event
from commerce.money import net_of_gross
from commerce.orders import flow
from commerce.orders.invoices import invoicing
from commerce.orders.invoices.sums import expressible, given_back
from commerce.orders.models import Invoice, InvoiceSeries, Order
from commerce.orders.states import InvoiceState, MoveRefused
from commerce.pricing.totals import GROSS_PER_RATE, NET_PER_RATE, Amounts, document
from tests.committing import in_threads
from tests.factories.catalogue import ProductFactory, sellable
from tests.factories.customers import OrganisationFactory
from tests.factories.orders import ADDRESS, cart_with, delivery_method, details, shopper

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
LATE = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)  # the 27th in Sweden


def on_account(*lines, total, organisation=None, address=None, **said):
    """An order of a business, to be invoiced."""
    delivery_method(gross="50.00")
    who = shopper("pro", buyer_type="business", organisation=organisation.pk if organisation else None)
    told = replace(details(total, payment="invoice"), address={**ADDRESS, **(address or {})})
    order = flow.place(cart_with(*lines).pk, told, shopper=who, now=NOW)
    if said:
        Order.objects.filter(pk=order.pk).update(**said)
    return order


def paid(*lines, total, freight="0.00"):
    """An order of a consumer, paid."""
    delivery_method(gross=freight)
    order = flow.place(cart_with(*lines).pk, details(total), shopper=shopper("konsument"), now=NOW)
    flow.pay(order.payments.get().pk, reference="p", amount=order.gross, now=NOW)
    return order


def cup(price="100.00", **fields):
    return sellable(price=price, page=False, **fields)


def book(price):
    return sellable(price=price, page=False, product=ProductFactory(tax_class="low"))


@pytest.mark.law("L15")
@pytest.mark.law("L16")
@pytest.mark.django_db
def test_an_invoice_says_all_that_it_must():
    company = OrganisationFactory(
        name="Kafé Ängen AB",
        vat_number="SE559000000101",
        payment_terms_days=20,
        invoice_address_1="Box 7",
        invoice_postal_code="111 22",
        invoice_city="Stockholm",
    )
    order = on_account((cup(), 3), total="350.00", organisation=company, po_number="PO-7", buyer_reference="Åsa")

    invoice = invoicing.issue(order.pk, now=LATE)

    said = invoice.content
    assert (str(invoice), said["number"], said["issued_on"], said["due_on"]) == ("F1", "F1", "2026-11-27", "2026-12-17")
    assert (invoice.net, invoice.vat, invoice.gross) == (Decimal("280.00"), Decimal("70.00"), Decimal("350.00"))
    assert said["seller"]["name"] == "Lykta & Lera AB"
    assert said["seller"]["vat_number"] == "SE" + said["seller"]["number"] + "01"
    assert said["seller"]["tax_note"] == "Godkänd för F-skatt"
    assert (said["buyer"]["name"], said["buyer"]["person"]) == ("Kafé Ängen AB", "Åsa Öberg")
    assert (said["buyer"]["address_1"], said["buyer"]["vat_number"]) == ("Box 7", "SE559000000101")
    assert (said["buyer"]["po_number"], said["buyer"]["reference"]) == ("PO-7", "Åsa")
    assert said["delivery"]["address_1"] == "Storgatan 1"
    assert [(row["quantity"], row["net"], row["rate"]) for row in said["lines"]] == [
        (3, "240.00", "25"),
        (1, "40.00", "25"),
    ]
    assert said["vat"] == [{"rate": "25", "category": "S", "net": "280.00", "vat": "70.00", "rounding": "0.00"}]
    assert (said["payable"], said["paid"], said["payment"]["ocr"]) == ("350.00", "0", "18")
    event = Event.objects.get(kind="invoice.issued")
    assert (event.subject, event.payload["number"]) == (f"order:{order.number}", "F1")


@pytest.mark.django_db
def test_the_second_time_it_is_the_same_invoice():
    order = paid((cup(), 1), total="100.00")

    first, second = invoicing.issue(order.pk, now=NOW), invoicing.issue(order.pk, now=LATE)

    assert first.pk == second.pk
    assert Event.objects.filter(kind="invoice.issued").count() == 1
    assert (first.due_on, first.content["paid"], first.content["payment"]["kind"]) == (None, "100.00", "paid")


@pytest.mark.django_db
def test_what_is_not_sold_has_no_invoice():
    delivery_method(gross=0)
    order = flow.place(cart_with((cup(), 1)).pk, details("100.00"), shopper=shopper(), now=NOW)

    with pytest.raises(MoveRefused):
        invoicing.issue(order.pk, now=NOW)

    assert not Invoice.objects.exists()
    assert not InvoiceSeries.objects.exists()


@pytest.mark.law("L18")
@pytest.mark.django_db
@pytest.mark.parametrize("change", ["UPDATE orders_invoice SET number = 9", "DELETE FROM orders_invoice"])
def test_an_invoice_stays_as_it_was_issued(change):
    invoice = invoicing.issue(paid((cup(), 1), total="100.00").pk, now=NOW)

    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert Invoice.objects.get().number == invoice.number


@pytest.mark.law("L11")
@pytest.mark.django_db
def test_a_sale_with_reverse_charge_says_so():
    german = Organisation.objects.create(name="Lampenhaus GmbH", vat_number="DE123456789", level_id="pro")
    VatCheck.objects.create(organisation=german, number="DE123456789", asked_at=NOW, answer=VatCheck.Answer.VALID)
    order = on_account((cup(), 1), total="120.00", organisation=german, address={"country": "DE"})

    said = invoicing.issue(order.pk, now=NOW).content

    assert (said["gross"], said["vat_total"]) == ("120.00", "0.00")
    assert {row["category"] for row in [*said["lines"], *said["vat"]]} == {"K"}
    assert "omvänd betalningsskyldighet" in said["vat_note"].lower()
    assert (said["buyer"]["vat_number"], said["buyer"]["country"]) == ("DE123456789", "DE")


@pytest.mark.django_db
def test_an_amount_that_no_base_reaches_keeps_its_vat_and_says_the_rest_as_rounding():
    order = paid((cup("9.99"), 3), total="29.97")

    said = invoicing.issue(order.pk, now=NOW).content

    assert (order.vat, said["vat_total"]) == (Decimal("5.99"), "5.99")
    assert (said["net"], said["gross"], said["rounding"], said["payable"]) == ("23.97", "29.96", "0.01", "29.97")
    assert said["lines"][0]["net"] == "23.97"


@pytest.mark.django_db
def test_delivery_stands_at_each_rate_of_the_goods():
    order = paid((cup("100.00"), 1), (book("50.00"), 1), total="180.00", freight="30.00")

    said = invoicing.issue(order.pk, now=NOW).content

    assert [(row["key"], row["rate"], row["gross"]) for row in said["lines"]] == [
        ("1", "25", "100.00"),
        ("2", "6", "50.00"),
        ("delivery-1", "25", "20.00"),
        ("delivery-2", "6", "10.00"),
    ]
    assert [(one["rate"], one["net"], one["vat"]) for one in said["vat"]] == [
        ("25", "96.00", "24.00"),
        ("6", "56.60", "3.40"),
    ]


# --- taking back ---


@pytest.mark.django_db
def test_pieces_are_credited_until_there_are_none_left_and_come_to_the_whole():
    order = paid((cup("9.99"), 3), total="59.97", freight="30.00")
    invoice = invoicing.issue(order.pk, now=NOW)
    line = order.lines.get().pk

    first = invoicing.credit(invoice.pk, lines={line: 1}, why="trasig", by=None, now=NOW)
    assert (str(first), first.content["payable"], invoicing.state(invoice)) == (
        "K1",
        "9.99",
        InvoiceState.PARTLY_CREDITED,
    )
    second = invoicing.credit(invoice.pk, lines={line: 2}, delivery=True, why="ångrad", by=None, now=NOW)

    assert (second.content["payable"], invoicing.state(invoice)) == ("49.98", InvoiceState.CREDITED)
    assert second.content["credits"] == {"number": "F1", "issued_on": "2026-11-26"}
    for pieces in ({line: 1}, {}):
        with pytest.raises(invoicing.CreditRefused):
            invoicing.credit(invoice.pk, lines=pieces, delivery=True, why="igen", now=NOW)
    assert Invoice.objects.count() == 3
    assert [event.payload["payable"] for event in Event.objects.filter(kind="invoice.credited").order_by("pk")] == [
        "9.99",
        "49.98",
    ]


@pytest.mark.django_db
def test_a_whole_credit_note_is_the_invoice_again():
    order = paid((cup("9.99"), 3), (book("33.33"), 1), total="63.30")
    invoice = invoicing.issue(order.pk, now=NOW)

    note = invoicing.credit(invoice.pk, lines={line.pk: line.quantity for line in order.lines.all()}, why="-", now=NOW)

    assert note.content["vat"] == invoice.content["vat"]
    assert (note.net, note.vat, note.gross) == (invoice.net, invoice.vat, invoice.gross)


@pytest.mark.django_db
def test_an_amount_is_divided_among_the_rates_and_never_more_than_is_left():
    order = paid((cup("100.00"), 1), (book("50.00"), 1), total="150.00")
    invoice = invoicing.issue(order.pk, now=NOW)

    note = invoicing.credit(invoice.pk, amount=Decimal("30.00"), why="sen leverans", now=NOW)

    assert [(row["name"], row["rate"], row["gross"]) for row in note.content["lines"]] == [
        ("sen leverans", "25", "20.00"),
        ("sen leverans", "6", "10.00"),
    ]
    for amount in ("120.01", "0.00", "-1.00"):
        with pytest.raises(invoicing.CreditRefused):
            invoicing.credit(invoice.pk, amount=Decimal(amount), why="-", now=NOW)
    with pytest.raises(invoicing.CreditRefused):
        invoicing.credit(invoice.pk, lines={line.pk: 1 for line in order.lines.all()}, why="-", now=NOW)
    invoicing.credit(invoice.pk, amount=Decimal("120.00"), why="-", now=NOW)
    assert invoicing.state(invoice) == InvoiceState.CREDITED


@pytest.mark.django_db
def test_a_business_gets_all_of_it_back_in_parts_to_the_ore():
    order = on_account((cup("12.53"), 2), total="75.05")
    invoice = invoicing.issue(order.pk, now=NOW)
    line = order.lines.get().pk

    notes = [
        invoicing.credit(invoice.pk, lines={line: 1}, why="-", now=NOW),
        invoicing.credit(invoice.pk, lines={line: 1}, delivery=True, why="-", now=NOW),
    ]

    assert sum(note.net for note in notes) == invoice.net
    assert sum(Decimal(note.content["payable"]) for note in notes) == Decimal(invoice.content["payable"])


# --- arithmetic ---

RATES = st.sampled_from([Decimal(25), Decimal(12), Decimal(6), Decimal(0), Decimal("25.5")])
AMOUNTS = st.integers(1, 2_000_000).map(lambda ore: Decimal(ore) / 100)


@settings(max_examples=400, deadline=None)
@given(AMOUNTS, RATES)
def test_what_a_consumer_paid_is_kept_with_its_vat_and_at_most_an_ore_of_rounding(gross, rate):
    net = net_of_gross(gross, rate)

    said = expressible(Amounts(net, gross - net, gross), rate)

    assert said.payable == gross
    assert said.vat == gross - net
    assert abs(said.rounding) <= Decimal("0.01")
    assert said.vat == (said.net * rate / 100).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")


@pytest.mark.parametrize(("rate", "odd"), [(25, 20_000), (12, 10_714), (6, 5_660)])
def test_so_many_of_all_totals_to_a_thousand_kronor_need_an_ore_of_rounding(rate, odd):
    percent, needing = Decimal(rate), 0
    for number in range(1, 100_001):
        gross = Decimal(number) / 100
        net = net_of_gross(gross, percent)
        needing += bool(expressible(Amounts(net, gross - net, gross), percent).rounding)

    assert needing == odd


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, RATES), min_size=1, max_size=20), st.sampled_from([GROSS_PER_RATE, NET_PER_RATE]))
def test_lines_rates_and_totals_agree(parts, rounding):
    sold = document(parts, rounding=rounding)

    said = given_back([(one, rate) for one, (_exact, rate) in zip(sold.parts, parts, strict=True)], rounding=rounding)

    assert said.payable == sold.gross
    by_rate = defaultdict(Decimal)
    for net, (_exact, rate) in zip(said.nets, parts, strict=True):
        by_rate[rate] += net
    assert {one.rate: one.net for one in said.by_rate} == by_rate
    if rounding == NET_PER_RATE:
        assert said.rounding == 0


# --- numbers ---


def test_twenty_at_once_get_consecutive_numbers_also_when_some_come_to_nothing(committing_db):
    delivery_method(gross=0)
    variant = cup(stock=100)
    orders = [paid((variant, 1), total="100.00").pk for _ in range(20)]

    class Gone(Exception):
        pass

    def try_to_issue(order_id, *, comes_to_nothing):
        with transaction.atomic():
            invoice = invoicing.issue(order_id, now=NOW)
            if comes_to_nothing:
                raise Gone
            return invoice.number

    results = in_threads(
        *(
            lambda order_id=order_id, place=place: try_to_issue(order_id, comes_to_nothing=place % 4 == 0)
            for place, order_id in enumerate(orders)
        )
    )

    numbers = [number for number in results if not isinstance(number, Gone)]
    assert sorted(numbers) == list(range(1, 16))
    assert sorted(Invoice.objects.values_list("number", flat=True)) == list(range(1, 16))
    assert InvoiceSeries.objects.get(code="F").last_number == 15


def test_twenty_who_ask_for_the_same_get_one_invoice(committing_db):
    delivery_method(gross=0)
    order = paid((cup(), 1), total="100.00")

    results = in_threads(*[lambda: invoicing.issue(order.pk, now=NOW).number] * 20)

    assert results == [1] * 20


def test_twenty_credits_never_come_to_more_than_the_invoice(committing_db):
    delivery_method(gross=0)
    invoice = invoicing.issue(paid((cup(), 1), total="100.00").pk, now=NOW)

    results = in_threads(*[lambda: invoicing.credit(invoice.pk, amount=Decimal("9.00"), why="-", now=NOW).number] * 20)

    taken = [number for number in results if not isinstance(number, invoicing.CreditRefused)]
    assert sorted(taken) == list(range(1, 12))
