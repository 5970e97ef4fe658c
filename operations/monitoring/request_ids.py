"""The name of the request that is being answered: the proxy's own where it gives one, so that logs can be joined."""

import itertools
import os
import re
from contextvars import ContextVar, Token

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
_IDS = itertools.count()
_OWN = os.urandom(10).hex()  # of this process: a number after it costs a tenth of what a random name does
_CURRENT: ContextVar[str] = ContextVar("request_id", default="")


def named(given: str) -> str:
    """What a stranger sends is taken only where it looks like a name."""
    return given if given and GIVEN.fullmatch(given) else f"{_OWN}{next(_IDS):012x}"


def begin(given: str) -> Token[str]:
    return _CURRENT.set(named(given))


def current() -> str:
    """Empty outside requests."""
    return _CURRENT.get()


def end(token: Token[str]) -> None:
    _CURRENT.reset(token)


def _anew() -> None:
    """A process that is forked gives names of its own."""
    global _OWN
    _OWN = os.urandom(10).hex()


os.register_at_fork(after_in_child=_anew)
