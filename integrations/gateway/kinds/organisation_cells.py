"""How the cells of an organisation's row are read: numbers, terms and addresses, each kept as forms keep them."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from commerce.customers.forms import postal_code
from commerce.customers.organisation_changes import LONGEST_TERMS
from commerce.customers.organisation_forms import ADDRESSES
from commerce.customers.organisation_numbers import NumberRefused, masked, organisation_number, vat_number
from commerce.customers.organisations import Organisation
from commerce.money import to_ore
from integrations.formats.tables.column import Value
from integrations.gateway.kinds.keyed import Refuse, Values, number, text, yes
from integrations.gateway.kinds.taking import Given

MARK = "F"  # before the number of an organisation, as its partners are told it
HOME = "SE"
LARGEST_CREDIT = Decimal(10) ** 10
PLAIN = {
    "buyer_reference": 80,
    **{f"{what}_{part}": 120 for what in ADDRESSES for part in ("address_1", "address_2")},
    **{f"{what}_city": 80 for what in ADDRESSES},
}


def as_it_goes_out(one: Organisation) -> Values:
    """The columns as they go out: an empty text is nothing, and a person's number is masked."""
    values: Values = {
        name: getattr(one, name) or None
        for name in ("buyer_reference", "invoice_email", *PLAIN, *(f"{what}_postal_code" for what in ADDRESSES))
    }
    for name in ("name", "payment_terms_days", "credit_limit", "po_number_required"):
        values[name] = getattr(one, name)
    for what in ADDRESSES:
        values[f"{what}_country"] = getattr(one, f"{what}_country")
    values["number"] = masked(one.number) if one.is_sole_trader else one.number
    values["vat_number"] = None if one.is_sole_trader else one.vat_number or None
    values["level"] = one.level_id
    return values


def known_by(row: Given, organisations, by_number) -> Organisation | None:
    """The organisation that the row is about. Raises Refuse for a customer number that is nobody's."""
    if said := text(row, "customer"):
        if (pk := key_of(row)) in organisations:
            return organisations[pk]
        raise Refuse(
            "customer", gettext("There is no organisation with the customer number %(said)s.") % {"said": said}
        )
    return by_number.get(digits_of(row))


def key_of(row: Given) -> int | None:
    return key_in(str(row.values.get("customer") or ""))


def key_in(customer: str) -> int | None:
    """The key of the organisation with a customer number, such as F12; None: it is none."""
    said = customer.strip().upper().removeprefix(MARK)
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None


def digits_of(row: Given) -> str | None:
    """The organisation number that the row says, where it is one at all."""
    try:
        return organisation_number(str(row.values.get("number") or ""), is_sole_trader=True)
    except NumberRefused:
        return None


def new_number(row: Given) -> str:
    """The number of a new organisation, which is nobody's own: sole traders are entered by hand."""
    said = text(row, "number", is_needed=True)
    try:
        return organisation_number(said)
    except NumberRefused as refused:
        raise Refuse("number", str(refused)) from refused


def same_number(row: Given, known: Organisation) -> Value:
    """The number as it goes out, if it is the one that the organisation has."""
    held = masked(known.number) if known.is_sole_trader else known.number
    if text(row, "number") == held or digits_of(row) == known.number:
        return held
    raise Refuse("number", gettext("A number is changed in the register of organisations, one at a time."))


def vat_number_of(row: Given, known: Organisation | None, digits: str) -> str | None:
    said = text(row, "vat_number")
    if said is None:
        return None
    if known and known.is_sole_trader:
        raise Refuse("vat_number", gettext("A number is changed in the register of organisations, one at a time."))
    if known and said == known.vat_number:
        return said
    try:
        return vat_number(said, number=(known.number if known else digits) or "")
    except NumberRefused as refused:
        raise Refuse("vat_number", str(refused)) from refused


def terms(row: Given) -> Values:
    values: Values = {}
    if "payment_terms_days" in row.values:
        values["payment_terms_days"] = number(row, "payment_terms_days", most=LONGEST_TERMS)
        if values["payment_terms_days"] is None:
            raise Refuse("payment_terms_days", gettext("It is missing."))
    if "credit_limit" in row.values:
        limit = row.values["credit_limit"]
        if limit is not None and not (isinstance(limit, Decimal) and 0 <= limit < LARGEST_CREDIT):
            raise Refuse("credit_limit", gettext("An amount cannot be less than nothing."))
        values["credit_limit"] = limit if limit is None else to_ore(Decimal(str(limit)))
    if "po_number_required" in row.values:
        values["po_number_required"] = yes(row, "po_number_required", usual=False)
    if "invoice_email" in row.values:
        values["invoice_email"] = _invoice_email(row)
    return values


def _invoice_email(row: Given) -> str | None:
    said = text(row, "invoice_email", most=254)
    try:
        if said:
            validate_email(said)
    except ValidationError as error:
        raise Refuse("invoice_email", gettext("It is no e-mail address.")) from error
    return said


def addresses(row: Given, known: Organisation | None) -> Values:
    """Countries of two letters, and Swedish postal codes as they are written on envelopes."""
    values: Values = {}
    for what in ADDRESSES:
        name = f"{what}_country"
        country = (text(row, name) or HOME).upper() if name in row.values else getattr(known, name, HOME)
        if not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise Refuse(name, gettext("It is to be a country of two letters, such as SE."))
        if name in row.values:
            values[name] = country
        if (code := f"{what}_postal_code") in row.values:
            values[code] = _postal_code(row, code, country, getattr(known, code, ""))
    return values


def _postal_code(row: Given, code: str, country: str, before: str) -> str | None:
    said = text(row, code, most=12)
    if said is None or said == before or country != HOME:
        return said
    try:
        return postal_code(said)
    except forms.ValidationError as error:
        raise Refuse(code, " ".join(error.messages)) from error
