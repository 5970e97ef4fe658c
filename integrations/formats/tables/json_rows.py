"""JSON: an array of objects, or one object a line (JSON lines). Amounts are numbers with all their digits."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.formats.problems import Problem
from integrations.formats.tables import named
from integrations.formats.tables.column import Column, Kind, Value, checked, clean, writers
from integrations.formats.tables.format import PLAIN, Format, Options, Table
from integrations.formats.tables.json_stream import Broken, lines_of, records_of

AT_ONCE = 500


class Json(Format):
    """A key without a value is missing. An object in an object is read as `price.amount`, a list as its JSON."""

    code, name, extension = "json", gettext_lazy("JSON"), "json"
    media_type = "application/json"
    before, between, after = "[\n", ",\n", "\n]\n"

    def records(self, path: Path, options: Options) -> Iterator[tuple[int, Any]]:
        return records_of(path, options.record)

    def read(self, path: Path, options: Options) -> Table:
        problems: list[Problem] = []
        return named.table_of(_flat(self.records(path, options), problems), problems)

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        made = json_writers(columns)
        keys = [f"{encode_basestring(column.name)}: " for column in columns]
        numbered = checked(rows, columns)
        file.write(self.before.encode())
        is_first = True
        while chunk := list(islice(numbered, AT_ONCE)):
            objects = [
                "{" + ", ".join([key + write(value) for key, value, write in zip(keys, row, made, strict=True)]) + "}"
                for _number, row in chunk
            ]
            file.write(("" if is_first else self.between).encode() + self.between.join(objects).encode())
            is_first = False
        file.write((self.after if not is_first or self.before else "").encode())


class JsonLines(Json):
    code, name, extension = "jsonl", gettext_lazy("JSON lines"), "jsonl"
    media_type = "application/x-ndjson"
    other_extensions, other_media_types = ("ndjson",), ("application/jsonl", "application/json-lines")
    before, between, after = "", "\n", "\n"

    def records(self, path: Path, options: Options) -> Iterator[tuple[int, Any]]:
        return lines_of(path)


def json_writers(columns: Sequence[Column]) -> list[Callable[[Value], str]]:
    """For each column what makes JSON of its values."""
    texts = writers(columns, decimal_mark=".", yes="true", no="false")
    return [_json_writer(column.kind, text) for column, text in zip(columns, texts, strict=True)]


def _json_writer(kind: Kind, text: Callable[[Value], str]) -> Callable[[Value], str]:
    if kind in (Kind.INTEGER, Kind.DECIMAL, Kind.YES_NO):
        return lambda value: "null" if value is None else text(value)
    return lambda value: "null" if value is None else encode_basestring(text(value))


def _flat(records: Iterator[tuple[int, Any]], problems: list[Problem]) -> Iterator[named.Named]:
    """Each record as its cells by name. What is no object is told."""
    for line, record in records:
        if isinstance(record, Broken):
            problems.append(Problem(line=line, message=record.message, refuses=True))
        elif isinstance(record, dict):
            yield line, flattened(record)
        else:
            problems.append(Problem(line=line, message=_("It is not an object with names."), refuses=True))


def flattened(record: dict[str, Any], before: str = "") -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for name, value in record.items():
        if isinstance(value, dict) and value:
            cells |= flattened(value, f"{before}{name}.")
        elif isinstance(value, list | dict):
            cells[before + name] = json.dumps(value, ensure_ascii=False, default=str)
        else:
            cells[before + name] = clean(value) if isinstance(value, str) else value
    return cells
