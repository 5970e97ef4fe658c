"""What stands in the books."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from integrations.sandbox.held.rows import GOOD, QUIET, WAIT, Holding, Row, Thing, money
from integrations.sandbox.world import World


def fortnox(world: World) -> list[Holding]:
    kept, modified = world.fortnox.books.kept, world.fortnox.books.modified

    def rows(what: str, row: Callable[[Thing], Row]) -> list[Row]:
        every = sorted(kept[what].items(), key=lambda one: modified[what, one[0]], reverse=True)
        return [_at(row(thing), modified[what, number], thing) for number, thing in every]

    holdings = [
        Holding("Fakturor", rows("Invoice", _invoice)),
        Holding("Inbetalningar", rows("InvoicePayment", _invoice_payment)),
        Holding("Kunder", rows("Customer", lambda one: Row(one["CustomerNumber"], more=one.get("Name", "")))),
        Holding("Artiklar", rows("Article", lambda one: Row(one["ArticleNumber"], more=one.get("Description", "")))),
    ]
    if kept["Order"]:
        holdings.insert(0, Holding("Order", rows("Order", _books_order)))
    if kept["Voucher"]:
        holdings.append(Holding("Verifikationer", rows("Voucher", _voucher)))
    return holdings


def _at(row: Row, at: datetime, thing: Thing) -> Row:
    return Row(row.number, row.order, row.state, row.sum, at, row.more, row.key, row.acts, row.link, thing)


def _invoice(one: Thing) -> Row:
    is_credit, balance = one["Total"] < 0, Decimal(str(one.get("Balance", 0)))
    is_due = one["Booked"] and not is_credit and balance > 0
    if one["Cancelled"]:
        state = ("makulerad", QUIET)
    elif not one["Booked"]:
        state = ("inte bokförd", WAIT)
    else:
        state = ("bokförd, obetald", WAIT) if is_due else ("bokförd och klar", GOOD)
    return Row(
        number=one["DocumentNumber"],
        order=one.get("ExternalInvoiceReference1") or "",
        state=state,
        sum=money(one["Total"]),
        more="Kreditfaktura" if is_credit else one.get("CustomerName", ""),
        key=one["DocumentNumber"],
        acts=(("pay", "Betald till bankgirot"),) if is_due else (),
    )


def _books_order(one: Thing) -> Row:
    state = ("makulerad", QUIET) if one["Cancelled"] else ("order", GOOD)
    return Row(
        one["DocumentNumber"],
        order=one.get("ExternalInvoiceReference1") or "",
        state=state,
        sum=money(one["Total"]),
        more=one.get("CustomerName", ""),
    )


def _invoice_payment(one: Thing) -> Row:
    state = ("bokförd", GOOD) if one["Booked"] else ("inte bokförd", WAIT)
    more = f"faktura {one['InvoiceNumber']}, {one['ModeOfPayment']}"
    return Row(str(one["Number"]), state=state, sum=money(one["Amount"]), more=more)


def _voucher(one: Thing) -> Row:
    debit = sum(Decimal(str(row.get("Debit") or 0)) for row in one["VoucherRows"])
    number = f"{one['VoucherSeries']}{one['VoucherNumber']}"
    return Row(number, sum=money(debit), more=one.get("Description", ""))
