"""Word documents (DOCX): the rows in a table, or a letter a row: a template with its fields filled in.

Read either way: the tables of a document, or else its fields by name, a record ending where a name comes again.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import docx
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.enum.section import WD_ORIENT
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from integrations.formats.problems import Problem, Unreadable
from integrations.formats.tables import named
from integrations.formats.tables.column import Column, Kind, Unwritable, Value, checked, clean, writers
from integrations.formats.tables.format import PLAIN, Format, Options, Table
from integrations.formats.tables.grid import Grid, table_of
from integrations.formats.tables.opendocument import ROWS_OF_A_DOCUMENT, too_many
from integrations.formats.tables.sheet_values import shown_moment
from integrations.formats.tables.word_fields import fill, records_of
from integrations.formats.tables.word_text import NAMESPACE, runs_of, tables_of

BODY = "word/document.xml"
PLACE = "rows come here"


class Word(Format):
    """Amounts and dates stand as they are read by people. A cell is filled or not: empty text is read as missing."""

    code, name, extension = "docx", gettext_lazy("Word (DOCX)"), "docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    decimal_mark, keeps_empty = ",", False

    def read(self, path: Path, options: Options) -> Table:
        problems: list[Problem] = []
        mark = options.decimal_mark or self.decimal_mark
        if not options.sheet and not _has_table(path):
            table = named.table_of(_records(path), problems)
        else:
            table = table_of(_grids(path, problems), options, problems)
        table.decimal_mark = mark
        return table

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        mark = options.decimal_mark or self.decimal_mark
        made = [
            shown_moment if column.kind == Kind.DATETIME else write
            for column, write in zip(
                columns, writers(columns, decimal_mark=mark, yes=_("yes"), no=_("no")), strict=True
            )
        ]
        texts = (
            [None if value is None else write(value) for value, write in zip(row, made, strict=True)]
            for row in _at_most(checked(rows, columns))
        )
        names = [column.name for column in columns]
        if options.template:
            frame, pieces = _letter(options.template, names, texts)
        else:
            frame, pieces = _table(names, options), (_row(row) for row in texts)
        _write(frame, pieces, file)


def _at_most(rows: Iterator[tuple[int, list[Value]]]) -> Iterator[list[Value]]:
    for number, row in rows:
        if number > ROWS_OF_A_DOCUMENT:
            raise Unwritable(too_many(ROWS_OF_A_DOCUMENT))
        yield row


def _table(names: list[str], options: Options) -> docx.document.Document:  # type: ignore[name-defined]
    """A document with a heading and a table whose headings stand on every page; the rows come where the comment is."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.title = clean(options.title)
    if options.title:
        document.add_heading(clean(options.title), level=1)
    table = document.add_table(rows=0, cols=len(names), style="Table Grid")
    if options.has_header:
        table._tbl.append(etree.fromstring(_row(names, is_header=True)))
    table._tbl.append(etree.Comment(PLACE))
    return document


def _row(texts: Sequence[str | None], *, is_header: bool = False) -> bytes:
    look = "<w:rPr><w:b/></w:rPr>" if is_header else ""
    cells = "".join([f"<w:tc><w:p><w:r>{look}{runs_of(text)}</w:r></w:p></w:tc>" for text in texts])
    space, repeated = (f' xmlns:w="{NAMESPACE}"', "<w:trPr><w:tblHeader/></w:trPr>") if is_header else ("", "")
    return f"<w:tr{space}>{repeated}{cells}</w:tr>".encode()


def _letter(template: Path, names: list[str], rows: Iterable[list[str | None]]) -> tuple[object, Iterator[bytes]]:
    """The template emptied, and its contents once for every row, each on a page of its own."""
    try:
        document = docx.Document(str(template))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise Unreadable(_("The template is not a Word document.")) from fault
    body = document.element.body
    contents = [child for child in body if not child.tag.endswith("}sectPr")]
    for child in contents:
        body.remove(child)
    body.insert(0, etree.Comment(PLACE))
    return document, fill(contents, names, rows)


def _write(document: object, pieces: Iterable[bytes], file: BinaryIO) -> None:
    """The document's parts as they are, and its body with the pieces in their place as they come."""
    saved = BytesIO()
    document.save(saved)  # type: ignore[attr-defined]
    with zipfile.ZipFile(saved) as frame, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as made:
        for part in frame.infolist():
            if part.filename != BODY:
                made.writestr(part.filename, frame.read(part))
        before, after = frame.read(BODY).split(f"<!--{PLACE}-->".encode())
        with made.open(BODY, "w", force_zip64=True) as body:
            body.write(before)
            for piece in pieces:
                body.write(piece)
            body.write(after)


def _has_table(path: Path) -> bool:
    return any(True for _grid in _grids(path, []))


def _grids(path: Path, problems: list[Problem]) -> Iterator[Grid]:
    yield from _opened(path, lambda body: tables_of(body, problems))


def _records(path: Path) -> Iterator[named.Named]:
    yield from _opened(path, records_of)


def _opened(path: Path, walk: Callable) -> Iterator:
    try:
        with zipfile.ZipFile(path) as package, package.open(BODY) as body:
            yield from walk(body)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError) as fault:
        raise Unreadable(_("The document is damaged or cut off.")) from fault
