"""What a browser in the admin has measured: how long until a page was ready, and how long calls of its scripts took.

One small call as the page is left, by somebody who works here. Names of views are found here, from addresses of the
admin alone: nothing that a browser sends becomes a row of its own making.
"""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST

from commerce.customers.limits import is_within
from operations.monitoring.counting import counter
from operations.monitoring.middleware import ADMIN, NOWHERE, named
from operations.monitoring.models import Role, Source

LARGEST = 16 * 1024
MOST = 40  # in one call
MOST_CALLS = 120  # a minute, by one person
SLOWEST = 600_000  # milliseconds: a clock that jumped, or a machine that slept, is no answer
KINDS = {"page": str(Source.PAGE), "call": str(Source.CALL)}


@require_POST
def measured(request: HttpRequest) -> HttpResponse:
    """204 also where nothing of it could be used: nobody reads the answer."""
    text = request.POST.get("measured", "")
    who = str(request.user.pk)
    if len(text) > LARGEST or not is_within(request, "beacon", most=MOST_CALLS, seconds=60, of=who):
        return HttpResponse(status=413 if len(text) > LARGEST else 429)
    for source, route, seconds in readable(text):
        counter.add(source, route, str(Role.STAFF), seconds)
    return HttpResponse(status=204)


def readable(text: str) -> list[tuple[str, str, float]]:
    """Source, view and seconds of each thing that can be believed."""
    try:
        told = json.loads(text)
    except ValueError:
        return []
    rows = [_row(one) for one in told[:MOST]] if isinstance(told, list) else []
    return [row for row in rows if row is not None]


def _row(one: Any) -> tuple[str, str, float] | None:
    if not isinstance(one, dict):
        return None
    kind, address, took = one.get("kind"), one.get("path"), one.get("ms")
    if not isinstance(took, int | float) or isinstance(took, bool) or not 0 <= took <= SLOWEST:
        return None
    if not isinstance(kind, str) or kind not in KINDS:
        return None
    if not isinstance(address, str) or not address.startswith(ADMIN):
        return None
    try:
        route = named(resolve(address))
    except Resolver404:
        return None
    return None if route == NOWHERE else (KINDS[kind], route, took / 1000)
