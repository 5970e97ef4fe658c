"""The numbers of invoices and credit notes: without gaps, used once, also when the database has been taken back.

After that nobody can tell from the database which numbers have been used. What is found again is written with its own
number; a series is then closed and goes on in another, whose numbers nobody has had: the law asks for one series or
several (mervärdesskattelagen 17 kap. 24 §).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from commerce.orders.invoices.models import InvoiceSeries

# The row is locked until the transaction ends: the next one waits for its number, and a rollback gives it back.
NEXT = """
INSERT INTO orders_invoiceseries (code, last_number) VALUES (%s, 1)
ON CONFLICT (code) DO UPDATE SET last_number = orders_invoiceseries.last_number + 1 RETURNING last_number
"""
SEEN = """
INSERT INTO orders_invoiceseries (code, last_number) VALUES (%s, %s)
ON CONFLICT (code) DO UPDATE SET last_number = greatest(orders_invoiceseries.last_number, excluded.last_number)
"""
NUMBER = re.compile(r"(?P<series>[A-Z]+)(?P<number>[0-9]{1,15})")
MARGIN, ROUND = 1_000, 1_000  # the digits alone are the reference that a customer pays with


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that was issued before the database was taken back, as the one who got it has it."""

    series: str
    number: int
    on: date
    delivered_on: date | None = None


def open_series(kind: str) -> str:
    """The code under which documents of a kind are numbered now: that of the settings, or where it was continued."""
    code = settings.INVOICE_SERIES[kind]
    while after := InvoiceSeries.objects.filter(code=code).values_list("continued_in", flat=True).first():
        code = after
    return code


def family(kind: str) -> set[str]:
    """Every code under which documents of a kind have been numbered."""
    codes = [settings.INVOICE_SERIES[kind]]
    while after := InvoiceSeries.objects.filter(code=codes[-1]).values_list("continued_in", flat=True).first():
        codes.append(after)
    return set(codes)


def take(kind: str, again: Issued | None = None) -> tuple[str, int]:
    """The next number, or that of a document that was issued before. In the transaction that writes it."""
    with connection.cursor() as cursor:
        if again:
            cursor.execute(SEEN, [again.series, again.number])
            return again.series, again.number
        series = open_series(kind)
        cursor.execute(NEXT, [series])
        return series, cursor.fetchone()[0]


def close(kind: str, *, now: datetime) -> str:
    """Close the open series of a kind; it goes on in a new one, far above it. Returns the new one's code.

    The new one begins by the hour, so that a database which is taken back twice does not begin at the same number.
    """
    with transaction.atomic():
        old = InvoiceSeries.objects.get_or_create(code=open_series(kind))[0]
        old = InvoiceSeries.objects.select_for_update().get(pk=old.pk)
        above = -(-(old.last_number + MARGIN) // ROUND) * ROUND
        begins_after = max(above, int(f"{now:%y%j%H}") * ROUND)
        new = InvoiceSeries.objects.create(code=_next_code(kind), last_number=begins_after)
        old.continued_in = new
        old.save(update_fields=["continued_in"])
        return new.code


def read(number: str) -> tuple[str, int] | None:
    """The series and the number of what stands on a document."""
    found = NUMBER.fullmatch(number)
    return (found["series"], int(found["number"])) if found else None


# --- the steps ---


def _next_code(kind: str) -> str:
    """FA, FB, ... FZ, FZA: the base with the letters that nobody has had."""
    base, taken = settings.INVOICE_SERIES[kind], set(InvoiceSeries.objects.values_list("code", flat=True))
    stem = base
    while True:
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            if (code := f"{stem}{letter}") not in taken:
                return code
        stem += "Z"
