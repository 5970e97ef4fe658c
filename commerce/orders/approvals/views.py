"""Orders of an organisation that wait for somebody's yes: the list, and one order to approve or refuse."""

from functools import wraps

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commerce.customers.organisation_views import for_members
from commerce.orders import flow, limits
from commerce.orders.groups import groups
from commerce.orders.models import Order, Payment
from commerce.orders.payments import is_direct, offered
from commerce.orders.refusals import UnknownChoice
from commerce.orders.states import MoveRefused
from commerce.orders.terms import name_of
from commerce.pricing.templatetags.prices import money


class RefuseForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: the buyer is told.")},
    )


def for_deciders(view):
    """Only for those who approve orders at their organisation; the membership is handed to the view."""

    @for_members
    @wraps(view)
    def guarded(request, member, *args, **kwargs):
        if member.role not in limits.DECIDES:
            raise PermissionDenied
        return view(request, member, *args, **kwargs)

    return guarded


@require_safe
@for_deciders
def approvals(request, member):
    """What waits, oldest first."""
    waiting = Order.objects.filter(organisation=member.organisation_id, state=Order.State.AWAITING)
    orders = list(waiting.select_related("user").order_by("placed_at", "pk"))
    return render(request, "account/organisation/approvals.html", {"orders": orders, "member": member})


@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def approval(request, member, token):
    """One order: its lines, whose it is, and the two answers. What has been answered says so."""
    order = get_object_or_404(Order.objects.select_related("user"), token=token, organisation=member.organisation_id)
    form = RefuseForm(request.POST if "refuse" in request.POST else None)
    problem = ""
    if request.method == "POST":
        try:
            if "refuse" not in request.POST:
                return _approve(request, order)
            if form.is_valid():
                return _refuse(request, order, form.cleaned_data["why"])
        except limits.MayNotDecide:
            raise PermissionDenied from None
        except MoveRefused:
            messages.warning(request, _("Order %(number)s no longer waits for approval.") % {"number": order.number})
            return redirect("organisation_approvals")
        except limits.CreditExceeded as refused:
            problem = _("The company has %(left)s left of its credit limit, and this order is %(asked)s.") % {
                "left": money(refused.left),
                "asked": money(refused.asked),
            }
        except UnknownChoice:
            problem = _("The way of payment that the buyer chose is not offered any more.")
    return _show(request, order, member, form, problem)


def _approve(request, order):
    order = flow.approve(
        order.pk,
        by=request.user.pk,
        shopper=request.shopper,
        provider_code=request.POST.get("payment", ""),
        now=timezone.now(),
    )
    said = (
        _("Order %(number)s is approved. The buyer has been told to pay it.")
        if order.state == Order.State.PLACED
        else _("Order %(number)s is approved.")
    )
    messages.success(request, said % {"number": order.number})
    return redirect("organisation_approvals")


def _refuse(request, order, why):
    flow.refuse(order.pk, why=why, by=request.user.pk, now=timezone.now())
    messages.success(request, _("Order %(number)s is refused. The buyer is told why.") % {"number": order.number})
    return redirect("organisation_approvals")


def _show(request, order, member, form, problem):
    payment = order.payments.order_by("-pk").first()
    direct = [one for one in offered(shopper=request.shopper, total=order.gross) if is_direct(one)]
    lines = list(order.lines.order_by("group", "position"))
    addresses = list(order.addresses.order_by("group", "pk"))
    context = {
        "order": order,
        "lines": lines,
        "address": addresses[0] if addresses else None,
        "groups": groups(addresses, lines),
        "payment_name": name_of(payment.provider, order.organisation),
        "may_decide": payment.state == Payment.State.AWAITING and limits.may_decide(member, order),
        "form": form,
        "problem": problem,
        "direct": direct[0] if direct and problem else None,
    }
    status = 422 if problem or form.errors else 200
    return render(request, "account/organisation/approval.html", context, status=status)
