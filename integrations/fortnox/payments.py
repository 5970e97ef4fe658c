"""Payments of invoices at Fortnox: made unbooked, booked later. They cannot be asked for by a reference of ours.

So the payments of the document are read through: the one of this amount, this day and this mode that is not yet known
to be another of ours is it. Only we make such ones, one at a time for each order.
"""

from typing import Any

from commerce.pricing.vat import SWEDEN
from integrations.errors import DeliveryRefused
from integrations.fortnox import invoices
from integrations.fortnox.interface import Fortnox, place
from integrations.fortnox.models import FortnoxPayment
from integrations.fortnox.totals import amount
from integrations.fortnox.vouchers import mode_of

Thing = dict[str, Any]


def find(payment: FortnoxPayment, *, at: Fortnox) -> Thing | None:
    if payment.number:
        return at.get("InvoicePayment", address(payment.number))
    wanted = paper(payment)
    document = payment.document.number
    others = set(FortnoxPayment.objects.filter(document=payment.document, number__isnull=False).values_list("number"))
    for one in at.every("InvoicePayments", "/3/invoicepayments", invoicenumber=document):
        if (one["Number"],) in others or str(one["InvoiceNumber"]) != document:
            continue
        if amount(one.get("Amount")) != payment.amount or one.get("PaymentDate") != wanted["PaymentDate"]:
            continue
        told = at.get("InvoicePayment", address(one["Number"]))
        if told is not None and told.get("ModeOfPayment") == wanted["ModeOfPayment"]:
            return told
    return None


def make(payment: FortnoxPayment, *, at: Fortnox) -> Thing:
    return at.post("InvoicePayment", "/3/invoicepayments", paper(payment))


def check(payment: FortnoxPayment, told: Thing) -> FortnoxPayment:
    """Remember it. Raises DeliveryRefused for another amount than ours."""
    if amount(told.get("Amount")) != payment.amount:
        raise DeliveryRefused(f"Fortnox has {told.get('Amount')} where the shop has {payment.amount}.")
    FortnoxPayment.objects.filter(pk=payment.pk).update(number=told["Number"])
    payment.number = told["Number"]
    return payment


def book(payment: FortnoxPayment, *, at: Fortnox) -> Thing:
    """Book it. One that is booked already is left as it is."""
    number = payment.number or ""
    known = at.get("InvoicePayment", address(number))
    if known is None:
        raise DeliveryRefused(f"Fortnox has no payment {number} any more.")
    if known.get("Booked"):
        return known
    invoices.refuse_locked(known["PaymentDate"], at=at)
    return at.put("InvoicePayment", f"{address(number)}/bookkeep")


def paper(payment: FortnoxPayment) -> Thing:
    """Never of a day before the invoice's: what was paid beforehand pays it when it is issued."""
    paid_on = payment.event.at.astimezone(SWEDEN).date()
    return {
        "InvoiceNumber": int(payment.document.number),
        "Amount": float(payment.amount),
        "PaymentDate": max(paid_on, payment.document.invoice.issued_on).isoformat(),
        "ModeOfPayment": mode_of(payment.event.payment.provider),
    }


def address(number: str) -> str:
    return f"/3/invoicepayments/{place(number)}"
