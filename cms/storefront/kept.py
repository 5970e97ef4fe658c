"""A kept page: what it is, whether it is fresh, and how it answers a guest before anything else of Django has begun.

`at_the_door` stands outside Django's own handler. A visitor without a session has nothing but an address, a host and a
cart cookie, so a kept page can be sent as soon as the database has said that nothing has changed. Everyone else, and
every page that has to be made, goes the ordinary way through `cms.storefront.page_cache`.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, wraps
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, parse_cookie
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from cms.preview.look import COOKIE
from cms.storefront import slots
from commerce.cart import cookie
from commerce.customers.shopper import Shopper
from commerce.events import versions

KEPT_FOR = 60 * 60 * 24
LONGEST_QUERY = 500
IN_PREVIEW = f"{COOKIE}="
# What advertisers and mail programs append; no page reads it.
TRACKING = re.compile(r"utm_\w+|gclid|gbraid|wbraid|fbclid|msclkid|mc_cid|mc_eid|_ga|yclid|ttclid")


@dataclass(frozen=True, slots=True)
class Entry:
    parts: list  # text, slot name, text, slot name, ..., text
    headers: list
    language: str
    made_of: versions.Stamp
    until: datetime | None

    def is_fresh(self):
        return (self.until is None or timezone.now() < self.until) and self.made_of.stands()

    def filled(self, count, name):
        """The page for one visitor: how many pieces the cart holds, and who is signed in."""
        words = {"cart": slots.cart(self.language, count), "account": slots.account(self.language, name)}
        if "watch" in self.parts:  # few pages have it: something on them is sold out
            words["watch"] = slots.watch(self.language, is_known=bool(name))
        return b"".join(words[part] if place % 2 else part for place, part in enumerate(self.parts))

    def headers_for(self, body):
        return [*self.headers, ("Content-Length", str(len(body)))]


def at_the_door(application):
    """The application, with kept pages sent to guests before it."""

    @wraps(application)
    def door(environ, start_response):
        entry = of_guest(environ)
        if entry is None:
            return application(environ, start_response)
        body = entry.filled(pieces(environ.get("HTTP_COOKIE", "")), "")
        start_response("200 OK", entry.headers_for(body))
        return [body if environ["REQUEST_METHOD"] == "GET" else b""]

    return door


def of_guest(environ):
    """The fresh page for a visitor without a session, by the server's own words about the request; else None."""
    cookies = environ.get("HTTP_COOKIE", "")
    if (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or (
            cookies
            and (f"{settings.SESSION_COOKIE_NAME}=" in cookies or "messages=" in cookies or IN_PREVIEW in cookies)
        )
        or environ.get("SCRIPT_NAME")
        or settings.USE_X_FORWARDED_HOST
        or len(environ.get("QUERY_STRING", "")) > LONGEST_QUERY
        or not is_ours(environ.get("HTTP_HOST") or environ["SERVER_NAME"], tuple(settings.ALLOWED_HOSTS))
    ):
        return None
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    return find(key(environ, guest_audience(settings.SHOP_CURRENCY)))


def find(name):
    """The page kept under a key, if it is fresh here or in the store that all processes share."""
    near = store()
    entry = near.get(name)
    if entry is not None and entry.is_fresh():
        return entry
    behind = getattr(near, "behind", None)
    entry = behind.get(name) if behind is not None else None
    if entry is None or not entry.is_fresh():
        return None
    near.set_near(name, entry)
    return entry


def keep(name, entry):
    store().set(name, entry, KEPT_FOR)


def store():
    return caches["pages"]


def key(environ, audience):
    """Audience, scheme, address and query as one short word."""
    query = environ.get("QUERY_STRING", "")
    text = f"{audience}|{scheme(environ)}|{environ['PATH_INFO']}?{query and normalised(query)}"
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=20).hexdigest()


def normalised(query):
    """The query as pages read it: names in order, what only trackers read left out."""
    pairs = [pair for pair in parse_qsl(query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])]
    return urlencode(sorted(pairs, key=lambda pair: pair[0]))


def scheme(environ):
    """As Django reads it: a page may hold headers that are for https alone."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        told = environ.get(name)
        if told is not None:
            return "https" if told.split(",", 1)[0].strip() == secure else "http"
    return environ.get("wsgi.url_scheme")


@lru_cache(maxsize=256)
def is_ours(host, allowed):
    """Whether a host is one of the shop's, as every other way into it asks."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed)


@lru_cache(maxsize=8)
def guest_audience(currency):
    return Shopper(at=timezone.now(), currency=currency).audience


def pieces(cookies):
    """How many pieces the cart holds, by the signed cookie among these."""
    return _signed_pieces(cookies) if f"{cookie.NAME}=" in cookies else 0


@lru_cache(maxsize=4096)
def _signed_pieces(cookies):
    request = HttpRequest()
    request.COOKIES = parse_cookie(cookies)
    return cookie.read(request)[1]
