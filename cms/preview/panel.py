"""The editor's own preview panel, looking as the editor has chosen: at what is on the screen, not at what is saved."""

from dataclasses import replace

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from cms.preview.look import Look, LookGone, words
from cms.preview.showing import showing
from commerce.pricing.offers import DraftOffers

MODE = "look"
SESSION = "preview_look"


def choose(session, look):
    session[SESSION] = look.to_json()


def chosen(session):
    return Look.from_json(session[SESSION]) if SESSION in session else None


def serve(request, page, show):
    """`show` with the look that was chosen; the way to choose one when none is, or nobody is as it says any more."""
    look = chosen(request.session) if hasattr(request, "session") else None
    if look is None:
        return _ask(request, page)
    look = replace(look, locale=get_language())
    [request.look_words], request.look_is_ours = words([look]), True
    try:
        written = frozenset(one for one in request.shopper.drafts if isinstance(one, DraftOffers))
        with showing(request, look, locale=look.locale, offers=written):
            response = show()
            if hasattr(response, "render"):
                response.render()
            return response
    except LookGone:
        return _ask(request, page)


def _ask(request, page):
    address = reverse("preview_as") + (f"?page={page.pk}" if page.pk else "")
    return render(request, "preview/choose.html", {"address": address})
