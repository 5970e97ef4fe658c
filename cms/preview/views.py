"""In the shop: the way into a look by its link, and the way out."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from cms.preview import cart, links
from cms.preview.access import stands
from cms.preview.look import COOKIE
from cms.preview.middleware import marked


@require_safe
def open_link(request, token):
    """Give the visitor the look and take him to the page. What the link does not say, nobody gets by it."""
    now = timezone.now()
    link = links.of_token(token, now=now)
    if not stands(link):
        return marked(render(request, "preview/gone.html", status=404))
    response = redirect(within(request.GET.get("to", ""), link.path))
    give(response, link, now=now)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address opens the look for whoever reads it
    return marked(response)


@require_safe
def leave(request):
    """The shop as it is, on the same page."""
    response = redirect(within(request.GET.get("to", ""), "/"))
    response.delete_cookie(COOKIE, samesite="Lax")
    cart.forget(response)
    return marked(response)


def give(response, link, *, now):
    """The cookie that shows the visitor the shop by the link."""
    response.set_cookie(
        COOKIE,
        link.cookie,
        max_age=link.lasts_for(now),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def within(address, otherwise):
    """The address when it is one of the shop's own, without host; else the other."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else otherwise
