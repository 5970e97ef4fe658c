"""Peppol BIS Billing 3.0 (UBL 2.1, EN 16931) from what was kept of an invoice or a credit note.

Public buyers must be invoiced so (lag 2018:1277); the file is sent through an access point, which is somebody else's
work. What is written is checked by `peppol_rules` before it leaves here.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from commerce.orders.invoices.models import Invoice
from integrations.formats import peppol_rules

CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
ROOTS = {
    Invoice.Kind.INVOICE: ("Invoice", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"),
    Invoice.Kind.CREDIT_NOTE: ("CreditNote", "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"),
}
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
INVOICE_TYPE, CREDIT_NOTE_TYPE = "380", "381"
ORGANISATION_NUMBER = "0007"
CREDIT_TRANSFER, BANKGIRO = "30", "SE:BANKGIRO"
PIECE = "C62"
INTRA_UNION = "K"
EXEMPT_AS = {INTRA_UNION: ("VATEX-EU-IC", "Intra-Community supply")}
ZERO = Decimal(0)

# An element: its name, its text or its children, its attributes. Empty ones are left out (R008).
Node = tuple[str, Any, dict[str, str]]

for _prefix, _space in (("cac", CAC), ("cbc", CBC), *((name.lower(), space) for name, space in ROOTS.values())):
    ElementTree.register_namespace(_prefix, _space)


class NotExpressible(Exception):
    """The document cannot be an e-invoice. `rules` are those of Peppol that it breaks."""

    def __init__(self, number: str, rules: list[str]):
        super().__init__(f"{number}: {', '.join(rules)}")
        self.rules = rules


def write(issued: Invoice) -> bytes:
    """The UBL of an invoice or credit note, UTF-8. Raises NotExpressible naming the rules that it would break."""
    name, namespace = ROOTS[Invoice.Kind(issued.kind)]
    root = ElementTree.Element(f"{{{namespace}}}{name}")
    for node in _document(issued.content, is_credit=name == "CreditNote"):
        _add(root, node)
    written = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    broken = peppol_rules.broken(written)
    if broken:
        raise NotExpressible(str(issued), broken)
    return written


def _add(parent: ElementTree.Element, node: Node) -> None:
    name, inside, attributes = node
    prefix, local = name.split(":")
    if isinstance(inside, list):
        children = [child for child in inside if child[1] not in ("", None)]
        element = ElementTree.Element(f"{{{CAC}}}{local}")
        for child in children:
            _add(element, child)
        if len(element):
            parent.append(element)
    elif inside not in ("", None):
        element = ElementTree.SubElement(parent, f"{{{CBC if prefix == 'cbc' else CAC}}}{local}", attributes)
        element.text = _text(inside)


def _text(value: Any) -> str:
    """Without the characters that XML has no way to write."""
    text = str(value)
    return "".join(char for char in text if char >= " " or char in "\t\n").strip()


def _cbc(name: str, inside: Any, **attributes: str) -> Node:
    return f"cbc:{name}", inside, attributes


def _cac(name: str, *inside: Node) -> Node:
    return f"cac:{name}", list(inside), {}


def _document(content: Mapping[str, Any], *, is_credit: bool) -> Iterator[Node]:
    currency = content["currency"]
    yield _cbc("CustomizationID", CUSTOMIZATION)
    yield _cbc("ProfileID", PROFILE)
    yield _cbc("ID", content["number"])
    yield _cbc("IssueDate", content["issued_on"])
    if is_credit:
        yield _cbc("CreditNoteTypeCode", CREDIT_NOTE_TYPE)
        yield _cbc("Note", content["why"])
    else:
        yield _cbc("DueDate", content["due_on"])
        yield _cbc("InvoiceTypeCode", INVOICE_TYPE)
    yield _cbc("DocumentCurrencyCode", currency)
    yield _cbc("AccountingCost", content["buyer"]["cost_centre"])
    yield _cbc("BuyerReference", content["buyer"]["reference"])
    yield _cac("OrderReference", _cbc("ID", content["buyer"]["po_number"]))
    if content["credits"]:
        told = content["credits"]
        yield _cac(
            "BillingReference",
            _cac("InvoiceDocumentReference", _cbc("ID", told["number"]), _cbc("IssueDate", told["issued_on"])),
        )
    yield _cac("AccountingSupplierParty", _seller(content["seller"]))
    yield _cac("AccountingCustomerParty", _buyer(content["buyer"]))
    yield _delivery(content)
    if content["payment"]["kind"] == "invoice":
        yield _payment(content)
    terms = content["payment"]["terms_days"]
    if terms is not None:
        yield _cac("PaymentTerms", _cbc("Note", f"{terms} dagar netto"))
    elif is_credit:
        yield _cac("PaymentTerms", _cbc("Note", f"Avser faktura {content['credits']['number']}"))
    yield _taxes(content)
    yield _totals(content)
    for place, row in enumerate(content["lines"], start=1):
        yield _line(place, row, currency, is_credit=is_credit)


def _address(name: str, party: Mapping[str, Any]) -> Node:
    return _cac(
        name,
        _cbc("StreetName", party["address_1"]),
        _cbc("AdditionalStreetName", party.get("address_2", "")),
        _cbc("CityName", party["city"]),
        _cbc("PostalZone", party["postal_code"]),
        _cac("Country", _cbc("IdentificationCode", party["country"])),
    )


def _tax_scheme(number: str, scheme: str) -> Node:
    return _cac("PartyTaxScheme", _cbc("CompanyID", number), _cac("TaxScheme", _cbc("ID", scheme if number else "")))


def _seller(shop: Mapping[str, Any]) -> Node:
    return _cac(
        "Party",
        _cbc("EndpointID", shop["number"], schemeID=ORGANISATION_NUMBER),
        _cac("PartyName", _cbc("Name", shop["name"])),
        _address("PostalAddress", shop),
        _tax_scheme(shop["vat_number"], "VAT"),
        _tax_scheme(shop["tax_note"], "TAX"),
        _cac(
            "PartyLegalEntity",
            _cbc("RegistrationName", shop["name"]),
            _cbc("CompanyID", shop["number"], schemeID=ORGANISATION_NUMBER),
        ),
        _cac("Contact", _cbc("ElectronicMail", shop["email"])),
    )


def _buyer(buyer: Mapping[str, Any]) -> Node:
    scheme, _colon, address = buyer["peppol_id"].partition(":")
    if not address:
        scheme, address = ORGANISATION_NUMBER, buyer["number"]
    return _cac(
        "Party",
        _cbc("EndpointID", address, schemeID=scheme),
        _cac("PartyName", _cbc("Name", buyer["name"])),
        _address("PostalAddress", buyer),
        _tax_scheme(buyer["vat_number"], "VAT"),
        _cac(
            "PartyLegalEntity",
            _cbc("RegistrationName", buyer["name"]),
            _cbc("CompanyID", buyer["number"], schemeID=ORGANISATION_NUMBER),
        ),
        _cac("Contact", _cbc("Name", buyer["person"]), _cbc("ElectronicMail", buyer["email"])),
    )


def _delivery(content: Mapping[str, Any]) -> Node:
    sent_to = content["delivery"]
    return _cac(
        "Delivery",
        _cbc("ActualDeliveryDate", content["delivered_on"]),
        _cac("DeliveryLocation", _address("Address", sent_to)),
        _cac("DeliveryParty", _cac("PartyName", _cbc("Name", sent_to["name"]))),
    )


def _payment(content: Mapping[str, Any]) -> Node:
    account = content["seller"]["bankgiro"]
    return _cac(
        "PaymentMeans",
        _cbc("PaymentMeansCode", CREDIT_TRANSFER),
        _cbc("PaymentID", content["payment"]["ocr"]),
        _cac(
            "PayeeFinancialAccount",
            _cbc("ID", account),
            _cac("FinancialInstitutionBranch", _cbc("ID", BANKGIRO if account else "")),
        ),
    )


def _taxes(content: Mapping[str, Any]) -> Node:
    currency = content["currency"]
    return _cac(
        "TaxTotal",
        _cbc("TaxAmount", content["vat_total"], currencyID=currency),
        *(
            _cac(
                "TaxSubtotal",
                _cbc("TaxableAmount", one["net"], currencyID=currency),
                _cbc("TaxAmount", one["vat"], currencyID=currency),
                _cac(
                    "TaxCategory",
                    _cbc("ID", one["category"]),
                    _cbc("Percent", one["rate"]),
                    _cbc("TaxExemptionReasonCode", EXEMPT_AS.get(one["category"], ("", ""))[0]),
                    _cbc("TaxExemptionReason", EXEMPT_AS.get(one["category"], ("", ""))[1]),
                    _cac("TaxScheme", _cbc("ID", "VAT")),
                ),
            )
            for one in content["vat"]
        ),
    )


def _totals(content: Mapping[str, Any]) -> Node:
    currency, rounding, paid = content["currency"], Decimal(content["rounding"]), Decimal(content["paid"])
    return _cac(
        "LegalMonetaryTotal",
        _cbc("LineExtensionAmount", content["net"], currencyID=currency),
        _cbc("TaxExclusiveAmount", content["net"], currencyID=currency),
        _cbc("TaxInclusiveAmount", content["gross"], currencyID=currency),
        _cbc("PrepaidAmount", paid if paid else "", currencyID=currency),
        _cbc("PayableRoundingAmount", rounding if rounding else "", currencyID=currency),
        _cbc("PayableAmount", Decimal(content["payable"]) - paid, currencyID=currency),
    )


def _line(place: int, row: Mapping[str, Any], currency: str, *, is_credit: bool) -> Node:
    allowance, price = _price(row, currency)
    return _cac(
        "CreditNoteLine" if is_credit else "InvoiceLine",
        _cbc("ID", place),
        _cbc("CreditedQuantity" if is_credit else "InvoicedQuantity", row["quantity"], unitCode=PIECE),
        _cbc("LineExtensionAmount", row["net"], currencyID=currency),
        *allowance,
        _cac(
            "Item",
            _cbc("Description", row["label"]),
            _cbc("Name", row["name"]),
            _cac("SellersItemIdentification", _cbc("ID", row["sku"])),
            _cac(
                "ClassifiedTaxCategory",
                _cbc("ID", row["category"]),
                _cbc("Percent", row["rate"]),
                _cac("TaxScheme", _cbc("ID", "VAT")),
            ),
        ),
        price,
    )


def _price(row: Mapping[str, Any], currency: str) -> tuple[list[Node], Node]:
    """The price of one piece where pieces and discount give the line exactly, else the price of all of them (R120)."""
    each, net, quantity = Decimal(row["unit_net"]), Decimal(row["net"]), row["quantity"]
    off = each * quantity - net
    if off in (ZERO, Decimal(row["discount"])):
        allowance = (
            _cac(
                "AllowanceCharge",
                _cbc("ChargeIndicator", "false"),
                _cbc("AllowanceChargeReason", "Rabatt"),
                _cbc("Amount", off, currencyID=currency),
            ),
        )
        price = _cac("Price", _cbc("PriceAmount", each, currencyID=currency))
        return (list(allowance) if off else []), price
    return [], _cac(
        "Price", _cbc("PriceAmount", net, currencyID=currency), _cbc("BaseQuantity", quantity, unitCode=PIECE)
    )
