"""Issue invoices and credit notes: numbered without gaps, complete when they are made, never changed.

An order has one invoice, of what was sold, issued when its goods have left. What is taken back is credited, at the
rates of the sale; the credit notes of an invoice never come to more than it. Locks: the order, then the series.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import override

from commerce.events.log import publish
from commerce.money import ORE, net_of_gross, share
from commerce.orders.invoices import content as invoice_content
from commerce.orders.invoices import numbering
from commerce.orders.invoices.content import Content
from commerce.orders.invoices.models import Invoice
from commerce.orders.invoices.numbering import Issued
from commerce.orders.invoices.sums import RateSum, Sums, given_back
from commerce.orders.models import Order
from commerce.orders.states import InvoiceState, MoveRefused
from commerce.pricing.totals import GROSS_PER_RATE, Amounts, portion
from commerce.pricing.vat import SWEDEN

ZERO = Decimal(0)


class CreditRefused(Exception):
    """There is not so much left to credit, or nothing was said to be credited."""


def issue(order_id: int, *, again: Issued | None = None, now: datetime) -> Invoice:
    """The invoice of an order, made the first time it is asked for. Publishes `invoice.issued` with it.

    `again`: it was issued before the database was taken back, and is written with its own number and day; nobody is
    told anew. Raises MoveRefused for an order that is not confirmed: nothing is sold yet, or no longer.
    """
    with transaction.atomic():
        order = Order.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=order_id)
        found = order.invoices.filter(kind=Invoice.Kind.INVOICE).first()
        if found:
            return found
        if order.state not in (Order.State.CONFIRMED, Order.State.COMPLETED):
            raise MoveRefused(f"{order.number} is {order.state} and has no invoice")
        today = again.on if again else now.astimezone(SWEDEN).date()
        with override(order.locale):
            content = invoice_content.of_order(order, language=order.locale, today=today)
        if again and again.delivered_on:
            content["delivered_on"] = again.delivered_on.isoformat()
        invoice = _write(order, Invoice.Kind.INVOICE, content, again=again, now=now)
        told = {"invoice": invoice.pk, "number": str(invoice), "payable": content["payable"]}
        publish("invoice.written_again" if again else "invoice.issued", f"order:{order.number}", told, at=now)
        return invoice


def credit(
    invoice_id: int,
    *,
    lines: Mapping[int, int] | None = None,
    delivery: bool = False,
    amount: Decimal | None = None,
    why: str,
    by: int | None = None,
    again: Issued | None = None,
    now: datetime,
) -> Invoice:
    """A credit note of an invoice. Publishes `invoice.credited` with it. `again` as for `issue`.

    Either `lines`, pieces by the order line's key, with what is left of `delivery` where that is said; or an `amount`
    incl. VAT, divided among the rates by what is left at each. `by` is the user who asks, None for the shop itself;
    `why` stands on the document. What is credited is `content["payable"]`. Raises CreditRefused: nothing has changed.
    """
    with transaction.atomic():
        order_id = Invoice.objects.values_list("order_id", flat=True).get(pk=invoice_id, kind=Invoice.Kind.INVOICE)
        order = Order.objects.select_for_update().get(pk=order_id)
        invoice = Invoice.objects.get(pk=invoice_id)
        earlier = [note.content for note in invoice.credit_notes.order_by("pk")]
        left = _left(invoice.content, earlier)
        if amount is not None:
            rows, sums = _of_amount(invoice.content, amount, left, why=why)
        else:
            rows, sums = _of_lines(invoice.content, earlier, lines or {}, delivery=delivery, left=left)
        content = _note(invoice, rows, sums, why=why, on=again.on if again else now.astimezone(SWEDEN).date())
        note = _write(order, Invoice.Kind.CREDIT_NOTE, content, credits=invoice, again=again, now=now)
        told = {
            "invoice": invoice.pk,
            "credit_note": note.pk,
            "number": str(note),
            "payable": content["payable"],
            "why": why,
            "by": by,
        }
        kind = "invoice.credit_written_again" if again else "invoice.credited"
        publish(kind, f"order:{order.number}", told, at=now)
        return note


def state(invoice: Invoice) -> InvoiceState:
    """How much of an invoice has been taken back."""
    credited = sum((Decimal(note.content["payable"]) for note in invoice.credit_notes.all()), ZERO)
    if not credited:
        return InvoiceState.ISSUED
    whole = credited >= Decimal(invoice.content["payable"])
    return InvoiceState.CREDITED if whole else InvoiceState.PARTLY_CREDITED


# --- the steps ---


def _write(
    order: Order,
    kind: str,
    content: Content,
    *,
    credits: Invoice | None = None,
    again: Issued | None = None,
    now: datetime,
) -> Invoice:
    today = again.on if again else now.astimezone(SWEDEN).date()
    days = invoice_content.terms_days(content)
    due_on = today + timedelta(days=days) if days is not None else None
    series, number = numbering.take(kind, again)
    return Invoice.objects.create(
        series_id=series,
        number=number,
        kind=kind,
        order=order,
        credits=credits,
        issued_on=today,
        due_on=due_on,
        net=Decimal(content["net"]),
        vat=Decimal(content["vat_total"]),
        gross=Decimal(content["gross"]),
        currency=content["currency"],
        content=invoice_content.with_number(content, number, series, due_on=due_on),
    )


def _left(content: Content, earlier: list[Content]) -> dict[Decimal, Decimal]:
    """What may still be credited at each rate, as it was paid."""
    left: dict[Decimal, Decimal] = defaultdict(Decimal)
    for document, sign in [(content, 1), *((note, -1) for note in earlier)]:
        for one in document["vat"]:
            left[Decimal(one["rate"])] += sign * sum(Decimal(one[part]) for part in ("net", "vat", "rounding"))
    return left


def _of_amount(
    content: Content, amount: Decimal, left: dict[Decimal, Decimal], *, why: str
) -> tuple[list[Content], Sums]:
    room = sum(left.values(), ZERO)
    if not 0 < amount <= room:
        raise CreditRefused(f"{amount} of {room} left of {content['number']}")
    shares = zip(left, share(amount, list(left.values())), strict=True)
    parts = [
        (Amounts(net, gross - net, gross), rate)
        for rate, gross in shares
        if gross
        for net in [net_of_gross(gross, rate)]
    ]
    sums = given_back(parts, rounding=GROSS_PER_RATE)
    rows = [
        {
            "key": "",
            "line": None,
            "sku": "",
            "name": why,
            "label": "",
            "quantity": 1,
            "unit_net": str(net),
            "unit_gross": str(part.gross),
            "discount": "0.00",
            "net": str(net),
            "gross": str(part.gross),
            "rate": invoice_content.plain(rate),
            "category": invoice_content.category(rate, content["vat_zone"]),
        }
        for (part, rate), net in zip(parts, sums.nets, strict=True)
    ]
    return rows, sums


def _of_lines(
    content: Content,
    earlier: list[Content],
    pieces: Mapping[int, int],
    *,
    delivery: bool,
    left: dict[Decimal, Decimal],
) -> tuple[list[Content], Sums]:
    done: Counter[str] = Counter()
    for note in earlier:
        for row in note["lines"]:
            done[row["key"]] += row["quantity"]
    wanted = _wanted(content, pieces, done, delivery=delivery)
    parts = [(_portion(row, done[row["key"]], take), Decimal(row["rate"])) for row, take in wanted]
    sums = given_back(parts, rounding=content["exact"])
    taken = {row["key"]: take for row, take in wanted}
    whole = {
        rate: all(
            done[row["key"]] + taken.get(row["key"], 0) == row["quantity"]
            for row in content["lines"]
            if Decimal(row["rate"]) == rate
        )
        for rate in left
    }
    by_rate = tuple(_within(one, left[one.rate], ends=whole[one.rate], notes=len(earlier)) for one in sums.by_rate)
    rows = [
        {**row, "quantity": take, "discount": "0.00", "net": str(net), "gross": str(part.gross)}
        for (row, take), (part, _rate), net in zip(wanted, parts, sums.nets, strict=True)
    ]
    return rows, Sums(nets=sums.nets, by_rate=by_rate)


def _wanted(
    content: Content, pieces: Mapping[int, int], done: Counter[str], *, delivery: bool
) -> list[tuple[Content, int]]:
    """The lines of the invoice that are credited, each with how many. Raises CreditRefused for what is not there."""
    by_line = {row["line"]: row for row in content["lines"] if row["line"] is not None}
    unknown = sorted(set(pieces) - set(by_line))
    if unknown:
        raise CreditRefused(f"{unknown} are no lines of {content['number']}")
    wanted = [(by_line[line], take) for line, take in pieces.items() if take]
    if delivery:
        wanted += [(row, 1) for row in content["lines"] if row["line"] is None and not done[row["key"]]]
    if not wanted:
        raise CreditRefused(f"nothing of {content['number']} is said to be credited")
    for row, take in wanted:
        if not 0 < take <= row["quantity"] - done[row["key"]]:
            raise CreditRefused(f"{take} of {row['quantity'] - done[row['key']]} left of {row['sku']}")
    return wanted


def _portion(row: Content, done: int, take: int) -> Amounts:
    net, gross = Decimal(row["net"]), Decimal(row["gross"])
    return portion(Amounts(net, gross - net, gross), done=done, take=take, of=row["quantity"])


def _within(one: RateSum, left: Decimal, *, ends: bool, notes: int) -> RateSum:
    """Parts of a business's invoice round their VAT each for itself: the öre that differ are rounding in the last."""
    over = one.payable - left
    if abs(over) <= ORE * (notes + 1) and (ends or over > 0):
        return RateSum(rate=one.rate, net=one.net, vat=one.vat, rounding=one.rounding - over)
    if over > 0:
        raise CreditRefused(f"{one.payable} of {left} left at {one.rate} %")
    return one


def _note(invoice: Invoice, rows: list[Content], sums: Sums, *, why: str, on: date) -> Content:
    content: dict[str, Any] = invoice.content
    return {
        **content,
        "issued_on": on.isoformat(),
        "seller": invoice_content.seller(),
        "lines": rows,
        **invoice_content.totals(sums, zone=content["vat_zone"]),
        "paid": str(ZERO),
        "payment": {"kind": "credit", "name": "", "terms_days": None, "ocr": ""},
        "credits": {"number": content["number"], "issued_on": content["issued_on"]},
        "why": why,
    }
