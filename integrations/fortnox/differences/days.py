"""Vouchers of days, where private persons' sales are booked by the day: one of each, with the amounts that we have."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings

from commerce.pricing.vat import SWEDEN
from integrations import cursors
from integrations.fortnox import advance, names, vouchers
from integrations.fortnox.differences.reading import DAY, IN_TIME
from integrations.fortnox.interface import Fortnox, place
from integrations.fortnox.names import SYSTEM
from integrations.fortnox.totals import amount
from integrations.models import Delivery
from integrations.reconciliation.comparison import Difference, Facts, Kind, Look
from integrations.target import Lane

TARGET = "fortnox.vouchers"


def days(look: Look) -> Iterator[Difference]:
    at = Fortnox(Lane.BULK)
    for day in _days(look):
        look.count()
        yield from _of(day, look, at)


# --- the steps ---


def _days(look: Look) -> Iterable[date]:
    """Days that are told of as over, and have had the time that a voucher takes."""
    if look.only is not None:
        return [date.fromisoformat(day) for day in look.of(DAY)]
    told = cursors.position(advance.VOUCHERS)
    if not told:
        return []
    first, last = look.since.astimezone(SWEDEN).date(), date.fromisoformat(told)
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _of(day: date, look: Look, at: Fortnox) -> Iterator[Difference]:
    numbers = _numbers(day, at)
    rows = {str(account): f"{sum_:.2f}" for account, sum_ in vouchers.bookings(day, at=at).items()}
    known = names.theirs(vouchers.KIND, day.isoformat())
    if len(numbers) > 1:
        yield _difference(Kind.TWICE_THERE, day, {"number": known or ""}, {"numbers": ", ".join(numbers)})
    elif not numbers:
        if rows and (known or _is_late(day, look)):
            yield _difference(Kind.MISSING_THERE, day, rows, {})
    elif not known:
        if _is_late(day, look):
            yield _difference(Kind.UNKNOWN_HERE, day, rows, {"number": numbers[0], **_rows(numbers[0], day, at)})
    elif (there := _rows(numbers[0], day, at)) != rows:
        yield _difference(Kind.OTHER_AMOUNT, day, rows, there)


def _numbers(day: date, at: Fortnox) -> list[str]:
    series = settings.FORTNOX_VOUCHER_SERIES
    listed = at.every(
        "Vouchers", f"/3/vouchers/sublist/{place(series)}", financialyear=str(vouchers.year_of(day, at=at))
    )
    return [
        f"{series}{one['VoucherNumber']}"
        for one in listed
        if one.get("Description") == vouchers.description(day) and one.get("TransactionDate") == day.isoformat()
    ]


def _rows(number: str, day: date, at: Fortnox) -> dict[str, str]:
    series = settings.FORTNOX_VOUCHER_SERIES
    year = str(vouchers.year_of(day, at=at))
    path = f"/3/vouchers/{place(series)}/{place(number.removeprefix(series))}"
    told = at.get("Voucher", path, financialyear=year) or {}
    found: dict[str, Decimal] = {}
    for row in told.get("VoucherRows") or []:
        if not row.get("Removed"):
            account = str(row["Account"])
            found[account] = found.get(account, Decimal(0)) + amount(row.get("Debit")) - amount(row.get("Credit"))
    return {account: f"{sum_:.2f}" for account, sum_ in sorted(found.items()) if sum_}


def _is_late(day: date, look: Look) -> bool:
    sent = Delivery.objects.filter(target=TARGET, subject=f"{DAY}:{day}", event__at__lt=look.now - IN_TIME)
    return sent.exists()


def _difference(kind: Kind, day: date, ours: Facts, theirs: Facts) -> Difference:
    return Difference(system=SYSTEM, kind=kind, subject=f"{DAY}:{day}", ours=ours, theirs=theirs)
