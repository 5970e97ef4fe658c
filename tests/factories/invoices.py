"""Invoices as they are kept, made without a database for what only reads them."""

from datetime import date
from decimal import Decimal

from django.utils.translation import override

from commerce.orders.invoices import content as invoice_content
from commerce.orders.invoices.sums import given_back, sold
from commerce.orders.models import Invoice
from commerce.pricing.totals import GROSS_PER_RATE, document

TODAY = date(2026, 11, 26)
BUYER = {
    "name": "Kafé Ängen AB",
    "person": "Åsa Öberg",
    "address_1": "Box 7",
    "address_2": "",
    "postal_code": "111 22",
    "city": "Stockholm",
    "country": "SE",
}
GERMAN = {**BUYER, "name": "Lampenhaus GmbH", "address_1": "Königstraße 4", "postal_code": "10115", "city": "Berlin"}


def issued(
    parts,
    *,
    kind=Invoice.Kind.INVOICE,
    rounding=GROSS_PER_RATE,
    zone="domestic",
    language="sv",
    paid=False,
    serial=12,
    names=("Espressokopp Glimma",),
    **buyer,
):
    """An invoice, or a credit note of F11, of (exact amount, VAT rate, pieces); `buyer` replaces facts of the buyer."""
    whole = document([(Decimal(amount), Decimal(rate)) for amount, rate, _pieces in parts], rounding=rounding)
    shares = list(zip(whole.parts, (Decimal(rate) for _amount, rate, _pieces in parts), strict=True))
    is_credit = kind == Invoice.Kind.CREDIT_NOTE
    sums = given_back(shares, rounding=rounding) if is_credit else sold(shares, by_rate=whole.by_rate)
    rows = [
        {
            "key": str(place),
            "line": place,
            "sku": f"LL-{1000 + place}",
            "name": names[place % len(names)],
            "label": "Celadon" if place % 2 else "",
            "quantity": pieces,
            "unit_net": str((net / pieces).quantize(Decimal("0.01"))),
            "unit_gross": str((part.gross / pieces).quantize(Decimal("0.01"))),
            "discount": "0.00",
            "net": str(net),
            "gross": str(part.gross),
            "rate": str(rate),
            "category": invoice_content.category(Decimal(rate), zone),
        }
        for place, ((part, rate), net, (_amount, _rate, pieces)) in enumerate(
            zip(shares, sums.nets, parts, strict=True), start=1
        )
    ]
    home = BUYER if zone == "domestic" else {**GERMAN, "country": "DE"}
    facts = {
        "number": "5560000001" if zone == "domestic" else "",
        "vat_number": "SE556000000101" if zone == "domestic" else "DE123456789",
        "email": "faktura@angen.example",
        "reference": "Åsa",
        "po_number": "PO-7",
        "cost_centre": "",
        "peppol_id": "",
        "is_business": True,
    }
    with override(language):
        note = invoice_content.vat_note(zone)
    payment = "credit" if is_credit else "paid" if paid else "invoice"
    content = {
        "language": language,
        "issued_on": TODAY.isoformat(),
        "delivered_on": TODAY.isoformat(),
        "order": {"number": "10042", "placed_on": "2026-11-24"},
        "seller": invoice_content.seller(),
        "buyer": {**home, **facts, **buyer},
        "delivery": home,
        "lines": rows,
        **invoice_content.totals(sums, zone=zone),
        "paid": str(sums.payable) if paid else "0",
        "currency": "SEK",
        "exact": rounding,
        "vat_zone": zone,
        "vat_note": note,
        "payment": {
            "kind": payment,
            "name": "Kort eller Swish" if paid else "",
            "terms_days": 30 if payment == "invoice" else None,
            "ocr": "",
        },
        "credits": {"number": "F11", "issued_on": "2026-11-20"} if is_credit else None,
        "why": "Trasig i frakten" if is_credit else "",
    }
    due = date(2026, 12, 26) if payment == "invoice" else None
    series = "K" if is_credit else "F"
    content = invoice_content.with_number(content, serial, series, due_on=due)
    return Invoice(
        series_id=series,
        number=serial,
        kind=kind,
        issued_on=TODAY,
        due_on=due,
        net=sums.net,
        vat=sums.vat,
        gross=sums.gross,
        currency="SEK",
        content=content,
    )
