"""Payments that the shop has set against a document there: there or not, of the same amount, booked."""

from collections.abc import Iterator

from integrations.fortnox.differences.reading import PAID, Reading, Thing
from integrations.fortnox.models import FortnoxDocument, FortnoxPayment
from integrations.fortnox.names import SYSTEM
from integrations.fortnox.totals import amount
from integrations.reconciliation.comparison import Difference, Facts, Kind


def of(document: FortnoxDocument, reading: Reading) -> Iterator[Difference]:
    """Those that were to be there long enough ago."""
    payments = list(document.payments.order_by("pk"))
    if not payments:
        return
    listed = reading.at.every("InvoicePayments", "/3/invoicepayments", invoicenumber=document.number)
    there = {str(one["Number"]): one for one in listed if str(one["InvoiceNumber"]) == document.number}
    for payment in payments:
        reading.look.count()
        yield from _of(document, payment, there.get(payment.number or ""), reading)


def _of(
    document: FortnoxDocument, payment: FortnoxPayment, told: Thing | None, reading: Reading
) -> Iterator[Difference]:
    ours = {"amount": f"{payment.amount:.2f}", "document": document.number}
    if told is None:
        if payment.number or payment.asked_at < reading.late:
            yield _difference(Kind.MISSING_THERE, document, payment, ours, {})
        else:
            reading.look.leave(f"{PAID}:{payment.pk}")
        return
    if amount(told.get("Amount")) != payment.amount:
        theirs = {"amount": f"{amount(told.get('Amount')):.2f}", "number": str(told["Number"])}
        yield _difference(Kind.OTHER_AMOUNT, document, payment, ours, theirs)
    asked = payment.booking_asked_at
    if not told.get("Booked") and (payment.booked_at or (asked and asked < reading.late)):
        booked = {"booked": "yes" if payment.booked_at else "asked", **ours}
        yield _difference(Kind.NOT_BOOKED, document, payment, booked, {"booked": "no"})


def _difference(
    kind: Kind, document: FortnoxDocument, payment: FortnoxPayment, ours: Facts, theirs: Facts
) -> Difference:
    return Difference(
        system=SYSTEM,
        kind=kind,
        subject=f"{PAID}:{payment.pk}",
        ours=ours,
        theirs=theirs,
        order=document.invoice.order.number,
    )
