"""What Fortnox has that the restored database does not: documents are written again with their own numbers.

A document that reached Fortnox has been used by its number: it is written again for its order, if it comes to the very
same sums, and else a person is asked. Its number is never given to another in either case.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from commerce.orders.invoices import invoicing, numbering
from commerce.orders.invoices.models import Invoice
from commerce.orders.invoices.numbering import Issued
from commerce.orders.models import Order
from commerce.orders.states import MoveRefused
from commerce.pricing.vat import SWEDEN
from integrations.errors import DeliveryRefused
from integrations.fortnox import invoices, names, totals
from integrations.fortnox import rows as paper_rows
from integrations.fortnox.interface import Fortnox, place
from integrations.fortnox.partner import FortnoxPartner
from integrations.restored import numbers, questions
from integrations.restored.models import Restoration
from integrations.target import Lane

OVERLAP = timedelta(hours=1)
DOCUMENT, HOLE, ORDER, DAY = "document", "missing number", "order", "day"
Thing = dict[str, Any]


def bring_back(restoration: Restoration, *, now: datetime) -> Counter[str]:
    counts: Counter[str] = Counter()
    if not FortnoxPartner().is_on():
        return counts
    at = Fortnox(Lane.FIRST)
    since = f"{(restoration.restored_to - OVERLAP).astimezone(SWEDEN):%Y-%m-%d %H:%M}"
    listed = {one["DocumentNumber"]: one for one in at.every("Invoices", "/3/invoices", lastmodified=since)}
    ours = [one for one in listed.values() if _number(one) and not one.get("Cancelled")]
    numbers.keep_above(restoration, [one.get("ExternalInvoiceReference1") or "" for one in ours])
    for kind in (Invoice.Kind.INVOICE, Invoice.Kind.CREDIT_NOTE):  # an invoice before what takes back from it
        for one in ours:
            if _kind(one) == kind and not _is_here(one):
                told = at.get("Invoice", invoices.address(one["DocumentNumber"]))
                counts[_write_again(restoration, kind, told or one, now=now)] += 1
        counts["missing numbers"] += _ask_about_holes(restoration, kind, now=now)
    counts["asked about"] += _ask_about_orders(restoration, at, since, now=now)
    _ask_about_days(restoration, now=now)
    return counts


# --- the steps ---


def _number(told: Thing) -> tuple[str, int] | None:
    return numbering.read(told.get("ExternalInvoiceReference2") or "")


def _kind(told: Thing) -> str | None:
    """By the first letters of its series: also one that was begun after a restore that this database never saw."""
    series, _count = _number(told) or ("", 0)
    for kind, base in settings.INVOICE_SERIES.items():
        if series.startswith(base):
            return kind
    return None


def _is_here(told: Thing) -> bool:
    series, number = _number(told) or ("", 0)
    known = Invoice.objects.filter(series=series, number=number)
    return known.filter(order__number=told.get("ExternalInvoiceReference1") or "").exists()


def _write_again(restoration: Restoration, kind: str, told: Thing, *, now: datetime) -> str:
    """Write a document as it was issued, in one transaction with what Fortnox calls it; or ask."""
    series, number = _number(told) or ("", 0)
    name = f"{series}{number}"
    order_number = told.get("ExternalInvoiceReference1") or ""
    try:
        with transaction.atomic():
            issued = _issued(
                kind, order_number, told, Issued(series, number, _day(told, "InvoiceDate"), _sent(told)), now
            )
            invoices.check(issued, told, now=now)
    except (DeliveryRefused, MoveRefused, invoicing.CreditRefused, _NotHere) as problem:
        words = _("Fortnox has %(name)s, and it cannot be written again here: %(why)s")
        amount = totals.amount(told.get("Total"))
        with transaction.atomic():
            numbering.take(kind, Issued(series, number, now.date()))
        asked: Any = {"order_number": order_number, "amount": amount, "now": now}
        questions.ask(restoration, names.SYSTEM, DOCUMENT, name, words % {"name": name, "why": problem}, **asked)
        return "asked about"
    questions.answer(restoration, names.SYSTEM, DOCUMENT, name, by_itself=_("Written again."), now=now)
    questions.answer(restoration, names.SYSTEM, HOLE, name, by_itself=_("Written again."), now=now)
    return "documents"


class _NotHere(Exception):
    """What the document is about is not in this database."""


def _issued(kind: str, order_number: str, told: Thing, again: Issued, now: datetime) -> Invoice:
    order = Order.objects.filter(number=order_number).first()
    if order is None:
        raise _NotHere(_("There is no order %(number)s.") % {"number": order_number})
    if Invoice.objects.filter(series=again.series, number=again.number).exists():
        raise _NotHere(_("Another order has this number."))
    if kind == Invoice.Kind.CREDIT_NOTE:
        return _credited(order, told, again, now)
    issued = invoicing.issue(order.pk, again=again, now=now)
    if (issued.series_id, issued.number) != (again.series, again.number):
        raise _NotHere(_("The order has the invoice %(number)s already.") % {"number": issued})
    return issued


def _credited(order: Order, told: Thing, again: Issued, now: datetime) -> Invoice:
    """By its pieces, if they come to what was credited; else by the amount, divided as is left at each rate."""
    invoice = order.invoices.filter(kind=Invoice.Kind.INVOICE).first()
    if invoice is None:
        raise _NotHere(_("Its invoice is not here."))
    pieces, has_delivery = _pieces(invoice, told)
    why, amount = told.get("Remarks") or _("Written again after a restore"), abs(totals.amount(told.get("Total")))
    tries: list[Any] = [{"lines": pieces, "delivery": has_delivery}, {"amount": amount}]
    for what in tries:
        try:
            with transaction.atomic():
                note = invoicing.credit(invoice.pk, **what, why=why, again=again, now=now)
                totals.refuse_difference(note.content, told, sign=-1)
                return note
        except (invoicing.CreditRefused, DeliveryRefused) as problem:
            last: Exception = problem
    raise last


def _pieces(invoice: Invoice, told: Thing) -> tuple[dict[int, int], bool]:
    """How many of which lines the rows of a credit note take back, and whether one of them is the delivery."""
    lines = {paper_rows.article_number(line["sku"]): line["line"] for line in invoice.content["lines"] if line["line"]}
    pieces: Counter[int] = Counter()
    has_delivery = False
    for row in told.get("InvoiceRows") or []:
        line = lines.get(row.get("ArticleNumber") or "")
        if line:
            pieces[line] += abs(int(Decimal(str(row.get("DeliveredQuantity") or 0))))
        elif row.get("Description") != paper_rows.ROUNDING:
            has_delivery = True
    return {line: count for line, count in pieces.items() if count}, has_delivery


def _ask_about_holes(restoration: Restoration, kind: str, *, now: datetime) -> int:
    """Numbers after the restore point below one that was used: they were used too, and are given to nobody."""
    asked = 0
    for series in numbering.family(kind):
        last = numbers.last_before(restoration, series)
        if not last:
            continue
        here = set(Invoice.objects.filter(series=series, number__gt=last).values_list("number", flat=True))
        named = restoration.questions.filter(system=names.SYSTEM, kind=DOCUMENT).values_list("name", flat=True)
        used = here | {found[1] for name in named if (found := numbering.read(name)) and found[0] == series}
        for number in sorted(set(range(last + 1, max(used, default=0))) - used):
            words = _("The number was used after the restore point, and Fortnox has no such document. See sent mail.")
            asked += questions.ask(restoration, names.SYSTEM, HOLE, f"{series}{number}", words, now=now)
    return asked


def _ask_about_orders(restoration: Restoration, at: Fortnox, since: str, *, now: datetime) -> int:
    """Orders there that nobody here knows: bought on credit, or paid where no copy is kept."""
    if settings.FORTNOX_BOOKS != "orders":
        return 0
    listed = {one["DocumentNumber"]: one for one in at.every("Orders", "/3/orders", lastmodified=since)}
    asked = 0
    for one in _strangers(listed.values()):
        number, words = one["ExternalInvoiceReference1"], _("Fortnox has this order, and it is not here. %(rows)s")
        whole = at.get("Order", f"/3/orders/{place(one['DocumentNumber'])}") or one
        told = ", ".join(
            f"{row.get('OrderedQuantity')} x {row.get('Description')}" for row in whole.get("OrderRows") or []
        )
        asked += questions.ask(
            restoration,
            names.SYSTEM,
            ORDER,
            one["DocumentNumber"],
            words % {"rows": told},
            order_number=number,
            amount=totals.amount(one.get("Total")),
            now=now,
        )
    return asked


def _strangers(listed: Any) -> Iterator[Thing]:
    for one in listed:
        number = one.get("ExternalInvoiceReference1") or ""
        if number.isdecimal() and not one.get("Cancelled") and not Order.objects.filter(number=number).exists():
            yield one


def _ask_about_days(restoration: Restoration, *, now: datetime) -> None:
    """A day's voucher may have been made of invoices that are not here any more."""
    if settings.FORTNOX_BOOKS == "vouchers":
        day = restoration.restored_to.astimezone(SWEDEN).date().isoformat()
        words = _("Private persons' sales are booked by the day: hold the vouchers since this day against the orders.")
        questions.ask(restoration, names.SYSTEM, DAY, day, words, now=now)


def _day(told: Thing, name: str) -> date:
    return date.fromisoformat(told[name])


def _sent(told: Thing) -> date | None:
    return _day(told, "DeliveryDate") if told.get("DeliveryDate") else None
