"""Numbers of organisations as people write them, and what is said of those that are none."""

import pytest

from commerce.customers.organisation_numbers import NumberRefused, as_written, masked, organisation_number, vat_number


@pytest.mark.law("L14")
@pytest.mark.parametrize(
    "text",
    ["5555555555", "555555-5555", " 555555 5555 ", "555555–5555", "165555555555", "16555555-5555", "SE555555555501"],
)
def test_an_organisation_number_is_kept_as_ten_digits(text):
    assert organisation_number(text) == "5555555555"


@pytest.mark.law("L14")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("555555-555", "tio siffror"),
        ("555555-55553", "tio siffror"),
        ("ABCDEF-GHIJ", "tio siffror"),
        ("٥٥٦٠٣٦٠٧٩٣", "tio siffror"),
        ("", "tio siffror"),
        ("555555-5554", "Den sista siffran"),
        ("811228-9874", "personnummer"),
    ],
)
def test_what_is_no_organisation_number_is_refused_with_the_reason(text, told):
    with pytest.raises(NumberRefused, match=told):
        organisation_number(text)


@pytest.mark.law("L14")
@pytest.mark.parametrize("text", ["8112289874", "811228-9874", "19811228-9874", "811228+9874"])
def test_a_personal_number_is_taken_where_it_is_said_to_be_a_sole_traders(text):
    assert organisation_number(text, is_sole_trader=True) == "8112289874"


@pytest.mark.parametrize(
    ("case", "text"),
    [("wrong check digit", "811228-9875"), ("no such month", "811328-9873"), ("no such day", "810231-9871")],
)
def test_a_personal_number_must_be_one(case, text):
    with pytest.raises(NumberRefused, match="inget personnummer"):
        organisation_number(text, is_sole_trader=True)


def test_a_coordination_number_is_a_personal_number():
    assert organisation_number("701063-2391", is_sole_trader=True) == "7010632391"


@pytest.mark.law("L11")
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("SE555555555501", "SE555555555501"),
        ("se 555555-5555 01", "SE555555555501"),
        ("555555555501", "SE555555555501"),
        ("555555-5555", "SE555555555501"),
        ("SE555555-5555", "SE555555555501"),
        ("DE 136 695 976", "DE136695976"),
        ("GR 094259216", "EL094259216"),
        ("EL094259216", "EL094259216"),
        ("nl 004495445b01", "NL004495445B01"),
        ("ATU 13585627", "ATU13585627"),
    ],
)
def test_a_vat_number_is_kept_with_its_country_and_nothing_between(text, kept):
    assert vat_number(text) == kept


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("US123456789", "EU"),
        ("", "EU"),
        ("SEÅÄÖ", "A till Z"),
        ("EU372000063", "tjänster"),
        ("DE136695978", "kontrollsiffran"),
        ("DE1366959", "ser inte ut så"),
        ("SE555555555502", "SE, organisationsnumret och 01"),
        ("SE55555555", "SE, organisationsnumret och 01"),
        ("SE811228987401", "personnummer"),
    ],
)
def test_what_is_no_vat_number_is_refused_with_the_reason(text, told):
    with pytest.raises(NumberRefused, match=f"(?i){told}"):
        vat_number(text)


def test_a_swedish_vat_number_is_made_of_the_organisation_number():
    assert vat_number("SE555555555501", number="5555555555") == "SE555555555501"
    with pytest.raises(NumberRefused, match="hör inte till"):
        vat_number("SE555555555501", number="5590000010")


def test_a_number_is_written_with_its_dash_and_a_persons_is_masked():
    assert as_written("5555555555") == "555555-5555"
    assert masked("8112289874") == "••••••-••74"
