"""docs/teknik/datamodell.md: every table of the shop with its columns, conditions and triggers, as PostgreSQL has them.

Facts come from the models and the database's own catalogue; the sentences under the headings are written by hand and
kept. `manage.py describe_models` writes the page, and the suite fails when it is stale.
"""

import re
from collections import defaultdict
from pathlib import Path

from django.apps import AppConfig, apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils.functional import Promise
from django.utils.translation import override
from wagtail.fields import StreamField

from operations.inventory.conditions import in_one_way

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "teknik" / "datamodell.md"
UNSAID = "Ännu inte beskriven."
SAID = re.compile(r"^(#{1,3} [^\n]+)\n\n(.*?)\n(?=\n(?:#|\||- `)|\Z)", re.MULTILINE | re.DOTALL)
BARE = re.compile(r"(?<=[ (])(?<!UNIQUE )(?<!DISTINCT )\((\w+|ARRAY\[[^\]]*\])\)")
CASTS = re.compile(r"::(?:text|numeric|character varying|bigint)(?:\[\])?")

# From the most particular: the first that fits names the type.
TYPES: list[tuple[type, str]] = [
    (StreamField, "block"),
    (ArrayField, "lista"),
    (models.JSONField, "json"),
    (models.BooleanField, "ja eller nej"),
    (models.DateTimeField, "tidpunkt"),
    (models.UUIDField, "uuid"),
    (models.AutoField, "löpnummer"),
    (models.BigAutoField, "löpnummer"),
    (models.PositiveIntegerField, "heltal ≥ 0"),
    (models.PositiveSmallIntegerField, "heltal ≥ 0"),
    (models.IntegerField, "heltal"),
    (models.TextField, "text"),
]

CONDITIONS = """
    SELECT owner.relname, con.conname, pg_get_constraintdef(con.oid)
    FROM pg_constraint con JOIN pg_class owner ON owner.oid = con.conrelid
    JOIN pg_namespace n ON n.oid = owner.relnamespace AND n.nspname = current_schema()
    WHERE con.contype IN ('c', 'u', 'x')
    UNION ALL
    SELECT owner.relname, idx.relname, pg_get_indexdef(idx.oid)
    FROM pg_index i JOIN pg_class idx ON idx.oid = i.indexrelid JOIN pg_class owner ON owner.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = owner.relnamespace AND n.nspname = current_schema()
    WHERE i.indisunique AND NOT i.indisprimary
      AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = idx.oid)
    ORDER BY 1, 2
"""
TRIGGERS = """
    SELECT owner.relname, p.proname, bit_or(t.tgtype)
    FROM pg_trigger t JOIN pg_class owner ON owner.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_namespace n ON n.oid = owner.relnamespace AND n.nspname = current_schema()
    WHERE NOT t.tgisinternal GROUP BY 1, 2 ORDER BY 1, 2
"""
MOMENTS = ((4, "infogning"), (16, "ändring"), (8, "borttagning"))


def described(page: str) -> str:
    """The page as it should be: today's tables, with the sentences that `page` has under its headings."""
    said = {_key(heading): words.strip() for heading, words in SAID.findall(page)}
    conditions, triggers = _by_table(CONDITIONS, condition), _by_table(TRIGGERS, _trigger)
    with override("sv"):
        parts = _section("# Datamodell", said)
        for room in rooms():
            parts += _section(f"## {room.verbose_name}: `{room.name.replace('.', '/')}`", said)
            for model in room.get_models():
                parts += _table(model, said, conditions, triggers)
        parts += _section("## Utlösare på Wagtails tabeller", said)
        foreign = sorted(table for table in triggers if not _is_own(table))
        parts += ["\n".join(f"- `{table}`: {'; '.join(triggers[table])}" for table in foreign)]
    return "\n\n".join(parts) + "\n"


def rooms() -> list[AppConfig]:
    """The shop's own apps that have tables, from the ground up."""
    own = [room for room in apps.get_app_configs() if (PROJECT / room.name.replace(".", "/")).is_dir()]
    return [room for room in reversed(own) if any(room.get_models())]


def _section(heading: str, said: dict[str, str]) -> list[str]:
    return [heading, said.get(_key(heading)) or UNSAID]


def _key(heading: str) -> str:
    """The name of the room or table, which stays when its Swedish name changes."""
    return heading.split("`")[1] if "`" in heading else heading


def _table(model: type[models.Model], said: dict, conditions: dict, triggers: dict) -> list[str]:
    table = model._meta.db_table
    rows = [_column(field) for field in model._meta.local_fields]
    parts = _section(f"### `{table}`{_named(model._meta.verbose_name)}", said)
    parts += ["\n".join(["| kolumn | typ | tom | betyder |", "| --- | --- | --- | --- |", *rows])]
    if conditions[table]:
        parts += ["Villkor:", "\n".join(f"- {condition}" for condition in conditions[table])]
    if triggers[table]:
        parts += ["Utlösare: " + "; ".join(triggers[table])]
    return parts


def _column(field: models.Field) -> str:
    meaning = _named(field.verbose_name).removeprefix(": ")
    if field.choices and not field.is_relation:
        meaning += ": " + ", ".join(f"`{value}` {words}" for value, words in field.flatchoices)
    elif field.help_text:
        meaning += f". {field.help_text}"
    may_be_empty = "ja" if field.null else ""
    return f"| `{field.column}` | {_type(field)} | {may_be_empty} | {meaning.replace('|', '/')} |"


def _named(verbose_name: str | Promise) -> str:
    """The name that somebody gave; one that Django made up from the code says nothing new."""
    return f": {verbose_name}" if isinstance(verbose_name, Promise) else ""


def _type(field: models.Field) -> str:
    if isinstance(field, models.ForeignKey):
        return f"→ `{field.related_model._meta.db_table}` ({field.remote_field.on_delete.__name__})"
    if isinstance(field, models.DecimalField):
        return f"decimaltal {field.max_digits},{field.decimal_places}"
    for kind, name in TYPES:
        if isinstance(field, kind):
            return name
    return f"text {field.max_length}" if field.max_length else str(field.db_type(connection))


def _by_table(query: str, words) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(query)
        for table, name, fact in cursor.fetchall():
            if sentence := words(name, fact):
                found[table].append(sentence)
    return found


def condition(name: str, definition: str) -> str:
    """The condition as SQL without casts; nothing for those that a column's type implies."""
    if name.endswith("_check") and definition.endswith(">= 0))"):
        return ""
    plain = re.sub(r"^CREATE UNIQUE INDEX .* USING btree ", "UNIQUE ", CASTS.sub("", in_one_way(definition)))
    plain = BARE.sub(r"\1", plain)
    plain = re.sub(r"^CHECK \(\((.*)\)\)$", r"\1", plain)
    return f"`{name}`: `{plain}`"


def _trigger(function: str, moments: int) -> str:
    return f"`{function}()` vid {', '.join(word for bit, word in MOMENTS if moments & bit)}"


def _is_own(table: str) -> bool:
    return any(model._meta.db_table == table for room in rooms() for model in room.get_models())
