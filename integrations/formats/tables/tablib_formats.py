"""The shop's formats in tablib's registry: `Dataset(...).export("ods")` and `Dataset().load(file, format="docx")`.

tablib's own CSV, TSV and JSON stay; its XLSX, XLS and ODS, slow and with all in memory, are replaced by ours.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import tablib
from tablib.formats import registry as known

from integrations.formats.problems import Unreadable
from integrations.formats.tables import registry
from integrations.formats.tables.column import Column, Kind, Value
from integrations.formats.tables.format import Format, Options

KEPT = ("csv", "tsv", "json")
NEEDS_WIDTHS = ("positional",)
KINDS = {bool: Kind.YES_NO, int: Kind.INTEGER, Decimal: Kind.DECIMAL, datetime: Kind.DATETIME, date: Kind.DATE}


def register() -> None:
    """Make tablib know our formats. Twice is as once."""
    for code in registry.FORMATS:
        if code not in (*KEPT, *NEEDS_WIDTHS):
            known.register(code, _Ours(code))


class _Ours:
    """One of our formats as tablib asks for it; it is loaded when it is used."""

    def __init__(self, code: str) -> None:
        self.title = code

    @property
    def _format(self) -> Format:
        return registry.by_code(self.title)

    @property
    def extensions(self) -> tuple[str, ...]:
        return (self._format.extension, *self._format.other_extensions)

    def export_set(self, dataset: tablib.Dataset) -> bytes:
        rows = [list(row) for row in dataset]
        names = dataset.headers or [str(place) for place in range(1, (dataset.width or 0) + 1)]
        columns = [_column(str(name), [row[place] for row in rows]) for place, name in enumerate(names)]
        file = BytesIO()
        plain = [[_plain(value) for value in row] for row in rows]
        self._format.write(plain, file, columns, Options(title=dataset.title or "", has_header=bool(dataset.headers)))
        return file.getvalue()

    def import_set(self, dataset: tablib.Dataset, in_stream: IO, **_options: object) -> None:
        """For our own files; those of others are for `foreign.read`, which is not tablib's to know."""
        dataset.wipe()
        with TemporaryDirectory() as folder, registry.read(_held(folder, in_stream)) as table:
            dataset.headers = [column.name for column in table.columns]
            for row in table.rows:
                dataset.append(row.values)

    def detect(self, stream: IO) -> bool:
        with TemporaryDirectory() as folder:
            try:
                return registry.format_of(_held(folder, stream)) == self.title
            except Unreadable:
                return False


def _held(folder: str, stream: IO) -> Path:
    path = Path(folder) / "file"
    content = stream.read()
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _column(name: str, values: Sequence[Value]) -> Column:
    """A column is of a kind where all its values are of it; else it is text."""
    kinds = {KINDS.get(type(_plain(value)), Kind.TEXT) for value in values if value is not None}
    return Column(name=name, kind=kinds.pop() if len(kinds) == 1 else Kind.TEXT)


def _plain(value: object) -> Value:
    """A number of floating point is the amount it is written as."""
    if isinstance(value, float):
        return Decimal(repr(value))
    return value if isinstance(value, (str, *KINDS)) or value is None else str(value)  # type: ignore[return-value]
