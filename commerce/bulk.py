"""Thousands of rows in one statement, by PostgreSQL's COPY. Constraints and triggers hold as for any other write.

No model is built and no signal is sent: what a model's `save` would do besides writing is the caller's to do.
The caller owns the transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

from commerce import prepared
from commerce.changed_by import carried
from commerce.copy_lines import array, lines

Model = type[models.Model]

LATER = "SELECT current_setting('shop.settled_later', true), set_config('shop.settled_later', 'on', true)"
LATER_BY = f"{LATER}, set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"
SETTLE = "SELECT settle()::text"


class Among(models.Lookup):
    """`column__among=[…]` as one array parameter; `in` takes one for each value, and seconds for tens of thousands."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[Any] | str:
        values = list(self.rhs)
        kinds = set(map(type, values))
        prepare = self.lhs.output_field.get_prep_value
        if len(kinds) > 1 or (values and prepare(values[0]) is not values[0]):
            values = [prepare(value) for value in values]
        # of a kind that needs no preparation otherwise: asking the field for each costs more than the query
        text = array(values)
        return values if text is None else text

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, self.rhs]


models.Field.register_lookup(Among)
models.ForeignObject.register_lookup(Among)


@contextmanager
def settled_together() -> Iterator[None]:
    """Let what triggers derive from the rows written in the block, versions and rows of lists, be written at its end.

    One transaction, unless there is one already; it is told who changes, for the versions of what COPY writes. Of
    blocks in blocks the outermost settles; until then the derived rows are as they were before. Locks products, lists
    and versions, in that order, and only then.
    """
    with transaction.atomic(savepoint=False):
        by = carried()
        [(before, *_set)] = prepared.rows(LATER_BY, by) if by else prepared.rows(LATER, [])
        yield
        if before != "on" and not transaction.get_rollback():
            prepared.rows(SETTLE, [])


def take_ids(model: Model, count: int) -> list[int]:
    """Reserve primary keys, in rising order."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(keys.name) FROM generate_series(1, %s), "
            "(SELECT pg_get_serial_sequence(%s, %s)::regclass AS name OFFSET 0) AS keys",
            [count, model._meta.db_table, model._meta.pk.column],  # type: ignore[union-attr]
        )
        return [key for (key,) in cursor.fetchall()]


def copy_in(model: Model, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of `names` (attribute names); other fields get their default.

    JSON is given as text. A field that is neither named nor allowed to be empty must have a default.
    """
    others = [
        (field, field.get_default())
        for field in model._meta.local_concrete_fields
        if field.attname not in names and not (field.primary_key or field.null or field.generated)
    ]
    columns = [_column(model, name) for name in [*names, *(field.attname for field, _default in others)]]
    constants = tuple(default for _field, default in others)
    _copy(model._meta.db_table, columns, ((*row, *constants) for row in rows))


def copy_over(model: Model, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write the fields `names` of existing rows; the first of them is the primary key. Fields not named stay."""
    if not rows:
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = [_column(model, name) for name in names]
    listed = ", ".join(quote(column) for column in columns)
    key, *written = (quote(column) for column in columns)
    assignments = ", ".join(f"{column} = fresh.{column}" for column in written)
    # Names come from models and are quoted; values travel by COPY only.
    make = f"CREATE TEMPORARY TABLE fresh_rows AS SELECT {listed} FROM {table} WITH NO DATA"  # noqa: S608
    write = f"UPDATE {table} SET {assignments} FROM fresh_rows fresh WHERE {table}.{key} = fresh.{key}"  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(make)
        _copy("fresh_rows", columns, rows)
        cursor.execute(write)
        cursor.execute("DROP TABLE fresh_rows")


def _column(model: Model, name: str) -> str:
    for field in model._meta.local_concrete_fields:
        if field.column and name in (field.attname, field.name):
            return field.column
    raise LookupError(f"{model.__name__} has no column {name}")


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    listed = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {quote(table)} ({listed}) FROM STDIN") as copy:
        for text in lines(rows):
            copy.write(text)
