"""A database that takes questions and never answers: noticed within a second, then told at once until it answers.

One that is gone refuses, and whoever asks it fails at once. One that hangs, with its machine, its disk or the network
between, would let every visitor wait until nginx has had enough. So each process that answers visitors watches itself:
when somebody has waited for `PATIENCE` the database is asked for next to nothing on a connection of its own. A slow
question does not keep that from being answered. Where it is not answered within `settings.DATABASE_HANGS_AFTER`, every
connection of the process is cut, so that those who wait are told, and the next are told at the door. A transaction that
was cut is undone; one that was being committed may stand, as when a server is killed.
"""

import contextlib
import logging
import os
import select
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import psycopg
from django.conf import settings
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created
from psycopg.pq import ConnStatus

PATIENCE = 0.1  # seconds that a visitor waits before anybody asks why
TICK = 0.05
GIVES_UP = 2  # seconds, after which the question is asked on a new connection: the old one's machine may be gone

logger = logging.getLogger(__name__)
_servers: set[Any] = set()


class Hangs(OperationalError):
    """The database does not answer, and nobody is let in to wait for it."""


def _learn(*, connection: Any, **_signal: Any) -> None:
    """Where the database answers, as a socket of this process says it."""
    with socket.socket(fileno=os.dup(connection.connection.pgconn.socket)) as held:
        _servers.add(held.getpeername())


connection_created.connect(_learn, dispatch_uid="hanging")


def cut() -> None:
    """Whoever of this process waits for an answer of the database, or for a connection, is told that there is none.

    Each socket is held by a number of its own while it is looked at: its first may stand for another by then.
    """
    for number in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError), _held(int(number)) as held:
            if held.getpeername() in _servers:
                held.shutdown(socket.SHUT_RDWR)


def _held(number: int) -> socket.socket:
    if not stat.S_ISSOCK(os.fstat(number).st_mode):
        raise OSError
    held = os.dup(number)
    try:
        return socket.socket(fileno=held)
    except OSError:
        os.close(held)
        raise


class Watch:
    """Who waits since when, and whether the database answers. Its two threads begin with a process's first visitor."""

    def __init__(self) -> None:
        self.hangs = False
        self.process = self.cuts = 0
        self.since: dict[int, float] = {}
        self.begins = threading.Lock()
        self.somebody, self.asked, self.answered = threading.Event(), threading.Event(), threading.Event()
        self.own: psycopg.Connection[Any] | None = None

    def begin(self) -> None:
        if self.process != os.getpid():
            self._start()
        self.since[threading.get_ident()] = time.monotonic()
        if not self.somebody.is_set():
            self.somebody.set()

    def end(self) -> None:
        self.since.pop(threading.get_ident(), None)

    def look(self) -> None:
        """Ask, and return when there was an answer, however late; meanwhile it hangs, if it took too long.

        The time is counted in pieces: a machine that stood still itself has let only one of them pass.
        """
        self.answered.clear()
        self.asked.set()
        for _piece in range(max(1, round(settings.DATABASE_HANGS_AFTER / TICK))):
            if self.answered.wait(TICK):
                return
        self.hangs = True
        while self.since and not self.answered.is_set():  # whoever is told may try again at once
            self.cuts += 1
            cut()
            self.answered.wait(TICK)
        self.answered.wait()
        self.hangs = False

    def is_answered(self) -> bool:
        """Whether there was an answer before we gave up. That it refuses us, or has closed the door, is one."""
        cuts = self.cuts
        try:
            if self.own is None:
                asked = {**connection.get_connection_params(), "connect_timeout": GIVES_UP}
                self.own = psycopg.connect(**asked, autocommit=True)
            self.own.pgconn.send_query(b"SELECT 1")
            heard = select.poll()
            heard.register(self.own.pgconn.socket, select.POLLIN)
            if not heard.poll(GIVES_UP * 1000):
                self._close()
                return False
            while self.own.pgconn.get_result():
                pass
            if self.own.pgconn.status != ConnStatus.OK:
                raise psycopg.OperationalError("the connection is gone")
        except psycopg.errors.ConnectionTimeout:
            return False
        except Exception as fault:
            if not isinstance(fault, psycopg.Error):
                logger.exception("the database could not be asked whether it hangs")
            self._close()
            return self.cuts == cuts
        return True

    def _start(self) -> None:
        with self.begins:
            if self.process == os.getpid():
                return
            for does in (self._keep_watch, self._keep_asking):
                threading.Thread(target=does, name=f"database {does.__name__}", daemon=True).start()
            self.process = os.getpid()

    def _keep_watch(self) -> None:
        while True:
            self.somebody.wait()
            self.somebody.clear()
            while self.since:
                time.sleep(TICK)
                first = min(list(self.since.values()), default=None)
                if first is not None and time.monotonic() - first > PATIENCE:
                    self.look()

    def _keep_asking(self) -> None:
        self.is_answered()  # so that there is a connection when somebody waits
        while True:
            self.asked.wait()
            self.asked.clear()
            while not self.is_answered():
                pass
            self.answered.set()

    def _close(self) -> None:
        if self.own is not None:
            self.own.close()
            self.own = None


watch = Watch()
os.register_at_fork(after_in_child=watch.__init__)  # type: ignore[misc]


def unless_it_hangs(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The application, for as long as the database answers; raises `Hangs` while it does not."""
    if not settings.DATABASE_HANGS_AFTER:
        return application

    @wraps(application)
    def first(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if watch.hangs:
            raise Hangs
        watch.begin()
        try:
            return application(environ, start_response)
        finally:
            watch.end()

    return first
