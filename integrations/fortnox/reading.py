"""What has changed at Fortnox since it was last read: invoices that have been paid there, and customers.

Read by `lastmodified`, which has minutes and Swedish time, from a while before the last reading: what comes twice is
the same the second time. Payments that the shop has made there itself are not told of as news.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commerce.customers import organisation_changes
from commerce.customers.organisations import Organisation
from commerce.orders import settle
from commerce.orders.models import Invoice, Payment, PaymentEvent
from commerce.orders.payments import Fact, Reading
from commerce.pricing.vat import SWEDEN
from integrations import cursors
from integrations.flows.runs import Run
from integrations.fortnox import customers, money, names, totals
from integrations.fortnox.interface import Fortnox, place
from integrations.fortnox.models import FortnoxDocument, FortnoxPayment
from integrations.fortnox.words import clean

OVERLAP, FIRST_LOOK_BACK = timedelta(minutes=15), timedelta(days=1)
SMALL = Decimal(1)  # what a bookkeeper writes off for the sake of öre
# Ours, theirs: what either may change of an organisation.
FIELDS = {
    "invoice_email": "EmailInvoice",
    "invoice_address_1": "Address1",
    "invoice_address_2": "Address2",
    "invoice_postal_code": "ZipCode",
    "invoice_city": "City",
    "buyer_reference": "YourReference",
}
Thing = dict[str, Any]


def read_invoices(run: Run, *, at: Fortnox, now: datetime) -> None:
    """Invoices that have been booked or paid there."""
    for told in _changed("Invoices", "/3/invoices", "DocumentNumber", at=at, now=now):
        run.read += 1
        document = _document(told["DocumentNumber"])
        if document is not None and hear_invoice(document, told, at=at, now=now):
            run.changed += 1
    cursors.advance("fortnox.Invoices", now.isoformat(), now=now)


def read_customers(run: Run, *, at: Fortnox, now: datetime) -> None:
    """Organisations whose address, reference or terms have been changed there."""
    for told in _changed("Customers", "/3/customers", "CustomerNumber", at=at, now=now):
        run.read += 1
        ours = names.ours(customers.KIND, told["CustomerNumber"]) or ""
        if not ours.startswith("organisation:"):
            continue
        whole = at.get("Customer", f"/3/customers/{place(told['CustomerNumber'])}")
        try:
            if whole and _hear_customer(int(ours.rpartition(":")[2]), whole, now=now):
                run.changed += 1
        except ValidationError as error:
            run.failed += 1
            run.error = run.error or f"{told['CustomerNumber']}: {', '.join(error.messages)}"
    cursors.advance("fortnox.Customers", now.isoformat(), now=now)


def hear_invoice(document: FortnoxDocument, told: Thing, *, at: Fortnox, now: datetime) -> bool:
    """Returns whether there was news in it. What is paid is learnt with the balance, or neither is."""
    balance = totals.amount(told.get("Balance"))
    is_booked = bool(told.get("Booked")) and document.booked_at is None
    if balance == document.balance and not is_booked:
        return False
    payment = document.invoice.order.payments.filter(provider=money.OWN_INVOICE, state=Payment.State.INVOICED).first()
    facts = _facts(document, balance, at=at) if payment else ()
    with transaction.atomic():
        if payment and facts:
            settle.learn(payment.pk, Reading(facts=facts), now=now)
        fields: dict[str, Any] = {"balance": balance}
        if is_booked:
            fields |= {"booked_at": now, "booking_asked_at": document.booking_asked_at or now}
        if not balance:
            fields["is_settled"] = payment is not None or document.is_settled
        FortnoxDocument.objects.filter(pk=document.pk).update(**fields)
    return True


# --- the steps ---


def _changed(what: str, path: str, number: str, *, at: Fortnox, now: datetime) -> Iterator[Thing]:
    """Each once, however the pages move while they are read."""
    before = cursors.position(f"fortnox.{what}")
    since = datetime.fromisoformat(before) - OVERLAP if before else now - FIRST_LOOK_BACK
    seen = set()
    for one in at.every(what, path, lastmodified=f"{since.astimezone(SWEDEN):%Y-%m-%d %H:%M}"):
        if one[number] not in seen:
            seen.add(one[number])
            yield one


def _document(number: str) -> FortnoxDocument | None:
    return FortnoxDocument.objects.select_related("invoice__order").filter(number=number).first()


def _facts(document: FortnoxDocument, balance: Decimal, *, at: Fortnox) -> tuple[Fact, ...]:
    """Every booked payment of an invoice, by its number there; and the öre that were written off when it was closed."""
    ours = set(FortnoxPayment.objects.filter(document=document).values_list("number", flat=True))
    facts = []
    for one in at.every("InvoicePayments", "/3/invoicepayments", invoicenumber=document.number):
        if one.get("Booked") and one["Number"] not in ours and str(one["InvoiceNumber"]) == document.number:
            facts.append(_fact(one["Number"], totals.amount(one.get("Amount")), one["PaymentDate"]))
    facts = [fact for fact in facts if fact.amount]
    if facts and not balance and document.invoice.kind == Invoice.Kind.INVOICE:
        left = _left(document.invoice) - sum((_signed(fact) for fact in facts), Decimal(0))
        if 0 < left < SMALL:
            facts.append(_fact(f"{document.number} written off", left, f"{facts[-1].at:%Y-%m-%d}"))
    return tuple(facts)


def _fact(number: str, amount: Decimal, day: str) -> Fact:
    noon = datetime.combine(datetime.fromisoformat(day).date(), time(12), tzinfo=SWEDEN)
    kinds = PaymentEvent.Kind
    kind = kinds.CAPTURED if amount >= 0 else kinds.REFUNDED
    return Fact(kind=kind, key=f"fortnox {number}", amount=abs(amount), at=noon)


def _signed(fact: Fact) -> Decimal:
    return fact.amount if fact.kind == PaymentEvent.Kind.CAPTURED else -fact.amount


def _left(issued: Invoice) -> Decimal:
    """What an invoice asks for when what was credited is taken off."""
    credited = sum((Decimal(note.content["payable"]) for note in issued.credit_notes.all()), Decimal(0))
    return Decimal(issued.content["payable"]) - credited


def _hear_customer(pk: int, told: Thing, *, now: datetime) -> bool:
    """Take over what was changed there, through the door that the shop's own people use. Raises ValidationError."""
    organisation = Organisation.objects.filter(pk=pk).first()
    if organisation is None:
        return False
    changed = []
    for ours, theirs in FIELDS.items():
        if theirs in told and told[theirs] != clean(getattr(organisation, ours), 1024):
            setattr(organisation, ours, told[theirs] or "")
            changed.append(ours)
    terms = str(told.get("TermsOfPayment") or "")
    if terms.isdecimal() and int(terms) <= organisation_changes.LONGEST_TERMS:
        if int(terms) != organisation.payment_terms_days:
            organisation.payment_terms_days = int(terms)
            changed.append("payment_terms_days")
    if not changed:
        return False
    organisation.clean_fields(exclude=[field.name for field in Organisation._meta.fields if field.name not in changed])
    organisation_changes.decide(organisation, changed, by=None, reason=_("Changed in Fortnox"), now=now)
    return True
