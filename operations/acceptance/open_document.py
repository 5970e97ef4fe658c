"""A paper as an OpenDocument text: headings that a reader can walk, real lists, tables whose heads repeat."""

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from integrations.formats.tables.column import clean

if TYPE_CHECKING:
    from operations.acceptance.paper import Paper

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
LONG_AGO = (1980, 1, 1, 0, 0, 0)
PAGE_WIDTH = 17.4  # cm between the margins of an A4 page
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
    }.items()
)
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
INK, SOFT, LINE, CHALK = "#1e2321", "#565b57", "#dcd5c9", "#f7f4ef"
SANS, SERIF = "'Instrument Sans', Carlito, 'Liberation Sans', sans-serif", "Fraunces, 'Liberation Serif', serif"


def written(paper: "Paper") -> bytes:
    """The same paper gives the same bytes."""
    kept = io.BytesIO()
    parts = {
        "META-INF/manifest.xml": _manifest(),
        "meta.xml": _meta(paper),
        "styles.xml": _styles(paper),
        "content.xml": _content(paper),
    }
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype", LONG_AGO), MEDIA_TYPE, zipfile.ZIP_STORED)
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, LONG_AGO), text, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


# --- what it says ---


def _content(paper: "Paper") -> str:
    title = f"{paper.title} {paper.number}"
    styles: list[str] = []
    body = [_heading({"level": 1, "text": title}, styles)]
    body += [KINDS[part["kind"]](part, styles) for part in paper.parts]
    return (
        f'{HEAD}<office:document-content {SPACES} office:version="1.3"><office:automatic-styles>{"".join(styles)}'
        f"</office:automatic-styles><office:body><office:text>{''.join(body)}</office:text></office:body>"
        "</office:document-content>"
    )


def _heading(part: dict[str, Any], styles: list[str]) -> str:
    level = part["level"]
    return f'<text:h text:style-name="Heading_{level}" text:outline-level="{level}">{_text(part["text"])}</text:h>'


def _words(part: dict[str, Any], styles: list[str]) -> str:
    return _paragraph(part["text"]) if part["text"] else ""


def _points(part: dict[str, Any], styles: list[str]) -> str:
    items = "".join(f"<text:list-item>{_paragraph(line)}</text:list-item>" for line in part["lines"])
    return f'<text:list text:style-name="Points">{items}</text:list>'


def _facts(part: dict[str, Any], styles: list[str]) -> str:
    """A table without heads: the word first, then its value."""
    rows = [[word, value] for word, value in part["pairs"]]
    return _grid([], rows, [4, 10], 0, styles) if rows else ""


def _table(part: dict[str, Any], styles: list[str]) -> str:
    return _grid(part["heads"], part["rows"], part["widths"], part["numbers"], styles)


KINDS: dict[str, Callable[[dict[str, Any], list[str]], str]] = {
    "heading": _heading,
    "words": _words,
    "points": _points,
    "facts": _facts,
    "table": _table,
}


def _grid(heads: list[str], rows: list[list[str]], widths: list[int], numbers: int, styles: list[str]) -> str:
    name = f"Table{len(styles) + 1}"
    styles.append(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties '
        f'style:width="{PAGE_WIDTH}cm" table:align="left" fo:margin-bottom="0.3cm"/></style:style>'
        + "".join(
            f'<style:style style:name="{name}.{place}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{PAGE_WIDTH * width / sum(widths):.3f}cm"/></style:style>'
            for place, width in enumerate(widths)
        )
    )
    columns = "".join(f'<table:table-column table:style-name="{name}.{place}"/>' for place in range(len(widths)))
    first_number = len(widths) - numbers
    said = [_cells(row, "Cell", "Soft" if not heads else "Text", first_number) for row in rows]
    head = f"<table:table-header-rows>{_cells(heads, 'Head', 'Label', first_number)}</table:table-header-rows>"
    table = f'<table:table table:name="{name}" table:style-name="{name}">{columns}'
    return f"{table}{head if heads else ''}{''.join(said)}</table:table>{_paragraph('')}"


