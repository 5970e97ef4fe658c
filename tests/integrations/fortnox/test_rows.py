"""Fortnox's sums of the rows are the shop's, to the öre, whatever was bought and however it was reckoned."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commerce.orders.models import Invoice
from commerce.pricing.totals import GROSS_PER_RATE, NET_PER_RATE
from integrations.errors import DeliveryRefused
from integrations.fortnox import papers, rows, totals
from integrations.fortnox.words import clean, is_clean
from integrations.sandbox import fortnox_sums
from tests.factories.invoices import issued

pytestmark = pytest.mark.krav("4.5.1")

PARTS = st.lists(
    st.tuples(
        st.integers(1, 500_000).map(lambda ore: Decimal(ore) / 100),
        st.sampled_from([25, 12, 6, 0]),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=12,
)


def summed(document):
    paper = papers.invoice(document, customer="1")
    told = fortnox_sums.of(paper["InvoiceRows"], is_gross=paper["VATIncluded"], is_taxed=True, rounds_off=False)
    return paper, told


@given(parts=PARTS, rounding=st.sampled_from([GROSS_PER_RATE, NET_PER_RATE]), credit=st.booleans())
@settings(max_examples=300, deadline=None)
def test_their_sums_are_ours(parts, rounding, credit):
    kind = Invoice.Kind.CREDIT_NOTE if credit else Invoice.Kind.INVOICE
    document = issued(parts, rounding=rounding, kind=kind)

    _paper, told = summed(document)

    totals.refuse_difference(document.content, told, sign=papers.sign_of(document))


def test_prices_that_had_vat_in_them_have_it_there_too():
    paper, told = summed(issued([("300.00", 25, 3)], paid=True))

    [row] = paper["InvoiceRows"]
    assert paper["VATIncluded"] is True
    assert (row["Price"], row["DeliveredQuantity"], row["VAT"], row["AccountNumber"]) == (100.0, "3", 25, 3001)
    assert (told["Total"], told["TotalVAT"]) == (300.0, 60.0)


def test_vat_that_ends_in_half_an_ore_is_written_without_vat_in_the_price():
    """0.14 at 12 %: the shop charged 0.01 and their sum would be 0.02."""
    document = issued([("0.14", 12, 1)])

    paper, told = summed(document)

    assert paper["VATIncluded"] is False
    assert Decimal(str(told["TotalVAT"])) == Decimal(document.content["vat_total"])


def test_an_ore_stops_it_and_both_figures_are_told():
    document = issued([("300.00", 25, 3)])
    told = {"DocumentNumber": "55", "Total": 300.01, "TotalVAT": 60.0}

    with pytest.raises(DeliveryRefused, match=r"document 55 comes to 300\.01, VAT 60\.00; the shop's to 300\.00, VAT"):
        totals.refuse_difference(document.content, told)


def test_whole_kronor_are_named_as_the_cause():
    document = issued([("299.60", 25, 1)])
    told = fortnox_sums.of(
        papers.invoice(document, customer="1")["InvoiceRows"], is_gross=True, is_taxed=True, rounds_off=True
    )

    with pytest.raises(DeliveryRefused, match="turn off rounding"):
        totals.refuse_difference(document.content, told)


def test_a_rate_that_is_not_whole_is_refused():
    with pytest.raises(DeliveryRefused, match=r"25\.5"):
        papers.invoice(issued([("100.00", "25.5", 1)], zone="oss:FI"), customer="1")


def test_another_country_has_its_own_account(settings):
    settings.FORTNOX_OSS_ACCOUNTS = {"DE": "3111"}

    assert rows.sales_account("19", "oss:DE") == 3111
    assert rows.sales_account("21", "oss:NL") == 3106
    assert rows.sales_account("0", "reverse charge") == 3108


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('5" rör – Åsas "bästa"', "5’ rör – Åsas ’bästa’"),
        ("a\tb|c~d", "a b/c-d"),
        ("smörgås 🥪 idag", "smörgås idag"),
        ("x" * 60, "x" * 50),
    ],
)
def test_texts_have_only_the_signs_that_they_take(text, expected):
    assert clean(text, 50) == expected


@given(st.text())
def test_what_is_cleaned_is_clean(text):
    assert is_clean(clean(text, 200))
    assert len(clean(text, 200)) <= 200
