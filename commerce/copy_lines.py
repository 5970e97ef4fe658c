"""Rows as the lines that PostgreSQL's COPY reads, a column at a time: most columns hold one kind, or one value."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice, repeat
from typing import Any
from uuid import UUID

from psycopg.adapt import PyFormat, Transformer

AT_ONCE = 5_000  # rows that are held as text; the database reads them while the next ones are written
MARKS = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The rows in COPY's text format, some thousands of lines together. Any value that psycopg can adapt will do."""
    waiting = iter(rows)
    while held := list(islice(waiting, AT_ONCE)):
        columns = [_texts(values) for values in zip(*held, strict=True)]
        yield "\n".join(map("\t".join, zip(*columns, strict=False))) + "\n"


def array(values: Sequence[Any]) -> str | None:
    """The values as the text of an array, if they are all numbers, UUIDs or words: psycopg asks about each. Of
    numbers some may be missing."""
    kinds = set(map(type, values))
    if kinds <= {int}:
        return "{" + ",".join(map(str, values)) + "}"
    if kinds <= {int, Decimal, type(None)}:
        return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"
    if kinds == {UUID}:
        return "{" + ",".join([value.hex for value in values]) + "}"
    if kinds == {str}:
        said = "".join(values)
        if '"' in said or "\\" in said:
            values = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
        return '{"' + '","'.join(values) + '"}'
    return None


def _texts(values: tuple[Any, ...]) -> Iterable[str]:
    first = values[0]
    if values.count(first) == len(values) and len(set(map(type, values))) == 1:
        return repeat(_text(first), len(values))
    kinds = set(map(type, values))
    if kinds == {int}:
        return map(str, values)
    if kinds == {str} and not _has_marks("".join(values)):
        return values
    return map(_text, values)


def _text(value: Any) -> str:
    return WRITERS.get(type(value), _adapted)(value)


def _word(value: str) -> str:
    return value.translate(MARKS) if _has_marks(value) else value


def _has_marks(text: str) -> bool:
    return "\\" in text or "\t" in text or "\n" in text or "\r" in text


def _listed(values: list[Any]) -> str:
    text = array(values)
    return _adapted(values) if text is None else _word(text)


def _adapted(value: Any) -> str:
    dumped = Transformer().get_dumper(value, PyFormat.TEXT).dump(value)
    return "\\N" if dumped is None else bytes(dumped).decode().translate(MARKS)


WRITERS: dict[type, Callable[[Any], str]] = {
    str: _word,
    int: str,
    bool: lambda value: "t" if value else "f",
    type(None): lambda _value: "\\N",
    datetime: str,
    Decimal: str,
    list: _listed,
    UUID: lambda value: value.hex,
}
