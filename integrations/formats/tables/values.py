"""Cells made into what their column asks for, whatever the file had: text, or a number, a date, a yes of its own."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.formats.cells import BadCell, read_amount, read_yes
from integrations.formats.problems import Problem
from integrations.formats.tables.column import Column, Kind, Value
from integrations.formats.tables.format import MOST_PROBLEMS, Row, Table

EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{1,3}", re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./ ](\d{4})", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})", re.ASCII)
SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
SERIAL_START, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 20_000, 80_000  # 1954 to 2119


def typed(table: Table, columns: Sequence[Column]) -> Table:
    """The table with the columns asked for, each value of its column's kind."""
    return Table(
        columns=list(columns),
        rows=_typed_rows(table, columns),
        format=table.format,
        decimal_mark=table.decimal_mark,
        problems=table.problems,
        close=table.close,
    )


def _typed_rows(table: Table, columns: Sequence[Column]) -> Iterator[Row]:
    readers = _readers(table, columns)
    serials = {column.name for column in columns if column.kind in (Kind.DATE, Kind.DATETIME)}
    for line, cells in table.rows:
        row: list[Value] = []
        faults = []
        for column, place, read in readers:
            cell = cells[place] if place is not None and place < len(cells) else None
            try:
                row.append(read(cell))
            except BadCell as fault:
                faults.append(Problem(line=line, column=column.name, message=str(fault), refuses=True))
                continue
            if column.name in serials and cell is not None and row[-1] is not None and _is_serial(cell):
                serials.remove(column.name)
                table.problems.append(_serial_noticed(line, column.name, cell, row[-1]))
        table.problems.extend(faults)
        if not faults:
            yield Row(line, row)
        elif len(table.problems) > MOST_PROBLEMS:
            table.problems.append(Problem(message=_("Too many broken rows; the rest was not read.")))
            return


def _readers(table: Table, columns: Sequence[Column]) -> list[tuple[Column, int | None, Callable[[Value], Value]]]:
    """Each column with where it stands in the file, and what reads its cells; the missing are told."""
    exact = {column.name: place for place, column in enumerate(table.columns)}
    loose = {_loose(name): place for name, place in reversed(exact.items())}
    found = []
    for column in columns:
        place = exact.get(column.name, loose.get(_loose(column.name)))
        if place is None:
            said = _("There is no column %(name)s; it was read as missing.") % {"name": column.name}
            table.problems.append(Problem(message=said))
        found.append((column, place, reader(column, decimal_mark=table.decimal_mark)))
    return found


def _loose(name: str) -> str:
    return " ".join(name.split()).casefold()


def reader(column: Column, *, decimal_mark: str) -> Callable[[Value], Value]:
    """What makes a value of the column's kind of a cell. It raises BadCell, and gives None for what is missing."""
    if column.kind == Kind.TEXT:
        return _read_code if column.is_code else read_text
    if column.kind in (Kind.DECIMAL, Kind.INTEGER):
        return _number_reader(decimal_mark, is_whole=column.kind == Kind.INTEGER)
    return {Kind.DATE: _read_date, Kind.DATETIME: _read_datetime, Kind.YES_NO: _read_yes_no}[column.kind]


def read_text(cell: Value) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell) if isinstance(cell, int) else cell.isoformat()


def _read_code(cell: Value) -> str | None:
    """A number that a spreadsheet has shortened has lost its digits for good."""
    text = read_text(cell)
    is_number = isinstance(cell, int | Decimal)
    if text and (SCIENTIFIC.fullmatch(text.strip()) or (is_number and abs(cell) >= EXACT)):  # type: ignore[operator, arg-type]
        said = _("“%(text)s” is a number that a spreadsheet has shortened. Make the column text and write it again.")
        raise BadCell(said % {"text": text[:40]})
    return text


def _number_reader(mark: str, *, is_whole: bool) -> Callable[[Value], Value]:
    """Numbers written plainly are made at once; all else is looked at more closely."""
    plain = re.compile(r"-?\d{1,18}" if is_whole else rf"-?\d+(?:{re.escape(mark)}\d+)?", re.ASCII)
    closely = _read_integer if is_whole else _read_decimal

    def read(cell: Value) -> Value:
        if isinstance(cell, str) and plain.fullmatch(cell):
            return int(cell) if is_whole else Decimal(cell.replace(mark, "."))
        return closely(cell, mark)

    return read


def _read_decimal(cell: Value, decimal_mark: str) -> Decimal | None:
    if isinstance(cell, str):
        return read_amount(cell, mark=decimal_mark) if cell.strip() else None
    if cell is None or (isinstance(cell, int | Decimal) and not isinstance(cell, bool)):
        return None if cell is None else Decimal(cell)
    raise BadCell(_("“%(text)s” is not an amount.") % {"text": read_text(cell)})


def _read_integer(cell: Value, decimal_mark: str) -> int | None:
    amount = _read_decimal(cell, decimal_mark)
    if amount is None:
        return None
    if amount != amount.to_integral_value():
        raise BadCell(_("“%(text)s” is not a whole number.") % {"text": read_text(cell)})
    return int(amount)


def _read_yes_no(cell: Value) -> bool | None:
    if cell is None or isinstance(cell, bool):
        return cell
    text = read_text(cell) or ""
    return read_yes(text) if text.strip() else None


def _read_date(cell: Value) -> date | None:
    moment = _moment(cell)
    if isinstance(moment, datetime):
        if moment.time() != datetime.min.time():
            raise BadCell(_("“%(text)s” is a moment, not a day.") % {"text": read_text(cell)})
        return moment.date()
    return moment


def _read_datetime(cell: Value) -> datetime | None:
    moment = _moment(cell)
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, datetime.min.time())
    if moment.tzinfo is None:
        moment = timezone.make_aware(moment)
    try:
        return moment.astimezone(UTC)
    except OverflowError as fault:
        raise BadCell(_("“%(text)s” is not a date.") % {"text": read_text(cell)}) from fault


def _moment(cell: Value) -> date | datetime | None:
    """A day or a moment: `2026-01-31`, `20260131`, `31/1 2026`, `2026-01-31 13:45`, or a sheet's number of it."""
    if cell is None or isinstance(cell, date):
        return cell
    text = (read_text(cell) or "").strip()
    if not text:
        return None
    try:
        if text[4:5] == "-" and len(text) >= 16:
            return datetime.fromisoformat(text)
        if found := YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := DAY_FIRST.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if _is_serial(cell):
            return _from_serial(Decimal(text.replace(",", ".")))
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError) as fault:
        raise BadCell(_("“%(text)s” is not a date.") % {"text": text[:40]}) from fault


def _is_serial(cell: Value) -> bool:
    """Whether it may be a date that a spreadsheet lost the format of: days since the end of 1899."""
    text = read_text(cell) if isinstance(cell, str | int | Decimal) and not isinstance(cell, bool) else None
    if not text or not text[:5].isdecimal() or not SERIAL.fullmatch(text):
        return False
    return FIRST_SERIAL <= int(text[:5]) <= LAST_SERIAL


def _from_serial(number: Decimal) -> date | datetime:
    day = SERIAL_START + timedelta(days=int(number))
    if number == int(number):
        return day
    seconds = round(float(number % 1) * 86_400)
    return datetime.combine(day, datetime.min.time()) + timedelta(seconds=seconds)


def _serial_noticed(line: int, column: str, cell: Value, value: Value) -> Problem:
    said = _("The number %(number)s was read as the date %(date)s; so are the other numbers of the column.")
    return Problem(line=line, column=column, message=said % {"number": read_text(cell), "date": read_text(value)})
