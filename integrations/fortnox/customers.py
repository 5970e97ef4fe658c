"""Customers at Fortnox: one for each organisation, and one for all private persons of a country.

Who a private person is stands on his invoice, where the law asks for it, and not in a register of customers as well. An
organisation that Fortnox already has is known again by its number, which is compared exactly: their search finds 11001
for 1001. Which VAT a sale has is the customer's there, so it is looked at before each document.
"""

from collections.abc import Collection
from typing import Any

from django.conf import settings

from commerce.customers.organisation_numbers import as_written
from commerce.customers.organisations import Organisation
from commerce.orders.models import Order
from commerce.pricing.vat import HOME, OSS, REVERSE_CHARGE
from integrations.errors import DeliveryRefused
from integrations.fortnox import names
from integrations.fortnox.interface import Fortnox, Refused, place
from integrations.fortnox.words import clean, filled

KIND = "customer"
NUMBER_TAKEN = 2000637
NAME, POSTAL_CODE = 1024, 10
OF_A_SALE = ("VATType",)  # the rest is changed when it changes here, and is theirs to change as well
Thing = dict[str, Any]


def of_order(order: Order, *, country: str, at: Fortnox) -> str:
    """The number of the customer who an order is booked on, made or changed as it must be."""
    vat_type = _vat_type(order.vat_zone)
    if order.organisation is None:
        return make_sure(_private(country, vat_type), None, at=at, changes=OF_A_SALE)
    wanted = of_organisation(order.organisation) | {"VATType": vat_type}
    return make_sure(wanted, order.organisation, at=at, changes=OF_A_SALE)


def of_organisation(organisation: Organisation) -> Thing:
    """An organisation as Fortnox has it. A sole trader's number is a person's own and stays here."""
    number = organisation.number if organisation.number and not organisation.is_sole_trader else ""
    return filled(
        {
            "CustomerNumber": f"{settings.FORTNOX_CUSTOMER_PREFIX}{organisation.pk}",
            "Name": clean(organisation.name, NAME),
            "Type": "COMPANY",
            "OrganisationNumber": as_written(number),
            "VATNumber": "" if organisation.is_sole_trader else organisation.vat_number,
            "Address1": clean(organisation.invoice_address_1, NAME),
            "Address2": clean(organisation.invoice_address_2, NAME),
            "ZipCode": clean(organisation.invoice_postal_code, POSTAL_CODE),
            "City": clean(organisation.invoice_city, NAME),
            "CountryCode": organisation.invoice_country,
            "EmailInvoice": clean(organisation.invoice_email, NAME),
            "YourReference": clean(organisation.buyer_reference, 50),
            "Currency": "SEK",
        }
    )


def make_sure(
    wanted: Thing, organisation: Organisation | None, *, at: Fortnox, changes: Collection[str] | None = None
) -> str:
    """Have Fortnox have this customer. Returns the number that it has there.

    `changes` are the fields that are made as they are here where they differ: every one unless something is said.
    """
    ours = f"organisation:{organisation.pk}" if organisation else f"country:{wanted['CountryCode']}"
    number = names.theirs(KIND, ours) or wanted["CustomerNumber"]
    known = at.get("Customer", f"/3/customers/{place(number)}") or _by_number(wanted, at)
    if known is None:
        known = _made(wanted, at)
    elif differing := {
        name: value
        for name, value in wanted.items()
        if name != "CustomerNumber" and (changes is None or name in changes) and known.get(name) != value
    }:
        differing = {"Name": known["Name"], **differing}  # they ask for it each time
        known = at.put("Customer", f"/3/customers/{place(known['CustomerNumber'])}", differing)
    names.remember(KIND, ours=ours, theirs=known["CustomerNumber"])
    return known["CustomerNumber"]


# --- the steps ---


def _private(country: str, vat_type: str) -> Thing:
    return {
        "CustomerNumber": f"{settings.FORTNOX_CUSTOMER_PREFIX}-{country}",
        "Name": f"Privatkunder i webbutiken, {country}",
        "Type": "PRIVATE",
        "CountryCode": country,
        "VATType": vat_type,
        "Currency": "SEK",
    }


def _vat_type(zone: str) -> str:
    if zone == REVERSE_CHARGE:
        return "EUREVERSEDVAT"
    return "EUVAT" if zone.startswith(OSS) else "SEVAT"


def _by_number(wanted: Thing, at: Fortnox) -> Thing | None:
    """The customer of an organisation number that the bookkeeper had before the shop came."""
    number = wanted.get("OrganisationNumber", "")
    if not number or wanted.get("CountryCode") != HOME:
        return None
    for one in at.every("Customers", "/3/customers", organisationnumber=number):
        if _digits(one.get("OrganisationNumber", "")) == _digits(number):
            return at.get("Customer", f"/3/customers/{place(one['CustomerNumber'])}")
    return None


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())


def _made(wanted: Thing, at: Fortnox) -> Thing:
    try:
        return at.post("Customer", "/3/customers", wanted)
    except Refused as refusal:
        if refusal.code != NUMBER_TAKEN:
            raise
        known = at.get("Customer", f"/3/customers/{place(wanted['CustomerNumber'])}")
        if known is None:
            words = f"the customer number {wanted['CustomerNumber']} belonged to a customer that was deleted there"
            raise DeliveryRefused(f"Fortnox: {words}; say which one it is now, or change the prefix.") from refusal
        return known
