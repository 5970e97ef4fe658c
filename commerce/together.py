"""Rows written by statements that are planned once: an order with all that belongs to it goes in by a single one.

Primary keys that other rows point to are taken ahead (`keys`). Constraints and triggers hold as for any other write; no
signal is sent.
"""

from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from commerce import prepared

# What a field of some kinds would make of its value is that value: an order has eighty such, and none is asked.
PLAIN: dict[str, type] = {
    "BigAutoField": int,
    "BigIntegerField": int,
    "BooleanField": bool,
    "CharField": str,
    "IntegerField": int,
    "PositiveIntegerField": int,
    "TextField": str,
}


def keys(*sequences: str) -> tuple[int, ...]:
    """The next value of each sequence, in one query."""
    [taken] = prepared.rows(f"SELECT {', '.join(['nextval(%s::regclass)'] * len(sequences))}", sequences)
    return taken


def insert(*rows: models.Model) -> None:
    """Insert the instances. One without a primary key gets it from the database and is not told."""
    shape: list[tuple[type[models.Model], bool, int]] = []
    values: list[Any] = []
    database = connections[DEFAULT_DB_ALIAS]  # not by its proxy, which finds out for each field whose thread it is
    for (model, has_key), group in groupby(rows, key=lambda row: (type(row), row.pk is not None)):
        columns = _columns(model, has_key)
        held = list(group)
        shape.append((model, has_key, len(held)))
        for row in held:
            for field, name, kind in columns:
                value = getattr(row, name)
                if type(value) is not kind:
                    value = field.get_db_prep_save(field.pre_save(row, add=True), database)
                values.append(value)
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    prepared.rows(_statement(tuple(shape)), values)


def update(row: models.Model, *names: str) -> None:
    """Write some fields of one row, as `save(update_fields=...)` does."""
    fields = _named(type(row), names)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    prepared.rows(_update(type(row), names), [*values, row.pk])


@lru_cache(maxsize=64)
def _fields(model: type[models.Model], has_key: bool) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if has_key or not field.primary_key]


@lru_cache(maxsize=64)
def _columns(model: type[models.Model], has_key: bool) -> list[tuple[models.Field, str, type | None]]:
    """Each field, the name of its value, and of which kind that is when it is written as it stands."""
    return [(field, field.attname, PLAIN.get(field.get_internal_type())) for field in _fields(model, has_key)]


@lru_cache(maxsize=256)
def _statement(shape: tuple[tuple[type[models.Model], bool, int], ...]) -> str:
    *before, last = [_insert(*part) for part in shape]
    with_them = ", ".join(f"rows_{place} AS ({part})" for place, part in enumerate(before))
    return f"WITH {with_them} {last} RETURNING 1" if before else f"{last} RETURNING 1"


def _insert(model: type[models.Model], has_key: bool, count: int) -> str:
    """Names come from models and are quoted; values are parameters."""
    fields, quote = _fields(model, has_key), connection.ops.quote_name
    columns = ", ".join(_quoted(field) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608


@lru_cache(maxsize=64)
def _named(model: type[models.Model], names: tuple[str, ...]) -> list[models.Field]:
    by_name = {field.name: field for field in model._meta.concrete_fields}
    return [by_name[name] for name in names]


def _quoted(field: models.Field) -> str:
    return connection.ops.quote_name(str(field.column))


@lru_cache(maxsize=64)
def _update(model: type[models.Model], names: tuple[str, ...]) -> str:
    assignments = ", ".join(f"{_quoted(field)} = %s" for field in _named(model, names))
    table, key = connection.ops.quote_name(model._meta.db_table), _quoted(model._meta.pk)  # type: ignore[arg-type]
    return f"UPDATE {table} SET {assignments} WHERE {key} = %s RETURNING 1"  # noqa: S608
