"""Comma-, semicolon- and tab-separated text. A missing value is nothing at all, an empty text is `""`."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.formats.delimited import Delimited
from integrations.formats.problems import Unreadable
from integrations.formats.tables.column import Column, Kind, Unwritable, Value, checked, writers
from integrations.formats.tables.format import MOST_COLUMNS, PLAIN, Format, Options, Row, Table
from integrations.formats.tables.grid import headings
from integrations.formats.tables.protect import protected, unprotected

AT_ONCE = 500
LONGEST_CELL = csv.field_size_limit()


class DelimitedText(Format):
    delimiter: ClassVar[str]
    encoding: ClassVar[str] = "utf-8"

    def read(self, path: Path, options: Options) -> Table:
        try:
            file = Delimited.opened(path, encoding=options.encoding, delimiter=options.delimiter or self.delimiter)
        except LookupError as fault:
            raise Unreadable(_("There is no encoding %(name)s.") % {"name": options.encoding}) from fault
        if len(file.columns) > MOST_COLUMNS or options.has_header:
            file.columns = headings(_as_was(file.columns, options), file.problems)
        else:
            file.columns = headings(file.columns, file.problems, has_header=False)
            file.header_line = 0
        return Table(
            columns=[Column(name=name) for name in file.columns],
            rows=_rows(file, options),
            decimal_mark=options.decimal_mark or self.decimal_mark,
            problems=file.problems,
        )

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        delimiter = options.delimiter or self.delimiter
        encoding = options.encoding or self.encoding
        mark = options.decimal_mark or self.decimal_mark
        made = [
            _text_writer(delimiter, is_neutralised=options.neutralised) if column.kind == Kind.TEXT else write
            for column, write in zip(
                columns, writers(columns, decimal_mark=mark, yes=_("yes"), no=_("no")), strict=True
            )
        ]
        if mark == delimiter:
            made = [_quoted_if(delimiter, write) for write in made]
        numbered = checked(rows, columns, longest=LONGEST_CELL)
        lines: list[str] = []
        if options.has_header:
            heading = _text_writer(delimiter, is_neutralised=options.neutralised)
            lines.append(delimiter.join([heading(column.name) for column in columns]))
        marked, plain = encoding, encoding.removesuffix("-sig") if encoding.endswith("-sig") else encoding
        for number, row in numbered:
            lines.append(
                delimiter.join(["" if value is None else write(value) for value, write in zip(row, made, strict=True)])
            )
            if len(lines) >= AT_ONCE:
                file.write(_encoded(lines, marked, number))
                lines, marked = [], plain
        if lines:
            file.write(_encoded(lines, marked, 0))


class Csv(DelimitedText):
    code, name, extension = "csv", gettext_lazy("CSV, commas"), "csv"
    media_type = "text/csv"
    delimiter = ","


class Semicolon(DelimitedText):
    """For Swedish spreadsheets: marked as UTF-8, and a comma in decimals."""

    code, name, extension = "semicolon", gettext_lazy("CSV, semicolons"), "csv"
    media_type = "text/csv; header=present; delimiter=semicolon"
    delimiter, decimal_mark, encoding = ";", ",", "utf-8-sig"


class Tsv(DelimitedText):
    code, name, extension = "tsv", gettext_lazy("Text with tabs"), "tsv"
    media_type, other_extensions = "text/tab-separated-values", ("tab",)
    delimiter = "\t"


def _as_was(names: list[str], options: Options) -> list[str]:
    return [unprotected(name) for name in names] if options.neutralised else names


def _rows(file: Delimited, options: Options) -> Iterator[Row]:
    width = len(file.columns)
    for line, cells in file.records():
        row: list[Value] = list(cells[:width])
        if "" in row:
            row = _with_missing(row, file.blanks())
        for place, cell in enumerate(row):
            if not cell or not isinstance(cell, str):
                continue
            if options.neutralised and cell[0] == "'":
                cell = unprotected(cell)
            row[place] = cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
        yield Row(line, row)


def _with_missing(row: list[Value], blanks: list[bool]) -> list[Value]:
    """An empty cell without quotation marks is missing."""
    return [None if cell == "" and (place >= len(blanks) or blanks[place]) else cell for place, cell in enumerate(row)]


def _text_writer(delimiter: str, *, is_neutralised: bool):
    special = re.compile(f'[{re.escape(delimiter)}"\n]')

    def write(value: Value) -> str:
        text = str(value)
        if is_neutralised:
            text = protected(text)
        if not text or special.search(text):
            return '"' + text.replace('"', '""') + '"'
        return text

    return write


def _quoted_if(delimiter: str, write):
    def quoted(value: Value) -> str:
        text = write(value)
        return f'"{text}"' if delimiter in text and not text.startswith('"') else text

    return quoted


def _encoded(lines: list[str], encoding: str, number: int) -> bytes:
    try:
        return ("\r\n".join(lines) + "\r\n").encode(encoding)
    except UnicodeEncodeError as fault:
        said = {"character": fault.object[fault.start], "encoding": encoding}
        raise Unwritable(_("“%(character)s” does not exist in %(encoding)s.") % said, row=number) from fault
    except LookupError as fault:
        raise Unwritable(_("There is no encoding %(name)s.") % {"name": encoding}) from fault
