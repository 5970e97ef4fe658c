"""Lists on the account pages: see them, change them, share them, put what they hold in the cart."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commerce.cart import basket, cookie, told
from commerce.cart.wanted import add_what_can_be, look
from commerce.catalogue.models import Variant
from commerce.catalogue.showcase import showcase
from commerce.customers.may import Function, for_those_who_may, may
from commerce.customers.shopper import organisation_of
from commerce.lists import keeping
from commerce.lists.forms import LinesForm, NameForm, PutForm
from commerce.lists.models import SavedList

ASK = ["GET", "HEAD", "POST"]


def for_keepers(view):
    """Only for those whose level keeps lists."""
    return never_cache(login_required(for_those_who_may(Function.LISTS)(view)))


def with_list(*, editing: bool):
    """Hand the view a list that the shopper sees, with whether he may change it; others' lists are not found."""

    def decorate(view):
        @for_keepers
        @wraps(view)
        def guarded(request, pk):
            saved = get_object_or_404(_seen(request).select_related("organisation"), pk=pk)
            is_editor = keeping.may_edit(saved, user_id=request.user.pk, member=_member(request))
            if editing and not is_editor:
                raise PermissionDenied
            return view(request, saved, is_editor)

        return guarded

    return decorate


@require_safe
@for_keepers
def lists(request):
    every = _seen(request).select_related("organisation").annotate(articles=Count("lines")).order_by("name", "pk")
    context = {
        "own": [one for one in every if one.user_id is not None],
        "shared": [one for one in every if one.user_id is None],
        "organisation": organisation_of(request.user),
        "form": NameForm(),
    }
    return render(request, "account/lists/lists.html", context)


@require_http_methods(ASK)
@with_list(editing=False)
def one_list(request, saved, is_editor):
    """Its lines at today's price and stock. Posted: put the chosen in the cart, save quantities, remove the chosen."""
    lines = list(saved.lines.select_related("variant__product").order_by("pk"))
    form = LinesForm(request.POST if request.method == "POST" else None, lines=lines)
    if request.method != "POST":
        return _show(request, saved, is_editor, form)
    if not form.is_valid():
        return _show(request, saved, is_editor, form, status=422)
    chosen = [line for line in lines if str(line.pk) in form.chosen]
    if "cart" in request.POST:
        return _to_cart(request, saved, form, chosen)
    if not is_editor:
        raise PermissionDenied
    if "remove" in request.POST:
        keeping.set_quantities(saved.pk, {line.pk: 0 for line in chosen}, now=timezone.now())
        messages.success(request, _("What you chose is removed from the list."))
    else:
        keeping.set_quantities(saved.pk, form.quantities, now=timezone.now())
        messages.success(request, _("The list is saved."))
    return redirect("saved_list", pk=saved.pk)


@require_POST
@for_keepers
def keep_cart(request):
    """Save what lies in the cart as a list; the cart stays as it is."""
    mine = cookie.cart_of(request)
    quantities = dict(mine.lines.order_by("pk").values_list("variant_id", "quantity")) if mine else {}
    if not quantities:
        messages.warning(request, _("There is nothing in the cart to save."))
        return redirect("cart")
    return _new(request, quantities, _("Save the cart as a list"))


@require_POST
@for_keepers
def new_list(request):
    return _new(request, {}, _("New list"))


