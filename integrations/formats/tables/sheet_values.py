"""What a spreadsheet's cells can hold exactly; all else is written as text, which our reading makes the same of."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from integrations.formats.tables.column import Unwritable, Value, decimal_text, local, too_long

FIRST_DAY = date(1900, 3, 1)  # before it the calendars of spreadsheets differ
LONGEST_TEXT = 32_767
DIGITS = 15


def is_exact(number: int | Decimal) -> bool:
    """Whether a cell of floating point keeps all its digits."""
    value = Decimal(number)
    decimal_text(value)
    return len(value.normalize().as_tuple().digits) <= DIGITS and abs(value.adjusted()) < 300


def is_sheet_date(value: date) -> bool:
    day = value.date() if isinstance(value, datetime) else value
    return day >= FIRST_DAY


def wall_clock(value: Value) -> datetime | None:
    """The moment on the shop's clock without its zone. None where that is not all of it; then it is written as text.

    That is: the hour the clock shows twice, parts of a millisecond, and days before the calendars agree.
    """
    moment = local(value)
    naive = moment.replace(tzinfo=None)
    is_twice = moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset()
    is_finer = moment.microsecond % 1000
    return None if is_twice or is_finer or not is_sheet_date(naive) else naive


def shown_moment(value: Value) -> str:
    """The moment as people read it, to the second; with its parts and its distance from UTC where that is not all."""
    clock = wall_clock(value)
    return local(value).isoformat() if clock is None or clock.microsecond else f"{clock:%Y-%m-%d %H:%M:%S}"


def fitting(text: str, *, row: int, column: str, most: int = LONGEST_TEXT) -> str:
    """The text, unless a cell cannot hold it: spreadsheets count in UTF-16."""
    if len(text) > most // 2 and len(text.encode("utf-16-le")) // 2 > most:
        raise Unwritable(too_long(most), row=row, column=column)
    return text


def sheet_name(title: str, number: int) -> str:
    """A name that every spreadsheet program takes."""
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip() or _("Rows")
    return plain[:31] if number == 1 else f"{plain[:26]} {number}"
