"""Orders, parcels and invoices on paper: PDF/A and PDF/UA, in two languages, whatever a shopper has written."""

import contextlib
import re
import time
from datetime import UTC, datetime
from decimal import Decimal

import pypdfium2
import pytest

from commerce.orders import flow
from commerce.orders.documents import pdf, typeset
from commerce.orders.models import Invoice
from commerce.pricing.totals import NET_PER_RATE
from tests.factories.catalogue import sellable
from tests.factories.invoices import issued
from tests.factories.orders import cart_with, delivery_method, details, shopper

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
SMALL = [("29.97", 25, 3), ("50.00", 6, 1)]
LONG = [(f"{place}.99", 25 if place % 2 else 6, place % 4 + 1) for place in range(1, 61)]


def pages(pdf):
    return max(int(number) for number in re.findall(rb"/Type\s*/Pages.*?/Count\s+(\d+)", pdf, re.DOTALL))


def pages_of(pdf):
    """The text of each page."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture
def said(monkeypatch):
    """What a template is told, in place of the PDF of it."""
    monkeypatch.setattr(pdf, "typeset", lambda template, told, at: (template, told))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", Invoice.Kind.values)
def test_every_document_is_pdf_a_and_pdf_ua(language, kind):
    made = pdf.invoice(issued(SMALL, kind=kind, language=language))

    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert f"<dc:language><rdf:Bag><rdf:li>{language}".encode() in made
    assert pages(made) == 1


@pytest.mark.law("L18")
def test_the_same_invoice_is_the_same_file():
    invoice = issued(SMALL)

    assert pdf.invoice(invoice) == pdf.invoice(invoice)


def test_sixty_lines_take_more_pages():
    assert pages(pdf.invoice(issued(LONG, rounding=NET_PER_RATE))) in (3, 4)


@pytest.mark.parametrize(
    "text",
    [
        '#panic("read as markup")',
        '" + panic() + "',
        "*fet* _kursiv_ $x$ `kod` \\ ] } #",
        "漢字 och 😀",
        "\x00\x07 \ue000 \ud800",
        "Łódź, Ελλάδα, Москва",
        "a" * 3000,
    ],
)
def test_what_a_shopper_wrote_is_text_and_nothing_else(text):
    made = pdf.invoice(issued(SMALL, names=(text,), reference=text, name=text))

    assert made.startswith(b"%PDF-1.7")


def test_a_template_that_is_wrong_says_so(monkeypatch):
    with pytest.raises(typeset.typst.TypstError):
        typeset.typeset("invoice", {"title": "nothing else"}, at=NOW)


@pytest.mark.law("L15")
def test_a_business_sees_amounts_before_vat_and_how_to_pay(said):
    template, told = pdf.invoice(issued([("100.00", 25, 2)], rounding=NET_PER_RATE))

    assert template == "invoice"
    assert [row[-1] for row in told["rows"]] == ["100,00"]
    assert [(row["words"], row["amount"]) for row in told["sums"]] == [
        ("Före moms", "100,00\xa0kr"),
        ("Moms", "25,00\xa0kr"),
        ("Summa", "125,00\xa0kr"),
    ]
    assert ("Bankgiro", "123-4561") in told["pay"]
    assert ("Att betala", "125,00\xa0kr") in told["pay"]
    assert told["vat"] == [["25\xa0%", "100,00", "25,00", "125,00"]]
    assert "Godkänd för F-skatt" in told["foot"][1]
    assert "SE559123456101" in told["foot"][1]


def test_a_consumer_sees_amounts_with_vat_and_the_rounding(said):
    _template, told = pdf.invoice(issued([("29.97", 25, 3)], paid=True))

    assert [row[-1] for row in told["rows"]] == ["29,97"]
    assert [(row["words"], row["amount"]) for row in told["sums"]] == [
        ("Summa", "29,97\xa0kr"),
        ("varav moms", "5,99\xa0kr"),
        ("Avrundning", "0,01\xa0kr"),
    ]
    assert told["pay"] == []
    assert "Kort eller Swish" in told["tail"]


@pytest.mark.law("L11")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_reverse_charge_is_said_in_swedish_too(said, language):
    _template, told = pdf.invoice(
        issued([("100.00", 0, 1)], rounding=NET_PER_RATE, zone="reverse charge", language=language)
    )

    assert "omvänd betalningsskyldighet" in told["vat_note"].lower()
    assert any(value == "DE123456789" for _words, value in told["facts"])


def test_a_credit_note_names_its_invoice_and_why(said):
    template, told = pdf.invoice(issued(SMALL, kind="credit_note", language="en"))

    assert template == "credit_note"
    assert told["notice"] == "Takes back from invoice F11 of 2026-11-20. Reason: Trasig i frakten"
    assert told["pay"] == []


@pytest.mark.django_db
def test_an_order_and_its_parcel_on_paper(said):
    delivery_method(gross="30.00")
    variant = sellable(price="9.99", page=False, sku="LL-1", product__name_sv="Kopp")
    order = flow.place(cart_with((variant, 3)).pk, details("59.97"), shopper=shopper(), now=NOW)

    template, told = pdf.order_confirmation(order)
    slip, packed = pdf.packing_slip(order)

    assert (template, slip) == ("order_confirmation", "packing_slip")
    assert [row[-1] for row in told["rows"]] == ["29,97", "30,00"]
    assert told["sums"][:2] == [
        {"words": "Summa", "amount": "59,97\xa0kr", "strong": True},
        {"words": "varav moms", "amount": f"{order.vat}".replace(".", ",") + "\xa0kr", "strong": False},
    ]
    assert packed["rows"] == [["LL-1", {"main": "Kopp", "more": ""}, "3"]]
    assert all("kr" not in str(cell) for row in packed["rows"] for cell in row)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_order_is_drawn_too(language):
    delivery_method(gross="30.00")
    order = flow.place(
        cart_with((sellable(price="9.99", page=False), 3)).pk,
        details("59.97"),
        shopper=shopper(locale=language),
        now=NOW,
    )

    for draw in (pdf.order_confirmation, pdf.packing_slip):
        assert draw(order).startswith(b"%PDF-1.7")


def test_a_document_costs_less_than_fifty_milliseconds_of_the_machine():
    pdf.invoice(issued(SMALL))
    spent = []
    for number in range(100, 110):
        invoice = issued([(Decimal(number), 25, 2), *SMALL], serial=number)
        before = time.process_time()
        pdf.invoice(invoice)
        spent.append(time.process_time() - before)

    assert sorted(spent)[len(spent) // 2] < 0.05


@pytest.mark.django_db
def test_each_packing_slip_of_many_begins_anew_and_its_later_pages_say_whose_they_are():
    delivery_method()
    articles = [sellable(price="1.00", page=False, stock=1) for _place in range(50)]
    said = details("99.00")
    long = flow.place(cart_with(*[(one, 1) for one in articles]).pk, said, shopper=shopper(), now=NOW)
    short = flow.place(
        cart_with((sellable(price="100.00", page=False), 1)).pk, details("149.00"), shopper=shopper(), now=NOW
    )

    found = pages_of(pdf.packing_slips([short, long, short], at=NOW))

    heads = [re.findall(r"Följesedel (\d+)", text) for text in found]
    assert heads == [[order.number] for order in (short, long, long, short)]
    assert [re.search(r"Sida (\d)", text).group(1) for text in found] == ["1", "1", "2", "1"]
    assert ["Levereras till" in text for text in found] == [True, True, False, True]
