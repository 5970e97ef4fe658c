"""What an environment is, told so that it can be held against another: never a secret, never a customer."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.module_loading import import_string

from integrations.flows import known
from operations.inventory import installed, programs, server_files, told_settings
from operations.inventory.conditions import in_one_way

FORMAT = 1
FLOORS = ("config", "operations", "integrations", "home", "search", "cms", "commerce", "templates", "static", "locale")
SUFFIXES = {".py", ".html", ".jinja", ".css", ".js", ".svg", ".toml", ".json", ".po", ".txt", ".woff2", ".typ"}
POSTGRESQL = (
    *("server_version", "server_encoding", "lc_collate", "lc_ctype", "TimeZone", "max_connections", "shared_buffers"),
    *("work_mem", "maintenance_work_mem", "effective_cache_size", "wal_level", "synchronous_commit", "fsync"),
    *("full_page_writes", "data_checksums", "default_transaction_isolation", "statement_timeout", "lock_timeout"),
    *("idle_in_transaction_session_timeout", "default_text_search_config", "jit", "plan_cache_mode", "max_wal_senders"),
)

# `NOT NULL` is told with its column: only from version 18 is it a constraint as well.
TABLES = """
    SELECT relname, string_agg(said, chr(10) ORDER BY said COLLATE "C")
    FROM (
        SELECT attrelid AS of, concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull,
            pg_get_expr(adbin, adrelid)) AS said
        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attnum > 0 AND NOT attisdropped
        UNION ALL SELECT conrelid, concat_ws(' ', conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE contype <> 'n'
        UNION ALL SELECT indrelid, pg_get_indexdef(indexrelid) FROM pg_index
        UNION ALL SELECT tgrelid, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    ) AS parts
    JOIN pg_class ON pg_class.oid = of
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    GROUP BY relname
"""


def described(*, now: datetime) -> dict[str, Any]:
    """Sections of names with a short text each, as JSON can hold them."""
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "name": str(getattr(settings, "ENVIRONMENT", "")),
        "sections": {
            "release": {"code": _code(), "requirements": _digest([installed.PROJECT / "requirements.txt"])},
            "packages": {one.name.lower(): one.version for one in installed.packages()},
            "programs": {one.name: one.version for one in programs.programs()},
            "settings": told_settings.by_value(),
            "interfaces": told_settings.by_being_set(),
            "schema": _schema(),
            "flows": {one.flow.code: _flow(one) for one in known.flows()},
            "content types": {f"{app}.{model}": "finns" for app, model in _content_types()},
            "roles": _roles(),
            "postgresql": _postgresql(),
            "server files": server_files.told(),
        },
    }


def _code() -> str:
    """Twelve letters that change when any file of the shop does."""
    found = (path for floor in FLOORS for path in (installed.PROJECT / floor).rglob("*") if path.suffix in SUFFIXES)
    return _digest(sorted(path for path in found if path.is_file()))


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(installed.PROJECT).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _schema() -> dict[str, str]:
    """The fingerprint of what the code wants, the last migration that each app has had, and each table as it is."""
    last: dict[str, str] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        last[app] = name
    return {"fingerprint": import_string(settings.SCHEMA_FINGERPRINT)(), **last, **_tables()}


def _tables() -> dict[str, str]:
    """Twelve letters for the columns, constraints, indexes and triggers of each, in whatever order they were made."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return {
            f"table {name}": hashlib.sha256(in_one_way(said).encode()).hexdigest()[:12]
            for name, said in cursor.fetchall()
        }


def _flow(one: known.Known) -> str:
    watched = "bevakas" if one.is_watched else "bevakas inte"
    return f"{'på' if one.is_on else 'av'}, {watched}, inom {one.rhythm.within}"


def _content_types():
    return ContentType.objects.order_by("app_label", "model").values_list("app_label", "model")


def _roles() -> dict[str, str]:
    rows = Group.objects.values_list("name", "permissions__content_type__app_label", "permissions__codename")
    return {f"{role}: {app}.{codename}": "ja" for role, app, codename in rows if codename}


def _postgresql() -> dict[str, str]:
    with connection.cursor() as cursor:
        asked = "SELECT name, setting || coalesce(' ' || unit, '') FROM pg_settings WHERE name = ANY(%s)"
        cursor.execute(asked, [list(POSTGRESQL)])
        told = dict(cursor.fetchall())
        cursor.execute(
            "SELECT datcollate, datctype, pg_encoding_to_char(encoding) FROM pg_database"
            " WHERE datname = current_database()"
        )
        collate, ctype, encoding = cursor.fetchone()
        cursor.execute("SELECT extname, extversion FROM pg_extension")
        extensions = {f"extension {name}": version for name, version in cursor.fetchall()}
    return {**told, "collation": collate, "character type": ctype, "encoding": encoding, **extensions}
