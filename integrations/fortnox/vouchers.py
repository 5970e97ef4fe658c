"""A day's sales to private persons as one voucher, for a shop that keeps no ledger of them at Fortnox.

Sales and VAT stand by rate, on the accounts of the shop's invoices (`integrations.formats.sie`). Invoices are booked
against receivables, and so is what providers took and gave back that day, against the account of each mode of payment:
what is left on receivables is money taken for goods that have not left, or the other way round.

Fortnox cannot be asked for a voucher by a reference. Ours stands in its description, and the series is read through.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from commerce.orders.models import Invoice, Order, Payment, PaymentEvent
from commerce.pricing.vat import SWEDEN
from integrations.errors import DeliveryRefused
from integrations.formats import sie
from integrations.fortnox import names
from integrations.fortnox.interface import Fortnox, place
from integrations.fortnox.invoices import refuse_locked

KIND = "voucher"
ZERO = Decimal(0)
Thing = dict[str, Any]
Bookings = dict[int, Decimal]


def has(order: Order) -> bool:
    """Whether an order is booked by the day: a private person's, that a provider was paid for."""
    if settings.FORTNOX_BOOKS != "vouchers" or order.buyer_type == "business":
        return False
    return not order.payments.filter(state=Payment.State.INVOICED).exists()


def bookings(day: date, *, at: Fortnox) -> Bookings:
    """What a day comes to on each account, debit above nothing. Empty when nothing was sold or paid."""
    found: Bookings = defaultdict(Decimal)
    for issued in Invoice.objects.filter(issued_on=day).select_related("order").order_by("pk"):
        if has(issued.order):
            for (account, _name), amount in sie.bookings(issued):
                found[int(account)] += amount
    accounts: Any = settings.ACCOUNTS
    receivable = int(accounts["receivable"][0])
    for provider, amount in _paid(day).items():
        found[_account(provider, at)] += amount
        found[receivable] -= amount
    return {account: amount for account, amount in sorted(found.items()) if amount}


def find(day: date, *, at: Fortnox) -> str | None:
    """Series and number of the voucher of a day, in the series and in their list of it."""
    if known := names.theirs(KIND, day.isoformat()):
        return known
    year = year_of(day, at=at)
    series = settings.FORTNOX_VOUCHER_SERIES
    for one in at.every("Vouchers", f"/3/vouchers/sublist/{place(series)}", financialyear=str(year)):
        if one.get("Description") == description(day) and one.get("TransactionDate") == day.isoformat():
            return f"{series}{one['VoucherNumber']}"
    return None


def make(day: date, rows: Bookings, *, at: Fortnox) -> str:
    refuse_locked(day.isoformat(), at=at)
    year = year_of(day, at=at)
    asked = {
        "Description": description(day),
        "TransactionDate": day.isoformat(),
        "VoucherSeries": settings.FORTNOX_VOUCHER_SERIES,
        "Year": year,
        "VoucherRows": [
            {"Account": account, "Debit" if amount > 0 else "Credit": float(abs(amount))}
            for account, amount in rows.items()
        ],
    }
    told = at.post("Voucher", "/3/vouchers", asked, financialyear=str(year))
    return f"{told['VoucherSeries']}{told['VoucherNumber']}"


def description(day: date) -> str:
    return f"Webbutiken, privatkunder {day.isoformat()}"


# --- the steps ---


def _paid(day: date) -> dict[str, Decimal]:
    """What each provider took less what it gave back, as it was heard of that day: nothing is added to a day later."""
    start = datetime.combine(day, time.min, tzinfo=SWEDEN)
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=SWEDEN)
    kinds = PaymentEvent.Kind
    signs = {kinds.CAPTURED: 1, kinds.REFUNDED: -1, kinds.BOUNCED: 1}
    found: dict[str, Decimal] = defaultdict(Decimal)
    for event in _heard(start, end, signs):
        if has(event.payment.order):
            found[event.payment.provider] += signs[kinds(event.kind)] * event.amount
    return {provider: amount for provider, amount in found.items() if amount}


def _heard(start: datetime, end: datetime, kinds: Iterable[str]) -> Iterable[PaymentEvent]:
    heard = PaymentEvent.objects.filter(recorded_at__gte=start, recorded_at__lt=end, kind__in=kinds)
    return heard.select_related("payment__order").order_by("pk")


def _account(provider: str, at: Fortnox) -> int:
    """The account of a provider's mode of payment, as the bookkeeper has set it up."""
    mode = mode_of(provider)
    told = at.get("ModeOfPayment", f"/3/modesofpayments/{place(mode)}")
    if told is None:
        raise DeliveryRefused(f"Fortnox has no mode of payment {mode} (FORTNOX_MODES, {provider}).")
    return int(told["AccountNumber"])


def mode_of(provider: str) -> str:
    """Fortnox's code of a provider. Raises DeliveryRefused where none is set."""
    if mode := settings.FORTNOX_MODES.get(provider):
        return mode
    raise DeliveryRefused(f"FORTNOX_MODES names no mode of payment for {provider}.")


def year_of(day: date, *, at: Fortnox) -> int:
    for one in at.every("FinancialYears", "/3/financialyears", Date=day.isoformat()):
        if one["FromDate"] <= day.isoformat() <= one["ToDate"]:
            return int(one["Id"])
    raise DeliveryRefused(f"Fortnox has no financial year for {day}.")
