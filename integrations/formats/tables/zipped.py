"""A zip archive of any of the formats. One file is written; of several with the same headings each goes on."""

import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.formats.problems import Problem, Unreadable
from integrations.formats.tables.column import Column, Value, clean
from integrations.formats.tables.format import PLAIN, Format, Options, Row, Table
from integrations.formats.tables.package import opened

ReadAnother = Callable[[Path, Options], Table]


class Zip(Format):
    """`Options.sheet` chooses one file; without, all are read in order of name. A zip within a zip is not opened."""

    code, name, extension = "zip", gettext_lazy("Zip archive"), "zip"
    media_type = "application/zip"
    other_media_types = ("application/x-zip-compressed",)

    def __init__(self, *, find: Callable[[str], Format], read: ReadAnother) -> None:
        self._find, self._read_another = find, read

    def read(self, path: Path, options: Options) -> Table:
        tables = self._tables(path, options)
        first = next(tables)
        first.rows = _rows(first, first.rows, tables)
        return first

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        inner = self._find(options.inner or "csv")
        name = "".join("-" if letter in '\\/:*?"<>|' else letter for letter in clean(options.title)).strip(". ")
        nameless = _("Rows")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            with archive.open(f"{name or nameless}.{inner.extension}", "w", force_zip64=True) as part:
                inner.write(rows, cast(BinaryIO, part), columns, options)

    def _tables(self, path: Path, options: Options) -> Iterator[Table]:
        """The table of each file, which is there as a file of its own until the next is asked for."""
        inside = replace(options, format=options.inner, sheet="", inner="")
        with opened(path) as package, TemporaryDirectory() as folder:
            files = package.files()
            wanted = [file for file in files if not options.sheet or file.filename == options.sheet]
            if not wanted:
                said = {"name": options.sheet, "names": ", ".join(file.filename for file in files)}
                missing = _("The file has nothing called %(name)s, but: %(names)s.") % said
                raise Unreadable(missing if files else _("The file is empty."))
            for file in wanted:
                place = Path(folder) / "part"
                with package.archive.open(file) as packed, open(place, "wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked)
                try:
                    table = self._read_another(place, inside)
                except Unreadable as fault:
                    raise Unreadable(f"{file.filename}: {fault}") from fault
                yield table


def _rows(first: Table, rows: Iterator[Row], others: Iterator[Table]) -> Iterator[Row]:
    yield from rows
    names = [column.name for column in first.columns]
    for other in others:
        if [column.name for column in other.columns] == names:
            for row in other.rows:
                first.problems.extend(other.taken_problems())
                yield row
            first.problems.extend(other.taken_problems())
        else:
            said = _("A file of the archive has other headings than the first, and was not read.")
            first.problems.append(Problem(message=said))
