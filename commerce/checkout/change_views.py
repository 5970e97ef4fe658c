"""A change of an order that costs more, shown to its shopper: pay it, or keep the order as it is."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commerce.checkout.forms import PayAgainForm
from commerce.checkout.start import start_payment
from commerce.checkout.ways_to_pay import first_direct, payment_choices
from commerce.orders.changes import changing
from commerce.orders.models import Order, OrderChange
from commerce.orders.payments import offered
from commerce.orders.refusals import UnknownChoice
from commerce.orders.states import ChangeState, MoveRefused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, token):
    """What the order would become and what is to be paid for it. Done or dropped, it leads to the order."""
    order = get_object_or_404(Order, token=token)
    asked = _waiting(order)
    if asked is None:
        return redirect("order_confirmation", token=token)
    choices = [one for one in offered(shopper=request.shopper, total=asked.effect) if not one.is_credit]
    form = PayAgainForm(request.POST or None, offered=choices, initial={"payment": first_direct(choices)})
    if request.method == "POST" and form.is_valid():
        try:
            code = form.cleaned_data["payment"]
            changing.choose(asked.pk, provider_code=code, shopper=request.shopper, now=timezone.now())
        except MoveRefused:
            return redirect("order_change", token=token)
        except UnknownChoice:
            form.add_error("payment", _("That way of payment is not offered any more. Choose another."))
        else:
            return_url = request.build_absolute_uri(reverse("order_returned", args=[token]))
            return redirect(start_payment(order, return_url=return_url) or return_url)
    context = {"order": order, "change": asked, "form": form, "payments": payment_choices(choices, order.organisation)}
    return render(request, "checkout/change.html", context, status=422 if form.errors else 200)


@require_POST
def keep(request, token):
    """The shopper wants the order as it is."""
    order = get_object_or_404(Order, token=token)
    asked = _waiting(order)
    if asked is None:
        raise Http404
    try:
        changing.drop(asked.pk, why="the shopper keeps the order as it is", now=timezone.now())
    except MoveRefused:  # paid a moment ago
        pass
    return redirect("order_confirmation", token=token)


def _waiting(order: Order) -> OrderChange | None:
    return order.changes.filter(state=ChangeState.PROPOSED).first()
