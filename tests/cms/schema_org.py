"""What Google and schema.org ask of the structured data that a page may carry, and a check of a page against it.

Required properties: developers.google.com/search/docs/appearance/structured-data (merchant listings, breadcrumbs, FAQ,
sitelinks, organization), September 2025; schema.org for what each property may hold.
"""

import json
import re
from datetime import date
from decimal import Decimal

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
AVAILABILITY = {"InStock", "LimitedAvailability", "BackOrder", "OutOfStock", "PreOrder", "SoldOut", "Discontinued"}


def text(value):
    return isinstance(value, str) and value.strip() != ""


def address(value):
    return isinstance(value, str) and re.fullmatch(r"https?://[^\s<>\"]+", value) is not None


def mailbox(value):
    return isinstance(value, str) and re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) is not None


def amount(value):
    return isinstance(value, str) and re.fullmatch(r"\d+(\.\d{1,2})?", value) is not None and Decimal(value) > 0


def currency(value):
    return isinstance(value, str) and re.fullmatch(r"[A-Z]{3}", value) is not None


def kind(*names):
    return lambda value: isinstance(value, dict) and value.get("@type") in names and not faults(value)


def several(check):
    return lambda value: isinstance(value, list) and value != [] and all(map(check, value))


def of_schema(*names):
    return lambda value: value in {f"https://schema.org/{name}" for name in names}


def places(value):
    return several(kind("ListItem"))(value) and [one["position"] for one in value] == [*range(1, len(value) + 1)]


def day(value):
    return bool(date.fromisoformat(value))


REQUIRED = {
    "Product": {"name": text, "image": several(address), "offers": several(kind("Offer"))},
    "Offer": {"price": amount, "priceCurrency": currency, "availability": of_schema(*AVAILABILITY), "url": address},
    "Brand": {"name": text},
    "UnitPriceSpecification": {
        "price": amount,
        "priceCurrency": currency,
        "valueAddedTaxIncluded": lambda value: isinstance(value, bool),
        "referenceQuantity": kind("QuantitativeValue"),
    },
    "QuantitativeValue": {"value": lambda value: value > 0, "unitCode": text},
    "BreadcrumbList": {"itemListElement": places},
    "ListItem": {"position": lambda value: isinstance(value, int), "name": text, "item": address},
    "FAQPage": {"mainEntity": several(kind("Question"))},
    "Question": {"name": text, "acceptedAnswer": kind("Answer")},
    "Answer": {"text": text},
    "WebSite": {"name": text, "url": address, "potentialAction": kind("SearchAction")},
    "Organization": {"name": text, "url": address},
    "ContactPoint": {"contactType": text},
    "SearchAction": {"target": address, "query-input": text},
}
ALLOWED = {
    "Product": {
        "description": text,
        "url": address,
        "brand": kind("Brand"),
    },
    "Offer": {
        "sku": text,
        "gtin": lambda value: re.fullmatch(r"\d{8}|\d{12,14}", value) is not None,
        "name": text,
        "itemCondition": of_schema("NewCondition"),
        "priceSpecification": kind("UnitPriceSpecification"),
        "priceValidUntil": day,
    },
    "WebSite": {"publisher": kind("Organization")},
    "Organization": {"legalName": text, "sameAs": several(address), "contactPoint": kind("ContactPoint")},
    "ContactPoint": {"email": mailbox, "telephone": text},
}


def faults(thing):
    """What is wrong with one thing, as `Type.property`; what it may not have is wrong too."""
    name = thing.get("@type")
    if name not in REQUIRED:
        return [f"{name}: not known"]
    required, allowed = REQUIRED[name], ALLOWED.get(name, {})
    missing = [f"{name}.{key} is missing" for key in required if key not in thing]
    wrong = [
        f"{name}.{key}: {value!r}"
        for key, value in thing.items()
        if key != "@type" and not (required | allowed).get(key, lambda _value: False)(value)
    ]
    return missing + wrong


def things_of(response):
    """Everything a page says of itself, by type. Fails on what is not one well-formed graph."""
    [script] = SCRIPT.findall(response.content.decode())
    graph = json.loads(script)
    assert graph["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in graph["@graph"]}
