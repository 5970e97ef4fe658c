"""Choosing another service point after the order: the one that was chosen has closed, and the parcel waits."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commerce.checkout.fetching import MOST_SHOWN, near
from commerce.orders.freight import booking, points
from commerce.orders.models import ChosenPoint, DeliveryMethod, Order, OrderAddress
from commerce.orders.shipping import CarrierUnavailable, Near, Point


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def point(request, token):
    """Those near where the order goes. Once one that is open is chosen it leads to the order."""
    order = get_object_or_404(Order, token=token)
    closed = ChosenPoint.objects.filter(order=order, is_closed=True).first()
    method = DeliveryMethod.objects.filter(code=order.delivery_method).first()
    if closed is None or method is None or not points.can_choose(method):
        return redirect("order_confirmation", token=token)
    problem = ""
    if request.method == "POST":
        chosen = _chosen(request.POST.get("point", ""), method)
        if chosen is not None and chosen.key != closed.key:
            try:
                booking.choose_point(order.pk, chosen, by=_who(request), now=timezone.now())
            except booking.NotBookable:
                return redirect("order_confirmation", token=token)
            return redirect("order_confirmation", token=token)
        problem = _("Choose a service point.")
    found = _open_near(order, method, closed)
    context = {
        "order": order,
        "closed": closed,
        "offered": None if found is None else [(points.sealed(one, method), one) for one in found],
        "problem": problem,
    }
    return render(request, "checkout/point.html", context, status=422 if problem else 200)


def _who(request) -> int | None:
    """Somebody at the desk who chooses for the shopper; else it is the shopper."""
    return request.user.pk if request.user.has_perm("orders.change_order") else None


def _chosen(word: str, method: DeliveryMethod) -> Point | None:
    try:
        return points.chosen(word, method)
    except points.Unsealed:
        return None


def _open_near(order: Order, method: DeliveryMethod, closed: ChosenPoint) -> list[Point] | None:
    """Near the address of the order, without the one that has closed; None where the carrier does not answer."""
    address = order.addresses.filter(kind=OrderAddress.Kind.DELIVERY).earliest("group")
    place: Near = near({name: getattr(address, name) for name in ("country", "postal_code", "city", "address_1")})
    try:
        return [one for one in points.ask(method, place) if one.key != closed.key][:MOST_SHOWN]
    except CarrierUnavailable:
        return None
