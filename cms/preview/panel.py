"""The editor's own preview panel, looking as the editor has chosen: at what is on the screen, not at what is saved."""

from dataclasses import replace

from django.conf import settings
from django.core import signing
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from cms.preview.look import Look, LookGone, words
from cms.preview.showing import showing
from commerce.pricing.offers import DraftOffers

MODE = "look"
COOKIE, SALT = "preview_choice", "cms.preview.panel"


def choose(response, look, *, by):
    """Kept in a cookie of the admin's, not in the session, which the panel itself writes at the same moment: of two
    requests that store a session the later undoes the earlier.
    """
    response.set_cookie(
        COOKIE,
        signing.dumps({"by": by.pk, "look": look.to_json()}, salt=SALT),
        path=reverse("wagtailadmin_home"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def chosen(request):
    """What whoever asks has chosen, or None: what another person chose in the same browser is not hers."""
    try:
        kept = signing.loads(request.COOKIES[COOKIE], salt=SALT)
    except (KeyError, signing.BadSignature):
        return None
    return Look.from_json(kept["look"]) if kept["by"] == request.user.pk else None


def serve(request, page, show):
    """`show` with the look that was chosen; the way to choose one when none is, or nobody is as it says any more."""
    look = chosen(request)
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
