"""Buying once more what an earlier order had."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from commerce.cart import basket, cookie
from commerce.cart.wanted import Wanted, add_what_can_be
from commerce.customers.may import Function, for_those_who_may
from commerce.orders.models import Order


@require_POST
@login_required
@for_those_who_may(Function.REORDER)
def reorder(request, token):
    """Put in the cart what can still be bought of one's own order, at today's price, and say what cannot."""
    order = get_object_or_404(Order, token=token, user=request.user)
    mine = cookie.cart_of(request) or basket.open_cart(user_id=request.user.pk)
    lines = order.lines.order_by("position").values_list("sku", "variant__sku", "name", "quantity")
    names = {now or then: name for then, now, name, _quantity in lines}
    rows = [(now or then, quantity) for then, now, _name, quantity in lines]
    wanted = add_what_can_be(mine, rows, shopper=request.shopper)
    put = sum(one.takes for one in wanted)
    if put:
        said = ngettext("%(count)s piece is in the cart again.", "%(count)s pieces are in the cart again.", put)
        messages.success(request, said % {"count": put})
    for one in wanted:
        if one.takes < one.quantity:
            messages.warning(request, _missing(one, names.get(one.sku, one.sku)))
    response = redirect("cart")
    cookie.write(response, mine)
    return response


def _missing(one: Wanted, name: str) -> str:
    if one.problem == "stock" and one.takes:
        said = _("%(name)s (%(sku)s): %(takes)s of %(quantity)s could be had.")
    elif one.problem == "stock":
        said = _("%(name)s (%(sku)s) is sold out, or all there is lies in your cart already.")
    else:
        said = _("%(name)s (%(sku)s) is no longer sold.")
    return said % {"name": name, "sku": one.sku, "takes": one.takes, "quantity": one.quantity}
