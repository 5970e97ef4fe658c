"""The same page in the other languages, with what was chosen on it."""

from contextlib import suppress
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, override
from wagtail.models import Page

from cms.storefront import choices
from cms.storefront.frame import absolute, frame_of

NAMES = {"sv": "Svenska", "en": "English"}


def locale_links(request):
    """Every language of the shop: its address for this page, or its start page where this page is not in it.

    `alternate` is what search engines are told, empty where there is no such page.
    """
    frame = frame_of(request)
    page = getattr(request, "shown_page", None)
    urls = _urls_of_page(frame, page, getattr(request, "shown_addresses", None)) if page else _urls_of_view(request)
    elsewhere, is_further_on = _chosen(request.GET)
    links = []
    for code, _name in settings.LANGUAGES:
        root = frame.roots.get(code)
        if root is None:
            continue
        url = urls.get(code, "")
        current = code == get_language()
        query = request.META.get("QUERY_STRING", "") if current else elsewhere
        links.append(
            {
                "code": code,
                "label": NAMES.get(code, code),
                "url": (f"{url}?{query}" if query else url) if url else root.url,
                "is_same_page": bool(url),
                "alternate": absolute(url) if url and page and not is_further_on else "",
                "is_default": code == settings.LANGUAGE_CODE,
                "current": current,
            }
        )
    return links


def _chosen(query):
    """What was chosen in an address, without the number of the page: a list may be shorter in another language."""
    chosen = query.copy()
    is_further_on = chosen.pop(choices.PAGE, ["1"])[-1] not in ("", "1")
    return chosen.urlencode(), is_further_on


def _urls_of_page(frame, page, addresses):
    """From the frame where the page stands in it; a product page has brought its addresses, or costs one query."""
    if page.url_path in frame.nodes:
        found = ((code, frame.by_key.get((page.translation_key, code))) for code in frame.roots)
        return {code: node.url for code, node in found if node}
    if addresses is None:
        live = Page.objects.filter(translation_key=page.translation_key, live=True)
        addresses = dict(live.values_list("locale_id", "url_path"))
    known = {frame.languages[pk]: path for pk, path in addresses.items() if pk in frame.languages}
    return {code: frame.url_of(path, code) for code, path in known.items()}


def _urls_of_view(request):
    """A view's address in each language; none for an address that leads nowhere."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name == "wagtail_serve":
        return {}
    if match.args or match.kwargs:
        return _addresses(match.view_name, match.args, match.kwargs, known={get_language(): request.path})
    return _addresses_of(match.view_name)


@lru_cache(maxsize=128)
def _addresses_of(view):
    return _addresses(view)


def _addresses(view, args=(), kwargs=None, known=()):
    """The addresses that are not known already."""
    found = dict(known)
    for code, _name in settings.LANGUAGES:
        if code not in found:
            with override(code), suppress(NoReverseMatch):
                found[code] = reverse(view, args=args, kwargs=kwargs)
    return found
