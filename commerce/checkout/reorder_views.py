"""Buying once more what an earlier order had."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from commerce.cart import basket, cookie, told
from commerce.cart.wanted import add_what_can_be
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
    told.tell(request, add_what_can_be(mine, rows, shopper=request.shopper), names)
    response = redirect("cart")
    cookie.write(response, mine)
    return response
