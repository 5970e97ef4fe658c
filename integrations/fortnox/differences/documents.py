"""Invoices and credit notes, one by one: there or not, to the öre, booked, and what is left to pay."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Q

from commerce.orders.models import Invoice, Payment
from integrations.fortnox import invoices, money, papers, vouchers
from integrations.fortnox.differences import paid
from integrations.fortnox.differences.reading import DOCUMENT, PAID, Reading, Thing, issued, of_ours, of_theirs
from integrations.fortnox.models import FortnoxDocument
from integrations.fortnox.names import SYSTEM
from integrations.fortnox.totals import amount
from integrations.models import Delivery
from integrations.reconciliation.comparison import Difference, Facts, Kind

TARGET = "fortnox.documents"


def known(reading: Reading) -> Iterator[Difference]:
    """Documents that Fortnox is known to have had."""
    for document in _known(reading):
        if document.number in reading.fresh:
            pays = document.payments.values_list("pk", flat=True)
            reading.look.leave(f"{DOCUMENT}:{document.invoice}", *(f"{PAID}:{pk}" for pk in pays))
            continue
        reading.look.count()
        told = reading.at.get("Invoice", invoices.address(document.number))
        if told is None or told.get("Cancelled"):
            theirs = {} if told is None else {"number": document.number, "state": "cancelled"}
            ours = {"number": document.number, **of_ours(document.invoice)}
            yield difference(Kind.MISSING_THERE, document.invoice, ours, theirs)
            continue
        yield from _of(document, told, reading)
        yield from paid.of(document, reading)


def unproved(reading: Reading) -> Iterator[Difference]:
    """Documents that were to be sent long enough ago, and that nobody has the proof of."""
    for document in _unproved(reading):
        if vouchers.has(document.order):
            continue  # the day's voucher proves it
        reading.look.count()
        told = invoices.find(document, at=reading.at)
        if told is None:
            yield difference(Kind.MISSING_THERE, document, of_ours(document), {})
        elif told["DocumentNumber"] in reading.fresh:
            reading.look.leave(f"{DOCUMENT}:{document}")
        else:
            yield from unlinked(document, told)


def unlinked(document: Invoice, told: Thing) -> Iterator[Difference]:
    """One that is there under our number, which nobody here knows, or that is not as it was issued."""
    ours, theirs = of_ours(document), of_theirs(told)
    kind = Kind.UNKNOWN_HERE if ours == theirs else Kind.OTHER_AMOUNT
    yield difference(kind, document, ours, {"number": told["DocumentNumber"], **theirs})


def difference(kind: Kind, document: Invoice, ours: Facts, theirs: Facts) -> Difference:
    return Difference(
        system=SYSTEM,
        kind=kind,
        subject=f"{DOCUMENT}:{document}",
        ours=ours,
        theirs=theirs,
        order=document.order.number,
    )


# --- the steps ---


def _known(reading: Reading) -> Iterable[FortnoxDocument]:
    found = FortnoxDocument.objects.select_related("invoice__order").order_by("pk")
    if reading.look.only is not None:
        own = [one.pk for one in map(issued, reading.look.of(DOCUMENT)) if one]
        pays = [int(key) for key in reading.look.of(PAID) if key.isdecimal()]
        return found.filter(Q(invoice__in=own) | Q(payments__in=pays)).distinct()
    since = reading.look.since
    recent = Q(invoice__issued_on__gte=since.date()) | Q(made_at__gte=since) | Q(number__in=reading.changed)
    return found.filter(recent).iterator(chunk_size=200)


def _unproved(reading: Reading) -> Iterable[Invoice]:
    waiting = Invoice.objects.filter(in_fortnox=None).select_related("order").order_by("pk")
    sent = Delivery.objects.filter(target=TARGET, event__at__lt=reading.late)
    if reading.look.only is not None:
        wanted = [one for one in map(issued, reading.look.of(DOCUMENT)) if one]
        sent = sent.filter(subject__in=[f"order:{one.order.number}" for one in wanted])
        return waiting.filter(pk__in={one.pk for one in wanted} & _documents(sent))
    return waiting.filter(pk__in=_documents(sent.filter(event__at__gte=reading.look.since)))


def _documents(sent: Any) -> set[int]:
    told = sent.values_list("event__payload", flat=True)
    return {payload.get("credit_note", payload["invoice"]) for payload in told}


def _of(document: FortnoxDocument, told: Thing, reading: Reading) -> Iterator[Difference]:
    ours, theirs = of_ours(document.invoice), of_theirs(told)
    if ours != theirs:
        yield difference(Kind.OTHER_AMOUNT, document.invoice, ours, theirs)
    is_booked = bool(told.get("Booked"))
    asked = document.booking_asked_at
    if not is_booked and (document.booked_at or (asked and asked < reading.late)):
        booked = {"booked": "yes" if document.booked_at else "asked"}
        yield difference(Kind.NOT_BOOKED, document.invoice, booked, {"booked": "no"})
    elif is_booked and document.booked_at is None:
        yield difference(Kind.OTHER_STATE, document.invoice, {"booked": "no"}, {"booked": "yes"})
    elif ours == theirs and (left := _left(document, reading)) is not None:
        there = amount(told.get("Balance"))
        if left != there:
            ours, theirs = {"left_to_pay": f"{left:.2f}"}, {"left_to_pay": f"{there:.2f}"}
            yield difference(Kind.OTHER_BALANCE, document.invoice, ours, theirs)


def _left(document: FortnoxDocument, reading: Reading) -> Decimal | None:
    """What should be left to pay there; None while payments of it are on their way.

    Of an order on the shop's own invoice it is what was last read there: the bookkeeper takes in what comes.
    """
    if _is_on_own_invoice(document.invoice):
        return document.balance
    payments = list(document.payments.all())
    if any(one.booked_at is None or one.booked_at > reading.look.fresh_since for one in payments):
        return None
    whole = papers.sign_of(document.invoice) * Decimal(document.invoice.content["payable"])
    return whole - sum((one.amount for one in payments), Decimal(0))


def _is_on_own_invoice(document: Invoice) -> bool:
    return document.order.payments.filter(provider=money.OWN_INVOICE, state=Payment.State.INVOICED).exists()
