"""How a file that has come is read: what it seems to be, its first rows, its columns by their headings, its rows in
chunks that are the same each time they are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from integrations.formats.cells import BadCell
from integrations.formats.delimited import encoding_of
from integrations.formats.problems import Problem, Unreadable
from integrations.formats.tables import foreign
from integrations.formats.tables.column import Column, Kind, Value
from integrations.formats.tables.format import Options, Row, Table
from integrations.formats.tables.registry import TEXTS
from integrations.formats.tables.values import reader
from integrations.gateway.kinds.kind import Field, column_of
from integrations.gateway.kinds.taking import Given, Takes

SAMPLE = 50
MOST_REMARKS = 50
Mapped = Mapping[str, str]  # column code to the heading in the file
BY_HAND = ("format", "encoding", "delimiter", "decimal_mark", "sheet", "record", "has_header", "header_line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Rows as they can be read, and what was found wrong up to the last of them. `number` counts from 1."""

    number: int
    rows: list[Given]
    problems: list[Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the preview: the value as it is read, or why it cannot be."""

    value: Value
    fault: str = ""


def options_of(said: Mapping[str, Any]) -> Options:
    """What was chosen by hand; the rest is found out."""
    return Options(**{name: said[name] for name in BY_HAND if said.get(name) not in (None, "")})


def sampled(path: Path, said: Mapping[str, Any], *, name: str, kind: Takes) -> dict[str, Any]:
    """What the file seems to be, and its first rows as they stand in it. Raises Unreadable, also where it has none.

    `{"format", "encoding", "delimiter", "decimal_mark", "headings": [...], "rows": [[line, values]], "remarks": [...]}`
    """
    options = options_of(said)
    with as_it_stands(path, options, name=name, kind=kind) as table:
        rows = list(islice(table.rows, SAMPLE))
        remarks = [str(problem) for problem in table.taken_problems()][:MOST_REMARKS]
        if not rows:
            raise Unreadable(_("The file has headings and no rows.") if table.columns else _("The file is empty."))
        return {
            "format": table.format,
            "encoding": (options.encoding or encoding_of(path)[0]) if table.format in TEXTS else "",
            "decimal_mark": table.decimal_mark,
            "headings": [column.name for column in table.columns],
            "rows": [[row.line, _filled(row.values, len(table.columns))] for row in rows],
            "remarks": remarks,
        }


def preview(kind: Takes, sample: Mapping[str, Any], mapped: Mapped) -> list[tuple[int, list[Cell]]]:
    """The first rows as they would be read, in the order of the kind's columns."""
    places = {heading: place for place, heading in reversed(list(enumerate(sample["headings"])))}
    readers = [
        (places.get(mapped[one.code]), reader(column_of(one, mapped[one.code]), decimal_mark=sample["decimal_mark"]))
        for one in chosen(kind, mapped)
    ]
    return [
        (line, [_cell(values[place] if place is not None else None, read) for place, read in readers])
        for line, values in sample["rows"]
    ]


def chosen(kind: Takes, mapped: Mapped) -> list[Field]:
    """The columns that come in, in the order of the kind."""
    return [one for one in kind.fields if one.code in mapped and one.comes_in]


def missing(kind: Takes, mapped: Mapped) -> list[str]:
    """The names of the columns that must be there, and are not."""
    return [str(one.name) for one in kind.fields if one.is_required and one.code not in mapped]


def refuse_if_short(kind: Takes, mapped: Mapped) -> None:
    """Raises Unreadable."""
    if names := missing(kind, mapped):
        raise Unreadable(_("The file has no column for %(names)s.") % {"names": ", ".join(names)})


def chunks(
    kind: Takes, path: Path, said: Mapping[str, Any], mapped: Mapped, *, name: str, size: int
) -> Iterator[Chunk]:
    """All rows, `size` at a time; those with a cell that cannot be read are told among the problems.

    The same file read the same way gives the same chunks, so that one can go on from where another was broken off.
    """
    options = options_of(said)
    wanted = chosen(kind, mapped)
    if options.format == "positional":
        wanted = list(kind.fields)
        columns = _positional(kind)
    else:
        columns = tuple(column_of(one, mapped[one.code]) for one in wanted)
    codes = [one.code if one.comes_in and one.code in mapped else "" for one in wanted]
    with foreign.read(path, replace(options, columns=columns), name=name) as table:
        yield from _chunks(table, codes, size)


def as_it_stands(path: Path, options: Options, *, name: str, kind: Takes) -> Table:
    """The file with its cells as they are, to be shown or to be written again in part. Raises Unreadable."""
    if options.format == "positional":
        columns = tuple(replace(column, kind=Kind.TEXT, is_code=False) for column in _positional(kind))
        options = replace(options, columns=columns)
    return foreign.read(path, options, name=name)


# --- the steps ---


@dataclass(slots=True)
class _Held:
    problems: list[Problem] = field(default_factory=list)

    def until(self, line: int | None) -> list[Problem]:
        """What concerns rows up to the line; of what comes after it is told later. None: all."""
        told = [one for one in self.problems if line is None or one.line is None or one.line <= line]
        self.problems = [one for one in self.problems if one not in told]
        return told


def _chunks(table: Table, codes: list[str], size: int) -> Iterator[Chunk]:
    held, number, rows = _Held(), 0, iter(table.rows)
    while True:
        read: list[Row] = list(islice(rows, size))
        held.problems += table.taken_problems()
        number += 1
        problems = held.until(read[-1].line if len(read) == size else None)
        if read or problems:
            given = [Given(row.line, _named(codes, row.values)) for row in read]
            yield Chunk(number=number, rows=given, problems=problems)
        if len(read) < size:
            return


def _named(codes: list[str], values: list[Value]) -> dict[str, Value]:
    return {code: value for code, value in zip(codes, values, strict=True) if code}


def _positional(kind: Takes) -> tuple[Column, ...]:
    """Positional text has all columns of the kind, each as wide as the export makes it; nothing else needs widths."""
    return tuple(column_of(one, str(one.name)) for one in kind.fields)


def _filled(values: list[Value], width: int) -> list[Value]:
    return [*values[:width], *[None] * (width - len(values))]


def _cell(value: Value, read: Any) -> Cell:
    try:
        return Cell(value=read(value))
    except BadCell as fault:
        return Cell(value=value, fault=str(fault))
