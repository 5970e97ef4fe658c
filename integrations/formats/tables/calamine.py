"""Excel's workbooks, old and new, as they are read by calamine: numbers exactly as written, days as days, merged cells
filled."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import python_calamine
from django.utils.translation import gettext as _

from integrations.formats.problems import Problem, Unreadable, grouped
from integrations.formats.tables.column import Column, Unwritable, Value, clean
from integrations.formats.tables.format import Format, Options, Table
from integrations.formats.tables.grid import Grid, Merged, table_of

MOST_MERGED = 100_000


class Workbook(Format):
    """A cell is filled or not: an empty text is read as missing."""

    keeps_empty = False
    columns_of_a_sheet: ClassVar[int]

    def read(self, path: Path, options: Options) -> Table:
        problems: list[Problem] = []
        return table_of(grids_of(path, problems), options, problems)

    def refuse_if_wide(self, columns: Sequence[Column]) -> None:
        """Raises Unwritable."""
        if len(columns) > self.columns_of_a_sheet:
            most = grouped(self.columns_of_a_sheet)
            raise Unwritable(_("A sheet holds at most %(most)s columns.") % {"most": most})


def grids_of(path: Path, problems: list[Problem]) -> Iterator[Grid]:
    """The sheets that can be seen, in order."""
    try:
        with python_calamine.load_workbook(str(path)) as book:
            for sheet in book.sheets_metadata:
                if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
                    said = _("The sheet %(name)s is hidden, and was not read.") % {"name": sheet.name}
                    problems.append(Problem(message=said))
                elif sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                    yield Grid(name=sheet.name, rows=_rows(book.get_sheet_by_name(sheet.name), problems))
    except python_calamine.PasswordError as fault:
        raise Unreadable(_("The file is protected by a password. Save it without one.")) from fault
    except python_calamine.CalamineError as fault:
        raise Unreadable(_("The workbook is damaged or cut off.")) from fault


def _rows(sheet: Any, problems: list[Problem]) -> Iterator[tuple[int, Sequence[Value]]]:
    if sheet.start is None:
        return
    top, left = sheet.start
    ranges = sorted(sheet.merged_cell_ranges or ())[:MOST_MERGED]
    merged = Merged(problems)
    waiting = 0
    for line, cells in enumerate(sheet.iter_rows(), start=top + 1):
        row: list[Value] = [None] * left
        row += [_value(cell) for cell in cells]
        while waiting < len(ranges) and ranges[waiting][0][0] < line:
            (first, column), (last, final) = ranges[waiting]
            waiting += 1
            if first == line - 1 and column < len(row):
                merged.add(
                    row=line, column=column, rows=last - first + 1, columns=final - column + 1, value=row[column]
                )
        yield line, merged.fill(line, row)


def _value(cell: Any) -> Value:
    """A sheet has no whole numbers, only fractions of nothing."""
    if isinstance(cell, str):
        return clean(cell) if cell else None
    if isinstance(cell, bool | datetime | date | int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 10**15 else Decimal(repr(cell))
    if isinstance(cell, time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else None
