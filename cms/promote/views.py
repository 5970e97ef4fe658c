"""In the admin: promotions, what each would change, and what is to be done with it."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.promote import compare, difference, gone, in_force, life, signing, source
from cms.promote.forms import UploadForm
from cms.promote.identity import model_named
from cms.promote.models import Promotion, PromotionItem
from cms.promote.package import PackageRefused
from cms.tasks import go_on_with_promotion

MAY_SEE, MAY_BRING, MAY_TAKE = "cms.view_promotion", "cms.add_promotion", "cms.change_promotion"
MAY_MAKE = "cms.make_package"
PAGE_SIZE, ITEMS_SHOWN = 50, 100
LOOKED_AT = (compare.CONFLICT, compare.REFUSED, compare.DIFFERS, compare.NEW, compare.SAME)
TONES = {
    compare.NEW: "good",
    compare.SAME: "quiet",
    compare.DIFFERS: "wait",
    compare.CONFLICT: "bad",
    compare.REFUSED: "bad",
}


@require_safe
def index(request):
    need(request, MAY_SEE)
    found = Promotion.objects.select_related("key", "received_by").order_by("-pk")
    context = {
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("p")),
        "own_key": signing.own_public_key(),
        "may_bring": request.user.has_perm(MAY_BRING),
        "may_make": request.user.has_perm(MAY_MAKE),
        "may_see_keys": request.user.has_perm("cms.view_promotionkey"),
        "can_fetch": source.is_set_up(),
    }
    return render(request, "cms/admin/promotions/index.html", context | titles(_("Promotions")))


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """Take in a package that somebody has as a file, to be looked through."""
    need(request, MAY_BRING)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            promotion = life.receive(form.cleaned_data["file"], by=request.user, now=timezone.now())
            return redirect("promotion", promotion.pk)
        except PackageRefused as refused:
            form.add_error("file", str(refused))
        except life.CameBefore as before:
            messages.info(request, str(before))
            return redirect("promotion", before.promotion.pk)
    context = {"form": form} | titles(_("Take in a package"), above=True)
    return render(request, "cms/admin/promotions/upload.html", context, status=422 if form.errors else 200)


@require_safe
def show(request, promotion_id):
    need(request, MAY_SEE)
    promotion = get_object_or_404(Promotion.objects.select_related("key", "acted_by", "received_by"), pk=promotion_id)
    items = sorted(promotion.items.order_by("-is_chosen", "position"), key=_how_soon)
    states = Counter(item.found.get("state") for item in items)
    wanted = request.GET.get("state", "")
    shown = [item for item in items if not wanted or item.found.get("state") == wanted]
    page = Paginator(shown, ITEMS_SHOWN).get_page(request.GET.get("p"))
    pages, has_more = gone.only_here(promotion) if promotion.state != Promotion.State.FETCHING else ([], False)
    context = {
        "promotion": promotion,
        "rows": [_row(item) for item in page],
        "page_obj": page,
        "wanted": wanted,
        "filters": [(state, _word(state), states[state]) for state in TONES if states[state]],
        "chosen": sum(item.is_chosen for item in items),
        "needs": _needs(items),
        "held": [
            {"item": item, "may": in_force.may_put_in_force(item, request.user)}
            for item in items
            if item.state == PromotionItem.State.HELD
        ],
        "trial": _trial(promotion),
        "only_here": pages,
        "only_here_more": has_more,
        "fetched": sum(item.is_fetched for item in items),
        "done": sum(item.is_chosen and item.state != PromotionItem.State.WAITING for item in items),
        "total": len(items),
        "may_take": request.user.has_perm(MAY_TAKE),
    }
    return render(request, "cms/admin/promotions/show.html", context | titles(promotion.name, above=True))


@require_POST
def act(request, promotion_id):
    """What is chosen is kept first; then what the button says."""
    need(request, MAY_TAKE)
    get_object_or_404(Promotion, pk=promotion_id)
    wanted = request.POST.get("act", "")
    try:
        if request.POST.get("has_choice"):
            life.choose(promotion_id, _chosen(request, promotion_id), leaves_empty="leaves_empty" in request.POST)
        if wanted == "compare":
            life.compare_again(promotion_id)
        elif wanted in ASKED:
            ASKED[wanted](promotion_id, by=request.user)
            transaction.on_commit(lambda: nudge(promotion_id))
    except life.Refused as refused:
        messages.error(request, str(refused))
    return redirect("promotion", promotion_id)


ASKED = {"try": life.ask_to_try, "take": life.ask_to_take_in, "back": life.ask_to_take_back}


@require_http_methods(["GET", "HEAD", "POST"])
def item(request, promotion_id, item_id):
    """The difference of one thing, and whose version of each field holds."""
    need(request, MAY_SEE)
    found = get_object_or_404(PromotionItem.objects.select_related("promotion"), pk=item_id, promotion_id=promotion_id)
    if request.method == "POST":
        need(request, MAY_TAKE)
        prefix = "side-"
        sides = {
            name.removeprefix(prefix): value
            for name, value in request.POST.items()
            if name.startswith(prefix) and value in (compare.OURS, compare.THEIRS)
        }
        try:
            life.choose_sides(found.pk, sides)
            messages.success(request, _("The choice is saved."))
            return redirect("promotion", promotion_id)
        except life.Refused as refused:
            messages.error(request, str(refused))
    is_ready = found.promotion.state == Promotion.State.READY
    context = {
        "promotion": found.promotion,
        "row": _row(found),
        "changes": difference.changes(found),
        "needs": _needs([found]),
        "can_choose": is_ready and request.user.has_perm(MAY_TAKE) and found.found.get("fields"),
    }
    named = titles(found.label, above=True, promotion=found.promotion)
    return render(request, "cms/admin/promotions/item.html", context | named)


@require_POST
def enforce(request, promotion_id, item_id):
    """Put in force what has no drafts."""
    need(request, MAY_SEE)
    found = get_object_or_404(PromotionItem, pk=item_id, promotion_id=promotion_id)
    if not in_force.may_put_in_force(found, request.user):
        raise PermissionDenied
    try:
        in_force.put_in_force(found.pk, by=request.user, now=timezone.now())
        messages.success(request, _("“%(name)s” is in force.") % {"name": found.label})
    except life.Refused as refused:
        messages.error(request, str(refused))
    return redirect("promotion", promotion_id)


# --- the steps ---


def need(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def nudge(promotion_id):
    """A worker begins at once; where the message is lost the sweep finds it within a minute."""
    go_on_with_promotion.delay(promotion_id)


def _chosen(request, promotion_id):
    """Those ticked, and those chosen before that were not on the screen."""
    on_screen = set(request.POST.getlist("shown"))
    before = PromotionItem.objects.filter(promotion=promotion_id, is_chosen=True).values_list("pk", flat=True)
    if "all" in request.POST:
        return map(str, PromotionItem.objects.filter(promotion=promotion_id).values_list("pk", flat=True))
    return {str(pk) for pk in before if str(pk) not in on_screen} | set(request.POST.getlist("item"))


def _how_soon(item):
    """What has to be chosen or changes something stands before what is the same already."""
    state = item.found.get("state")
    return LOOKED_AT.index(state) if state in LOOKED_AT else len(LOOKED_AT)


def _row(item):
    state = item.found.get("state", "")
    model = model_named(item.model)
    is_page = bool(item.content.get("language"))
    return {
        "item": item,
        "type": model._meta.verbose_name if model else item.model,
        "language": item.content.get("language", ""),
        "state": _word(state),
        "tone": TONES.get(state, "quiet"),
        "is_refused": state == compare.REFUSED,
        "open": sum(compare.side_of(item, name) is None for name in item.found.get("fields", ())),
        "problems": item.found.get("problems", ()),
        "notes": item.found.get("notes", ()),
        "url": _edit_url(item, is_page),
    }


def _edit_url(item, is_page):
    if not item.target or item.state in (PromotionItem.State.BACK, PromotionItem.State.WAITING):
        return ""
    if is_page:
        return reverse("wagtailadmin_pages:edit", args=[item.target])
    return reverse("wagtailimages:edit", args=[item.target]) if item.kind == "images" else ""


def _word(state):
    return {
        compare.NEW: _("new"),
        compare.SAME: _("the same"),
        compare.DIFFERS: _("differs"),
        compare.CONFLICT: _("changed on both sides"),
        compare.REFUSED: _("cannot be taken in"),
    }.get(state, "–")


def _needs(items):
    """What the chosen things name, each once: what is missing first."""
    words = {
        compare.MISSING: (_("is missing"), "bad"),
        compare.COMES: (_("comes with the package"), "good"),
        compare.DIFFERS: (_("differs"), "wait"),
        compare.EXISTS: (_("exists"), "quiet"),
    }
    found = {}
    for item in items:
        for need in item.found.get("needs", ()) if item.is_chosen else ():
            found.setdefault(need["key"], (need, []))[1].append(item.label)
    order = list(words)
    listed = sorted(found.values(), key=lambda pair: (order.index(pair[0]["state"]), pair[0]["label"]))
    return [
        {"label": need["label"], "state": words[need["state"]][0], "tone": words[need["state"]][1], "by": by[:3]}
        for need, by in listed[:PAGE_SIZE]
    ]


def _trial(promotion):
    if not promotion.trial:
        return None
    names = dict(PromotionItem.State.choices)
    return {
        "states": [(names[state], count) for state, count in promotion.trial["states"].items()],
        "told": promotion.trial["told"],
    }


def titles(title, *, above=False, promotion=None):
    crumbs = [{"url": reverse("promotions"), "label": _("Promotions")}] if above else []
    if promotion:
        crumbs.append({"url": reverse("promotion", args=[promotion.pk]), "label": promotion.name})
    return {
        "header_title": title,
        "page_title": title,
        "header_icon": "resubmit",
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }
