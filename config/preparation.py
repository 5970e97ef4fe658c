"""What must be in place before the shop opens. Each step first asks, cheaply, whether it has anything to do."""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import environ
import psycopg

from config import embedded_database, schema_stamp, translations

PROJECT = Path(__file__).resolve().parent.parent
environ.Env.read_env(PROJECT / ".env")
DATA = Path(environ.Env()("DATA_DIR", default=str(PROJECT / ".data")))
STATIC_STAMP = PROJECT / "staticfiles" / "stamp"
LOGINS = DATA / "demo-logins.json"
SANDBOX = DATA / "sandbox"
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


def prepare(*steps: str, settings: str | None = None) -> None:
    """Do those of the steps that have something to do, in one process: starting Django costs more than most of them.

    `settings` are those of the server that is to open, where they are not this process's own.
    """
    DATA.mkdir(parents=True, exist_ok=True)
    with (DATA / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        checks = {"migrate": _is_behind, "demo": _lacks_goods, "sandbox": _is_apart, "static": _has_changed}
        wanted = [step for step in steps if checks[step]()]
        if wanted:
            _do(wanted, settings)


def _do(wanted: list[str], settings: str | None) -> None:
    begun = DATA / "demo-is-loading"
    if "demo" in wanted:
        begun.touch()
    env = {**os.environ, "DEBUG": "false"}  # with it, style sheets would be gathered without the names servers ask for
    if settings:
        env["DJANGO_SETTINGS_MODULE"] = settings
    command = [sys.executable, "manage.py", "prepare", *wanted]
    if subprocess.run(command, cwd=PROJECT, env=env, check=False).returncode:
        raise SystemExit("The shop is not started: the reason is above.")
    if "demo" in wanted:
        begun.unlink()
    if "static" in wanted:
        STATIC_STAMP.write_text(_static_stamp())


def _is_behind() -> bool:
    """Whether a migration, a role or a package is newer than the database."""
    with _connect() as database, database.cursor() as cursor:
        return not schema_stamp.matches(cursor)


def _lacks_goods() -> bool:
    """Whether there are no products, or the loading of the demo shop was broken off."""
    with _connect() as database:
        exists = database.execute("SELECT to_regclass('catalogue_product') IS NOT NULL").fetchone()
        if not exists or not exists[0] or (DATA / "demo-is-loading").exists():
            return True
        return database.execute("SELECT 1 FROM catalogue_product LIMIT 1").fetchone() is None


def _is_apart() -> bool:
    """Whether the shop and the partners on this machine are of two worlds, or it is to have none any more."""
    name = SANDBOX / "name"
    with _connect() as database:
        exists = database.execute("SELECT to_regclass('integrations_cursor') IS NOT NULL").fetchone()
        joined = "SELECT value FROM integrations_cursor WHERE stream = 'sandbox'"
        row = database.execute(joined).fetchone() if exists and exists[0] else None
    if not os.environ.get("SANDBOX_URL"):
        return row is not None
    return row is None or not name.exists() or name.read_text(encoding="utf-8") != row[0]


def _has_changed() -> bool:
    """Whether a style sheet, a script or a package that brings some is not the one that was gathered."""
    return not STATIC_STAMP.exists() or STATIC_STAMP.read_text() != _static_stamp()


def make_papers() -> None:
    """The certificate that Swish's counterpart knows the shop by: no program of the shop's starts without it."""
    if os.environ.get("SANDBOX_URL") and not Path(os.environ["SWISH_CERTIFICATE"]).exists():
        command = [sys.executable, "-m", "integrations.sandbox", "papers", "--folder", str(SANDBOX)]
        subprocess.run(command, cwd=PROJECT, check=True)


def compile_translations() -> None:
    translations.compile_all()


def demo_logins() -> list[dict]:
    """The demo accounts made when the demo shop was loaded from here."""
    return json.loads(LOGINS.read_text(encoding="utf-8")) if LOGINS.exists() else []


def _connect() -> psycopg.Connection:
    url = environ.Env()("DATABASE_URL", default="") or embedded_database.url()
    try:
        return psycopg.connect(url.replace("psql://", "postgres://"), autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise SystemExit(f"The database does not answer: {error}") from None


def _static_stamp() -> str:
    """Changes when a static file of the project, or the version of a package that brings some, does."""
    digest = hashlib.sha256(b"hashed names" + (PROJECT / "constraints.txt").read_bytes())
    files = [path for pattern in ("static/**/*", "*/static/**/*") for path in PROJECT.glob(pattern)]
    for path in sorted(set(files)):
        status = path.stat()
        digest.update(f"{path.relative_to(PROJECT)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
