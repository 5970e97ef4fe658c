"""Excel's format until 2003 (BIFF8): read by calamine, written by xlwt. 65 536 rows and 256 columns a sheet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, BinaryIO

import xlwt
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.formats.problems import grouped
from integrations.formats.tables.calamine import Workbook
from integrations.formats.tables.column import Column, Kind, Unwritable, Value, checked, local
from integrations.formats.tables.format import PLAIN, Options
from integrations.formats.tables.sheet_values import fitting, is_exact, is_sheet_date, sheet_name, wall_clock

ROWS_OF_A_SHEET, MOST_SHEETS = 65_536, 10
FLUSHED_AT = 1_000
SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's clock has no zone


class Xls(Workbook):
    """A sheet that is full is followed by another, up to ten: the program that writes it holds every text in memory."""

    code, name, extension = "xls", gettext_lazy("Excel 97–2003 (XLS)"), "xls"
    media_type = "application/vnd.ms-excel"
    columns_of_a_sheet = 256

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        self.refuse_if_wide(columns)
        book = xlwt.Workbook(encoding="utf-8")
        styles = _Styles()
        writing = checked(rows, columns)
        number = 1
        while _fill(_sheet(book, columns, options, styles, number), writing, columns, styles, options):
            number += 1
            if number > MOST_SHEETS:
                said = {"most": grouped(MOST_SHEETS * (ROWS_OF_A_SHEET - 1))}
                raise Unwritable(_("XLS holds at most %(most)s rows here. Choose XLSX or CSV.") % said)
        book.save(file)


class _Styles:
    def __init__(self) -> None:
        self.plain = xlwt.Style.default_style
        self.heading = xlwt.easyxf("font: bold on")
        self.day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        self.moment = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")

    def decimals(self, count: int | None) -> Any:
        return self.plain if count is None else xlwt.easyxf(num_format_str="0." + "0" * count if count else "0")


def _sheet(book: Any, columns: Sequence[Column], options: Options, styles: _Styles, number: int) -> Any:
    sheet = book.add_sheet(sheet_name(options.title, number))
    if options.has_header:
        sheet.set_panes_frozen(True)
        sheet.set_horz_split_pos(1)
        for across, column in enumerate(columns):
            sheet.write(0, across, column.name, styles.heading)
    return sheet


def _fill(sheet: Any, rows: Iterator, columns: Sequence[Column], styles: _Styles, options: Options) -> bool:
    """Write until the sheet is full, and say whether it is."""
    cells = [_cell(column, styles) for column in columns]
    down = 1 if options.has_header else 0
    for number, row in rows:
        for across, (value, cell) in enumerate(zip(row, cells, strict=True)):
            if value is not None and value != "":
                sheet.write(down, across, *cell(value, number))
        down += 1
        if down % FLUSHED_AT == 0:
            sheet.flush_row_data()
        if down == ROWS_OF_A_SHEET:
            return True
    return False


def _cell(column: Column, styles: _Styles) -> Callable[[Any, int], tuple[Any, Any]]:
    """What of a value goes in the cell, and how it looks. Text is never a formula here: the file says which it is."""
    decimals = styles.decimals(column.decimals)

    def number(value: Any, _row: int) -> tuple[Any, Any]:
        if is_exact(value):
            return float(value), decimals
        return (f"{value:f}" if column.kind == Kind.DECIMAL else str(value)), styles.plain

    def day(value: Any, _row: int) -> tuple[Any, Any]:
        return (value, styles.day) if is_sheet_date(value) else (value.isoformat(), styles.plain)

    def moment(value: Any, _row: int) -> tuple[Any, Any]:
        clock = wall_clock(value)
        if clock is None:
            return local(value).isoformat(), styles.plain
        return (clock - SERIAL_START) / timedelta(days=1), styles.moment

    def text(value: Any, row: int) -> tuple[Any, Any]:
        return fitting(value, row=row, column=column.name), styles.plain

    def yes_no(value: Any, _row: int) -> tuple[Any, Any]:
        return value, styles.plain

    made = {Kind.DATE: day, Kind.DATETIME: moment, Kind.YES_NO: yes_no, Kind.TEXT: text}
    return made.get(column.kind, number)
