"""The search page and what is suggested while a shopper types."""

import unicodedata
from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.storefront import cards, choices
from cms.storefront.frame import frame_of
from cms.storefront.serving import of_one_snapshot
from search import find
from search.meant import meant

SUGGESTED = 6
SHELF = 4


def from_our_own_index(view):
    """What was found and what it costs belong together. Another server is not asked within a transaction."""
    in_database = of_one_snapshot(view)

    @wraps(view)
    def shown(request):
        return view(request) if settings.SEARCH_URL else in_database(request)

    return shown


@require_safe
@from_our_own_index
def results(request):
    """What was found, best first; when nothing was, what may have been meant and what is new in the shop."""
    words = find.clean(request.GET.get("q", ""))
    frame, language = frame_of(request), request.shopper.locale
    chosen = choices.Choices(vocabulary=frame.vocabulary, query=words, page=choices.page_of(request.GET))
    found = find.Found()
    if words:
        found = find.find(words, language=language, locale_id=frame.locale_ids[language], page=chosen.page)
    if chosen.page > 1 and not found.rows:
        raise Http404
    has_next = chosen.page < found.page_count
    context = {
        "query": words,
        "cards": cards.make(request, found.rows),
        "count": found.count,
        "count_is_more": found.is_more,
        "page_number": chosen.page,
        "page_count": found.page_count,
        "next_url": chosen.but(page=chosen.page + 1).address(request.path) if has_next else "",
        "previous_url": chosen.but(page=chosen.page - 1).address(request.path) if chosen.page > 1 else "",
        "suggestion": meant(words, language=language) if words and not found.count else "",
        "shelves": [] if found.count else [_news(request)],
    }
    return render(request, "search/results.html", context)


@require_safe
@from_our_own_index
def suggestions(request):
    """A fragment with the categories and products that begin as what is typed; empty for less than two letters."""
    words = find.clean(request.GET.get("q", ""))
    if len(words) < 2:
        return render(request, "search/suggestions.html", {"query": ""})
    language = request.shopper.locale
    context = {
        "query": words,
        "categories": _categories(frame_of(request), words, language),
        "products": cards.make(request, find.starting(words, language=language, size=SUGGESTED)),
    }
    return render(request, "search/suggestions.html", context)


def _categories(frame, words, language):
    """Category pages whose title has a word that begins as what is typed."""
    typed = _folded(words)
    found = [
        node
        for node in frame.nodes.values()
        if node.is_category
        and node.language == language
        and any(part.startswith(typed) for part in [_folded(node.title), *_folded(node.title).split()])
    ]
    return [{"title": node.title, "url": node.url} for node in found[:SHELF]]


def _folded(text):
    """Lower case without accents, so that `klader` finds what is written `Kläder`."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _news(request):
    """What came last, for a shopper who found nothing."""
    locale_id = frame_of(request).locale_ids[request.shopper.locale]
    values = {"locale": locale_id, "size": SHELF}
    newest = cards.rows("l.locale_id = %(locale)s ORDER BY l.created_at DESC, l.id DESC LIMIT %(size)s", values)
    return {"title": _("New in the shop"), "url": "", "cards": cards.make(request, newest)}
