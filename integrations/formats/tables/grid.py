"""From cells in rows to a table: the header found, rows made as long as it, and sheets that go on where one ended.

Used by every format whose files are sheets, tables in documents, or files in an archive.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from integrations.formats.problems import Problem, Unreadable, grouped
from integrations.formats.tables.column import Column, Value, is_blank
from integrations.formats.tables.format import MOST_COLUMNS, Options, Row, Table
from integrations.formats.tables.values import read_text

LOOKED_AT = 100


@dataclass(slots=True)
class Grid:
    """One sheet: its name, and its rows as (line, cells)."""

    name: str
    rows: Iterator[tuple[int, Sequence[Value]]]


def table_of(grids: Iterable[Grid], options: Options, problems: list[Problem]) -> Table:
    """The first grid that holds something, or the one that is asked for; those after it with the same header go on."""
    waiting = iter(grids)
    names: list[str] = []
    for grid in waiting:
        names.append(grid.name)
        if options.sheet and grid.name.casefold() != options.sheet.casefold():
            continue
        if head := _head(grid, options):
            columns = headings(_widest(grid, head, options), problems, has_header=options.has_header)
            others = waiting if not options.sheet else iter(())
            rows = _rows(grid, head, others, len(columns), options, problems)
            return Table(columns=[Column(name=name) for name in columns], rows=rows, problems=problems)
    if options.sheet:
        said = {"name": options.sheet, "names": ", ".join(names)}
        raise Unreadable(_("The file has nothing called %(name)s, but: %(names)s.") % said)
    raise Unreadable(_("The file is empty."))


@dataclass(slots=True)
class _Head:
    line: int
    cells: list[Value]


def _head(grid: Grid, options: Options) -> _Head | None:
    for line, cells in grid.rows:
        if (line >= options.header_line) and not is_blank(cells):
            return _Head(line, list(cells))
    return None


def _widest(grid: Grid, head: _Head, options: Options) -> list[Value]:
    """The header; without one, as many cells as the widest of the first rows has."""
    if options.has_header:
        return head.cells
    first = list(islice(grid.rows, LOOKED_AT))
    grid.rows = chain(first, grid.rows)
    return max([head.cells, *(list(cells) for _line, cells in first)], key=len)


def headings(cells: Sequence[Value], problems: list[Problem], *, has_header: bool = True) -> list[str]:
    """A name of its own for every column up to the last that has one; what had to be made up is told."""
    filled = max((place for place, cell in enumerate(cells, start=1) if not is_blank([cell])), default=0)
    if filled > MOST_COLUMNS:
        said = {"found": grouped(filled), "most": grouped(MOST_COLUMNS)}
        raise Unreadable(_("The file has %(found)s columns; at most %(most)s are read.") % said)
    if not has_header:
        return [_("Column %(number)s") % {"number": place} for place in range(1, len(cells) + 1)]
    names: list[str] = []
    for place, cell in enumerate(cells[:filled], start=1):
        written = (read_text(cell) or "").strip()
        name = wanted = written or _("Column %(number)s") % {"number": place}
        number = 1
        while name in names:
            number += 1
            name = f"{wanted} ({number})"
        if number > 1:
            said = {"name": wanted, "place": str(place), "new": name}
            message = _("The heading %(name)s is there more than once; column %(place)s is called %(new)s.") % said
            problems.append(Problem(message=message))
        names.append(name)
    return names


def _rows(
    grid: Grid, head: _Head, others: Iterator[Grid], width: int, options: Options, problems: list[Problem]
) -> Iterator[Row]:
    if not options.has_header:
        yield Row(head.line, fitted(head.cells, width))
    yield from _fitted(grid, width, problems)
    for other in others:
        again = _head(other, options)
        if again is None:
            continue
        if options.has_header and _same(again.cells, head.cells):
            yield from _fitted(other, width, problems)
        else:
            said = _("%(name)s has other headings than the first, and was not read.") % {"name": other.name}
            problems.append(Problem(message=said))


def _same(cells: list[Value], head: list[Value]) -> bool:
    return [read_text(cell) or "" for cell in _trimmed(cells)] == [read_text(cell) or "" for cell in _trimmed(head)]


def _trimmed(cells: list[Value]) -> list[Value]:
    last = max((place for place, cell in enumerate(cells, start=1) if not is_blank([cell])), default=0)
    return cells[:last]


def _fitted(grid: Grid, width: int, problems: list[Problem]) -> Iterator[Row]:
    is_told = False
    for line, cells in grid.rows:
        if is_blank(cells):
            continue
        if not is_told and not is_blank(cells[width:]):
            is_told = True
            said = _("There are cells beside the last heading; they are not read.")
            problems.append(Problem(line=line, message=said))
        yield Row(line, fitted(cells, width))


def fitted(cells: Sequence[Value], width: int) -> list[Value]:
    """The cells, as many as the header's."""
    row = list(cells[:width])
    return row if len(row) == width else row + [None] * (width - len(row))


@dataclass(slots=True)
class Merged:
    """Cells that are one on the sheet: each of them has the value of the first."""

    problems: list[Problem]
    _open: list[tuple[int, int, int, Value]] = field(default_factory=list)
    _is_told: bool = False

    def add(self, *, row: int, column: int, rows: int, columns: int, value: Value) -> None:
        """From this row and column on, so many of each; more than a table can have are left."""
        if rows <= 1 and columns <= 1:
            return
        self._open.append((row + rows - 1, column, column + min(columns, MOST_COLUMNS) - 1, value))
        if not self._is_told and not is_blank([value]):
            self._is_told = True
            said = _("There are merged cells; each of them was read with the value of the first.")
            self.problems.append(Problem(line=row, message=said))

    def is_open_at(self, row: int) -> bool:
        return any(last >= row for last, _first, _final, _value in self._open)

    def fill(self, row: int, cells: list[Value]) -> list[Value]:
        if not self._open:
            return cells
        self._open = [one for one in self._open if one[0] >= row]
        for _last, first, final, value in self._open:
            cells.extend([None] * (final + 1 - len(cells)))
            for place in range(first, final + 1):
                if cells[place] in (None, ""):
                    cells[place] = value
        return cells
