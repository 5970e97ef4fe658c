"""What differs in a page between shoppers of one audience: markers while it is kept, filled in as it leaves."""

import re
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path, override

from commerce.cart import cookie
from commerce.customers.shopper import organisation_of

MARKER = re.compile(rb"<!--slot:(cart|account|watch)-->")


def marker(name):
    return f"<!--slot:{name}-->"


def split(content):
    """Text, slot name, text, slot name, ..., text."""
    return [part.decode() if place % 2 else part for place, part in enumerate(MARKER.split(content))]


def html(name, request, response=None):
    """What a slot holds for this visitor, as bytes."""
    if name == "cart":
        return cart(language_of(request), _count(request, response))
    if name == "watch":
        return watch(language_of(request), is_known=bool(name_of(request)))
    return account(language_of(request), name_of(request))


def language_of(request):
    return get_language_from_path(request.path_info) or settings.LANGUAGE_CODE


def _count(request, response):
    """Pieces in the cart: as the response leaves it, else as the request brought it."""
    if response is not None and cookie.NAME in response.cookies:
        request.COOKIES[cookie.NAME] = response.cookies[cookie.NAME].value
    return cookie.read(request)[1] if request.COOKIES.get(cookie.NAME) else 0


def name_of(request):
    """The signed-in shopper's name and whom he buys for; empty, and nothing asked, for one without a session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not getattr(request, "user", None):
        return ""
    if not request.user.is_authenticated:
        return ""
    organisation = organisation_of(request.user)
    return f"{request.user}, {organisation}" if organisation else str(request.user)


@lru_cache(maxsize=1024)
def cart(language, count):
    with override(language):
        return render_to_string("components/slots/cart.html", {"count": count}).strip().encode()


@lru_cache(maxsize=1024)
def account(language, name):
    with override(language):
        return render_to_string("components/slots/account.html", {"name": name}).strip().encode()


@lru_cache(maxsize=8)
def watch(language, *, is_known):
    """Where to write when an article is back: asked for unless the account says it."""
    with override(language):
        return render_to_string("components/slots/watch.html", {"name": is_known}).strip().encode()
