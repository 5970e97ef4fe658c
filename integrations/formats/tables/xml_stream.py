"""XML read a record at a time. No entity is resolved, no DOCTYPE taken, nothing fetched; what is read is let go.

Without being told which element is a row, it is the one nearest the root that there are several of.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from integrations.formats.problems import Unreadable
from integrations.formats.tables.column import Column, Kind, Value, clean
from integrations.formats.tables.named import Named

NAMESPACE = "urn:kundwebbshop:rows:1"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
LOOKED_AT = 20_000  # elements
NAMED = {"cell", "field"}


def events(
    source: Any, *, kinds: tuple[str, ...] = ("start", "end"), tag: str | None = None
) -> Iterator[tuple[str, Any]]:
    """The elements as they begin and end, or those of one tag. Raises Unreadable for no XML, or one with a DOCTYPE."""
    walk = etree.iterparse(
        source, events=kinds, tag=tag, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    is_first = True
    try:
        for event, element in walk:
            if is_first:
                is_first = False
                if element.getroottree().docinfo.doctype:
                    raise Unreadable(_("XML with a DOCTYPE is not read: it can hold entities that fetch or swell."))
            yield event, element
    except etree.XMLSyntaxError as fault:
        said = {"line": fault.lineno or 1}
        raise Unreadable(_("The XML breaks at line %(line)s: it is cut off, or is not XML.") % said) from fault


def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def let_go(element: Any) -> None:
    """Forget an element that has been read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def columns_of(path: Path) -> list[Column]:
    """The columns that a file of our own names at its beginning; none in anyone else's."""
    with open(path, "rb") as file:
        found = []
        for event, element in events(file):
            if event == "start" and element.getparent() is None and element.tag != f"{{{NAMESPACE}}}rows":
                return []
            if event == "end" and element.tag == f"{{{NAMESPACE}}}columns":
                return found
            if event == "end" and element.tag == f"{{{NAMESPACE}}}column":
                found.append(_column(element))
    return []


def _column(element: Any) -> Column:
    kind = element.get("kind", "")
    return Column(name=element.get("name", ""), kind=Kind(kind) if kind in set(Kind) else Kind.TEXT)


def records_of(path: Path, name: str) -> Iterator[Named]:
    """Each record's line and its cells by name."""
    with open(path, "rb") as file:
        wanted = () if name else _record(file)
        file.seek(0)
        for _event, element in events(file, kinds=("end",), tag=f"{{*}}{name}" if name else wanted[-1]):
            above = [each.tag for each in element.iterancestors()]
            if (name and name not in map(local, above)) or tuple(reversed(above)) == wanted[:-1]:
                yield element.sourceline, _cells(element)
                let_go(element)


def _record(file: Any) -> tuple[str, ...]:
    """The path of the element that is a row."""
    seen: Counter[tuple[str, ...]] = Counter()
    stack: list[str] = []
    for event, element in events(file):
        if event == "start":
            stack.append(element.tag)
            if stack == [f"{{{NAMESPACE}}}rows"]:
                return (stack[0], f"{{{NAMESPACE}}}row")
            seen[tuple(stack)] += 1
        else:
            stack.pop()
            let_go(element)
        if seen.total() > LOOKED_AT:
            break
    several = [path for path, count in seen.items() if count > 1]
    within = several or [path for path in seen if len(path) == 2]
    if not within:
        raise Unreadable(_("The file holds no array of rows."))
    return min(within, key=lambda path: (len(path), -seen[path]))


def _cells(record: Any, before: str = "") -> dict[str, Value]:
    """Attributes and elements by name, those within others as `price.amount`, one that comes again as `picture (2)`."""
    cells: dict[str, Value] = {before + local(key): clean(value) for key, value in record.attrib.items() if key != NIL}
    for child in record:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        name = before + tag.rpartition("}")[2]
        is_named = name in NAMED and "name" in child.attrib
        if is_named:
            name = child.get("name")
        if name in cells:
            name = next(again for again in (f"{name} ({number})" for number in count(2)) if again not in cells)
        if len(child):
            cells |= _cells(child, f"{name}.")
            continue
        cells[name] = clean(child.text or "")
        if child.attrib and not is_named:
            cells |= {f"{name}.{local(key)}": clean(value) for key, value in child.attrib.items() if key != NIL}
            if child.get(NIL) in ("true", "1"):
                cells[name] = None
    return cells
