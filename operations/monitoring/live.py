"""`/live`: that this process answers. Asks nothing and nobody, so a database that is away never has it restarted."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
ADDRESS = "/live"
BODY = b'{"ok": true}'
HEADERS = [("Content-Type", "application/json"), ("Content-Length", str(len(BODY))), ("Cache-Control", "no-store")]


def alive(application: Application) -> Application:
    """The application, with that one address answered before anything else has begun."""

    @wraps(application)
    def first(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != ADDRESS or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return application(environ, start_response)
        start_response("200 OK", HEADERS)
        return [BODY if environ["REQUEST_METHOD"] == "GET" else b""]

    return first
