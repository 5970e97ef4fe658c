"""The programs of the machine that the shop runs on, and what lies in the repository as it came from others."""

import platform
import re
import shutil
import ssl
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

FILE = Path(__file__).parent / "data" / "programs.toml"
NUMBER = re.compile(r"\d+(?:\.\d+)+")
SECONDS = 10
PLACES = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
COMMANDS = (
    ("nginx", "nginx", "-v"),
    ("Redis", "redis-server", "--version"),
    ("RabbitMQ", "rabbitmqctl", "version"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One program. `version` is empty where it cannot be told, `is_debians` where Debian's people keep it mended.

    `used_for` is Swedish, as the data file says it.
    """

    name: str
    version: str
    licence: str
    used_for: str
    is_debians: bool = False


def programs() -> Iterator[Program]:
    """Those that are here. Debian first where it is the system; a program that is not on this machine is left out."""
    system = _system()
    if system.get("ID") == "debian":
        yield _program("Debian", _debian(system))
    yield _program("Python", platform.python_version())
    yield _program("PostgreSQL", _postgresql())
    yield _program("OpenSSL", ".".join(map(str, ssl.OPENSSL_VERSION_INFO[:3])), file=_library("libssl"))
    for name, command, option in COMMANDS:
        if path := shutil.which(command, path=PLACES):
            yield _program(name, _said(path, option), file=path)


def bundled() -> list[Program]:
    """What lies in the repository as it came from others. Their versions are not written down anywhere."""
    return [Program(name=name, version="", **told) for name, told in _told()["bundled"].items()]


def known() -> list[Program]:
    """Every program that the shop may run on, here or not, without a version."""
    return [Program(name=name, version="", **told) for name, told in _told()["programs"].items()]


def _program(name: str, version: str, *, file: str = "") -> Program:
    return Program(name=name, version=version, is_debians=_is_debians(file), **_told()["programs"][name])


@cache
def _told() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _said(path: str, option: str) -> str:
    """The first number with a dot that the program says of itself."""
    try:
        told = subprocess.run([path, option], capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = NUMBER.search(told.stdout + told.stderr)
    return found.group() if found else ""


def _is_debians(path: str) -> bool:
    dpkg = shutil.which("dpkg-query")
    if not dpkg or not path:
        return False
    try:
        asked = subprocess.run([dpkg, "--search", path], capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _library(start: str) -> str:
    """The file of a library that this very process has loaded, or nothing."""
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    found = (line.rsplit(maxsplit=1)[-1] for line in maps.splitlines())
    return next((path for path in found if Path(path).name.startswith(f"{start}.so")), "")


def _system() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def _debian(system: dict[str, str]) -> str:
    try:
        return Path("/etc/debian_version").read_text(encoding="ascii").strip()
    except OSError:
        return system.get("VERSION_ID", "")


def _postgresql() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return cursor.fetchone()[0].split()[0]
