"""What must be in place before the shop opens. Each step first asks, cheaply, whether it has anything to do."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import environ
import psycopg

from config import embedded_database, schema_stamp, translations
from config.supervisor import say

PROJECT = Path(__file__).resolve().parent.parent
environ.Env.read_env(PROJECT / ".env")
DATA = Path(environ.Env()("DATA_DIR", default=str(PROJECT / ".data")))
STATIC_STAMP = PROJECT / "staticfiles" / "stamp"
LOGINS = DATA / "demo-logins.json"
NEEDED_MEGABYTES = 500


def need_room() -> None:
    """Stop, and say so, when the disk is too full to start on."""
    DATA.mkdir(parents=True, exist_ok=True)
    room = os.statvfs(DATA)
    free = room.f_bavail * room.f_frsize // 2**20
    if free < NEEDED_MEGABYTES:
        raise SystemExit(
            f"There are {free} MB free on the disk of {DATA}; the shop needs {NEEDED_MEGABYTES} MB to start."
        )


def make_folders() -> None:
    for name in ("queue/control", "mail", "media"):
        (DATA / name).mkdir(parents=True, exist_ok=True)


def migrate() -> None:
    with _connect() as database, database.cursor() as cursor:
        if schema_stamp.matches(cursor):
            return
    say("Bringing the database up to date")
    manage("migrate", "--no-input", "--verbosity", "0")
    with _connect() as database, database.cursor() as cursor:
        schema_stamp.write(cursor)


def load_demo() -> None:
    """Load the demo shop into a database without products, and again after a load that was broken off."""
    begun = DATA / "demo-is-loading"
    with _connect() as database:
        row = database.execute("SELECT EXISTS (SELECT 1 FROM catalogue_product)").fetchone()
    if row and row[0] and not begun.exists():
        return
    say("Loading the demo shop")
    begun.touch()
    manage("load_demo_shop")
    LOGINS.write_text(said_by("demo_logins"), encoding="utf-8")
    begun.unlink()


def collect_static() -> None:
    """Gather style sheets, scripts and pictures with hashed names, unless nothing has changed since last time."""
    stamp = _static_stamp()
    if STATIC_STAMP.exists() and STATIC_STAMP.read_text() == stamp:
        return
    say("Gathering style sheets and scripts")
    manage("collectstatic", "--no-input", "--verbosity", "0")
    STATIC_STAMP.write_text(stamp)


def compile_translations() -> None:
    translations.compile_all()


def demo_logins() -> list[dict]:
    """The demo accounts made when the demo shop was loaded from here."""
    return json.loads(LOGINS.read_text(encoding="utf-8")) if LOGINS.exists() else []


def manage(*arguments: str) -> None:
    """Run a management command; stop with its own words when it fails."""
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=PROJECT, check=False)
    if done.returncode:
        raise SystemExit(f"manage.py {arguments[0]} failed; the shop is not started.")


def said_by(command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", command], cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def _connect() -> psycopg.Connection:
    url = environ.Env()("DATABASE_URL", default=embedded_database.url())
    try:
        return psycopg.connect(url.replace("psql://", "postgres://"), autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise SystemExit(f"The database does not answer: {error}") from None


def _static_stamp() -> str:
    """Changes when a static file of the project, or the version of a package that brings some, does."""
    digest = hashlib.sha256((PROJECT / "constraints.txt").read_bytes())
    files = [path for pattern in ("static/**/*", "*/static/**/*") for path in PROJECT.glob(pattern)]
    for path in sorted(set(files)):
        status = path.stat()
        digest.update(f"{path.relative_to(PROJECT)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
