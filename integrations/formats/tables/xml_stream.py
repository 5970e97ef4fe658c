"""XML read a record at a time. No entity is resolved, no DOCTYPE taken, nothing fetched; what is read is let go.

Without being told which element is a row, it is the one nearest the root that there are several of.
"""

from collections import Counter
from collections.abc import Iterator
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


def events(source: Any, *, kinds: tuple[str, ...] = ("start", "end")) -> Iterator[tuple[str, Any]]:
    """The elements as they begin and end. Raises Unreadable for what is no XML, or has a DOCTYPE."""
    walk = etree.iterparse(
        source, events=kinds, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
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
        stack: list[str] = []
        depth = 0
        for event, element in events(file):
            if event == "start":
                stack.append(element.tag)
                is_record = (local(element.tag) == name) if name else tuple(stack) == wanted
                if is_record and not depth:
                    depth = len(stack)
                continue
            stack.pop()
            if depth and len(stack) == depth - 1:
                depth = 0
                yield element.sourceline, dict(_cells(element))
                let_go(element)
            elif not depth and name != "" and len(stack) > 1:
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


def _cells(record: Any, before: str = "") -> Iterator[tuple[str, Value]]:
    """Attributes and elements by name, those within others as `price.amount`, one that comes again as `picture (2)`."""
    seen: Counter[str] = Counter()
    for key, value in record.attrib.items():
        if key != NIL:
            seen[local(key)] += 1
            yield before + local(key), clean(value)
    for child in record:
        if not isinstance(child.tag, str):
            continue
        is_named = local(child.tag) in NAMED and "name" in child.attrib
        name = child.get("name") if is_named else local(child.tag)
        seen[name] += 1
        name = before + (f"{name} ({seen[name]})" if seen[name] > 1 else name)
        if len(child):
            yield from _cells(child, f"{name}.")
        elif child.get(NIL) in ("true", "1"):
            yield name, None
        else:
            yield name, clean(child.text or "")
            if not is_named:
                yield from ((f"{name}.{local(key)}", value) for key, value in child.attrib.items() if key != NIL)
