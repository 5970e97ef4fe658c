"""While a visitor has a look, every page of the shop is shown by it, and nothing can be ordered or changed."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.preview import commenting
from cms.preview.access import may_preview, stands
from cms.preview.cart import PreviewCart
from cms.preview.links import of_request
from cms.preview.look import COOKIE, LookGone, words
from cms.preview.moved import onward
from cms.preview.showing import showing
from cms.storefront.page_cache import NOT_PAGES
from commerce.cart import cookie

SHOWN = {"wagtail_serve", "search", "search_suggestions"}
CART, CHANGES_CART = "cart", {"cart_add", "cart_update", "cart_remove", "cart_code"}
APART = {"preview_open", "preview_leave", "preview_comment", "preview_beside", "robots", "sitemap", "sitemap_part"}
TALKED_OF = {"wagtail_serve", "search", "cart"}
AS_IT_IS = "as_it_is"  # in the address of a page that is looked at beside itself as it is today


class PreviewMiddleware:
    """Stands inside all that knows the visitor, so that what it puts in his place is what the pages see."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.look_words = ""  # every page asks
        if COOKIE not in request.COOKIES or is_apart(request):
            return self.get_response(request)
        link = of_request(request, now=timezone.now())
        if not stands(link):
            return self._afterwards(request)
        look = link.as_look()
        if AS_IT_IS in request.GET and request.method in ("GET", "HEAD"):
            return self._as_it_is(request, look)
        visitor, request.user = request.user, AnonymousUser()
        request.look, [request.look_words] = look, words([look])
        request.look_link = link
        if not link.is_own and view_name(request) in TALKED_OF:
            request.look_comments = list(commenting.of_look(link.pk, request.path))
        request.look_is_ours = settings.SESSION_COOKIE_NAME in request.COOKIES and may_preview(visitor)
        response = marked(self._shown(request, look))
        request.user = AnonymousUser() if request.method in ("GET", "HEAD") else visitor  # nobody has logged out
        return response

    def _afterwards(self, request):
        """The shop as it is, for one whose link is no longer good."""
        response = self.get_response(request)
        response.delete_cookie(COOKIE, samesite="Lax")
        return response

    def _as_it_is(self, request, look):
        """The page as the same person sees it now: the other side of a comparison."""
        visitor, request.user = request.user, AnonymousUser()
        try:
            request.shopper = look.as_now().shopper(now=timezone.now(), locale=get_language())
        except LookGone:
            return refused(request, _("The organisation that this preview was made for is no longer a customer."))
        response = self.get_response(request)
        if hasattr(response, "render") and not response.is_rendered:
            response.render()
        request.user = visitor
        return marked(response)

    def _shown(self, request, look):
        name, cart = view_name(request), PreviewCart.of(request)
        cart.show_to(request)
        is_cart = name == CART or name in CHANGES_CART
        is_read = request.method in ("GET", "HEAD")
        if not ((is_read and (name in SHOWN or is_cart)) or (name in CHANGES_CART and request.method == "POST")):
            return refused(request, _("Nothing can be ordered, logged in to or changed in a preview."))
        try:
            with showing(request, look, locale=get_language(), cart=cart if is_cart else None):
                response = self.get_response(request)
                if hasattr(response, "render") and not response.is_rendered:
                    response.render()
                if response.status_code == 404 and name == "wagtail_serve":
                    response = onward(request) or response
                if name in CHANGES_CART:
                    cart.read_back()
        except LookGone:
            return refused(request, _("The organisation that this preview was made for is no longer a customer."))
        response.cookies.pop(cookie.NAME, None)  # the visitor's own cart is as it was
        if name in CHANGES_CART:
            cart.show_to(request)
            cart.keep(response)
        return response


def is_apart(request):
    """What no look concerns: the admin, files, the editor's panel, and the way out."""
    return request.path_info.startswith(NOT_PAGES) or getattr(request, "is_dummy", False) or view_name(request) in APART


def view_name(request):
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return "wagtail_serve"


def refused(request, text):
    """Say why, with the way out; a script gets nothing to put in the page."""
    return render(request, "preview/refused.html", {"text": text}, status=403)


def marked(response):
    """For no cache and no search engine."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
