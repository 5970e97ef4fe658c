"""Whole pages kept per address and price audience, fresh while the versions of what they show stand still.

A hit costs one indexed query (`commerce.events.versions`) and no template; the versions live in PostgreSQL, so a page
kept by one process is dropped by all the moment a price, a stock word or a page changes. What differs between shoppers
of one audience, the cart's count and the name, stands as markers in the page and is filled in for every response.
A guest's hit does not even reach this far when the server is asked (`cms.storefront.kept`).
How it works, with an example: docs/teknik/sidcache.md.
"""

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.sessions import middleware as sessions
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject

from cms.preview.look import COOKIE
from cms.storefront import kept, slots
from commerce.customers.shopper import shopper_of
from commerce.events import versions

NOT_PAGES = ("/admin/", "/alarms/alertmanager", "/api/", "/documents/", "/healthz", "/media/", "/static/")
FOR_MONITORS = ("/health", "/metrics", "/ready")  # these addresses, and none that begins so


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


class PageCacheMiddleware:
    """Answers from the cache where it can, keeps what may be kept, and fills in the slots of every page.

    Stands before all others: what it keeps has every header, and what it answers has cost none of them.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.sessions = sessions.SessionMiddleware(get_response)

    def __call__(self, request):
        if "\0" in request.path_info and not request.path_info.startswith("/api/"):  # which answers as it answers all
            raise BadRequest("NUL in the address")
        if not _is_readable(request):
            return _finish(request, self.get_response(request))
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self.sessions.process_request(request)
            audience, entry = _of_member(request)
        else:
            audience, entry = kept.guest_audience(settings.SHOP_CURRENCY), kept.of_guest(request.META)
        if entry:
            return _answer(request, entry)
        response = self.get_response(request)
        _keep(request, response, audience)
        return _finish(request, response)


class SessionMiddleware(sessions.SessionMiddleware):
    """Django's, except that a session which the page cache has opened is not opened once more."""

    def process_request(self, request):
        if not hasattr(request, "session"):
            super().process_request(request)


def _is_readable(request):
    """Whether the answer may come from the cache: not a preview, and not for one who has a message waiting."""
    if (
        request.method not in ("GET", "HEAD")
        or request.path_info.startswith(NOT_PAGES)
        or request.path_info in FOR_MONITORS
        or getattr(request, "is_dummy", False)
        or "messages" in request.COOKIES
        or COOKIE in request.COOKIES
    ):
        return False
    query = request.META.get("QUERY_STRING", "")
    if query:
        request.META["QUERY_STRING"] = kept.normalised(query) if len(query) <= kept.LONGEST_QUERY else query
    request.get_host()  # refuses a host that is not ours, as every other way into the shop does
    return len(query) <= kept.LONGEST_QUERY


def _of_member(request):
    """Audience and page of one who brings a session: whatever else a request claims, without one it is a Konsument."""
    request.user = SimpleLazyObject(lambda: get_user(request))
    audience = shopper_of(request).audience
    if request.session.modified:  # the session's own middleware has something to tell the browser
        return audience, None
    return audience, kept.find(kept.key(request.META, audience))


def _answer(request, entry):
    body = entry.filled(kept.pieces(request.META.get("HTTP_COOKIE", "")), slots.name_of(request))
    response = HttpResponse(body if request.method == "GET" else b"")
    for name, value in entry.headers_for(body):
        response.headers[name] = value
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
    entry = kept.Entry(
        parts=slots.split(response.content),
        headers=[pair for pair in response.headers.items() if pair[0] != "Content-Length"],
        language=slots.language_of(request),
        made_of=versions.Stamp.of(made_of.versions),
        until=made_of.until,
    )
    kept.keep(kept.key(request.META, audience), entry)


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
