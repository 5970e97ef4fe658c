"""An empty database is filled in a second or two from what the migrations made once: running them all takes minutes.

`schema_snapshot.sql` is such a database as SQL, with the names of the parts it was made of. What is true is said by the
migrations: a drill runs them all and compares, and a test says when one of them is newer. A snapshot that is behind is
gone on from; one that was made of anything else is left alone. It serves `make run` and the tests. A shop in production
is migrated, from its first day. `make snapshot` writes it anew.
"""

import os
import re
import subprocess
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config import embedded_database, schema_stamp

FILE = Path(__file__).with_suffix(".sql")
PART = re.compile(r"^--   (\S.*?)(?: = ([0-9a-f]{8}))?$", re.MULTILINE)
SERVER = re.compile(r"^-- PostgreSQL (\d+)$", re.MULTILINE)
SAID_BY_THE_PROGRAM = re.compile(
    r"^--\n(?:-- .*\n)+--\n|^-- Dumped .*\n|^\\.*\n|^SET .*\n|^SELECT pg_catalog\.set_config.*\n", re.MULTILINE
)
KEY = re.compile(r"'([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'")
MOMENT = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00'")
FIRST = "SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = warning; SET LOCAL search_path = '';"


def load(connection: Any) -> bool:
    """Fill the database of a Django connection, in one transaction; `migrate` does what is left.

    False, and nothing is done: it is not empty, or the snapshot is of another schema or of a newer server.
    """
    if not is_of(schema_stamp.parts()):
        return False
    text = FILE.read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        [(relations,)] = cursor.fetchall()
    made_on = SERVER.search(text)
    if relations or made_on is None or connection.pg_version // 10_000 < int(made_on[1]):
        return False
    fill(connection, text)
    return True


def fill(connection: Any, text: str) -> None:
    """Make what the snapshot says in the empty database of a Django connection, in one transaction."""
    connection.ensure_connection()
    with connection.connection.transaction():
        connection.connection.execute(FIRST + _with_own_keys(text))


def is_of(parts: dict[str, str]) -> bool:
    """Whether the snapshot was made of some of these parts and of nothing else."""
    return FILE.exists() and made_of().items() <= parts.items()


def made_of() -> dict[str, str]:
    """What the snapshot was made of, as `schema_stamp.parts` says it."""
    head = FILE.read_text(encoding="utf-8").partition("\n\n")[0]
    return dict(PART.findall(head))


def written(url: str, *, server: int) -> str:
    """The database at `url` as a snapshot, the same however often it is made. `server` is PostgreSQL's major version.

    Raises CalledProcessError where the server does not let it be read.
    """
    parts = [f"--   {name} = {digest}" if digest else f"--   {name}" for name, digest in schema_stamp.parts().items()]
    head = [
        "-- An empty shop as the migrations make it, written by `make snapshot`. Do not edit.",
        f"-- PostgreSQL {server}",
    ]
    return "\n".join([*head, "-- made of", *parts, "", body(url)])


def body(url: str) -> str:
    """The database at `url` as SQL. A key or a moment that would be another the next time is named, not told."""
    dump = [embedded_database.program("pg_dump"), url, "--no-owner", "--no-privileges", "--inserts"]
    environment = {**os.environ, "PGTZ": "UTC"}  # a server may have been made in another time zone
    told = [*dump, "--rows-per-insert=1000"]
    said = subprocess.run(told, check=True, capture_output=True, text=True, env=environment).stdout
    keys: dict[str, int] = {}
    said = KEY.sub(
        lambda found: f"'{{key {keys.setdefault(found[1], len(keys) + 1)}}}'", SAID_BY_THE_PROGRAM.sub("", said)
    )
    return re.sub(r"\n{3,}", "\n\n", MOMENT.sub("'{now}'", said)).strip() + "\n"


def _with_own_keys(text: str) -> str:
    keys: dict[str, str] = {}
    text = re.sub(r"\{key (\d+)\}", lambda found: keys.setdefault(found[1], str(uuid.uuid4())), text)
    return text.replace("{now}", f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}+00")
