from decimal import Decimal

import pytest

from integrations.formats.cells import BadCell, read_amount, read_count, read_yes, unprotected
from integrations.formats.codes import LONGEST_SKU, code_of, derived_sku


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("249", "249"),
        ("249.00", "249.00"),
        ("1 249,50", "1249.50"),
        ("1\u00a0249,50 kr", "1249.50"),
        ("1\u202f249:-", "1249"),
        ("1.249,50", "1249.50"),
        ("1,249.50", "1249.50"),
        ("1,249", "1249"),
        ("1.249", "1249"),
        ("1.249.000", "1249000"),
        ("9,9", "9.9"),
        ("0.125", "0.125"),
        (".5", "0.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("SEK 99", "99"),
    ],
)
def test_amounts_as_swedes_and_programs_write_them(text, amount):
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "gratis", "12 €", "$5", "1e9", "NaN", "Infinity", "1-2", "٣", "12,5,", "--5"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(BadCell):
        read_amount(text)


def test_counts_are_whole():
    assert read_count("1 200,0") == 1200
    with pytest.raises(BadCell):
        read_count("1,5")


@pytest.mark.parametrize(("text", "answer"), [("TRUE", True), ("ja", True), ("false", False), (" Nej ", False)])
def test_yes_and_no(text, answer):
    assert read_yes(text) is answer


def test_neither_yes_nor_no_is_refused():
    with pytest.raises(BadCell):
        read_yes("kanske")


@pytest.mark.parametrize(("text", "bare"), [("'00300", "00300"), ('="00300"', "00300"), (" A-1 ", "A-1")])
def test_spreadsheet_protection_is_taken_off(text, bare):
    assert unprotected(text) == bare


@pytest.mark.parametrize(
    ("name", "code"), [("Clay Plant Pot", "clay-plant-pot"), ("Rökgrå", "rokgra"), ("a_b", "a_b"), ("12 cm", "12-cm")]
)
def test_codes_are_slugs_where_slugs_lose_nothing(name, code):
    assert code_of(name, 80) == code


def test_names_that_slugs_would_confuse_get_codes_of_their_own():
    names = ["S", "S+", "S++", "½", "陶器", "茶碗", "1/2", "12", "x" * 90, "x" * 91]

    codes = [code_of(name, 80) for name in names]

    assert len(set(codes)) == len(names)
    assert codes == [code_of(name, 80) for name in names]
    assert all(0 < len(code) <= 80 for code in codes)


def test_a_derived_sku_is_the_same_every_time_and_never_too_long():
    long = ("x" * 60, "y" * 60)

    assert derived_sku("kopp-dal", ("celadon", "liten")) == "KOPP-DAL-CELADON-LITEN"
    assert derived_sku("kopp", long) == derived_sku("kopp", long)
    assert len(derived_sku("kopp", long)) == LONGEST_SKU
    assert derived_sku("kopp", long) != derived_sku("kopp", (long[0], "y" * 59))
