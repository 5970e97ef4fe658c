"""Columns, what may stand in them, and how a value is written as text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.formats.problems import grouped

Value = str | int | Decimal | date | datetime | bool | None
LONGEST_TEXT = 5_000_000
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LINE_BREAK = re.compile("\r\n?")


class Kind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    DATETIME = "datetime"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column by its heading. `width` is its characters in positional text, `decimals` how many a sheet shows."""

    name: str
    kind: Kind = Kind.TEXT
    width: int = 0
    decimals: int | None = None
    is_code: bool = False  # an article number or the like: what a spreadsheet made a number of is refused


class Unwritable(Exception):
    """A row has a value that the format has no place for; the text names row, column and why."""

    def __init__(self, message: str, *, row: int = 0, column: str = "") -> None:
        place = {"row": row, "column": column, "message": message}
        if row and column:
            message = _("Row %(row)s, column %(column)s: %(message)s") % place
        elif row:
            message = _("Row %(row)s: %(message)s") % place
        super().__init__(message)


def clean(text: str) -> str:
    """The text with line breaks of one kind, and a mark in place of what is no text."""
    if text.isprintable():  # as nearly all is; the rest is looked at more closely
        return text
    if "\r" in text:
        text = LINE_BREAK.sub("\n", text)
    return NO_TEXT.sub(UNKNOWN, text)


def checked(
    rows: Iterable[Sequence[Value]], columns: Sequence[Column], *, longest: int = LONGEST_TEXT
) -> Iterator[tuple[int, list[Value]]]:
    """The rows that hold something, numbered from 1, their texts clean. Raises Unwritable for another length."""
    _refuse_names(columns)
    width = len(columns)
    texts = [place for place, column in enumerate(columns) if column.kind == Kind.TEXT]
    for number, given in enumerate(rows, start=1):
        if len(given) != width:
            said = _("%(found)s values for %(wanted)s columns.") % {"found": len(given), "wanted": width}
            raise Unwritable(said, row=number)
        row = list(given)
        for place in texts:
            if (text := row[place]) is not None:
                row[place] = text = clean(text if isinstance(text, str) else str(text))
                if len(text) > longest:
                    raise Unwritable(too_long(longest), row=number, column=columns[place].name)
        if not is_blank(row):
            yield number, row


def too_long(most: int) -> str:
    return _("The text is longer than the %(most)s characters that a cell holds.") % {"most": grouped(most)}


def is_blank(row: Sequence[object]) -> bool:
    """Whether a row holds nothing but air."""
    return all(value is None or (isinstance(value, str) and not value.strip()) for value in row)


def _refuse_names(columns: Sequence[Column]) -> None:
    names = [column.name for column in columns]
    if not names or any(name != clean(name).strip() or not name for name in names) or len(set(names)) < len(names):
        raise Unwritable(_("Each column needs a name of its own."))


def writers(columns: Sequence[Column], *, decimal_mark: str, yes: str, no: str) -> list[Callable[[Value], str]]:
    """For each column what makes text of a value that is not missing."""
    return [_writer(column.kind, decimal_mark, yes, no) for column in columns]


def _writer(kind: Kind, decimal_mark: str, yes: str, no: str) -> Callable[[Value], str]:
    if kind == Kind.DECIMAL:
        return decimal_text if decimal_mark == "." else lambda value: decimal_text(value).replace(".", decimal_mark)
    if kind == Kind.DATETIME:
        zone = timezone.get_current_timezone()
        return lambda value: value.astimezone(zone).isoformat()  # type: ignore[union-attr]
    if kind == Kind.DATE:
        return lambda value: value.isoformat()  # type: ignore[union-attr]
    if kind == Kind.YES_NO:
        return lambda value: yes if value else no
    return str


def decimal_text(value: Value) -> str:
    """All its digits and no exponent. Raises Unwritable for what is no number."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise Unwritable(_("“%(text)s” is not an amount.") % {"text": number})
    return f"{number:f}"


def local(value: Value) -> datetime:
    """A moment on the shop's clock, with its distance from UTC."""
    assert isinstance(value, datetime)  # noqa: S101 - the kind of the column promises it
    return value.astimezone(timezone.get_current_timezone())
