"""What is answered while the database does not: the page that nginx shows when the shop does not answer at all.

The page is read from `deploy/disturbance` and asks nothing of anything. Another system gets a problem in JSON, and who
measures gets what nginx would have said.
"""

import sys
from functools import cache, wraps

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.views.defaults import server_error as usual_server_error

FOLDER = settings.PROJECT / "deploy" / "disturbance"
RETRY_AFTER = "30"
PROBLEM = b'{"type": "about:blank", "title": "Service Unavailable", "status": 503}\n'
MONITORED = ("/ready", "/health", "/healthz", "/metrics")
UNWELL = b'{"ok": false}\n'
OUT_OF_REACH = (OperationalError, InterfaceError)


def server_error(request):
    """The shop's `handler500`: 503 where the database could not be reached, or took too long; else the usual page."""
    if isinstance(sys.exc_info()[1], OUT_OF_REACH):
        status, headers, body = _answer(request.path_info)
        return HttpResponse(body, status=status, headers=dict(headers))
    return usual_server_error(request)


def told_at_the_door(application):
    """The application, with the page for what fails before Django's own handling of errors has begun."""

    @wraps(application)
    def door(environ, start_response):
        try:
            return application(environ, start_response)
        except OUT_OF_REACH:
            status, headers, body = _answer(environ.get("PATH_INFO", ""))
            start_response(f"{status} Service Unavailable", [*headers, ("Content-Length", str(len(body)))])
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    return door


def _answer(path):
    if path.startswith("/api/"):
        kind, body = "application/problem+json", PROBLEM
    elif path in MONITORED:
        kind, body = "application/json", UNWELL
    else:
        kind, body = "text/html; charset=utf-8", _page("en" if path.startswith("/en/") else "sv")
    return 503, [("Content-Type", kind), ("Retry-After", RETRY_AFTER), ("Cache-Control", "no-store")], body


@cache
def _page(language):
    return (FOLDER / f"{language}.html").read_bytes()
