"""Whole pages kept per address and price audience, fresh while the versions of what they show stand still.

A hit costs one indexed query (`commerce.events.versions`) and no template; the versions live in PostgreSQL, so a page
kept by one process is dropped by all the moment a price, a stock word or a page changes. What differs between shoppers
of one audience, the cart's count and the name, stands as markers in the page and is filled in for every response.
How it works, with an example: docs/teknik/sidcache.md.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.core.cache import caches
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cms.storefront import slots
from commerce.customers.shopper import Shopper, shopper_of
from commerce.events import versions

KEPT_FOR = 60 * 60 * 24
LONGEST_QUERY = 500
LONGEST_PATH = 200
NOT_PAGES = ("/admin/", "/documents/", "/media/")
# What advertisers and mail programs append; no page reads it.
TRACKING = re.compile(r"utm_\w+|gclid|gbraid|wbraid|fbclid|msclkid|mc_cid|mc_eid|_ga|yclid|ttclid")


class Seen:
    """What a response was made of: the tags it must be dropped with, and the instant after which it is wrong anyway."""

    __slots__ = ("has_eager_picture", "tags", "until", "versions")

    def __init__(self):
        self.tags = set()
        self.until = None
        self.versions = None
        self.has_eager_picture = False

    def add(self, *tags):
        self.tags.update(tags)

    def expire(self, instant):
        """The response is right until `instant`; the earliest of several holds."""
        if instant is not None and (self.until is None or instant < self.until):
            self.until = instant


def seen(request):
    """The request's own `Seen`, made the first time it is asked for."""
    try:
        return request.shop_seen
    except AttributeError:
        request.shop_seen = Seen()
        return request.shop_seen


@dataclass(frozen=True, slots=True)
class Entry:
    parts: list  # text, slot name, text, slot name, ..., text
    headers: list
    versions: dict
    until: datetime | None

    def is_fresh(self):
        if self.until is not None and timezone.now() >= self.until:
            return False
        return _current(self.versions) == self.versions


class PageCacheMiddleware:
    """Answers from the cache where it can, keeps what may be kept, and fills in the slots of every page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise BadRequest("NUL in the address")
        audience = _audience(request) if _is_readable(request) else None
        entry = audience and _store().get(_key(request, audience))
        if entry and entry.is_fresh():
            return _answer(request, entry)
        response = self.get_response(request)
        if audience:
            _keep(request, response, audience)
        return _finish(request, response)


def _store():
    return caches["pages"]


def _current(tags):
    """Versions now. The first query of a request; a connection that died since the last one is opened again."""
    if connection.in_atomic_block:
        return versions.current(tags)
    connection.health_check_done = True  # this query is the health check
    try:
        return versions.current(tags)
    except (OperationalError, InterfaceError):
        connection.close()
        return versions.current(tags)


def _is_readable(request):
    """Whether the answer may come from the cache: not a preview, and not for one who has a message waiting."""
    if (
        request.method not in ("GET", "HEAD")
        or request.path_info.startswith(NOT_PAGES)
        or getattr(request, "is_dummy", False)
        or "messages" in request.COOKIES
    ):
        return False
    query = request.META.get("QUERY_STRING", "")
    if query:
        request.META["QUERY_STRING"] = normalised(query) if len(query) <= LONGEST_QUERY else query
    request.get_host()  # refuses a host that is not ours, as every other way into the shop does
    return len(query) <= LONGEST_QUERY


def _key(request, audience):
    """Audience, address and query as one short word."""
    text = f"{audience}|{request.path_info}?{request.META.get('QUERY_STRING', '')}"
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=20).hexdigest()


def normalised(query):
    """The query as pages read it: names in order, what only trackers read left out."""
    pairs = [pair for pair in parse_qsl(query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])]
    return urlencode(sorted(pairs, key=lambda pair: pair[0]))


def _audience(request):
    """The price audience, from the session alone: whatever else a request claims, it is a Konsument."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return Shopper(at=timezone.now(), currency=settings.SHOP_CURRENCY).audience
    request.user = SimpleLazyObject(lambda: get_user(request))
    return shopper_of(request).audience


def _answer(request, entry):
    body = b"".join(slots.html(part, request) if place % 2 else part for place, part in enumerate(entry.parts))
    response = HttpResponse(body)
    for name, value in entry.headers:
        response.headers[name] = value
    response.headers["Content-Length"] = str(len(body))
    if request.method == "HEAD":
        response.content = b""
    return response


def _keep(request, response, audience):
    """Keep a page whose view said what it was made of, unless it carries anything of one visitor."""
    made_of = getattr(request, "shop_seen", None)
    if (
        made_of is None
        or made_of.versions is None
        or response.status_code != 200
        or response.streaming
        or response.cookies
        or "Cache-Control" in response.headers
        or getattr(getattr(request, "_messages", None), "used", False)
        or request.shopper.audience != audience
    ):
        return
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie"
    headers = [pair for pair in response.headers.items() if pair[0] != "Content-Length"]
    entry = Entry(slots.split(response.content), headers, made_of.versions, made_of.until)
    _store().set(_key(request, audience), entry, KEPT_FOR)


def _finish(request, response):
    """Fill in the slots of a page that did not come from the cache."""
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return response
    parts = slots.split(response.content)
    if len(parts) > 1:
        response.content = b"".join(
            slots.html(part, request, response) if place % 2 else part for place, part in enumerate(parts)
        )
        response.headers["Content-Length"] = str(len(response.content))
    if request.method == "HEAD":
        response.content = b""
    return response
