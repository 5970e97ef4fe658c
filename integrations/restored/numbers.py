"""Every series of numbers begins above what may have been used after the restore point: none is used twice.

That holds for keys too: a payment, a parcel and an order line are known to others by theirs.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, transaction

from commerce.orders.invoices import numbering
from commerce.orders.invoices.models import InvoiceSeries
from integrations.restored.models import Restoration

SEEN_BY_PEOPLE = ("order_number", "quotation_number")
MARGIN, ROUND = 1_000, 1_000
MARGIN_OF_KEYS = 1_000_000
FIRST_DAY, KEYS_A_MINUTE = datetime(2026, 1, 1, tzinfo=UTC), 1_000  # more than any table gets
EACH = """
SELECT sequencename, COALESCE(last_value, start_value), max_value FROM pg_sequences
WHERE schemaname = current_schema() ORDER BY sequencename
"""
LIFT = "SELECT setval(%s::regclass, %s) FROM pg_sequences WHERE sequencename = %s AND COALESCE(last_value, 0) < %s"
LAST = "last of "  # the last number of an invoice series at the restore point


def jump(restoration: Restoration, *, now: datetime) -> None:
    """Lift every sequence above its floor, and go on in new series of invoices. Twice is once.

    Floors of keys grow with the clock: a database that is taken back twice does not begin at the same key.
    """
    with connection.cursor() as cursor:
        cursor.execute(EACH)
        found = cursor.fetchall()
    for name, last, most in found:
        restoration.floors.setdefault(name, _above(name, last, most, now))
    with transaction.atomic():
        for kind in settings.INVOICE_SERIES:
            _continue(restoration, kind, now=now)
        restoration.save(update_fields=["floors"])
    lift(restoration)


def lift(restoration: Restoration) -> None:
    """Have each sequence go on above its floor. A number that is taken meanwhile is not taken back."""
    with connection.cursor() as cursor:
        for name, floor in restoration.floors.items():
            if not name.startswith(LAST):
                cursor.execute(LIFT, [name, floor, name, floor])


def keep_above(restoration: Restoration, numbers: Iterable[str]) -> int | None:
    """Have order numbers begin above those that others name as well. Returns the highest of them."""
    seen = max((int(number) for number in numbers if number.isdecimal() and len(number) < 19), default=None)
    if seen is not None and seen + MARGIN > restoration.floors["order_number"]:
        restoration.floors["order_number"] = _rounded(seen + MARGIN)
        restoration.save(update_fields=["floors"])
        lift(restoration)
    return seen


def last_before(restoration: Restoration, series: str) -> int:
    """The last number of an invoice series that the restored database knew of."""
    return restoration.floors.get(f"{LAST}{series}", 0)


# --- the steps ---


def _above(name: str, last: int, most: int, now: datetime) -> int:
    if name in SEEN_BY_PEOPLE:
        return _rounded(last + MARGIN)
    by_clock = int((now - FIRST_DAY).total_seconds() // 60) * KEYS_A_MINUTE
    above = max(last + MARGIN_OF_KEYS, by_clock)
    return above if above < most // 2 else last + min(MARGIN_OF_KEYS, (most - last) // 10)


def _rounded(number: int) -> int:
    return -(-number // ROUND) * ROUND


def _continue(restoration: Restoration, kind: str, *, now: datetime) -> None:
    """The series that was open at the restore point is closed, once for each restore."""
    if f"{LAST}{kind}" in restoration.floors:
        return
    series = numbering.open_series(kind)
    last = InvoiceSeries.objects.filter(code=series).values_list("last_number", flat=True).first() or 0
    restoration.floors |= {f"{LAST}{series}": last, f"{LAST}{kind}": last}
    numbering.close(kind, now=now)
