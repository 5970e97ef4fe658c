"""The question before something of others is fetched, and the page where what was said is seen and taken back.

Both are outside the page cache: a kept page is the same for all, whatever each of them has said.
"""

import uuid

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from cms.checks.parts import parts
from cms.consent import saying
from cms.consent.purposes import CONSENT, PURPOSES, necessary
from cms.telling_blocks import VideoBlock
from cms.videos import NotAVideo, of_address
from commerce.cart.origin import require_same_origin
from commerce.customers.limits import is_within

A_YEAR = 60 * 60 * 24 * 365
MOST, SECONDS = 60, 3600


@never_cache
@require_same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def video(request, page_id, provider, key):
    """A video of a live page: the question, and after a yes the player. A no leads to the page where the video is."""
    page = get_object_or_404(Page.objects.live(), pk=page_id).specific
    value, shown = _video_of(page, provider, key)
    purpose, browser = PURPOSES[f"video:{provider}"], key_of(request)
    answer = request.POST.get("answer") if request.method == "POST" else ""
    if answer in ("yes", "no") and is_within(request, "consent", most=MOST, seconds=SECONDS):
        browser = browser or uuid.uuid4()
        said = {"language": request.shopper.locale, "page": page.url_path, "now": timezone.now()}
        saying.say(browser, purpose.code, is_given=answer == "yes", **said)
    consent = saying.holds(browser, purpose.code, now=timezone.now())
    context = {
        "page": page,
        "value": value,
        "video": shown,
        "purpose": purpose,
        "consent": consent,
        "is_refused": answer == "no",
        "back_url": page.get_url(request),
    }
    response = render(request, "consent/video.html", context)
    return _remember(response, browser) if answer else response


def _video_of(page, provider, key):
    """The block of a page that has this video. Raises Http404: nobody makes us frame what no editor has chosen."""
    for part in parts(page):
        if isinstance(part.block, VideoBlock):
            try:
                found = of_address(part.value.get("url") or "")
            except NotAVideo:
                continue
            if (found.provider, found.key) == (provider, key):
                return part.block.to_python(part.value), found
    raise Http404


@never_cache
@require_same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request):
    """What this browser has said, with the number that proves it; a yes is taken back with one press."""
    browser = key_of(request)
    if request.method == "POST":
        if browser and request.POST.get("purpose") in PURPOSES:
            saying.withdraw(browser, request.POST["purpose"], now=timezone.now())
        return redirect(f"{reverse('consent_choices')}?done=1")
    said = saying.said_by(browser)
    now = timezone.now()
    context = {
        "key": browser,
        "rows": [{"said": one, "purpose": PURPOSES.get(one.purpose), "stands": _stands(one, now)} for one in said],
        "necessary": necessary(),
        "purposes": PURPOSES.values(),
        "is_done": "done" in request.GET,
    }
    return render(request, "consent/choices.html", context)


def _stands(said, now):
    return said.is_given and said.withdrawn_at is None and said.said_at > now - saying.HOLDS


def key_of(request) -> uuid.UUID | None:
    """The number that the browser keeps; None when it has none, or something else under that name."""
    try:
        return uuid.UUID(request.COOKIES.get(CONSENT, ""))
    except ValueError:
        return None


def _remember(response, key):
    response.set_cookie(
        CONSENT, str(key), max_age=A_YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response
