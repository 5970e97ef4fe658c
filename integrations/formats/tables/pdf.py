"""PDF/A-3a and PDF/UA-1: a table for people, with the rows attached as JSON, so that our own are read as they were.

In the PDF of another the tables are found by their lines; one without lines cannot be read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from json.encoder import encode_basestring_ascii
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

import pdfplumber
import pypdfium2
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from commerce.orders.documents.typeset import typeset
from integrations.formats.problems import Problem, Unreadable
from integrations.formats.tables.column import Column, Kind, Unwritable, Value, checked, clean, local, writers
from integrations.formats.tables.format import PLAIN, Format, Options, Table
from integrations.formats.tables.grid import Grid, table_of
from integrations.formats.tables.json_rows import Json
from integrations.formats.tables.opendocument import too_many

STANDARDS = ["a-3a", "ua-1"]
ATTACHED = "rows.json"
MOST_ROWS, MOST_COLUMNS, MOST_PAGES, LARGEST_ATTACHMENT = 2_000, 24, 500, 200_000_000
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
NUMBERS = (Kind.INTEGER, Kind.DECIMAL)


class Pdf(Format):
    code, name, extension = "pdf", gettext_lazy("PDF/A"), "pdf"
    media_type = "application/pdf"
    decimal_mark = ","

    def read(self, path: Path, options: Options) -> Table:
        if attached := _attached(path):
            return _own(attached, options)
        problems = [Problem(message=_("The tables of the PDF were found by their lines. Check them against the file."))]
        table = table_of(_grids(path), options, problems)
        table.decimal_mark = options.decimal_mark or self.decimal_mark
        return table

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        if len(columns) > MOST_COLUMNS:
            too_wide = _("A PDF has room for at most %(most)s columns. Choose a spreadsheet, or CSV.")
            raise Unwritable(too_wide % {"most": MOST_COLUMNS})
        held = [row for _number, row in islice(checked(rows, columns), MOST_ROWS + 1)]
        if len(held) > MOST_ROWS:
            raise Unwritable(too_many(MOST_ROWS))
        mark = options.decimal_mark or self.decimal_mark
        said = _said(held, columns, title=clean(options.title) or _("Rows"), mark=mark)
        file.write(typeset("table", said, at=options.at or timezone.now(), standards=STANDARDS))


def _said(rows: list[list[Value]], columns: Sequence[Column], *, title: str, mark: str) -> dict[str, Any]:
    made = writers(columns, decimal_mark=mark, yes=_("yes"), no=_("no"))
    for place, column in enumerate(columns):
        if column.kind == Kind.DATETIME:
            made[place] = _shown_moment
    return {
        "title": title,
        "author": settings.WAGTAIL_SITE_NAME,
        "language": (get_language() or "sv")[:2],
        "file": ATTACHED,
        "attached": _ascii(rows, columns),
        "size": 9 if len(columns) <= 6 else 7.5 if len(columns) <= 14 else 6,
        "heads": [{"words": column.name, "number": column.kind in NUMBERS} for column in columns],
        "rows": [
            ["" if value is None else write(value) for value, write in zip(row, made, strict=True)] for row in rows
        ],
        "words": {
            "page": _("Page"),
            "of": pgettext("document", "of"),
            "attached": _("The rows of the table, for programs"),
        },
    }


def _shown_moment(value: Value) -> str:
    return f"{local(value):%Y-%m-%d %H:%M}"


def _ascii(rows: list[list[Value]], columns: Sequence[Column]) -> str:
    """The rows as JSON in which every letter beyond ASCII is escaped, so that no font has a say in it."""
    held = BytesIO()
    Json().write(rows, held, columns)
    return NOT_ASCII.sub(lambda found: encode_basestring_ascii(found[0])[1:-1], held.getvalue().decode())


def _attached(path: Path) -> bytes:
    """The rows that we have attached, if it is a PDF of ours."""
    try:
        document = pypdfium2.PdfDocument(str(path))
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).casefold():
            raise Unreadable(_("The file is protected by a password. Save it without one.")) from fault
        raise Unreadable(_("The PDF is damaged or cut off.")) from fault
    try:
        for number in range(document.count_attachments()):
            attachment = document.get_attachment(number)
            if attachment.get_name() == ATTACHED:
                return bytes(attachment.get_data())[:LARGEST_ATTACHMENT]
    finally:
        document.close()
    return b""


def _own(attached: bytes, options: Options) -> Table:
    """The file of the rows is gone with the table."""
    with NamedTemporaryFile(suffix=".json", delete=False) as held:
        held.write(attached)
    path = Path(held.name)
    try:
        table = Json().read(path, options)
    except Unreadable:
        path.unlink()
        raise
    table.rows = _until_gone(table.rows, path)
    return table


def _until_gone(rows: Iterator, path: Path) -> Iterator:
    try:
        yield from rows
    finally:
        path.unlink(missing_ok=True)


def _grids(path: Path) -> Iterator[Grid]:
    """The tables of every page, in order."""
    is_found = False
    try:
        with pdfplumber.open(path) as document:
            if len(document.pages) > MOST_PAGES:
                said = {"found": len(document.pages), "most": MOST_PAGES}
                raise Unreadable(_("The PDF has %(found)s pages; at most %(most)s are read.") % said)
            for number, page in enumerate(document.pages, start=1):
                for rows in page.extract_tables():
                    is_found = True
                    named = _("Page %(number)s") % {"number": number}
                    yield Grid(name=named, rows=enumerate([_cells(row) for row in rows], start=1))
                page.close()
    except (PDFException, PdfminerException) as fault:
        raise Unreadable(_("The PDF is damaged or cut off.")) from fault
    if not is_found:
        raise Unreadable(_("No table with lines was found in the PDF."))


def _cells(row: list[str | None]) -> list[Value]:
    return [clean(cell) if cell else None for cell in row]