def _cells(row: list[str], cell: str, first: str, first_number: int) -> str:
    def style(place: int) -> str:
        if place >= first_number:
            return "Number"
        return first if place == 0 or first == "Label" else "Text"

    cells = "".join(
        f'<table:table-cell table:style-name="{cell}" office:value-type="string">'
        f"{_paragraph(value, style(place))}</table:table-cell>"
        for place, value in enumerate(row)
    )
    return f"<table:table-row>{cells}</table:table-row>"


def _paragraph(text: str, style: str = "Text") -> str:
    return f'<text:p text:style-name="{style}">{_text(text)}</text:p>'


def _text(text: str) -> str:
    return escape(clean(text)).replace("\n", "<text:line-break/>")


# --- how it looks ---


def _styles(paper: "Paper") -> str:
    heads = "".join(
        _style(
            f"Heading_{level}", f'fo:margin-top="{above}cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"', look
        )
        for level, above, look in (
            (1, 0, f'fo:font-family="{SERIF}" fo:font-size="22pt"'),
            (2, 0.7, f'fo:font-family="{SERIF}" fo:font-size="14pt"'),
            (3, 0.4, 'fo:font-weight="bold" fo:font-size="10pt"'),
        )
    )
    small = f'fo:font-size="9pt" fo:color="{SOFT}"'
    return (
        f'{HEAD}<office:document-styles {SPACES} office:version="1.3"><office:styles>'
        '<style:default-style style:family="paragraph"><style:text-properties '
        f'fo:font-family="{SANS}" fo:font-size="9.5pt" fo:color="{INK}" fo:language="{paper.language}" '
        'fo:country="SE"/></style:default-style>'
        f"{heads}{_style('Text', 'fo:margin-bottom=' + quoteattr('0.1cm'), '')}"
        f"{_style('Soft', '', small)}{_style('Label', '', small + ' fo:font-weight=' + quoteattr('bold'))}"
        f"{_style('Number', 'fo:text-align=' + quoteattr('end'), '')}{_style('Foot', '', small)}"
        f"{_cell_style('Cell', '')}{_cell_style('Head', f'fo:background-color={quoteattr(CHALK)}')}"
        '<text:list-style style:name="Points"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="0.6cm" '
        'fo:text-indent="-0.4cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>'
        '</office:styles><office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties '
        'fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-left="1.8cm" fo:margin-right="1.8cm" '
        'fo:margin-top="2cm" fo:margin-bottom="1.5cm"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>'
        f'<text:p text:style-name="Foot">{_text(f"{paper.title} {paper.number}")} · <text:page-number/> / '
        "<text:page-count/></text:p></style:footer></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )


def _style(name: str, paragraph: str, text: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {text}/></style:style>"
    )


def _cell_style(name: str, more: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" '
        f'fo:border-bottom="0.5pt solid {LINE}" {more}/></style:style>'
    )


def _manifest() -> str:
    entries = {"/": MEDIA_TYPE, "content.xml": "text/xml", "styles.xml": "text/xml", "meta.xml": "text/xml"}
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in entries.items()
    )
    return f'{HEAD}<manifest:manifest xmlns:manifest="{MANIFEST}" manifest:version="1.3">{listed}</manifest:manifest>'


def _meta(paper: "Paper") -> str:
    said = f"<dc:title>{_text(f'{paper.title} {paper.number}')}</dc:title><dc:language>{paper.language}</dc:language>"
    created = f"<meta:creation-date>{paper.at:%Y-%m-%dT%H:%M:%S}</meta:creation-date>"
    space = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return (
        f'{HEAD}<office:document-meta {SPACES} {space} office:version="1.3"><office:meta>{created}{said}</office:meta>'
        "</office:document-meta>"
    )
