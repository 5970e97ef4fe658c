"""The one way out over HTTP: each call is timed, kept without its secrets, and never made inside a transaction.

A call holds no lock and no row while it waits for somebody else, and whoever reads the attempts later sees what was
asked and answered. Status codes are the adapter's to judge; here only transport is: `NotSent` or `Unknown`.
"""

import json
import time
from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import requests
from django.db import connections
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError
from urllib3.util.retry import Retry

from integrations import masking, public_addresses
from integrations.errors import NotSent, Unknown

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 5.0, 15.0, 60.0
LARGEST = 16 * 1024 * 1024
TOO_MANY = requests.codes.too_many_requests
LONGEST_WAIT = timedelta(hours=1)


class CalledInTransaction(RuntimeError):
    """A call that could wait for minutes would have held locks all the while: a fault of ours, not of the partner."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `json` raises Unknown for what cannot be read: something may well have been done."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Unknown(f"answered {self.status} with what cannot be read") from error


@dataclass(slots=True)
class Exchange:
    """One question and what came of it, as it may be shown to those who look after the shop."""

    method: str
    url: str
    asked: str
    status: int | None = None
    answered: str = ""
    milliseconds: int = 0
    problem: str = ""


@dataclass(slots=True)
class Kept:
    """What was asked while something was done, which may begin no call after `until` (of the monotonic clock)."""

    until: float = float("inf")
    exchanges: list[Exchange] = field(default_factory=list)


_kept: ContextVar[Kept | None] = ContextVar("kept", default=None)


@contextmanager
def kept(*, until: float = float("inf")):
    """Keep every exchange of what is done inside: `with kept() as seen: ...; seen.exchanges`."""
    seen = Kept(until)
    token = _kept.set(seen)
    try:
        yield seen
    finally:
        _kept.reset(token)


class Client:
    """Calls to one system. Never follows a redirect, never repeats a call, trusts no proxy of the environment.

    `public_only` is for addresses that somebody has given us: the name is looked up once, an address inside our own
    network is refused, and the call goes to the very address that was looked at.
    """

    def __init__(
        self,
        base: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        connect: float = CONNECT_SECONDS,
        read: float = READ_SECONDS,
        total: float = TOTAL_SECONDS,
        verify: bool | str = True,
        cert: tuple[str, str] | None = None,
        public_only: bool = False,
        largest: int = LARGEST,
    ):
        self._base, self._wait, self._total, self._largest = base.rstrip("/"), (connect, read), total, largest
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.update(headers or {})
        self._session.auth = auth
        self._session.verify, self._session.cert = verify, cert
        adapter = public_addresses.PinnedAdapter() if public_only else HTTPAdapter(max_retries=Retry(0, read=False))
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Any = None,
        json: Any = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask once. Raises NotSent (never reached, or 429) or Unknown (no whole answer, or a 5xx)."""
        refuse_in_transaction()
        request = self._session.prepare_request(
            requests.Request(
                method, self._base + path, params=params, json=json, data=data, headers=dict(headers or {})
            )
        )
        exchange = Exchange(method, masking.url(str(request.url)), masking.text(request.body, request.headers))
        begun = time.monotonic()
        if seen := _kept.get():
            seen.exchanges.append(exchange)
            if begun > seen.until:
                raise NotSent("there was no time left for one more call")
        try:
            answer = self._ask(request)
        except (NotSent, Unknown) as error:
            exchange.problem = str(error)
            raise
        finally:
            exchange.milliseconds = round((time.monotonic() - begun) * 1000)
        exchange.status, exchange.answered = answer.status, masking.text(answer.body, answer.headers)
        return _judged(answer)

    def _ask(self, request: requests.PreparedRequest) -> Answer:
        ends_at = time.monotonic() + self._total
        try:
            with self._session.send(request, timeout=self._wait, allow_redirects=False, stream=True) as reply:
                return Answer(reply.status_code, reply.headers, self._body(reply, ends_at))
        except public_addresses.NotPublic as error:
            raise NotSent(str(error)) from error
        except requests.ConnectTimeout as error:
            raise NotSent("no connection within the time") from error
        except requests.ConnectionError as error:
            if _was_never_sent(error):
                raise NotSent(f"not reached: {_kind(error)}") from error
            raise Unknown(f"the connection broke: {_kind(error)}") from error
        except requests.RequestException as error:
            raise Unknown(f"no whole answer: {_kind(error)}") from error
        except OSError as error:  # a certificate of ours that is not there
            raise NotSent(f"not sent: {_kind(error)}") from error

    def _body(self, reply: requests.Response, ends_at: float) -> bytes:
        content = bytearray()
        for part in reply.iter_content(64 * 1024):
            content += part
            if len(content) > self._largest:
                raise Unknown("the answer is too large")
            if time.monotonic() > ends_at:
                raise Unknown("the answer takes too long")
        return bytes(content)


def refuse_in_transaction() -> None:
    """Raises CalledInTransaction when a transaction is open on any connection. That of a test round it counts not."""
    for connection in connections.all(initialized_only=True):
        if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
            raise CalledInTransaction("A partner must not be called inside a transaction.")


def _judged(answer: Answer) -> Answer:
    if answer.status == TOO_MANY:
        raise NotSent("too many calls", wait=_asked_wait(answer.headers.get("Retry-After", "")))
    if answer.status >= requests.codes.server_error:
        raise Unknown(f"answered {answer.status}")
    return answer


def _asked_wait(told: str) -> timedelta | None:
    return min(timedelta(seconds=int(told)), LONGEST_WAIT) if told.isascii() and told.isdecimal() else None


def _was_never_sent(error: requests.ConnectionError) -> bool:
    """A connection that could not be made, by what urllib3 says underneath."""
    cause = getattr(error.args[0], "reason", error.args[0]) if error.args else None
    return isinstance(cause, NewConnectionError)


def _kind(error: Exception) -> str:
    cause = getattr(error.args[0], "reason", error.args[0]) if error.args else error
    return type(cause).__name__ if isinstance(cause, Exception) else type(error).__name__
