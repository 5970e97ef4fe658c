"""The fields of a Word document: merge fields and content controls, filled in for each row and read again.

What is filled in becomes a content control with the column's name as its tag, and each row but the first begins with a
bookmark, so that it can all be found. In the document of another a row ends where a field comes again with other text.
"""

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from integrations.formats.tables.named import Named
from integrations.formats.tables.word_text import NAMESPACE, W, runs_of, text_of
from integrations.formats.tables.xml_stream import events, let_go

MERGE_FIELD = re.compile(r'\s*MERGEFIELD\s+(?:"([^"]+)"|(\S+))', re.IGNORECASE)
BEGINS = "row_"
DROPPED = (f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}proofErr")
Field = tuple[str, str, Callable[[str, str], None]]  # its name, its text, and what puts a name and a text in its place


def fill(contents: Sequence[Any], names: Sequence[str], rows: Iterable[list[str | None]]) -> Iterator[bytes]:
    """The contents once for each row, as XML, with the fields of these names filled in."""
    known = {_loose(name): place for place, name in enumerate(names)}
    for number, row in enumerate(rows, start=1):
        if number > 1:
            yield _beginning(number)
        for block in copy.deepcopy(list(contents)):
            holder = etree.Element("holder")
            holder.append(block)
            for part in list(holder.iter(*DROPPED)):
                part.getparent().remove(part)
            for name, _text, put in list(fields_of(holder)):
                place = known.get(_loose(name))
                if place is not None:
                    put(names[place], row[place] or "")
            yield "".join(etree.tostring(child, encoding="unicode") for child in holder).encode()


def records_of(body: Any) -> Iterator[Named]:
    """The filled-in fields by name, a record for each row."""
    record: dict[str, Any] = {}
    line = 1
    for event, element in events(body):
        if event == "start" or element.getparent() is None or element.getparent().tag != f"{W}body":
            continue
        marks = [mark.get(f"{W}name", "") for mark in element.iter(f"{W}bookmarkStart")]
        if record and any(mark.startswith(BEGINS) for mark in marks):
            yield line, record
            record, line = {}, line + 1
        for name, text, _put in fields_of(element):
            if record.get(name, text) not in (text, None):
                yield line, record
                record, line = {}, line + 1
            record[name] = text or None
        let_go(element)
    if record:
        yield line, record


def fields_of(block: Any) -> Iterator[Field]:
    """Every field of a block, in order; the block itself may be one."""
    for element in block.iter(f"{W}sdt", f"{W}fldSimple", f"{W}fldChar"):
        if element.tag == f"{W}sdt":
            tag = element.find(f"{W}sdtPr/{W}tag")
            if tag is not None and tag.get(f"{W}val"):
                yield tag.get(f"{W}val"), _content_text(element), _putter([element])
        elif element.tag == f"{W}fldSimple":
            if found := MERGE_FIELD.match(element.get(f"{W}instr", "")):
                yield found[1] or found[2], text_of(element), _putter([element])
        elif element.get(f"{W}fldCharType") == "begin":
            parts, instruction, text = _complex(element.getparent())
            if found := MERGE_FIELD.match(instruction):
                yield found[1] or found[2], text, _putter(parts)


def _complex(run: Any) -> tuple[list[Any], str, str]:
    """A field of several runs: the runs, what it asks for, and what it shows."""
    parts, instruction, text = [], "", ""
    is_shown = False
    while run is not None:
        parts.append(run)
        mark = run.find(f"{W}fldChar")
        kind = mark.get(f"{W}fldCharType") if mark is not None else ""
        if kind == "end":
            break
        instruction += "".join(part.text or "" for part in run.iter(f"{W}instrText"))
        is_shown |= kind == "separate"
        if is_shown:
            text += text_of(run)
        run = run.getnext()
    return parts, instruction, text


def _content_text(control: Any) -> str:
    content = control.find(f"{W}sdtContent")
    return "" if content is None else text_of(content)


def _putter(parts: list[Any]) -> Callable[[str, str], None]:
    def put(name: str, text: str) -> None:
        first = parts[0]
        look = first.find(f".//{W}rPr")
        inner = "" if look is None else etree.tostring(look, encoding="unicode")
        run = f"<w:r>{inner}{runs_of(text)}</w:r>"
        is_block = first.tag == f"{W}sdt" and first.find(f"{W}sdtContent/{W}p") is not None
        content = f"<w:p>{run}</w:p>" if is_block else run
        control = (
            f'<w:sdt xmlns:w="{NAMESPACE}"><w:sdtPr><w:alias w:val={quoteattr(name)}/><w:tag w:val={quoteattr(name)}/>'
            f'<w:text w:multiLine="1"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
        )
        first.addprevious(etree.fromstring(control))
        for part in parts:
            part.getparent().remove(part)

    return put


def _loose(name: str) -> str:
    """Word writes a merge field's spaces as underscores."""
    return name.strip().replace(" ", "_").casefold()


def _beginning(number: int) -> bytes:
    mark = f'w:id="{1_000_000 + number}"'
    return (
        f'<w:p xmlns:w="{NAMESPACE}"><w:bookmarkStart {mark} w:name="{BEGINS}{number}"/><w:bookmarkEnd {mark}/>'
        '<w:r><w:br w:type="page"/></w:r></w:p>'
    ).encode()
