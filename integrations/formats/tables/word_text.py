"""The tables of a Word document's body, read a row at a time (ECMA-376, WordprocessingML)."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from integrations.formats.problems import Problem
from integrations.formats.tables.column import Value, clean
from integrations.formats.tables.grid import Grid, Merged
from integrations.formats.tables.xml_stream import events, let_go

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
TEXTS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
MOST_SPAN = 16_384


def tables_of(body: Any, problems: list[Problem]) -> Iterator[Grid]:
    """The tables in order; the rows of each must be read before the next."""
    walk = events(body)
    number = 0
    for event, element in walk:
        if event == "start" and element.tag == f"{W}tbl":
            number += 1
            yield Grid(name=_("Table %(number)s") % {"number": number}, rows=_rows(walk, problems))
        elif event == "end" and element.tag == f"{W}p":
            let_go(element)


def _rows(walk: Iterator[tuple[str, Any]], problems: list[Problem]) -> Iterator[tuple[int, list[Value]]]:
    """Rows until the table ends; a table within a cell is part of its row's text no more than a picture is."""
    merged = Merged(problems)
    above: dict[int, Value] = {}
    line = inner = 0
    for event, element in walk:
        if element.tag == f"{W}tbl":
            inner += 1 if event == "start" else -1
            if inner < 0:
                return
        if inner or event == "start" or element.tag != f"{W}tr":
            continue
        line += 1
        yield line, _cells(element, line, above, merged)
        let_go(element)


def _cells(row: Any, line: int, above: dict[int, Value], merged: Merged) -> list[Value]:
    """A cell that goes on from the row above (vMerge) or over several columns (gridSpan) has its value in each."""
    cells: list[Value] = []
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        written = span.get(f"{W}val", "1") if span is not None else "1"
        width = min(int(written), MOST_SPAN) if written.isdecimal() else 1
        down = cell.find(f"{W}tcPr/{W}vMerge")
        if down is not None and down.get(f"{W}val") != "restart":
            value = above.get(len(cells))
            merged.add(row=line, column=len(cells), rows=1, columns=2, value=value)
        else:
            value = text_of(cell) or None
            merged.add(row=line, column=len(cells), rows=1, columns=width, value=value)
        above[len(cells)] = value
        cells.extend([value] * width)
    return cells


def runs_of(text: str | None) -> str:
    """The text of a run: tabs and line breaks are elements."""
    if not text:
        return ""
    plain = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    if "\n" not in text and "\t" not in text:
        return plain
    between = '</w:t>{}<w:t xml:space="preserve">'
    return plain.replace("\n", between.format("<w:br/>")).replace("\t", between.format("<w:tab/>"))


def text_of(element: Any) -> str:
    """Its paragraphs, parted by line breaks. What is deleted but still in the document is not read."""
    paragraphs = [paragraph for paragraph in element.iter(f"{W}p") if _nearest(paragraph, element)] or [element]
    return clean("\n".join(["".join(_pieces(paragraph)) for paragraph in paragraphs]))


def _nearest(paragraph: Any, element: Any) -> bool:
    """Whether no table within stands between."""
    for ancestor in paragraph.iterancestors():
        if ancestor is element:
            return True
        if ancestor.tag == f"{W}tbl":
            return False
    return True


def _pieces(paragraph: Any) -> Iterator[str]:
    for part in paragraph.iter(f"{W}t", *TEXTS):
        yield (part.text or "") if part.tag == f"{W}t" else TEXTS[part.tag]
