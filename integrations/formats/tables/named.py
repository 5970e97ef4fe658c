"""Rows whose cells have names, as in JSON and XML: the columns are those of the first rows."""

from collections.abc import Iterator
from itertools import chain, islice

from django.utils.translation import gettext as _

from integrations.formats.problems import Problem, Unreadable, grouped
from integrations.formats.tables.column import Column, Value, is_blank
from integrations.formats.tables.format import MOST_COLUMNS, Row, Table

LOOKED_AT = 1_000
Named = tuple[int, dict[str, Value]]


def table_of(records: Iterator[Named], problems: list[Problem], columns: list[Column] | None = None) -> Table:
    """A table of the records; its columns those given, or else all names among the first thousand."""
    first: list[Named] = []
    if not columns:
        first = list(islice(records, LOOKED_AT))
        names = dict.fromkeys(chain.from_iterable(cells for _line, cells in first))
        if not names:
            raise Unreadable(_("The file is empty."))
        columns = [Column(name=name) for name in names]
    if len(columns) > MOST_COLUMNS:
        said = {"found": grouped(len(columns)), "most": grouped(MOST_COLUMNS)}
        raise Unreadable(_("The file has %(found)s columns; at most %(most)s are read.") % said)
    rows = _rows(chain(first, records), [column.name for column in columns], problems)
    return Table(columns=columns, rows=rows, problems=problems)


def _rows(records: Iterator[Named], names: list[str], problems: list[Problem]) -> Iterator[Row]:
    known = set(names)
    for line, cells in records:
        if not cells.keys() <= known:
            for name in sorted(cells.keys() - known)[:MOST_COLUMNS]:
                said = _("%(name)s first comes here, after the first rows; it is not read.") % {"name": name}
                problems.append(Problem(line=line, message=said))
            known |= cells.keys()
        values = [cells.get(name) for name in names]
        if not is_blank(values):
            yield Row(line, values)