@require_http_methods(ASK)
@for_keepers
def put(request):
    """From a product's page: the article goes in a list one has, or in a new one."""
    sent = request.POST if request.method == "POST" else request.GET
    variant = get_object_or_404(Variant.objects.select_related("product"), sku=sent.get("sku", "")[:64])
    member = _member(request)
    every = _seen(request).order_by("-changed_at", "-pk")
    own = [one for one in every if keeping.may_edit(one, user_id=request.user.pk, member=member)]
    form = PutForm(
        request.POST if request.method == "POST" else None, lists=own, initial={"sku": variant.sku, "quantity": 1}
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = _put(form.cleaned_data, variant, user_id=request.user.pk)
        except keeping.ListRefused as refused:
            form.add_error("name" if refused.reason in ("taken", "lists") else None, _refused(refused))
        else:
            messages.success(request, _("%(name)s is in the list.") % {"name": variant.product.name})
            return redirect("saved_list", pk=saved.pk)
    context = {"form": form, "variant": variant, "title": _("Save in a list")}
    return render(request, "account/lists/put.html", context, status=422 if form.errors else 200)


@require_http_methods(ASK)
@with_list(editing=True)
def rename(request, saved, is_editor):
    form = NameForm(request.POST or None, initial={"name": saved.name})
    if request.method == "POST" and form.is_valid():
        try:
            keeping.rename(saved.pk, form.cleaned_data["name"], now=timezone.now())
        except keeping.ListRefused as refused:
            form.add_error("name", _refused(refused))
        else:
            messages.success(request, _("The list has its new name."))
            return redirect("saved_list", pk=saved.pk)
    return _ask_name(request, form, _("Rename the list"), saved=saved)


@require_http_methods(ASK)
@with_list(editing=True)
def delete(request, saved, is_editor):
    if request.method == "POST":
        keeping.drop(saved.pk)
        messages.success(request, _("The list %(name)s is deleted.") % {"name": saved.name})
        return redirect("saved_lists")
    return render(request, "account/lists/delete.html", {"saved": saved, "count": saved.lines.count()})


@require_http_methods(ASK)
@for_those_who_may(Function.ORGANISATION_LISTS)
@with_list(editing=True)
def share(request, saved, is_editor):
    """One's own list becomes the organisation's."""
    organisation = organisation_of(request.user)
    if organisation is None or saved.user_id is None or _member(request).role not in keeping.EDITS:
        raise PermissionDenied
    if request.method == "POST":
        try:
            keeping.share(saved.pk, organisation_id=organisation.pk, now=timezone.now())
        except keeping.ListRefused as refused:
            messages.warning(request, _refused(refused))
        else:
            said = _("Everyone at %(organisation)s sees the list now.")
            messages.success(request, said % {"organisation": organisation.name})
        return redirect("saved_list", pk=saved.pk)
    return render(request, "account/lists/share.html", {"saved": saved, "organisation": organisation})


@require_POST
@with_list(editing=False)
def copy(request, saved, is_editor):
    """A list of one's own that says the same."""
    try:
        name = keeping.free_name(saved.name, user_id=request.user.pk)
        made = keeping.copy(saved.pk, name=name, user_id=request.user.pk, now=timezone.now())
    except keeping.ListRefused as refused:
        messages.warning(request, _refused(refused))
        return redirect("saved_list", pk=saved.pk)
    messages.success(request, _("This is your own copy."))
    return redirect("saved_list", pk=made.pk)


# --- the steps ---


def _seen(request):
    """One's own and, where the level has them, the organisation's."""
    shares = may(request.shopper.level, Function.ORGANISATION_LISTS)
    return keeping.seen_by(request.user.pk, request.shopper.organisation if shares else None)


def _member(request):
    return request.user.membership if organisation_of(request.user) else None


def _new(request, quantities, title):
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            saved = keeping.keep(
                quantities, name=form.cleaned_data["name"], user_id=request.user.pk, now=timezone.now()
            )
        except keeping.ListRefused as refused:
            form.add_error("name", _refused(refused))
        else:
            messages.success(request, _("The list %(name)s is saved.") % {"name": saved.name})
            return redirect("saved_list", pk=saved.pk)
    return _ask_name(request, form, title)


def _put(said, variant, *, user_id) -> SavedList:
    now = timezone.now()
    if not said["saved"]:
        return keeping.keep({variant.pk: said["quantity"]}, name=said["name"], user_id=user_id, now=now)
    return keeping.put(int(said["saved"]), variant.pk, said["quantity"], now=now).saved_list


def _to_cart(request, saved, form, chosen):
    rows = [(line.variant.sku, form.quantities[line.pk]) for line in chosen if form.quantities[line.pk]]
    if not rows:
        messages.warning(request, _("Choose at least one line first."))
        return _show(request, saved, True, form, status=422)
    mine = cookie.cart_of(request) or basket.open_cart(user_id=request.user.pk)
    names = {line.variant.sku: line.variant.product.name for line in chosen}
    told.tell(request, add_what_can_be(mine, rows, shopper=request.shopper), names)
    response = redirect("cart")
    cookie.write(response, mine)
    return response


def _show(request, saved, is_editor, form, status=200):
    shopper = request.shopper
    found = {one.sku: one for one in look([(line.variant.sku, line.quantity) for line in form.lines], shopper=shopper)}
    pages = showcase().shown({line.variant.product_id for line in form.lines}, locale=shopper.locale)
    rows = [
        _row(line, form, found[line.variant.sku], pages.get(line.variant.product_id), shopper) for line in form.lines
    ]
    totals = [row["total"] for row in rows if row["total"] is not None]
    context = {
        "saved": saved,
        "rows": rows,
        "form": form,
        "total": sum(totals) if totals else None,
        "is_business": shopper.buyer_type == "business",
        "is_editor": is_editor,
        "may_share": is_editor
        and saved.user_id is not None
        and shopper.organisation is not None
        and may(shopper.level, Function.ORGANISATION_LISTS)
        and _member(request).role in keeping.EDITS,
    }
    return render(request, "account/lists/list.html", context, status=status)


def _row(line, form, wanted, page, shopper):
    variant = line.variant
    return {
        "line": line,
        "field": form[f"quantity-{line.pk}"],
        "is_chosen": str(line.pk) in form.chosen,
        "name": variant.product.name_in(shopper.locale),
        "label": variant.label_in(shopper.locale),
        "url": f"{page.url}?variant={variant.sku}" if page and page.is_live else "",
        "picture": page.picture_of(variant.sku, variant.label_in(shopper.locale)) if page else None,
        "unit": wanted.unit(shopper) if wanted.problem != "closed" else None,
        "measured": wanted.measured(shopper),
        "total": wanted.total(shopper) if wanted.problem != "closed" else None,
        "is_closed": wanted.problem == "closed",
        "available": wanted.available,
        "is_short": wanted.problem == "stock",
    }


def _ask_name(request, form, title, saved=None):
    context = {"form": form, "title": title, "saved": saved}
    return render(request, "account/lists/name.html", context, status=422 if form.errors else 200)


def _refused(refused: keeping.ListRefused) -> str:
    return {
        "taken": _("There is already a list with that name."),
        "lists": _("There are a hundred lists already. Delete one first."),
        "lines": _("A list has room for 500 articles."),
    }[refused.reason]
