"""The shop behind its real web server, over a database of the tests."""

import contextlib
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from config import preparation
from tests import databases

PROJECT = preparation.PROJECT


@dataclass(frozen=True)
class Shop:
    """An open shop: where it answers, which database it uses, where its files are."""

    address: str
    database: str
    data: Path
    process: subprocess.Popen

    @property
    def log(self) -> str:
        return (self.data / "web.log").read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def open_shop(database: str, data: Path, *, settings="config.settings.local", workers=1, **environment):
    """Start gunicorn over `database`, with its files in `data`. The first request waits until it answers."""
    preparation.compile_translations()
    preparation.prepare("static", settings="config.settings.local")
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        process = start(database, data, listening.fileno(), settings, {"WEB_WORKERS": str(workers), **environment})
        # The program holds the socket now, so no other can take the port, and connections queue until it is ready.
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        yield Shop(address, database, data, process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def start(database: str, data: Path, socket_number: int, settings: str, environment: dict) -> subprocess.Popen:
    """The web server alone, on a socket that whoever starts it holds open."""
    env = {
        **{key: value for key, value in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"},
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": databases.url_of(database),
        "DATA_DIR": str(data),
        "MEDIA_ROOT": str(data / "media"),
        "BIND": f"fd://{socket_number}",
        "GRACEFUL_TIMEOUT": "2",
        **environment,
    }
    with (data / "web.log").open("w") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"],
            cwd=PROJECT,
            env=env,
            pass_fds=[socket_number],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
