"""Databases for tests, each a copy of a template that is migrated once and kept until a migration changes.

    webshop_template_<fingerprint>    migrated, nothing more; made by the first run that needs it, from the latest that
                                      was made of some of the same migrations
    <TEST_DATABASE_NAME>_<pid>[_...]  copies: one per test process, one per test that commits; dropped afterwards

A copy takes a fraction of a second, so no test inherits rows from another, and no option has to be remembered
after a new migration. Two runs at once never meet: the process number is part of the name.

    python -m tests.databases             makes the first of them
    python -m tests.databases snapshot    writes `config/schema_snapshot.sql`, which it is made from (`make snapshot`)
"""

import contextlib
import json
import os
import sys
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from config import embedded_database, schema_snapshot, schema_stamp

KEPT_TEMPLATES = 8  # of as many states of the migrations: branches, and people side by side, keep theirs


def migrated_template() -> str:
    """The name of the template with every migration applied, built here if nobody has."""
    return template("webshop_template", schema_stamp.fingerprint(), build=_migrate, parts=schema_stamp.parts())


def template(
    prefix: str, version: str, *, build, source: str | None = None, parts: Mapping[str, str] | None = None
) -> str:
    """The template `<prefix>_<version>`; where missing, a copy of `source` (or an empty database) that `build` fills.

    `build` runs with Django's connection pointing at the new database. Other processes wait until it is complete.
    With `parts` it goes on from the template that was built of most of them, and of nothing else.
    """
    name = f"{prefix}_{version}"
    with at_the_server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [zlib.crc32(prefix.encode())])
        if _comment(server, name).startswith("complete"):
            return name
        drop(server, name)
        _create(server, name, source=source or _earlier(server, prefix, parts or {}))
        with connected_to(name):
            build()
        said = sql.Literal(f"complete {datetime.now(UTC):%Y-%m-%d %H:%M:%S} {json.dumps(parts or {})}")
        server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), said))
        _drop_older(server, prefix)
    return name


@contextlib.contextmanager
def copy_of(source: str, suffix: str = "", *, tablespace: str = ""):
    """A new database, equal to `source`, that exists until the block ends. Gives its name."""
    with _made(suffix, source=source, tablespace=tablespace) as name:
        yield name


@contextlib.contextmanager
def empty(suffix: str):
    """A new database without anything in it, that exists until the block ends. Gives its name."""
    with _made(suffix, source=None) as name:
        yield name


@contextlib.contextmanager
def _made(suffix: str, *, source: str | None, tablespace: str = ""):
    name = f"{_base_name()}_{os.getpid()}{suffix}"
    with at_the_server() as server:
        drop(server, name)
        _create(server, name, source=source, tablespace=tablespace)
        try:
            yield name
        finally:
            drop(server, name)


@contextlib.contextmanager
def connected_to(name: str):
    """Point Django's connections, also those that threads open, at the database `name`."""
    wanted = connections.settings["default"]  # shared by the connections of every thread
    before = wanted["NAME"]
    connections.close_all()
    wanted["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        wanted["NAME"] = before


def url_of(name: str) -> str:
    """The address of the database `name`, for a program of its own."""
    base = connections.settings["default"]
    user = ":".join(quote(part, safe="") for part in (base["USER"], base["PASSWORD"]) if part)
    host = f"{base['HOST']}:{base['PORT']}" if base["PORT"] else base["HOST"]
    options = urlencode(_options(base))
    return f"postgres://{user}@{host}/{name}" + (f"?{options}" if options else "")


def sweep() -> None:
    """Drop copies left by test processes that are gone."""
    start = f"{_base_name()}_"
    with at_the_server() as server:
        names = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [start]).fetchall()
        for (name,) in names:
            pid = name.removeprefix(start).split("_")[0]
            if pid.isdigit() and not _is_alive(int(pid)):
                drop(server, name)


def snapshot() -> str:
    """What `config/schema_snapshot.sql` is to say: every migration is run, in a database of its own.

    The server writes some conditions in other words once they have been read back: what stays the same is the second.
    """
    with empty("_migrated") as name, connected_to(name):
        call_command("migrate", verbosity=0, interactive=False)
        made = schema_snapshot.body(url_of(name))
    with empty("_again") as name, connected_to(name):
        schema_snapshot.fill(connections["default"], made)
        server = connections["default"].pg_version // 10_000
        return schema_snapshot.written(url_of(name), server=server)


def _migrate() -> None:
    schema_snapshot.load(connections["default"])
    call_command("migrate", verbosity=0, interactive=False)


def _base_name() -> str:
    return settings.DATABASES["default"]["TEST"]["NAME"]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def at_the_server() -> psycopg.Connection:
    """A connection to the server's own database, for creating and dropping others."""
    base = connections.settings["default"]
    values = {"host": base["HOST"], "port": base["PORT"], "user": base["USER"], "password": base["PASSWORD"]}
    given = {key: value for key, value in values.items() if value}
    return psycopg.connect(dbname="postgres", autocommit=True, **given, **_options(base))


def _options(base: dict) -> dict:
    return {key: value for key, value in base.get("OPTIONS", {}).items() if key in ("host", "sslmode")}


def _comment(server, name: str) -> str:
    row = server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return (row and row[0]) or ""


def _create(server, name: str, *, source: str | None, tablespace: str = "") -> None:
    where = f' TABLESPACE "{tablespace}"' if tablespace else ""
    server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source or "template0"}"{where}')
    server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')


def drop(server, name: str) -> None:
    server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _earlier(server, prefix: str, parts: Mapping[str, str]) -> str | None:
    """The template that was built of most of the parts, and of nothing else."""
    best, most = None, 0
    for comment, name in _complete(server, prefix):
        built_of = json.loads(comment[comment.find("{") :] if "{" in comment else "{}")
        if most < len(built_of) and built_of.items() <= parts.items():
            best, most = name, len(built_of)
    return best


def _complete(server, prefix: str) -> list[tuple[str, str]]:
    """Comment and name of each template that is whole, oldest first."""
    named = server.execute(
        "SELECT shobj_description(oid, 'pg_database'), datname FROM pg_database WHERE starts_with(datname, %s)",
        [f"{prefix}_"],
    ).fetchall()
    return sorted((comment, name) for comment, name in named if comment and comment.startswith("complete"))


def _drop_older(server, prefix: str) -> None:
    """Keep the newest few templates: several branches may be tested in turn."""
    for _, name in _complete(server, prefix)[:-KEPT_TEMPLATES]:
        drop(server, name)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    if embedded_database.is_wanted():
        embedded_database.start()
    django.setup()
    if sys.argv[1:] == ["snapshot"]:
        schema_snapshot.FILE.write_text(snapshot(), encoding="utf-8")
    else:
        migrated_template()
