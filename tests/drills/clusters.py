"""PostgreSQL servers of their own, to be backed up, killed and restored. Archive and receiver: those of `deploy/`."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connections

from config import schema_snapshot
from operations.backup import programs
from operations.backup.programs import Server
from tests import databases

RECEIVER = "receiver_a"
LONGEST = 30


class Cluster:
    """`folder` is short: a socket's name may be no longer. The backups lie in `backups`, as on another machine."""

    def __init__(self, folder: Path, *, major: int, archive: str = ""):
        self.folder, self.data, self.socket = folder, folder / "data", folder / "s"
        self.backups = programs.own(programs.own(folder) / "backup")
        self.at = programs.folder(major)
        for where in (self.data, self.socket):
            programs.own(where)
        programs.run(
            self.at / "initdb",
            "-D",
            self.data,
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "-N",
            "--auth=trust",
            *LOCALE[major >= 17],
        )
        archive = archive or f"{settings.PROJECT}/deploy/archive-wal {self.backups} %p %f"
        said = ["listen_addresses = ''", "archive_mode = on", f"archive_command = '{archive}'", "max_connections = 30"]
        (self.data / "postgresql.auto.conf").write_text("\n".join([*said, ""]))
        self.receiver: subprocess.Popen | None = None

    @property
    def server(self) -> Server:
        return Server(str(self.socket), user="postgres")

    def start(self, data: Path | None = None) -> None:
        control = [self.at / "pg_ctl", "-D", data or self.data, "-l", self.folder / "log", "-w", "-t", str(LONGEST)]
        try:
            programs.run(*control, "-o", f"-k {self.socket}", "start")
        except programs.Failed as failed:
            said = (self.folder / "log").read_text(errors="replace")
            raise programs.Failed(f"{failed}\n{said[-3000:]}") from failed

    def ask(self, sql: str, *, database: str = "postgres") -> str:
        return programs.run(self.at / "psql", "-XAtc", sql, "-d", database, server=self.server).strip()

    def receive(self) -> None:
        """A synchronous receiver by the shop's own script; from now on a commit is answered when it has it."""
        environment = {
            "PATH": os.environ["PATH"],
            "BACKUP_DIR": str(self.backups),
            "POSTGRES_BIN": str(self.at),
            "RECEIVE_FROM": f"postgres://postgres@/postgres?host={self.socket}",
        }
        script = settings.PROJECT / "deploy" / "receive-wal"
        with (self.folder / "receiver.log").open("w") as said:
            self.receiver = subprocess.Popen(
                [str(script), RECEIVER], **programs.owner(), cwd="/", env=environment, stdout=said, stderr=said
            )
        self.ask(f"ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 ({RECEIVER})'")
        self.ask("SELECT pg_reload_conf()")
        self.until(
            f"SELECT count(*) FROM pg_stat_replication WHERE application_name = '{RECEIVER}' AND sync_state = 'quorum'"
        )

    def until(self, sql: str) -> None:
        """Until the count is above 0."""
        ends = time.monotonic() + LONGEST
        while self.ask(sql) == "0":
            assert time.monotonic() < ends, sql

    def kill(self) -> None:
        """As when the machine dies: the server and its receiver's connection, at once."""
        for one in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):  # they end by themselves when the first has
                one.kill()
        self.stop_receiving()
        # A machine that starts anew has no lock of a server's; here its number may be held until somebody buries it.
        for left in [*self.socket.glob(".s.PGSQL.*"), self.data / "postmaster.pid"]:
            left.unlink()

    def processes(self) -> list[psutil.Process]:
        """The server's, the first of them first."""
        first = psutil.Process(int((self.data / "postmaster.pid").read_text().splitlines()[0]))
        return [first, *first.children(recursive=True)]

    def stop_receiving(self) -> None:
        if self.receiver is not None:
            self.receiver.terminate()
            self.receiver.wait(LONGEST)
            self.receiver = None

    def stop(self, data: Path | None = None) -> None:
        with contextlib.suppress(programs.Failed):
            programs.run(self.at / "pg_ctl", "-D", data or self.data, "-m", "immediate", "-w", "stop")
        self.stop_receiving()

    def make(self, database: str) -> None:
        """An empty shop, as on a server of another version than that of the tests."""
        self.ask(f'CREATE DATABASE "{database}"')
        with connected_to(self, database):
            schema_snapshot.fill(connections["default"], schema_snapshot.FILE.read_text(encoding="utf-8"))

    def fill(self, database: str, *, of: str) -> None:
        """A copy of a database of the tests' own server, with all that is in it."""
        self.ask(f'CREATE DATABASE "{database}"')
        dump = subprocess.Popen(
            [self.at / "pg_dump", "-d", of, "--no-owner", "-Fc", "-Z0"],
            env=os.environ | Server.of(connections.settings["default"]).environment(),
            stdout=subprocess.PIPE,
        )
        load = [self.at / "pg_restore", "-d", database, "--no-owner", "-h", self.socket, "-U", "postgres"]
        done = subprocess.run(load, stdin=dump.stdout, capture_output=True, text=True, check=False)
        assert (dump.wait(), done.returncode) == (0, 0), done.stderr[-2000:]


LOCALE = {True: ["--locale-provider=builtin", "--locale=C.UTF-8"], False: ["--locale=C.UTF-8"]}


@contextlib.contextmanager
def connected_to(cluster: Cluster, database: str) -> Iterator[None]:
    """Point Django at a database of another server."""
    wanted = connections.settings["default"]
    before = {name: wanted[name] for name in ("HOST", "USER", "PASSWORD", "PORT")}
    options = dict(wanted.get("OPTIONS", {}))
    try:
        with databases.connected_to(database):
            wanted.update(HOST=str(cluster.socket), USER="postgres", PASSWORD="", PORT="")
            wanted["OPTIONS"] = {name: value for name, value in options.items() if name != "host"}
            yield
            connections.close_all()
    finally:
        wanted.update(before, OPTIONS=options)
