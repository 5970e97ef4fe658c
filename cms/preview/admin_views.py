"""In the admin: choosing a look and going there, making links for others, and withdrawing them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from cms.links import ProductLink
from cms.preview import links, panel
from cms.preview.access import (
    SEES_ALL_LINKS,
    WITHDRAWS_ALL_LINKS,
    change_sets_for,
    may_preview,
    organisations_for,
    releases_for,
    stands,
)
from cms.preview.forms import PanelForm, PreviewForm, values_of
from cms.preview.links import PreviewLink
from cms.preview.look import Look, words
from cms.preview.views import give
from cms.storefront.frame import absolute, frame_of

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def preview_as(request):
    """The form; then the page, as chosen, or a link to it for somebody else.

    Asked for with `page`, `product`, `prices`, `release` or `path`, it begins there.
    """
    if not may_preview(request.user):
        raise PermissionDenied
    page = _page(request)
    form = PreviewForm(request.POST or None, user=request.user, initial=_first_values(request, page))
    made = None
    if request.method == "POST" and form.is_valid():
        look, now = form.look(), timezone.now()
        path = _path_of(request, page, look) if page and form.cleaned_data["path"] == _path(request, page) else None
        path = path or form.cleaned_data["path"]
        if "share" not in request.POST:
            link = links.look_through(look, path=path, by=request.user, now=now)
            response = redirect(path)
            panel.choose(response, look, by=request.user)
            give(response, link, now=now)
            return response
        made = links.share(
            look,
            path=path,
            by=request.user,
            days=form.cleaned_data["days"] or 7,
            note=form.cleaned_data["note"],
            now=now,
        )
    context = {
        "form": form,
        "made": made and address_of(made),
        "made_until": made and made.expires_at,
        "header_title": _("Preview as …"),
        "header_icon": "view",
        "breadcrumbs_items": [
            {"url": reverse("preview_links"), "label": _("Preview links")},
            {"url": "", "label": _("Preview as …")},
        ],
    }
    response = render(request, "cms/admin/preview_as.html", context, status=422 if form.errors else 200)
    if made:
        panel.choose(response, look, by=request.user)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def preview_panel(request):
    """The same choice as a part of the editor, beside its panel, which then shows what is written by it."""
    if not may_preview(request.user):
        raise PermissionDenied
    page, chosen = _page(request), panel.chosen(request)
    initial = _values_of(request, chosen) if chosen else _first_values(request, page)
    form = PanelForm(request.POST or None, user=request.user, initial=initial)
    context = {"form": form, "page": page, "is_chosen": chosen is not None}
    response = render(request, "cms/admin/preview_panel.html", context, status=422 if form.errors else 200)
    if request.method == "POST" and form.is_valid():
        panel.choose(response, form.look(), by=request.user)
    return response


@require_safe
def preview_links(request):
    """The links that are good, and then those that no longer are; an editor sees his own."""
    if not may_preview(request.user):
        raise PermissionDenied
    found = PreviewLink.objects.filter(is_own=False).select_related("made_by")
    if not request.user.has_perm(SEES_ALL_LINKS):
        found = found.filter(made_by=request.user)
    found = found.order_by(F("withdrawn_at").desc(nulls_first=True), "-expires_at", "-pk")
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("p"))
    now = timezone.now()
    looks = words(link.as_look() for link in shown)
    context = {
        "rows": [
            {
                "link": link,
                "look": look,
                "address": address_of(link),
                "is_good": link.withdrawn_at is None and link.expires_at > now and stands(link),
                "may_withdraw": may_withdraw(request.user, link),
            }
            for link, look in zip(shown, looks, strict=True)
        ],
        "page_obj": shown,
        "header_title": _("Preview links"),
        "header_icon": "view",
        "breadcrumbs_items": [{"url": "", "label": _("Preview links")}],
    }
    return render(request, "cms/admin/preview_links.html", context)


@require_POST
def preview_withdraw(request, link_id):
    link = get_object_or_404(PreviewLink, pk=link_id)
    if not may_preview(request.user) or not may_withdraw(request.user, link):
        raise PermissionDenied
    if links.withdraw(link.pk, now=timezone.now()):
        messages.success(request, _("The link is withdrawn. Whoever opens it, or looks through it now, sees nothing."))
    return redirect("preview_links")


def may_withdraw(user, link):
    return link.made_by_id == user.pk or user.has_perm(WITHDRAWS_ALL_LINKS)


def address_of(link):
    """The link to send, in the look's own language."""
    with override(link.look.get("locale")):
        return absolute(reverse("preview_open", args=[link.token]))


def _first_values(request, page):
    values = _values_of(request, panel.chosen(request) or Look())
    if page is not None:
        values |= {"path": _path(request, page), "locale": page.locale.language_code, "pages": True}
        if page.content_type.model == "campaignpage":
            values |= {"campaigns": True, "at": values["at"] or _begins(page)}
    else:
        values["path"] = request.GET.get("path") or "/"
    asked = _number(request.GET.get("release", ""))
    if asked and (release := releases_for(request.user).filter(pk=asked).first()):
        values |= {"release": release.pk, "at": None, "pages": False, "campaigns": False, "prices": []}
    asked = _number(request.GET.get("prices", ""))
    if asked and (change_set := change_sets_for(request.user).filter(pk=asked).first()):
        values |= {"prices": [change_set.pk], "at": values["at"] or change_set.starts_at}
    return values


def _values_of(request, look):
    found = organisations_for(request.user).filter(pk=look.organisation).first() if look.organisation else None
    return values_of(look, found.name if found else "")


def _begins(page):
    """When the draft of a campaign would go live, if that is yet to come: before then it cuts no price."""
    begins = page.get_latest_revision_as_object().go_live_at
    return begins if begins and begins > timezone.now() else None


def _page(request):
    """The page that the form was asked for from, in the editor or in the register of products."""
    if product := _number(request.GET.get("product", "")):
        keys = ProductLink.objects.filter(product=product).values("translation_key")
        return Page.objects.filter(translation_key__in=keys).order_by("locale_id").select_related("locale").first()
    return Page.objects.filter(pk=_number(request.GET.get("page", ""))).select_related("locale").first()


def _path(request, page):
    return frame_of(request).url_of(page.url_path, page.locale.language_code) or "/"


def _path_of(request, page, look):
    """Where the page lies in the language of the look; where its draft does, when drafts are looked at."""
    own = Page.objects.filter(translation_key=page.translation_key, locale__language_code=look.locale).first() or page
    drafted = own.get_latest_revision_as_object() if look.pages and own.latest_revision_id else own
    return frame_of(request).url_of(drafted.url_path, own.locale.language_code)


def _number(text):
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
