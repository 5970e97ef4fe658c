"""Whether the version that runs can live with a migration: it goes on against the new database until it is replaced.

`judge` walks what is to be applied, with the models as they are before each step, and names what would break or stop
the old version. Tables made in the same release are not known to it: anything may be done to them. A migration that is
safe for a reason that cannot be seen here says the reason itself:

    class Migration(migrations.Migration):
        safe_beside_old = "Since version 1.4 nothing reads the column."
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib.postgres import operations as postgres
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

LARGE = 50_000  # rows: beyond, what reads a whole table under its lock is felt
SHORTEST_REASON = 15
GONE = "the version that runs still reads or writes it"
SQL_RULES = (
    (r"\bDROP\s+(?:TABLE|COLUMN)\b", f"drops a table or a column: {GONE}"),
    (r"\bRENAME\s+(?:TO|COLUMN)\b", f"renames: {GONE}"),
    (r"\bSET\s+NOT\s+NULL\b", "NOT NULL: the version that runs may leave it empty"),
    (r"\bALTER\s+(?:COLUMN\s+)?\S+\s+(?:SET\s+DATA\s+)?TYPE\b", "changes a type: the table is written anew under lock"),
)
SQL_INDEX = re.compile(
    r"\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)(?:IF\s+NOT\s+EXISTS\s+)?\S+\s+ON\s+(?:ONLY\s+)?\"?(\w+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Complaint:
    migration: str
    what: str
    reason: str = ""  # the migration's own, why it is safe all the same

    def __str__(self) -> str:
        return f"{self.migration}: {self.what}"


@dataclass
class Walk:
    """The models before the next step, the tables that are new in this release, and how many rows the others have."""

    state: ProjectState
    rows: Callable[[str], int]
    new: set[str] = field(default_factory=set)

    def table(self, app: str, model: str) -> str:
        return str(self.state.apps.get_model(app, model)._meta.db_table)

    def is_new(self, app: str, model: str) -> bool:
        return f"{app}.{model.lower()}" in self.new

    def is_large(self, app: str, model: str) -> bool:
        return not self.is_new(app, model) and self.rows(self.table(app, model)) > LARGE


def judge(plan: Iterable[migrations.Migration], state: ProjectState, *, rows: Callable[[str], int]) -> list[Complaint]:
    """What is wrong with the migrations, in their order. Those with a reason of their own are told with it."""
    walk, found = Walk(state, rows), []
    for migration in plan:
        name, reason = f"{migration.app_label}.{migration.name}", getattr(migration, "safe_beside_old", "")
        for operation in migration.operations:
            found += [Complaint(name, what, reason) for what in _of(operation, migration.app_label, walk)]
            operation.state_forwards(migration.app_label, walk.state)
    return found


def refused(found: Iterable[Complaint]) -> list[Complaint]:
    return [one for one in found if len(one.reason.strip()) < SHORTEST_REASON]


def rows_by_the_server(table: str) -> int:
    """As PostgreSQL last counted them; 0 for a table that is not there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(%s)", [f'"{table}"'])
        row = cursor.fetchone()
        return max(0, row[0]) if row else 0


def _of(operation: Operation, app: str, walk: Walk) -> Iterator[str]:
    match operation:
        case migrations.SeparateDatabaseAndState():
            for inner in operation.database_operations:
                yield from _of(inner, app, walk)
        case migrations.CreateModel():
            walk.new.add(f"{app}.{operation.name.lower()}")
        case migrations.RunSQL():
            yield from _sql(operation, walk)
        case migrations.DeleteModel():
            yield from _unless_new(walk, app, operation.name, f"drops the table of {operation.name}: {GONE}")
        case migrations.RenameModel():
            yield from _unless_new(walk, app, operation.old_name, f"renames {operation.old_name}: {GONE}")
        case migrations.AlterModelTable():
            yield from _unless_new(walk, app, operation.name, f"moves the table of {operation.name}: {GONE}")
        case migrations.RemoveField() | migrations.RenameField():
            name = getattr(operation, "old_name", operation.name)
            yield from _unless_new(walk, app, operation.model_name, f"takes {operation.model_name}.{name} away: {GONE}")
        case migrations.AddField():
            yield from _added(operation, app, walk)
        case migrations.AlterField():
            yield from _altered(operation, app, walk)
        case postgres.AddIndexConcurrently() | postgres.AddConstraintNotValid():
            return
        case migrations.AddIndex() | migrations.AddConstraint():
            if walk.is_large(app, operation.model_name):
                what = "AddIndexConcurrently" if isinstance(operation, migrations.AddIndex) else "AddConstraintNotValid"
                yield f"reads all of {operation.model_name} while nobody may write to it: use {what}"


