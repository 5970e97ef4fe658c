"""XLSX workbooks (ECMA-376): read by calamine, written by xlsxwriter a row at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

import xlsxwriter
from django.utils.translation import gettext_lazy

from integrations.formats.tables.calamine import Workbook
from integrations.formats.tables.column import Column, Kind, Value, checked, local
from integrations.formats.tables.format import PLAIN, Options
from integrations.formats.tables.protect import would_run
from integrations.formats.tables.sheet_values import fitting, is_exact, is_sheet_date, sheet_name, wall_clock

ROWS_OF_A_SHEET = 1_048_576
WIDTHS = {Kind.TEXT: 24, Kind.INTEGER: 12, Kind.DECIMAL: 14, Kind.DATE: 12, Kind.DATETIME: 20, Kind.YES_NO: 8}


class Xlsx(Workbook):
    """A sheet that is full is followed by another."""

    code, name, extension = "xlsx", gettext_lazy("Excel (XLSX)"), "xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    columns_of_a_sheet = 16_384

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        self.refuse_if_wide(columns)
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        styles = _Styles(book)
        writing = checked(rows, columns)
        number = 1
        while _fill(_sheet(book, columns, options, styles, number), writing, columns, styles, options):
            number += 1
        book.close()


class _Styles:
    """The looks of cells: a heading, a day, a moment, and text that is marked so that editing it does not run it."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.heading = book.add_format({"bold": True, "quote_prefix": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.marked = book.add_format({"quote_prefix": True})

    def decimals(self, count: int | None) -> Any:
        return None if count is None else self._book.add_format({"num_format": "0." + "0" * count if count else "0"})


def _sheet(book: Any, columns: Sequence[Column], options: Options, styles: _Styles, number: int) -> Any:
    sheet = book.add_worksheet(sheet_name(options.title, number))
    for across, column in enumerate(columns):
        sheet.set_column(across, across, WIDTHS[column.kind])
    if options.has_header:
        sheet.freeze_panes(1, 0)
        for across, column in enumerate(columns):
            sheet.write_string(0, across, _text(column.name), styles.heading)
    return sheet


def _fill(sheet: Any, rows: Iterator, columns: Sequence[Column], styles: _Styles, options: Options) -> bool:
    """Write until the sheet is full, and say whether it is."""
    puts = [_put(sheet, column, styles) for column in columns]
    down = 1 if options.has_header else 0
    for number, row in rows:
        for across, (value, put) in enumerate(zip(row, puts, strict=True)):
            if value is not None:
                put(down, across, value, number)
        down += 1
        if down == ROWS_OF_A_SHEET:
            return True
    return False


def _put(sheet: Any, column: Column, styles: _Styles) -> Callable[[int, int, Any, int], None]:
    """What writes a value of the column in a cell; what a number or a date cannot hold exactly is written as text."""
    decimals = styles.decimals(column.decimals)

    def number(down: int, across: int, value: Any, _number: int) -> None:
        if is_exact(value):
            sheet.write_number(down, across, value, decimals)
        else:
            sheet.write_string(down, across, f"{value:f}" if column.kind == Kind.DECIMAL else str(value))

    def day(down: int, across: int, value: Any, _number: int) -> None:
        if is_sheet_date(value):
            sheet.write_datetime(down, across, value, styles.day)
        else:
            sheet.write_string(down, across, value.isoformat())

    def moment(down: int, across: int, value: Any, _number: int) -> None:
        clock = wall_clock(value)
        if clock is not None:
            sheet.write_datetime(down, across, clock, styles.moment)
        else:
            sheet.write_string(down, across, local(value).isoformat())

    def yes_no(down: int, across: int, value: Any, _number: int) -> None:
        sheet.write_boolean(down, across, value)

    def text(down: int, across: int, value: Any, row: int) -> None:
        if value:
            fitted = _text(fitting(value, row=row, column=column.name))
            sheet.write_string(down, across, fitted, styles.marked if would_run(value) else None)

    made = {Kind.DATE: day, Kind.DATETIME: moment, Kind.YES_NO: yes_no, Kind.TEXT: text}
    return made.get(column.kind, number)


def _text(text: str) -> str:
    """The writer takes `<r>…</r>` for markup of its own; then it gets the markup that says that it is text."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text)}</t></r>'
    return text
