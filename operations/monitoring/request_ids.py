"""The name of the request that is being answered: the proxy's own where it gives one, so that logs can be joined."""

import re
import uuid
from contextvars import ContextVar, Token

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
_CURRENT: ContextVar[str] = ContextVar("request_id", default="")


def begin(given: str) -> Token[str]:
    """What a stranger sends is taken only where it looks like a name."""
    return _CURRENT.set(given if GIVEN.fullmatch(given) else uuid.uuid4().hex)


def current() -> str:
    """Empty outside requests."""
    return _CURRENT.get()


def end(token: Token[str]) -> None:
    _CURRENT.reset(token)
