"""Fortnox's interface: JSON in the name of what it is, lists in pages, errors in three shapes, a limit for all.

Nothing is repeated here: the outbox does that, after it has asked what they have. A GET that sends a mail or an
e-invoice is no reading and cannot be had as one.
"""

import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from integrations.client import Answer, Client
from integrations.errors import DeliveryRefused, NotSent, SystemClosed, Unknown
from integrations.fortnox import access, limit
from integrations.target import Lane

WITH_EFFECTS = re.compile(r"/(email|einvoice|e?print|printreminder)$")
ON_A_PAGE, MOST_PAGES = 500, 400
PATIENCE = timedelta(seconds=30)  # a turn comes before that, unless something else uses the company's calls
AFTER_TOO_MANY = timedelta(seconds=6)
NO_LICENCE, NO_API_LICENCE, LOGIN_FAILED, BAD_TOKEN, SYSTEM_ERROR = 2001101, 2001103, 2000310, 2000311, 1000003
CLOSED = (NO_LICENCE, NO_API_LICENCE, LOGIN_FAILED, BAD_TOKEN)
Thing = dict[str, Any]


class Refused(DeliveryRefused):
    """What they will not take, with their own code for why."""

    def __init__(self, code: int, message: str):
        super().__init__(f"Fortnox {code}: {message}" if code else f"Fortnox: {message}")
        self.code = code


class Fortnox:
    """Calls of one lane. Raises NotSent, Unknown, Refused, SystemClosed, and nothing else."""

    read_seconds = 15.0

    def __init__(self, lane: Lane = Lane.NORMAL, *, now: Callable[[], datetime] = timezone.now):
        self._lane, self._now = lane, now
        self._client = Client(settings.FORTNOX_API_BASE, headers={"Accept": "application/json"}, read=self.read_seconds)

    def get(self, what: str, path: str, **query: str) -> Thing | None:
        """One thing, None when they have none. `what` is the name that it comes in."""
        if WITH_EFFECTS.search(path):
            raise ValueError(f"GET {path} does something: it is no reading")
        return self._one(what, self._call("GET", path, query=query))

    def post(self, what: str, path: str, asked: Thing, **query: str) -> Thing:
        return self._made(what, self._call("POST", path, asked={what: asked}, query=query))

    def put(self, what: str, path: str, asked: Thing | None = None) -> Thing:
        """Change, or with nothing asked: do what the address says."""
        return self._made(what, self._call("PUT", path, asked={what: asked} if asked is not None else None))

    def every(self, what: str, path: str, **query: str) -> Iterator[Thing]:
        """A list, page by page. Rows may move between pages while it is read: one may come twice."""
        for page in range(1, MOST_PAGES + 1):
            answer = self._call("GET", path, query={**query, "page": str(page), "limit": str(ON_A_PAGE)})
            told = _read(answer)
            if not isinstance(told.get(what), list):
                raise Unknown(f"Fortnox answered with no list of {what}")
            yield from told[what]
            pages = told.get("MetaInformation", {}).get("@TotalPages")
            if pages is None and len(told[what]) >= ON_A_PAGE:
                raise Unknown(f"Fortnox does not say how many pages of {what} there are")
            if page >= (pages or 1):
                return

    def _call(self, method: str, path: str, *, asked: Thing | None = None, query: Any = None) -> Answer:
        """One call, and once more when the key had ended: a call that was turned away at the door did nothing."""
        key = access.key(now=self._now)
        answer = self._asked(method, path, key, asked, query)
        if answer.status == 401:
            answer = self._asked(method, path, access.key(stale=key, now=self._now), asked, query)
        return _judged(answer)

    def _asked(self, method: str, path: str, key: str, asked: Thing | None, query: Any) -> Answer:
        self._take_turn()
        headers = {"Authorization": f"Bearer {key}"}
        try:
            return self._client.call(method, path, params=query or None, json=asked, headers=headers)
        except NotSent as error:
            if error.wait is None and "too many" in str(error):
                raise NotSent(str(error), wait=AFTER_TOO_MANY) from error
            raise

    def _take_turn(self) -> None:
        ends_at = self._now() + PATIENCE
        while wait := limit.take(access.tenant(), self._lane, now=self._now):
            if self._now() + wait > ends_at:
                raise NotSent("the shop's calls to Fortnox are used up for now", wait=wait)
            time.sleep(wait.total_seconds())

    def _one(self, what: str, answer: Answer) -> Thing | None:
        if answer.status != 404:
            return self._made(what, answer)
        code, message = _told(answer)
        if not code:  # a gateway's word: it would have the same thing made twice
            raise Unknown(f"Fortnox answered 404 without a code: {message}")
        return None

    def _made(self, what: str, answer: Answer) -> Thing:
        if answer.status == 404:
            raise Refused(*_told(answer))
        told = _read(answer).get(what)
        if not isinstance(told, dict):
            raise Unknown(f"Fortnox answered {answer.status} with no {what} in it")
        return told


def place(text: str) -> str:
    """A number or a code as a part of an address."""
    return quote(text, safe="")


def _judged(answer: Answer) -> Answer:
    """Raises for what is no answer to what was asked. That something is not there is one."""
    if answer.is_ok or answer.status == 404:
        return answer
    if 300 <= answer.status < 400:
        raise Unknown(f"Fortnox answered {answer.status}, which leads elsewhere")
    code, message = _told(answer)
    if code == SYSTEM_ERROR:
        raise Unknown(f"Fortnox {code}: {message}")
    if answer.status == 401 or code in CLOSED or (answer.status == 403 and not code):
        raise SystemClosed(f"Fortnox {code or answer.status}: {message}")
    raise Refused(code, message)


def _read(answer: Answer) -> Thing:
    told = answer.json()
    if not isinstance(told, dict):
        raise Unknown(f"Fortnox answered {answer.status} with what is no object")
    return told


def _told(answer: Answer) -> tuple[int, str]:
    """The code, 0 for none, and the words, in whichever of its shapes an error comes."""
    told = _read(answer)
    inner = told.get("ErrorInformation")
    if isinstance(inner, dict):
        known = {name.lower(): value for name, value in inner.items()}
        return int(known.get("code") or 0), str(known.get("message") or "")
    words = told.get("error_description") or told.get("message") or told.get("error")
    return 0, str(words or f"answered {answer.status} without a reason")
