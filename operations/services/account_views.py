"""The catalogue and service orders on the account pages: one's own and one's company's. Others' are not found."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commerce.cart import cookie
from commerce.customers.models import User
from commerce.customers.shopper import organisation_of
from operations.services import choosing, editing, life, prices, rights
from operations.services.account_forms import ChooseForm, OrderForm, WhyForm, in_words
from operations.services.catalogue import ServiceVersion
from operations.services.ordered import PartState, ServiceChoice, ServiceOrder, ServicePart
from operations.services.words import part_chip, state

MOST = 200
ASK = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@login_required
def catalogue(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = [(one, prices.price(one, now=now).told(_buyer(request))) for one in editing.offered()]
    by_kind = [
        (_("Services"), [row for row in rows if not row[0].is_by_the_hour]),
        (_("Consultants"), [row for row in rows if row[0].is_by_the_hour]),
    ]
    context = {
        "groups": [(title, found) for title, found in by_kind if found],
        "count": ServiceChoice.objects.filter(user=request.user.pk).count(),
        "is_business": _buyer(request) == "business",
        "waiting": rights.waiting_for(_user(request)).count(),
    }
    return render(request, "account/services/catalogue.html", context)


@require_http_methods(ASK)
@never_cache
@login_required
def service(request: HttpRequest, code: str) -> HttpResponse:
    """What a service is, and its form; sent, it lies in the cart."""
    version = get_object_or_404(editing.offered(), service__code=code)
    return _choose(request, version, None)


@require_http_methods(ASK)
@never_cache
@login_required
def choice(request: HttpRequest, pk: int) -> HttpResponse:
    """A service in the cart, to write anew: as it is now, if it has a new version."""
    made = get_object_or_404(ServiceChoice.objects.select_related("version__service"), pk=pk, user=request.user.pk)
    version = editing.offered().filter(service=made.version.service_id).first()
    if version is None:
        messages.error(request, _("“%(name)s” is offered no more.") % {"name": made.version.shown_name})
        return redirect("service_cart")
    return _choose(request, version, made)


@require_POST
@never_cache
@login_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    ServiceChoice.objects.filter(pk=pk, user=request.user.pk).delete()
    messages.success(request, _("The service is taken out of the cart."))
    return redirect("service_cart")


@require_http_methods(ASK)
@never_cache
@login_required
def cart(request: HttpRequest) -> HttpResponse:
    """The services in the cart; sent, they are ordered."""
    user, now = _user(request), timezone.now()
    form = OrderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            order = life.place(
                user,
                organisation=organisation_of(user),
                reference=form.cleaned_data["reference"],
                locale=get_language() or "sv",
                now=now,
            )
        except life.Changed:
            form.add_error(None, _("Something in the cart has changed. Look at what is marked, and order again."))
        except life.NothingChosen:
            messages.info(request, _("There was nothing to order. Your orders stand here."))
            return redirect("service_orders")
        else:
            messages.success(request, _("Thank you. Your service order has number %(number)s.") % {"number": order})
            return redirect("service_order", number=order.number)
    rows = choosing.chosen(user.pk, now=now)
    context = {
        "form": form,
        "rows": rows,
        "total": choosing.total(rows, _buyer(request)),
        "has_goods": _has_goods(request),
        "is_business": _buyer(request) == "business",
    }
    return render(request, "account/services/cart.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def orders(request: HttpRequest) -> HttpResponse:
    rows = rights.seen_by(_user(request)).select_related("requester").order_by("-placed_at")[:MOST]
    waiting = rights.waiting_for(_user(request)).values_list("order_id", flat=True)
    context = {"rows": _with_standing(list(rows)), "waiting": set(waiting)}
    return render(request, "account/services/orders.html", context)


@require_safe
@never_cache
@login_required
def order(request: HttpRequest, number: int) -> HttpResponse:
    return _show(request, _seen(request, number))


@require_POST
@never_cache
@login_required
def cancel(request: HttpRequest, number: int, position: int) -> HttpResponse:
    part = _part(request, number, position)
    try:
        life.cancel(part, by=_user(request), now=timezone.now())
        messages.success(request, _("The part is cancelled."))
    except life.MayNotDecide:
        messages.error(request, _("Only who ordered it, and who administers the company, cancels it."))
    except life.MoveRefused:
        messages.error(request, _("Somebody already works on it. Write in its ticket that you want to cancel it."))
    return redirect("service_order", number=number)


@require_POST
@never_cache
@login_required
def decide(request: HttpRequest, number: int, position: int) -> HttpResponse:
    """Approve one part for the company, or say why not."""
    part = _part(request, number, position)
    form = WhyForm(request.POST if "refuse" in request.POST else None)
    try:
        if "refuse" not in request.POST:
            life.approve(part, by=_user(request), now=timezone.now())
            messages.success(request, _("The part is approved."))
        elif form.is_valid():
            life.refuse(part, why=form.cleaned_data["why"], by=_user(request), now=timezone.now())
            messages.success(request, _("The part is refused. Who ordered it is told why."))
        else:
            return _show(request, part.order, refusing=(part.pk, form), status=422)
    except life.MayNotDecide:
        messages.error(request, _("You may not decide this."))
    except life.MoveRefused:
        messages.warning(request, _("It waits for approval no longer."))
    return redirect("service_order", number=number)


@require_POST
@never_cache
@login_required
def approve_all(request: HttpRequest, number: int) -> HttpResponse:
    """Approve all parts of the order that wait for the one who asks."""
    found = _seen(request, number)
    count = 0
    for part in rights.waiting_for(_user(request)).filter(order=found).order_by("position"):
        life.approve(part, by=_user(request), now=timezone.now())
        count += 1
    told = ngettext("%(count)s part is approved.", "%(count)s parts are approved.", count)
    messages.success(request, told % {"count": count})
    return redirect("service_order", number=number)


# --- the steps ---


def _choose(request: HttpRequest, version: ServiceVersion, made: ServiceChoice | None) -> HttpResponse:
    user, now = _user(request), timezone.now()
    form = ChooseForm(request.POST or None, version=version, initial=_begun(user, made))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            choosing.put(
                user,
                version,
                recipients=said["recipients"],
                hours=said.get("hours", 1),
                written=form.written,
                cleaned=said,
                choice=made,
                now=now,
            )
        except choosing.TooMany:
            form.add_error(None, _("The cart is full. Order what lies there first."))
        else:
            messages.success(request, _("“%(name)s” lies in the cart.") % {"name": version.shown_name})
            return redirect("service_cart")
    context = {
        "form": form,
        "version": version,
        "price": prices.price(version, now=now).told(_buyer(request)),
        "is_business": _buyer(request) == "business",
        "choice": made,
        "is_new_version": made is not None and made.version_id != version.pk,
    }
    return render(request, "account/services/service.html", context, status=422 if form.errors else 200)


def _begun(user: User, made: ServiceChoice | None) -> dict[str, Any]:
    """What the form begins with: what was written, else the recipients of the service before, else oneself."""
    if made is not None:
        return {**made.answers, "recipients": in_words(made.recipients), "hours": made.hours}
    last = ServiceChoice.objects.filter(user=user).order_by("-pk").first()
    own = [{"name": str(user), "email": user.email}]
    return {"recipients": in_words(last.recipients if last else own)}


def _show(
    request: HttpRequest, found: ServiceOrder, *, refusing: tuple[int, WhyForm] | None = None, status: int = 200
) -> HttpResponse:
    user = _user(request)
    parts = list(found.parts.select_related("version", "ticket", "decided_by").order_by("position"))
    waiting = set(rights.waiting_for(user).filter(order=found).values_list("pk", flat=True))
    may_cancel = rights.may_cancel(found, user)
    rows = [
        {
            "part": one,
            "state": state(one),
            "chip": part_chip(one),
            "price": _cost(request, one),
            "can_cancel": may_cancel and life.can_be_cancelled(one),
            "can_decide": one.pk in waiting,
            "form": refusing[1] if refusing and refusing[0] == one.pk else WhyForm(auto_id=f"id_{one.position}_%s"),
        }
        for one in parts
    ]
    standing = [one for one in parts if one.state not in (PartState.CANCELLED, PartState.REFUSED)]
    context = {
        "order": found,
        "rows": rows,
        "waiting": len(waiting),
        "total": sum(_cost(request, one) for one in standing),
        "is_business": _buyer(request) == "business",
        "form": refusing[1] if refusing else None,
    }
    return render(request, "account/services/order.html", context, status=status)


def _with_standing(rows: list[ServiceOrder]) -> list[tuple[ServiceOrder, list[str]]]:
    """Each order with how many of its parts stand where: “2 Ny”. One query for all."""
    parts = ServicePart.objects.filter(order__in=rows).select_related("ticket").order_by("position")
    counts: dict[int, dict[str, int]] = {}
    for part in parts:
        of_order = counts.setdefault(part.order_id, {})
        of_order[state(part)] = of_order.get(state(part), 0) + 1
    return [(one, [f"{count} {words.lower()}" for words, count in counts.get(one.pk, {}).items()]) for one in rows]


def _seen(request: HttpRequest, number: int) -> ServiceOrder:
    rows = rights.seen_by(_user(request)).select_related("requester", "organisation", "goods")
    return get_object_or_404(rows, number=number)


def _part(request: HttpRequest, number: int, position: int) -> ServicePart:
    return get_object_or_404(ServicePart, order=_seen(request, number), position=position)


def _cost(request: HttpRequest, part: ServicePart) -> Decimal:
    return part.net if _buyer(request) == "business" else part.gross


def _has_goods(request: HttpRequest) -> bool:
    """Whether goods lie in the same cart, so that all can be ordered at once."""
    found = cookie.cart_of(request)
    return found is not None and found.lines.exists()


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def _buyer(request: HttpRequest) -> str:
    return request.shopper.buyer_type  # type: ignore[attr-defined]
