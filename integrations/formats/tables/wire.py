"""What goes between the shop and the process that parses: lines of JSON, so that nothing in them can be run."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from integrations.formats.problems import Problem
from integrations.formats.tables.column import Column, Kind, Value
from integrations.formats.tables.format import Options, Row

MARK = "~"
READ: dict[str, Callable[[str], Value]] = {
    "n": Decimal,
    "m": datetime.fromisoformat,
    "d": date.fromisoformat,
}


def written(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=marked).encode() + b"\n"


def read(line: bytes) -> Any:
    return json.loads(line, object_hook=unmarked)


def marked(value: object) -> dict[str, str]:
    """What JSON has no word for, as an object with one mark."""
    if isinstance(value, Decimal):
        return {MARK: f"n{value}"}
    if isinstance(value, datetime):
        return {MARK: f"m{value.isoformat()}"}
    if isinstance(value, date):
        return {MARK: f"d{value.isoformat()}"}
    raise TypeError(type(value).__name__)


def unmarked(found: dict[str, Any]) -> Any:
    if len(found) == 1 and isinstance(mark := found.get(MARK), str) and mark[:1] in READ:
        return READ[mark[0]](mark[1:])
    return found


def options_said(options: Options) -> dict[str, Any]:
    """What of the options concerns reading."""
    said = {name: getattr(options, name) for name in READING}
    return {**said, "columns": [asdict(column) for column in options.columns]}


def options_read(said: dict[str, Any]) -> Options:
    return Options(**{**said, "columns": columns_read(said["columns"])})


def columns_read(said: list[dict[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(**{**column, "kind": Kind(column["kind"])}) for column in said)


def rows_said(rows: Sequence[Row]) -> dict[str, Any]:
    """A column at a time: most hold one kind of value, and need not be marked one by one."""
    cells: list[Sequence[Any]] = list(zip_longest(*(row.values for row in rows)))
    decimals = [place for place, column in enumerate(cells) if {Decimal} == {*map(type, column)} - {type(None)}]
    for place in decimals:
        cells[place] = [None if value is None else str(value) for value in cells[place]]
    return {"lines": [row.line for row in rows], "cells": cells, "decimals": decimals}


def rows_read(said: dict[str, Any]) -> Iterator[Row]:
    cells = said["cells"]
    for place in said["decimals"]:
        cells[place] = [None if text is None else Decimal(text) for text in cells[place]]
    return map(Row, said["lines"], map(list, zip(*cells, strict=True)))


def problems_said(problems: list[Problem]) -> list[dict[str, Any]]:
    return [asdict(problem) for problem in problems]


def problems_read(said: list[dict[str, Any]]) -> list[Problem]:
    return [Problem(**problem) for problem in said]


READING = (
    "format", "has_header", "header_line", "encoding", "delimiter", "decimal_mark", "sheet", "record", "neutralised",
    "escaped", "inner",
)  # fmt: skip
