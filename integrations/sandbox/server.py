"""What every counterpart on this machine does alike: it listens, errs when told to, and calls back.

Nothing in production code may know of it (an import contract holds that).
"""

import contextlib
import os
import ssl
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

import requests

from integrations.sandbox.faults import Calls, Fault, Faults
from integrations.sandbox.listening import Listening

MOST_TRIES = 10
if os.environ.get("DJANGO_SETTINGS_MODULE") == "config.settings.production":
    raise ImportError("Partners on this machine are for trying, not for a shop that takes money.")


@dataclass(frozen=True, slots=True)
class Call:
    """A call to the shop, ready to be sent to the address that the shop gave."""

    url: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    is_cut: bool = False  # half of the body comes, and then no more


class Counterpart(ABC):
    """Use as a context. `requests` is all it was asked, `calls` how it calls back.

    `keeps` names what must outlive the process, `remember` is called when it may have changed: after each call, before
    its answer goes out. While `turns_away` nobody's key is good.

    Its calls go to the shop at `shop`, at the path that the shop gave; while that is empty they wait in `unsent` for a
    test to carry them. Whoever subclasses it answers in `done`.
    """

    keeps: tuple[str, ...] = ()

    def __init__(self, *, port: int = 0, shop: str = "", tls: ssl.SSLContext | None = None):
        self.calls, self.shop = Calls.ONCE, shop
        self.turns_away = False
        self.remember: Callable[[], None] = lambda: None
        self.faults = Faults()
        self.requests: list[tuple[str, str, Any]] = []
        self.unsent: list[Call] = []
        self.lock = threading.RLock()
        self._let_go = threading.Event()
        self._server = Listening(("127.0.0.1", port), type("Handler", (_Handler,), {"counterpart": self}))
        self._scheme = "https" if tls else "http"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._changed = threading.Condition(self.lock)
        self._is_over = self._is_sending = False
        work = (self._server.serve_forever, self._send_calls)
        self._threads = [threading.Thread(target=one, daemon=True) for one in work]

    @property
    def address(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._let_go.set()
        self._server.shutdown()
        self._server.server_close()
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=10)

    def take_calls(self) -> list[Call]:
        with self.lock:
            calls, self.unsent = self.unsent, []
        return calls

    def let_go(self) -> None:
        """Answer the calls that a SLOW switch holds."""
        self._let_go.set()

    def hear(self, call: Call) -> None:
        """Something has happened that the shop is to be called about."""
        if self.calls is Calls.NEVER:
            return
        with self._changed:
            if self.calls is Calls.BACKWARDS:
                self.unsent.insert(0, call)
            else:
                self.unsent.extend([call] * (2 if self.calls is Calls.TWICE else 1))
            self._changed.notify_all()

    def wait_until_sent(self, *, seconds: float = 30) -> bool:
        """Whether every call has been answered, or was found not to be, within the time."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.unsent and not self._is_sending, timeout=seconds)

    @abstractmethod
    def done(self, method: str, target: str, headers: Any, body: bytes, *, fault: Fault | None = None) -> Answer:
        """What is asked is done, and answered. `fault` is for one whose books remember that it failed afterwards."""

    def failing(self, fault: Fault) -> Answer:
        """The answer of one that is too busy, or broken."""
        return Answer(429 if fault is Fault.TOO_MANY else 500)

    def sent(self, call: Call) -> None:  # noqa: B027 - few keep books of the calls they made
        """The shop has answered a call."""

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> Answer | None:
        """The answer to a call, or None: the connection is closed without a word."""
        fault = self.faults.next(method, urlsplit(target).path)
        if fault is Fault.SLOW:
            self._let_go.wait(30)
        if fault is Fault.DROP:
            return None
        if fault is Fault.NOT_JSON:
            return Answer(200, b"<html><body>Gateway</body></html>", "text/html")
        if fault in (Fault.TOO_MANY, Fault.UNAVAILABLE):
            return self.failing(fault)
        if self.turns_away:
            return Answer(401)
        with self.lock:
            answer = self.done(method, target, headers, body, fault=fault)
        if fault is Fault.FAIL_AFTER:
            return self.failing(fault)
        if fault is Fault.CUT:
            return replace(answer, is_cut=True)
        return None if fault is Fault.DROP_AFTER else answer

    def _send_calls(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_over or (self.unsent and self.shop))
                if self._is_over:
                    return
                calls, self._is_sending = self.take_calls(), True
            for call in calls:
                self._send(call)
            with self._changed:
                self._is_sending = False
                self._changed.notify_all()

    def _send(self, call: Call) -> None:
        """Until the shop answers 200, ten times at most, waiting longer each time."""
        for tried in range(MOST_TRIES):
            try:
                address = self.shop + urlsplit(call.url).path
                if requests.post(address, data=call.body, headers=call.headers, timeout=15).status_code == 200:
                    return self.sent(call)
            except requests.RequestException as error:
                sys.stderr.write(f"the shop was not reached: {error}\n")
            with self._changed:
                if self._changed.wait_for(lambda: self._is_over, timeout=2**tried):
                    return


class _Handler(BaseHTTPRequestHandler):
    counterpart: Counterpart

    def _do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.counterpart.answer(self.command, self.path, self.headers, body)
        self.counterpart.remember()
        if answer is None:
            self.close_connection = True
            return
        with contextlib.suppress(ConnectionError):  # one who has given up waiting
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body[: len(answer.body) // 2] if answer.is_cut else answer.body)
            self.close_connection = self.close_connection or answer.is_cut

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _do

    def handle(self) -> None:
        with contextlib.suppress(ssl.SSLError, ConnectionError):  # a caller without the right certificate
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: tests read `requests`."""
