"""The order desk's questions about changing an order: first what it would become, then the change itself."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from commerce.orders.changes import applying, changing
from commerce.orders.changes.content import addresses as addresses_of
from commerce.orders.changes.forms import ChangeForm, ReasonForm, why_refused
from commerce.orders.desk.register import OrderRegister
from commerce.orders.limits import CreditExceeded
from commerce.orders.models import Order, OrderChange
from commerce.orders.refusals import NotForSale
from commerce.orders.states import ChangeState, MoveRefused
from commerce.pricing.templatetags.prices import money
from commerce.stock.reserve import OutOfStock

MAY_CHANGE = "orders.alter_order"
REFUSALS = (
    MoveRefused,
    changing.NothingChanged,
    changing.EffectChanged,
    NotForSale,
    OutOfStock,
    CreditExceeded,
)
may_change = permission_required(["orders.view_order", MAY_CHANGE], raise_exception=True)


@may_change
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, order_id):
    """Ask, show what it comes to, and do it when that has been seen."""
    order = get_object_or_404(Order, pk=order_id)
    content = applying.now_of(order)
    groups = addresses_of(content)
    asked = request.GET.get("group", "1")
    if asked not in map(str, groups):
        raise Http404
    form = ChangeForm(request.POST or None, content=content, group=int(asked))
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = changing.outcome(order, form.wanted(), now=timezone.now())
            if "confirm" in request.POST and form.cleaned_data["seen"] == found.effect:
                return _done(request, order, form)
        except REFUSALS as error:
            found = None
            form.add_error(None, _words(error))
    several = groups if len(groups) > 1 else {}
    context = {"form": form, "outcome": found, "groups": several, **_around(order, _("Change the order"))}
    status = 422 if form.errors else 200
    return render(request, "modeladmin/orders/order/change.html", context, status=status)


def _done(request, order, form):
    said = form.cleaned_data
    asked = changing.change(
        order.pk, form.wanted(), why=said["why"], seen=said["seen"], by=request.user.pk, now=timezone.now()
    )
    if asked.state == ChangeState.PROPOSED:
        told = _("The customer has been asked to pay %(amount)s. The change is made when the money is here.")
        messages.success(request, told % {"amount": money(asked.effect)})
    else:
        messages.success(request, _("The order is changed, and the customer is told."))
    return redirect(_page_of(order))


@may_change
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request, change_id):
    asked = get_object_or_404(OrderChange.objects.select_related("order"), pk=change_id)
    title = _("Drop change %(number)s") % {"number": asked}
    return _with_reason(
        request,
        asked.order,
        lambda why: changing.drop(asked.pk, why=why, by=request.user.pk, now=timezone.now()),
        title=title,
        told=_("The change is dropped."),
    )


@may_change
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request, order_id):
    order = get_object_or_404(Order, pk=order_id)
    return _with_reason(
        request,
        order,
        lambda why: changing.call_off(order.pk, why=why, by=request.user.pk, now=timezone.now()),
        title=_("Call the order off"),
        told=_("The order is called off. Its stock is free, and money that has come goes back."),
    )


def _with_reason(request, order, do, *, title, told):
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data["why"])
        except MoveRefused as refused:
            form.add_error(None, why_refused(str(refused)))
        else:
            messages.success(request, told)
            return redirect(_page_of(order))
    context = {"form": form, "title": title, "submit": title, "is_serious": True, **_around(order, title)}
    status = 422 if form.errors else 200
    return render(request, "modeladmin/orders/order/ask.html", context, status=status)


def _words(error: Exception) -> str:
    """What a refusal is called on screen."""
    match error:
        case changing.NothingChanged():
            return _("Nothing is different from what the order is already.")
        case changing.EffectChanged():
            return _("The price has changed meanwhile. Look at what the change costs once more.")
        case NotForSale(skus=skus):
            return _("Not for sale: %(skus)s") % {"skus": ", ".join(skus)}
        case OutOfStock():
            return _("There is not so much in stock.")
        case CreditExceeded(left=left):
            return _("The company has %(left)s left of its credit limit.") % {"left": money(left)}
    return why_refused(str(error))


def _page_of(order) -> str:
    return reverse("orders_order_modeladmin_inspect", args=[order.pk])


def _around(order, title) -> dict:
    return {
        "order": order,
        "order_url": _page_of(order),
        "breadcrumbs_items": [
            {"url": reverse("orders_order_modeladmin_index"), "label": _("Orders")},
            {"url": _page_of(order), "label": _("Order %(number)s") % {"number": order.number}},
            {"url": "", "label": title},
        ],
        "page_title": title,
        "header_title": title,
        "header_icon": "form",
    }


def addresses():
    return [
        path("orders/order/<int:order_id>/change/", change, name="order_change_ask"),
        path("orders/order/<int:order_id>/call-off/", call_off, name="order_call_off"),
        path("orders/change/<int:change_id>/drop/", drop, name="order_change_drop"),
    ]


def on_order(order: Order, request) -> list[tuple[str, str]]:
    """The questions that may be asked on an order's page. One query at most."""
    if order.state not in applying.OPEN or not request.user.has_perm(MAY_CHANGE):
        return []
    waiting = order.changes.filter(state=ChangeState.PROPOSED).first()
    links = [(_("Change the order"), reverse("order_change_ask", args=[order.pk]))]
    if waiting:
        links = [(_("Drop change %(number)s") % {"number": waiting}, reverse("order_change_drop", args=[waiting.pk]))]
    return [*links, (_("Call the order off"), reverse("order_call_off", args=[order.pk]))]


OrderRegister.contribute(load=lambda rows, request: None, links=on_order, place=5)