def _unless_new(walk: Walk, app: str, model: str, what: str) -> Iterator[str]:
    if not walk.is_new(app, model):
        yield what


def _added(operation: migrations.AddField, app: str, walk: Walk) -> Iterator[str]:
    added = operation.field
    name = f"{operation.model_name}.{operation.name}"
    if added.many_to_many or walk.is_new(app, operation.model_name):
        return
    if not added.null and not added.has_db_default():
        yield f"{name} may not be empty and has no db_default: the version that runs writes rows without it"
    if (added.db_index or added.unique) and walk.is_large(app, operation.model_name):
        yield f"{name} has an index that is made while nobody may write: add it with AddIndexConcurrently"


def _altered(operation: migrations.AlterField, app: str, walk: Walk) -> Iterator[str]:
    if walk.is_new(app, operation.model_name):
        return
    before = walk.state.apps.get_model(app, operation.model_name)._meta.get_field(operation.name)
    after, name = operation.field, f"{operation.model_name}.{operation.name}"
    if before.many_to_many:
        return
    if before.null and not after.null:
        yield f"{name} may not be empty any more: the version that runs may leave it empty"
    if _is_narrower(before, after):
        yield f"{name} gets another type: the table is written anew, or the version that runs writes too much"
    if (after.db_index, after.unique) > (before.db_index, before.unique) and walk.is_large(app, operation.model_name):
        yield f"{name} gets an index that is made while nobody may write: use AddIndexConcurrently"


def _is_narrower(before: models.Field, after: models.Field) -> bool:
    """Only more room is harmless: a longer text, or text without an end."""
    if isinstance(before, models.ForeignKey) or isinstance(after, models.ForeignKey):
        return type(before) is not type(after)
    if isinstance(before, models.CharField) and isinstance(after, models.CharField | models.TextField):
        if isinstance(after, models.TextField) or after.max_length is None:
            return False
        return before.max_length is None or after.max_length < before.max_length
    return bool(before.db_type(connection) != _with_column(after, before).db_type(connection))


def _with_column(after: models.Field, before: models.Field) -> models.Field:
    """A field of a migration does not know its model; what its type is made of does not need more."""
    made = after.clone()
    made.set_attributes_from_name(before.name)
    return made


def _sql(operation: migrations.RunSQL, walk: Walk) -> Iterator[str]:
    new_tables = {walk.table(*name.split(".")) for name in walk.new if _is_there(walk, name)}
    for statement in _statements(operation.sql):
        if any(re.search(rf"\b{table}\b", statement) for table in new_tables):
            continue
        yield from (what for rule, what in SQL_RULES if re.search(rule, statement, re.IGNORECASE))
        for table in SQL_INDEX.findall(statement):
            if walk.rows(table) > LARGE:
                yield f"makes an index of {table} while nobody may write to it: CREATE INDEX CONCURRENTLY"


def _is_there(walk: Walk, name: str) -> bool:
    return tuple(name.split(".")) in walk.state.models


def _statements(sql: object) -> list[str]:
    """Bodies of functions are not run when they are made."""
    if isinstance(sql, str):
        return re.sub(r"\$(\w*)\$.*?\$\1\$", "", sql, flags=re.DOTALL).split(";")
    found: list[str] = []
    for one in sql if isinstance(sql, list | tuple) else ():
        found += _statements(one[0] if isinstance(one, list | tuple) else one)
    return found
