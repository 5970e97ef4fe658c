"""An invoice, a credit note or an order of the shop's as Fortnox has it, from what stands on it. Pure."""

from typing import Any

from commerce.orders.invoices.models import Invoice
from integrations.errors import DeliveryRefused
from integrations.fortnox import rows
from integrations.fortnox.rows import Content
from integrations.fortnox.words import clean, filled

NAME, SHORT = 1024, 50
HOME_CURRENCY = "SEK"
Paper = dict[str, Any]


def invoice(issued: Invoice, *, customer: str) -> Paper:
    """The whole invoice or credit note. Our document number is the second reference, the order's the first."""
    content = issued.content
    sign = sign_of(issued)
    own = {
        "InvoiceDate": content["issued_on"],
        "DueDate": content["due_on"] or content["issued_on"],
        "DeliveryDate": content["delivered_on"],
        "OCR": content["payment"]["ocr"],
        "ExternalInvoiceReference2": content["number"],
        "Language": "EN" if content["language"] == "en" else "SV",
        "Remarks": clean(content["why"], NAME),
        "InvoiceRows": rows.of(content, sign=sign),
    }
    return _head(content, customer) | filled(own)


def order(content: Content, *, customer: str) -> Paper:
    """An order, with the same rows as its invoice will have."""
    ordered = rows.of(content, quantity="OrderedQuantity")
    own = {
        "OrderDate": content["order"]["placed_on"],
        "OrderRows": [{**row, "DeliveredQuantity": row["OrderedQuantity"]} for row in ordered],
    }
    return _head(content, customer) | own


def sign_of(issued: Invoice) -> int:
    return -1 if issued.kind == Invoice.Kind.CREDIT_NOTE else 1


def _head(content: Content, customer: str) -> Paper:
    if content["currency"] != HOME_CURRENCY:
        raise DeliveryRefused(f"Fortnox: the shop knows no rate for {content['currency']}")
    buyer, delivery = content["buyer"], content["delivery"]
    return filled(
        {
            "CustomerNumber": customer,
            "CustomerName": clean(buyer["name"], NAME),
            "Address1": clean(buyer["address_1"], NAME),
            "Address2": clean(buyer["address_2"], NAME),
            "ZipCode": clean(buyer["postal_code"], 10),
            "City": clean(buyer["city"], NAME),
            "DeliveryName": clean(delivery["name"], NAME),
            "DeliveryAddress1": clean(delivery["address_1"], NAME),
            "DeliveryAddress2": clean(delivery["address_2"], NAME),
            "DeliveryZipCode": clean(delivery["postal_code"], 10),
            "DeliveryCity": clean(delivery["city"], NAME),
            "YourReference": clean(buyer["reference"], SHORT),
            "YourOrderNumber": clean(buyer["po_number"], SHORT),
            "ExternalInvoiceReference1": content["order"]["number"],
            "Currency": HOME_CURRENCY,
            "VATIncluded": rows.has_vat_in_prices(content),
        }
    )
