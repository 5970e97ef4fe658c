"""Amounts as people write them: read where they can mean one thing only."""

from decimal import Decimal

import pytest

from commerce.money import to_step
from commerce.pricing.typed import Unclear, ends, read_amount, read_quantity

pytestmark = pytest.mark.krav("4.3.3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("249", "249"),
        ("249,50", "249.50"),
        ("249.5", "249.50"),
        ("0,99", "0.99"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("1\u202f234\u202f567,50 kr", "1234567.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("249,50 kr  ", "249.50"),
        ("249 SEK", "249"),
        ("249:-", "249"),
        ("249,-", "249"),
        ("  0 ", "0"),
        ("1'234.50", "1234.50"),
    ],
)
def test_an_amount_that_can_be_read_in_one_way(text, expected):
    assert read_amount(text, currency="SEK") == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.234", "two ways"),
        ("10,125", "two ways"),
        ("0,125", "more than two decimals"),
        ("12,3456", "more than two decimals"),
        ("-5", "less than nothing"),
        ("\u22125,00", "less than nothing"),
        ("12 34", "is not an amount"),
        ("1 23,50", "is not an amount"),
        ("gratis", "is not an amount"),
        ("1e5", "is not an amount"),
        ("", "is not an amount"),
        ("1,2,3", "is not an amount"),
        ("1.234.50", "is not an amount"),
        ("\u0661\u0662", "is not an amount"),
        ("99999999999", "more than a price can be"),
        ("12 EUR", "another currency"),
        ("12 €", "another currency"),
        ("12 NOK", "another currency"),
    ],
)
def test_an_amount_that_nobody_guesses(text, said, settings):
    from django.utils import translation

    with translation.override("en"), pytest.raises(Unclear, match=said):
        read_amount(text, currency="SEK")


def test_the_currency_of_the_list_decides_which_may_be_written():
    assert read_amount("12 €", currency="EUR") == read_amount("12,00 eur", currency="EUR") == 12
    assert read_amount("12 kr", currency="NOK") == 12
    with pytest.raises(Unclear):
        read_amount("12 kr", currency="EUR")


@pytest.mark.parametrize(("text", "expected"), [("", 1), ("1", 1), ("10 st", 10), ("1 000", 1000), ("12+", 12)])
def test_a_quantity(text, expected):
    assert read_quantity(text) == expected


@pytest.mark.parametrize("text", ["0", "-1", "1,5", "tio", "9999999999"])
def test_a_quantity_that_cannot_be(text):
    with pytest.raises(Unclear):
        read_quantity(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("-", True), ("\u2013", True), (" slut ", True), ("0", False), ("", False)]
)
def test_a_price_that_ends(text, expected):
    assert ends(text) is expected


@pytest.mark.parametrize(
    ("amount", "step", "less", "expected"),
    [
        ("249.49", "1", "0", "249"),
        ("249.50", "1", "0", "250"),
        ("249.35", "1", "0.10", "248.90"),
        ("249.40", "1", "0.10", "249.90"),
        ("0.20", "1", "0.10", "0.90"),
        ("0", "1", "0.10", "0"),
        ("253.99", "10", "1", "249"),
        ("254", "10", "1", "259"),
        ("3", "10", "1", "9"),
    ],
)
def test_the_nearest_amount_with_an_ending(amount, step, less, expected):
    assert to_step(Decimal(amount), step, less=less) == Decimal(expected)
