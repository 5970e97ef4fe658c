"""Tables of OpenDocument (ISO/IEC 26300), the same in spreadsheets and text documents, a row at a time both ways."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from integrations.formats.tables.column import Column, Kind, Value, clean, local
from integrations.formats.tables.grid import Grid, Merged
from integrations.formats.tables.sheet_values import is_exact, is_sheet_date, wall_clock
from integrations.formats.tables.xml_stream import events, let_go

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
ROWS_OF_A_SHEET, COLUMNS_OF_A_SHEET = 1_048_576, 16_384
AT_ONCE = 500
LAID_OUT = re.compile(r" *[\t\r\n][ \t\r\n]*")


def paragraphs(text: str) -> str:
    """A paragraph for every line; the spaces and tabs that XML would lose are elements."""
    return "".join([f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n")])


def _spaced(line: str) -> str:
    line = escape(line)
    if "  " not in line and "\t" not in line and line[:1] != " " and line[-1:] != " ":
        return line
    line = re.sub(r"(?<= ) +|^ +| +$", lambda found: f'<text:s text:c="{len(found[0])}"/>', line)
    return line.replace("\t", "<text:tab/>")


def cells_of(columns: Sequence[Column]) -> list[Callable[[Value], str]]:
    """For each column what makes a cell of a value that is not missing."""
    return [_cell(column.kind) for column in columns]


def _cell(kind: Kind) -> Callable[[Any], str]:
    def number(value: Any) -> str:
        digits = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return _typed("float", "value", digits, digits) if is_exact(value) else text(digits)

    def day(value: Any) -> str:
        iso = value.isoformat()
        return _typed("date", "date-value", iso, iso, style="day") if is_sheet_date(value) else text(iso)

    def moment(value: Any) -> str:
        clock = wall_clock(value)
        if clock is None:
            return text(local(value).isoformat())
        return _typed("date", "date-value", clock.isoformat(), f"{clock:%Y-%m-%d %H:%M:%S}", style="moment")

    def yes_no(value: Any) -> str:
        word = "true" if value else "false"
        return _typed("boolean", "boolean-value", word, word.upper())

    def text(value: Any) -> str:
        return f'<table:table-cell office:value-type="string">{paragraphs(value)}</table:table-cell>'

    made = {Kind.DATE: day, Kind.DATETIME: moment, Kind.YES_NO: yes_no, Kind.TEXT: text}
    return made.get(kind, number)


def _typed(kind: str, name: str, value: str, shown: str, *, style: str = "") -> str:
    look = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell{look} office:value-type="{kind}" office:{name}="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def write_table(
    rows: Iterator[tuple[int, list[Value]]],
    file: BinaryIO | Any,
    columns: Sequence[Column],
    *,
    name: str,
    has_header: bool,
    most: int = ROWS_OF_A_SHEET,
) -> bool:
    """One table of at most so many rows; says whether it is full, so that another may follow."""
    across = f'<table:table-column table:number-columns-repeated="{len(columns)}"/>'
    file.write(f"<table:table table:name={quoteattr(name)}>{across}".encode())
    if has_header:
        names = "".join(
            f'<table:table-cell table:style-name="heading" office:value-type="string">{paragraphs(column.name)}'
            "</table:table-cell>"
            for column in columns
        )
        header = f"<table:table-header-rows><table:table-row>{names}</table:table-row></table:table-header-rows>"
        file.write(header.encode())
        most -= 1
    made = cells_of(columns)
    written = 0
    while chunk := list(islice(rows, min(AT_ONCE, most - written))):
        file.write("".join([_row(row, made) for _number, row in chunk]).encode())
        written += len(chunk)
    file.write(b"</table:table>\n")
    return written == most


def _row(row: list[Value], made: list[Callable[[Value], str]]) -> str:
    cells = ["<table:table-cell/>" if value is None else cell(value) for value, cell in zip(row, made, strict=True)]
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def tables_of(content: Any, problems: list) -> Iterator[Grid]:
    """The tables of a content.xml in order; the rows of each must be read before the next."""
    walk = events(content)
    for event, element in walk:
        if event == "start" and element.tag == f"{{{TABLE}}}table":
            yield Grid(name=element.get(f"{{{TABLE}}}name", ""), rows=_rows(walk, problems))
        elif event == "end" and element.getparent() is not None and not _is_within_table(element):
            let_go(element)


def _is_within_table(element: Any) -> bool:
    return any(True for _one in element.iterancestors(f"{{{TABLE}}}table"))


def _rows(walk: Iterator[tuple[str, Any]], problems: list) -> Iterator[tuple[int, list[Value]]]:
    """Rows until the table ends. A row that is repeated is so many rows; a table within a cell is not looked into."""
    merged = Merged(problems)
    line, inner = 1, 0
    for event, element in walk:
        if element.tag == f"{{{TABLE}}}table":
            inner += 1 if event == "start" else -1
            if inner < 0:
                return
        if inner or event == "start" or element.tag != f"{{{TABLE}}}table-row":
            continue
        repeated = _count(element, "number-rows-repeated", ROWS_OF_A_SHEET)
        cells = _cells(element, line, merged)
        let_go(element)
        if any(cell is not None for cell in cells):
            for place in range(line, min(line + repeated, ROWS_OF_A_SHEET + 1)):
                yield place, merged.fill(place, list(cells))
        elif merged.is_open_at(line):
            yield line, merged.fill(line, [])
        line += repeated


def _cells(row: Any, line: int, merged: Merged) -> list[Value]:
    """The cells up to the last that holds something; what is repeated is so many cells."""
    cells: list[Value] = []
    blanks = 0
    for cell in row.iterchildren(f"{{{TABLE}}}table-cell", f"{{{TABLE}}}covered-table-cell"):
        repeated = _count(cell, "number-columns-repeated", COLUMNS_OF_A_SHEET)
        value = None if cell.tag.endswith("covered-table-cell") else _value(cell)
        if value is None:
            blanks += repeated
            continue
        cells.extend([None] * blanks)
        blanks = 0
        rows, columns = (
            _count(cell, "number-rows-spanned", ROWS_OF_A_SHEET),
            _count(cell, "number-columns-spanned", 20_000),
        )
        merged.add(row=line, column=len(cells), rows=rows, columns=columns, value=value)
        cells.extend([value] * repeated)
    return cells


def _count(element: Any, name: str, most: int) -> int:
    written = element.get(f"{{{TABLE}}}{name}", "1")
    return min(int(written), most) if written.isdecimal() else 1


def _value(cell: Any) -> Value:
    kind = cell.get(f"{{{OFFICE}}}value-type")
    try:
        if kind in ("float", "percentage", "currency"):
            number = Decimal(cell.get(f"{{{OFFICE}}}value"))
            return int(number) if number == number.to_integral_value() and number.adjusted() < 15 else number
        if kind == "date":
            written = cell.get(f"{{{OFFICE}}}date-value")
            return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
        if kind == "boolean":
            return cell.get(f"{{{OFFICE}}}boolean-value") == "true"
    except (InvalidOperation, ValueError, TypeError):
        pass
    if kind == "string" and (written := cell.get(f"{{{OFFICE}}}string-value")) is not None:
        return clean(written)
    lines = [_text(paragraph) for paragraph in cell.iterchildren(f"{{{TEXT}}}p", f"{{{TEXT}}}h")]
    if not lines and kind is None:
        return None
    text = clean("\n".join(lines))
    return text if text or kind is not None else None


def _text(paragraph: Any) -> str:
    """The text of a paragraph; elements say where there is more space than one. Notes are not part of it."""
    pieces: list[str] = []
    _collect(paragraph, pieces)
    return "".join(pieces)


def _collect(element: Any, pieces: list[str]) -> None:
    _add(element.text, pieces)
    for child in element:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "s":
            count = child.get(f"{{{TEXT}}}c", "1")
            pieces.append(" " * min(int(count), 100_000) if count.isdecimal() else " ")
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name not in ("annotation", "note", ""):
            _collect(child, pieces)
        _add(child.tail, pieces)


def _add(text: str | None, pieces: list[str]) -> None:
    """The lines in which the XML is laid out are a space, or none where there is one already.

    Several spaces in a row ought to be one, but LibreOffice writes what its cells hold that way, and means them.
    """
    if text:
        plain = LAID_OUT.sub(" ", text)
        if plain != text and plain[0] == " " and (not pieces or pieces[-1][-1:] == " "):
            plain = plain[1:]
        if plain:
            pieces.append(plain)
