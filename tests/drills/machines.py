"""Fresh clones on this machine, each as somebody who has just been given the shop."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import psutil

from config import embedded_database
from config.schema_stamp import PROJECT

OURS = ("DATABASE_URL", "DATA_DIR", "MEDIA_ROOT", "DJANGO_SETTINGS_MODULE", "PORT", "SITE_URL", "BIND", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Clone:
    kind: str
    folder: Path
    user: str = ""  # whose commands they are; nobody named: this process's own

    @property
    def data(self) -> Path:
        return self.folder / ".data"

    @property
    def names(self) -> tuple[str, str]:
        """What its processes have in their command lines: the folder, or the database's own where that is elsewhere."""
        return str(self.folder), embedded_database.name_for(self.folder)

    def start(self, *command: str, log: Path, **environment: str) -> subprocess.Popen:
        """Run a command as at a terminal: the leader of a process group of its own, which Ctrl-C reaches whole."""
        env = {key: value for key, value in os.environ.items() if key not in OURS and not key.startswith("PYTEST")}
        if self.user:
            command = ("runuser", "-u", self.user, "--", "env", f"HOME=/home/{self.user}", *command)
        with log.open("w") as output:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                env={**env, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def processes(self) -> list[psutil.Process]:
        """Everything that still runs in this folder or from it."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                words = " ".join(process.cmdline())
                if process.status() == psutil.STATUS_ZOMBIE:
                    continue
                if any(name in words for name in self.names) or self._is_home(process):
                    found.append(process)
        return found

    def gone_within(self, seconds: float) -> list[psutil.Process]:
        """Wait until nothing runs here any more. Returns what is left when time is up."""
        deadline = time.monotonic() + seconds
        while (left := self.processes()) and time.monotonic() < deadline:
            psutil.wait_procs(left, timeout=0.5)
        return left

    def _is_home(self, process: psutil.Process) -> bool:
        folder = Path(process.cwd())
        return folder == self.folder or self.folder in folder.parents


@contextlib.contextmanager
def clone(kind: str):
    """A clone of what is committed, gone afterwards.

    `own`: as this user. `closed`: as root, under a folder that nobody else may enter. `open`: as root, where all may.
    `guest`: as a user of the machine who is made for it and removed again.
    """
    with contextlib.ExitStack() as held:
        user = held.enter_context(_guest()) if kind == "guest" else ""
        above = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="shop-", dir="/var/tmp")))
        above.chmod(0o700 if kind == "closed" else 0o755)
        folder = above / "shop"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", PROJECT, folder], check=True)
        if user:
            subprocess.run(["chown", "--recursive", user, above], check=True)
        made = Clone(kind, folder, user)
        held.callback(_leave_nothing, made)
        yield made


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def _guest():
    name = f"guest{uuid.uuid4().hex[:8]}"
    subprocess.run(["useradd", "--create-home", "--shell", "/bin/sh", name], check=True)
    try:
        yield name
    finally:
        subprocess.run(["userdel", "--remove", name], check=True, stderr=subprocess.DEVNULL)


def _leave_nothing(made: Clone) -> None:
    """Whatever went wrong, nothing of the clone runs on or stays behind."""
    if shutil.which("make"):
        made.start("make", "reset", log=made.folder.parent / "reset.log").wait(timeout=60)
    for process in made.processes():
        with contextlib.suppress(psutil.Error):
            process.kill()
