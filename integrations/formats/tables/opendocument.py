"""OpenDocument files: a spreadsheet (ODS), or a text document with the rows in a table (ODT)."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO
from xml.sax.saxutils import escape

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from integrations.formats.problems import Problem, Unreadable, grouped
from integrations.formats.tables.column import Column, Unwritable, Value, checked, clean
from integrations.formats.tables.format import PLAIN, Format, Options, Table
from integrations.formats.tables.grid import Grid, table_of
from integrations.formats.tables.odf_table import tables_of, write_table
from integrations.formats.tables.sheet_values import sheet_name

COLUMNS_OF_A_SHEET, ROWS_OF_A_DOCUMENT = 16_384, 50_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MIMETYPE = "application/vnd.oasis.opendocument."
SPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)
DAY = "<number:text>-</number:text>".join(f'<number:{part} number:style="long"/>' for part in ("year", "month", "day"))
CLOCK = "<number:text>:</number:text>".join(
    f'<number:{part} number:style="long"/>' for part in ("hours", "minutes", "seconds")
)
STYLES = (
    f'<number:date-style style:name="days">{DAY}</number:date-style>'
    f'<number:date-style style:name="moments">{DAY}<number:text> </number:text>{CLOCK}</number:date-style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="days"/>'
    '<style:style style:name="moment" style:family="table-cell" style:data-style-name="moments"/>'
    '<style:style style:name="heading" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
)


class Ods(Format):
    """A sheet that is full is followed by another."""

    code, name, extension = "ods", gettext_lazy("OpenDocument spreadsheet (ODS)"), "ods"
    media_type = f"{MIMETYPE}spreadsheet"

    def read(self, path: Path, options: Options) -> Table:
        return _read(path, options)

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        if len(columns) > COLUMNS_OF_A_SHEET:
            raise Unwritable(_("A sheet holds at most %(most)s columns.") % {"most": "16 384"})
        writing = checked(rows, columns)
        with _content(file, "spreadsheet", options.title) as content:
            is_full, number = True, 0
            while is_full:
                number += 1
                name = sheet_name(options.title, number)
                is_full = write_table(writing, content, columns, name=name, has_header=options.has_header)


class Odt(Format):
    """A document with a heading and a table. A word processor is no place for very many rows."""

    code, name, extension = "odt", gettext_lazy("OpenDocument text (ODT)"), "odt"
    media_type = f"{MIMETYPE}text"

    def read(self, path: Path, options: Options) -> Table:
        return _read(path, options)

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        most = ROWS_OF_A_DOCUMENT + options.has_header
        with _content(file, "text", options.title) as content:
            if options.title:
                content.write(f'<text:h text:outline-level="1">{escape(clean(options.title))}</text:h>'.encode())
            writing = checked(rows, columns)
            name, has_header = sheet_name(options.title, 1), options.has_header
            is_full = write_table(writing, content, columns, name=name, has_header=has_header, most=most)
            if is_full and next(writing, None):
                raise Unwritable(too_many(ROWS_OF_A_DOCUMENT))


def too_many(most: int) -> str:
    said = {"most": grouped(most)}
    return _("A document holds at most %(most)s rows. Choose a spreadsheet, or CSV.") % said


@contextmanager
def _content(file: BinaryIO, kind: str, title: str) -> Iterator[IO[bytes]]:
    """The package, with what belongs in its body still to be written."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
        package.writestr(zipfile.ZipInfo("mimetype", (1980, 1, 1, 0, 0, 0)), f"{MIMETYPE}{kind}")
        package.writestr("META-INF/manifest.xml", _manifest(kind))
        package.writestr("meta.xml", _meta(title))
        with package.open("content.xml", "w", force_zip64=True) as content:
            head = f'{HEAD}<office:document-content{SPACES} office:version="1.3"><office:automatic-styles>{STYLES}'
            content.write(f"{head}</office:automatic-styles><office:body><office:{kind}>".encode())
            yield content
            content.write(f"</office:{kind}></office:body></office:document-content>".encode())


def _manifest(kind: str) -> str:
    entries = {"/": f"{MIMETYPE}{kind}", "content.xml": "text/xml", "meta.xml": "text/xml"}
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in entries.items()
    )
    return f'{HEAD}<manifest:manifest{SPACES} manifest:version="1.3">{listed}</manifest:manifest>'


def _meta(title: str) -> str:
    space = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    said = f"<dc:title>{escape(clean(title))}</dc:title><dc:language>{get_language() or 'sv'}</dc:language>"
    meta = f"<office:meta>{said}</office:meta>"
    return f'{HEAD}<office:document-meta{SPACES} {space} office:version="1.3">{meta}</office:document-meta>'


def _read(path: Path, options: Options) -> Table:
    problems: list[Problem] = []
    return table_of(_grids(path, problems), options, problems)


def _grids(path: Path, problems: list[Problem]) -> Iterator[Grid]:
    try:
        with zipfile.ZipFile(path) as package, package.open("content.xml") as content:
            yield from tables_of(content, problems)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError) as fault:
        raise Unreadable(_("The document is damaged or cut off.")) from fault
