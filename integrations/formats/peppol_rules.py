"""Whether a UBL file keeps the rules of Peppol BIS Billing 3.0.19 that concern a Swedish shop: which it breaks.

Structure is the element tree of the published specification (order and number of elements). The rules of calculation
are exact here; the published Schematron lets some of them differ by a hundredth. Numbers are those of EN 16931.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from stdnum import ean, luhn

from commerce.money import to_ore

NAMESPACES = {
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
}
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = re.compile(r"urn:fdc:peppol\.eu:2017:poacc:billing:\d\d:1\.0")
TYPES = {
    "Invoice": {"380", "389", "393", "82", "80", "84", "395", "457", "456"},
    "CreditNote": {"381", "396", "81", "83"},
}
SWEDISH_RATES = {Decimal(6), Decimal(12), Decimal(25)}
F_TAX = "GODKÄND FÖR F-SKATT"
STANDARD, EXEMPT = "S", {"E", "AE", "K", "G", "O"}
LINES = "cac:InvoiceLine", "cac:CreditNoteLine"
ZERO = Decimal(0)

Element = ElementTree.Element


def broken(written: bytes) -> list[str]:
    """The rules that a file breaks, each once, in the order they are looked at; none when it may be sent."""
    root = ElementTree.fromstring(written)  # noqa: S314  written by ourselves, never received
    return list(
        dict.fromkeys(
            [*_structure(root), *_identity(root), *_parties(root), *_sums(root), *_taxes(root), *_lines(root)]
        )
    )


# --- structure ---


@cache
def _trees() -> dict[str, list[Any]]:
    return json.loads((Path(__file__).parent / "peppol_structure.json").read_text(encoding="utf-8"))


def _name(element: Element) -> str:
    space, _brace, local = element.tag[1:].partition("}")
    prefix = next((prefix for prefix, address in NAMESPACES.items() if address == space), "")
    return f"{prefix}:{local}" if prefix else local


def _structure(root: Element) -> Iterator[str]:
    name = _name(root)
    if name not in _trees():
        yield f"structure: {name}"
        return
    yield from _in_order(root, _trees()[name], name)
    for element in root.iter():
        if not len(element) and not (element.text or "").strip():
            yield "PEPPOL-EN16931-R008"


def _in_order(element: Element, tree: Sequence[Any], path: str) -> Iterator[str]:
    """Every child where it may stand, as many times as it may, and none missing that must be there."""
    order = {row[0]: place for place, row in enumerate(tree)}
    names = [_name(child) for child in element]
    yield from (f"structure: {path}/{name}" for name in names if name not in order)
    places = [order[name] for name in names if name in order]
    if places != sorted(places):
        yield f"structure: order in {path}"
    for name, least, most, *inside in tree:
        number = names.count(name)
        if number < least or (most and number > most):
            yield f"structure: {number} of {path}/{name}"
        if inside:
            for child in element.findall(name, NAMESPACES):
                yield from _in_order(child, inside[0], f"{path}/{name}")


# --- reading ---


def _text(element: Element | None, path: str) -> str:
    return (element.findtext(path, "", NAMESPACES) if element is not None else "").strip()


def _number(element: Element, path: str) -> Decimal:
    return Decimal(_text(element, path) or 0)


def _all_lines(root: Element) -> list[Element]:
    return [line for name in LINES for line in root.findall(name, NAMESPACES)]


def _supplier(root: Element) -> Element | None:
    return root.find("cac:AccountingSupplierParty/cac:Party", NAMESPACES)


def _customer(root: Element) -> Element | None:
    return root.find("cac:AccountingCustomerParty/cac:Party", NAMESPACES)


# --- the document ---


def _identity(root: Element) -> Iterator[str]:
    kind = _name(root)
    if _text(root, "cbc:CustomizationID") != CUSTOMIZATION:
        yield "PEPPOL-EN16931-R004"
    if not PROFILE.fullmatch(_text(root, "cbc:ProfileID")):
        yield "PEPPOL-EN16931-R007"
    if not _text(root, "cbc:BuyerReference") and not _text(root, "cac:OrderReference/cbc:ID"):
        yield "PEPPOL-EN16931-R003"
    if len(root.findall("cbc:Note", NAMESPACES)) > 1:
        yield "PEPPOL-EN16931-R002"
    if _text(root, f"cbc:{kind}TypeCode") not in TYPES.get(kind, set()):
        yield "PEPPOL-EN16931-P0100" if kind == "Invoice" else "PEPPOL-EN16931-P0101"
    currency = _text(root, "cbc:DocumentCurrencyCode")
    if any(element.get("currencyID", currency) != currency for element in root.iter()):
        yield "PEPPOL-EN16931-R051"
    for element in root.iter():
        if element.tag.endswith("Date") and not _is_date((element.text or "").strip()):
            yield "PEPPOL-EN16931-F001"
        if "currencyID" in element.attrib and not element.tag.endswith("PriceAmount"):
            exponent = Decimal(element.text or 0).as_tuple().exponent
            if not isinstance(exponent, int) or exponent < -2:
                yield "UBL-DT-01"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


# --- who ---


def _parties(root: Element) -> Iterator[str]:
    seller, buyer = _supplier(root), _customer(root)
    if not _text(buyer, "cbc:EndpointID"):
        yield "PEPPOL-EN16931-R010"
    if not _text(seller, "cbc:EndpointID"):
        yield "PEPPOL-EN16931-R020"
    for element in root.iter():
        yield from _identifier(element.get("schemeID"), (element.text or "").strip())
    for party, rule in ((seller, "BR-06"), (buyer, "BR-07")):
        if not _text(party, "cac:PartyLegalEntity/cbc:RegistrationName"):
            yield rule
    if seller is not None and _text(seller, "cac:PostalAddress/cac:Country/cbc:IdentificationCode") == "SE":
        yield from _swedish_seller(root, seller)


def _identifier(scheme: str | None, text: str) -> Iterator[str]:
    if scheme == "0007" and not (re.fullmatch(r"\d{10}", text) and luhn.is_valid(text)):
        yield "PEPPOL-COMMON-R049"
    if scheme == "0088" and not (len(text) == 13 and ean.is_valid(text)):
        yield "PEPPOL-COMMON-R040"
    if scheme == "":
        yield "BR-63"


def _swedish_seller(root: Element, seller: Element) -> Iterator[str]:
    for scheme in seller.findall("cac:PartyTaxScheme", NAMESPACES):
        number = _text(scheme, "cbc:CompanyID")
        if _text(scheme, "cac:TaxScheme/cbc:ID") == "VAT":
            if len(number) != 14:
                yield "SE-R-001"
            if not re.fullmatch(r"\d{12}", number[2:]):
                yield "SE-R-002"
        elif number.upper() != F_TAX:
            yield "SE-R-005"
    number = _text(seller, "cac:PartyLegalEntity/cbc:CompanyID")
    if number:
        if not number.isdigit():
            yield "SE-R-003"
        if len(number) != 10:
            yield "SE-R-004"
        if not luhn.is_valid(number):
            yield "SE-R-013"
    for category in (
        *root.iter(f"{{{NAMESPACES['cac']}}}TaxCategory"),
        *root.iter(f"{{{NAMESPACES['cac']}}}ClassifiedTaxCategory"),
    ):
        if _text(category, "cbc:ID") == STANDARD and _number(category, "cbc:Percent") not in SWEDISH_RATES:
            yield "SE-R-006"
    for means in root.findall("cac:PaymentMeans", NAMESPACES):
        yield from _giro(means)


def _giro(means: Element) -> Iterator[str]:
    account = _text(means, "cac:PayeeFinancialAccount/cbc:ID")
    branch = _text(means, "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID")
    if branch == "SE:BANKGIRO":
        if not account.isdigit():
            yield "SE-R-008"
        if not 7 <= len(account) <= 8:
            yield "SE-R-009"
    if branch == "SE:PLUSGIRO":
        if not account.isdigit():
            yield "SE-R-007"
        if not 2 <= len(account) <= 8:
            yield "SE-R-010"
    if branch.startswith("SE:") and _text(means, "cbc:PaymentMeansCode") != "30":
        yield "SE-R-011"


# --- sums ---


def _sums(root: Element) -> Iterator[str]:
    total = root.find("cac:LegalMonetaryTotal", NAMESPACES)
    if total is None:
        yield "BR-12"
        return
    of_lines = sum((_number(line, "cbc:LineExtensionAmount") for line in _all_lines(root)), ZERO)
    net, gross = _number(total, "cbc:TaxExclusiveAmount"), _number(total, "cbc:TaxInclusiveAmount")
    vat = _number(root, "cac:TaxTotal/cbc:TaxAmount")
    payable = _number(total, "cbc:PayableAmount")
    if _number(total, "cbc:LineExtensionAmount") != of_lines:
        yield "BR-CO-10"
    allowed, charged = (_number(total, f"cbc:{name}TotalAmount") for name in ("Allowance", "Charge"))
    by_kind = {"true": ZERO, "false": ZERO}
    for one in root.findall("cac:AllowanceCharge", NAMESPACES):
        by_kind[_text(one, "cbc:ChargeIndicator")] += _number(one, "cbc:Amount")
    if allowed != by_kind["false"]:
        yield "BR-CO-11"
    if charged != by_kind["true"]:
        yield "BR-CO-12"
    if net != of_lines - allowed + charged:
        yield "BR-CO-13"
    subtotals = root.findall("cac:TaxTotal/cac:TaxSubtotal", NAMESPACES)
    if vat != sum((_number(one, "cbc:TaxAmount") for one in subtotals), ZERO):
        yield "BR-CO-14"
    if gross != net + vat:
        yield "BR-CO-15"
    paid, rounding = _number(total, "cbc:PrepaidAmount"), _number(total, "cbc:PayableRoundingAmount")
    if payable != gross - paid + rounding:
        yield "BR-CO-16"
    if not subtotals:
        yield "BR-CO-18"
    if payable > 0 and not (_text(root, "cbc:DueDate") or _text(root, "cac:PaymentTerms/cbc:Note")):
        yield "BR-CO-25"


def _taxes(root: Element) -> Iterator[str]:
    bases: dict[tuple[str, Decimal], Decimal] = defaultdict(Decimal)
    for line in _all_lines(root):
        category = line.find("cac:Item/cac:ClassifiedTaxCategory", NAMESPACES)
        if category is not None:
            key = _text(category, "cbc:ID"), _number(category, "cbc:Percent")
            bases[key] += _number(line, "cbc:LineExtensionAmount")
    seen = set()
    for subtotal in root.findall("cac:TaxTotal/cac:TaxSubtotal", NAMESPACES):
        code, rate = _text(subtotal, "cac:TaxCategory/cbc:ID"), _number(subtotal, "cac:TaxCategory/cbc:Percent")
        base, vat = _number(subtotal, "cbc:TaxableAmount"), _number(subtotal, "cbc:TaxAmount")
        seen.add((code, rate))
        if base != bases.get((code, rate), ZERO):
            yield f"BR-{_family(code)}-08"
        if vat != to_ore(base * rate / 100):
            yield "BR-CO-17"
        if code == STANDARD and rate <= 0:
            yield "BR-S-05"
        if code != STANDARD and (rate or vat):
            yield f"BR-{_family(code)}-09"
        has_reason = any(
            _text(subtotal, f"cac:TaxCategory/cbc:{name}") for name in ("TaxExemptionReasonCode", "TaxExemptionReason")
        )
        if has_reason != (code in EXEMPT):
            yield f"BR-{_family(code)}-10"
    yield from (f"BR-{_family(code)}-01" for code, _rate in set(bases) - seen)
    if any(code == "K" for code, _rate in seen):
        yield from _intra_union(root)


def _family(code: str) -> str:
    return {"K": "IC"}.get(code, code)


def _intra_union(root: Element) -> Iterator[str]:
    numbers = [_text(party, "cac:PartyTaxScheme/cbc:CompanyID") for party in (_supplier(root), _customer(root))]
    if not all(numbers):
        yield "BR-IC-02"
    if not _text(root, "cac:Delivery/cbc:ActualDeliveryDate"):
        yield "BR-IC-11"
    if not _text(root, "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode"):
        yield "BR-IC-12"


# --- lines ---


def _lines(root: Element) -> Iterator[str]:
    lines = _all_lines(root)
    if not lines:
        yield "BR-16"
    for line in lines:
        tag = "cbc:InvoicedQuantity" if _name(root) == "Invoice" else "cbc:CreditedQuantity"
        quantity, price = line.find(tag, NAMESPACES), line.find("cac:Price", NAMESPACES)
        if quantity is None or price is None:
            continue  # said by the structure already
        each, base = _number(price, "cbc:PriceAmount"), price.find("cbc:BaseQuantity", NAMESPACES)
        per = Decimal(base.text or 0) if base is not None else Decimal(1)
        if per <= 0:
            yield "PEPPOL-EN16931-R121"
            continue
        if base is not None and base.get("unitCode") != quantity.get("unitCode"):
            yield "PEPPOL-EN16931-R130"
        more = sum(
            (
                _number(one, "cbc:Amount") * (1 if _text(one, "cbc:ChargeIndicator") == "true" else -1)
                for one in line.findall("cac:AllowanceCharge", NAMESPACES)
            ),
            ZERO,
        )
        if _number(line, "cbc:LineExtensionAmount") != to_ore(Decimal(quantity.text or 0) * each / per) + more:
            yield "PEPPOL-EN16931-R120"
        if each < 0:
            yield "BR-27"
        if not _text(line, "cac:Item/cbc:Name"):
            yield "BR-25"
