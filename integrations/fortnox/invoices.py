"""Invoices and credit notes at Fortnox: found by our own numbers, made once, held against ours, booked later.

An unbooked document may still be cancelled there, so booking is a step of its own. What was issued is never changed.
"""

from datetime import datetime
from typing import Any

from django.conf import settings

from commerce.orders.invoices.models import Invoice
from integrations.errors import DeliveryRefused
from integrations.fortnox import articles, customers, orders, papers, totals
from integrations.fortnox.interface import Fortnox, place
from integrations.fortnox.models import FortnoxDocument

NONE = (None, "", "0")
Thing = dict[str, Any]


def find(issued: Invoice, *, at: Fortnox) -> Thing | None:
    """The document that has our number, if Fortnox has it whole. One that was cancelled there is none."""
    known = FortnoxDocument.objects.filter(invoice=issued).first()
    if known is not None:
        told = at.get("Invoice", address(known.number))
        if told and not told.get("Cancelled"):
            return told
        if known.payments.exists():
            raise DeliveryRefused(f"Fortnox has no document {known.number} any more, and payments were set against it.")
        known.delete()  # somebody has taken it away there, which can be done until it is booked
    order = issued.content["order"]["number"]
    for one in at.every("Invoices", "/3/invoices", externalinvoicereference1=order):
        names_it = (one.get("ExternalInvoiceReference1"), one.get("ExternalInvoiceReference2")) == (order, str(issued))
        if names_it and not one.get("Cancelled"):
            return at.get("Invoice", address(one["DocumentNumber"]))
    return None


def check(issued: Invoice, told: Thing, *, now: datetime) -> FortnoxDocument:
    """What they hold is what was issued. Remembers it. Raises DeliveryRefused with both figures."""
    totals.refuse_difference(issued.content, told, sign=papers.sign_of(issued))
    known, _made = FortnoxDocument.objects.get_or_create(
        invoice=issued,
        defaults={"number": told["DocumentNumber"], "made_at": now, "balance": totals.amount(told.get("Balance"))},
    )
    return known


def make(issued: Invoice, *, at: Fortnox) -> Thing:
    """Make it, of the order there or of nothing, or go on with one that was begun. Returns it as they have it."""
    content, order = issued.content, issued.order
    articles.make_sure_of([line["sku"] for line in content["lines"] if line["sku"]], at=at)
    customer = customers.of_order(order, country=content["delivery"]["country"], at=at)
    paper = papers.invoice(issued, customer=customer)
    if issued.kind == Invoice.Kind.CREDIT_NOTE:
        return _credit(issued, paper, at)
    if settings.FORTNOX_BOOKS == "orders" and (ordered := orders.find(order.number, at=at)):
        return at.put("Invoice", address(orders.invoice_number(ordered, at=at)), paper)
    return at.post("Invoice", "/3/invoices", paper)


def book(number: str, *, at: Fortnox) -> Thing:
    """Book it. One that is booked already is left as it is. Raises DeliveryRefused in a period that is closed."""
    known = at.get("Invoice", address(number))
    if known is None or known.get("Cancelled"):
        raise DeliveryRefused(f"Fortnox has no invoice {number}, or it was cancelled there.")
    if known.get("Booked"):
        return known
    refuse_locked(known["InvoiceDate"], at=at)
    return at.put("Invoice", f"{address(number)}/bookkeep")


def refuse_locked(day: str, *, at: Fortnox) -> None:
    """Raises DeliveryRefused for a day in a period that the bookkeeper has closed."""
    locked = (at.get("LockedPeriod", "/3/settings/lockedperiod") or {}).get("EndDate") or ""
    if locked and day <= locked:
        raise DeliveryRefused(f"Fortnox is closed until {locked}, and this is of {day}.")


def address(number: str) -> str:
    return f"/3/invoices/{place(number)}"


# --- the steps ---


def _credit(issued: Invoice, paper: Thing, at: Fortnox) -> Thing:
    """Fortnox makes a credit note of all the rows; then it is given ours. Of what has one already, it is made anew."""
    credited = FortnoxDocument.objects.filter(invoice=issued.credits_id).first()
    if credited is None:
        raise DeliveryRefused(f"Fortnox does not have the invoice that {issued} takes back from.")
    invoice = book(credited.number, at=at)
    number = invoice.get("CreditInvoiceReference")
    if number in NONE:
        invoice = at.put("Invoice", f"{address(credited.number)}/credit")
        number = invoice.get("CreditInvoiceReference")
    if FortnoxDocument.objects.filter(number=number).exists():
        return at.post("Invoice", "/3/invoices", {**paper, "CreditInvoiceReference": credited.number})
    return at.put("Invoice", address(str(number)), paper)
