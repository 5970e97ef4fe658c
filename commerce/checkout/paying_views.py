"""After the order is placed: back from the payment provider, paying another way, giving up."""

import contextlib

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commerce.cart import basket, cookie
from commerce.checkout import giving_up
from commerce.checkout.forms import PayAgainForm
from commerce.checkout.ways_to_pay import credit_words, first_direct, latest_payment, payment_choices, send_to_pay
from commerce.orders import flow, settle
from commerce.orders.limits import CreditExceeded
from commerce.orders.models import Order
from commerce.orders.payments import ProviderUnavailable, offered
from commerce.orders.refusals import UnknownChoice
from commerce.orders.states import MoveRefused


@never_cache
@require_safe
def returned(request, token):
    """Where the provider sends the shopper back to. The provider's books count, not the way he came."""
    payment = latest_payment(token)
    if payment.state not in settle.ACCEPTED:
        with contextlib.suppress(ProviderUnavailable):
            payment = settle.complete(payment, now=timezone.now())
    if payment.state in settle.ACCEPTED:
        return redirect("order_confirmation", token=token)
    return redirect("order_change" if payment.change_id else "order_unpaid", token=token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unpaid(request, token):
    """The order stands but has not been paid: pay another way."""
    order = get_object_or_404(Order, token=token)
    if order.state == Order.State.CANCELLED:
        withdrawn = order.returns.order_by("-number").first()
        return redirect("return", token=withdrawn.token) if withdrawn else redirect("cart")
    if order.state != Order.State.PLACED:
        return redirect("order_confirmation", token=token)
    choices = offered(shopper=request.shopper, total=order.gross)
    form = PayAgainForm(request.POST or None, offered=choices, initial={"payment": first_direct(choices)})
    if request.method == "POST" and form.is_valid():
        try:
            flow.try_again(
                order.pk, provider_code=form.cleaned_data["payment"], shopper=request.shopper, now=timezone.now()
            )
            return send_to_pay(request, order)
        except MoveRefused:
            return redirect("order_unpaid", token=token)
        except UnknownChoice:
            form.add_error("payment", _("That way of payment is not offered any more. Choose another."))
        except CreditExceeded as refused:
            form.add_error("payment", credit_words(refused))
    context = {"order": order, "form": form, "payments": payment_choices(choices, order.organisation)}
    return render(request, "checkout/unpaid.html", context, status=422 if form.errors else 200)


@require_POST
def give_up(request, token):
    """The shopper will not pay: the order is cancelled and the goods go back in the cart."""
    order = get_object_or_404(Order.objects.select_related("quotation"), token=token)
    try:
        quotation = giving_up.cancel(order, now=timezone.now())
    except MoveRefused:
        return redirect("order_confirmation", token=token)
    if quotation is not None:
        return redirect("quotation", token=quotation.token)
    mine = cookie.cart_of(request) or basket.open_cart(user_id=request.user.pk)
    giving_up.put_back(order, mine)
    response = redirect("cart")
    cookie.write(response, mine)
    return response
