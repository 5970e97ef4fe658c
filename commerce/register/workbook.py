"""A workbook written row by row while it is being sent: no more memory for a million rows than for ten.

The least of Office Open XML (ECMA-376) that Excel, LibreOffice and openpyxl read: text in the cells themselves, numbers
as numbers, moments as numbers with a date's format, and text that looks like a formula marked as text (quotePrefix).
"""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import IO, cast
from xml.sax.saxutils import escape, quoteattr

ROWS_OF_A_SHEET = 1_000_000  # Excel takes 1,048,576
LONGEST_TEXT = 32_767
SENT_AT_ONCE = 65_536
PLAIN, MOMENT, MARKED = 0, 1, 2
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet has no time zones
SECONDS_OF_A_DAY = 86_400
NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
NOTHING = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>'
    '</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1"><xf {NOTHING}/></cellStyleXfs><cellXfs count="3"><xf {NOTHING} xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    f'<xf {NOTHING} xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def workbook(title: str, headings: list[str], rows: Iterable[list], *, is_runnable) -> Iterator[bytes]:
    """The bytes of the file, in pieces. `is_runnable(text)` says which text a spreadsheet would take for a formula."""
    sent = _Sent()
    with zipfile.ZipFile(cast(IO[bytes], sent), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        waiting = iter(rows)
        sheets = 0
        is_full = True
        while is_full:
            sheets += 1
            with package.open(f"xl/worksheets/sheet{sheets}.xml", "w", force_zip64=True) as sheet:
                sheet.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{_row(headings, is_runnable)}'.encode())
                is_full = False
                for place, row in enumerate(waiting, start=1):
                    sheet.write(_row(row, is_runnable).encode())
                    if sent.size > SENT_AT_ONCE:
                        yield sent.take()
                    if place == ROWS_OF_A_SHEET:
                        is_full = True
                        break
                sheet.write(b"</sheetData></worksheet>")
        for name, text in _frame(title, sheets):
            package.writestr(name, text)
    yield sent.take()


class _Sent:
    """A file that only goes forward and is emptied as it is read."""

    def __init__(self):
        self._pieces: list[bytes] = []
        self.size = self._position = 0

    def write(self, piece):
        self._pieces.append(bytes(piece))
        self.size += len(piece)
        self._position += len(piece)
        return len(piece)

    def tell(self):
        return self._position

    def flush(self):
        pass

    def take(self) -> bytes:
        whole = b"".join(self._pieces)
        self._pieces, self.size = [], 0
        return whole


def _row(values, is_runnable) -> str:
    return f"<row>{''.join([_cell(value, is_runnable) for value in values])}</row>"


def _cell(value, is_runnable) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, int | float | Decimal):
        return f"<c><v>{value}</v></c>"
    if isinstance(value, datetime):
        return f'<c s="{MOMENT}"><v>{(value - FIRST_DAY).total_seconds() / SECONDS_OF_A_DAY}</v></c>'
    text = escape(value.translate(NOT_IN_XML)[:LONGEST_TEXT])
    style = MARKED if is_runnable(value) else PLAIN
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'


def _frame(title: str, sheets: int):
    """What says that the sheets are a workbook."""
    numbers = range(1, sheets + 1)
    names = [title[:31] if number == 1 else f"{title[:27]} {number}" for number in numbers]
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{CONTENT}.worksheet+xml"/>'
        for number in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{CONTENT}.styles+xml"/>{parts}</Types>',
    )
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    pages = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*pages, (f"rId{sheets + 1}", "styles", "styles.xml")])
    yield "xl/styles.xml", STYLES


def _relations(rows) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in rows
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'
