"""A shopper gives up an order that he has not paid: it is cancelled, and what it held goes back in his cart."""

from datetime import datetime

from django.db.models import Sum

from commerce.cart import basket
from commerce.cart.division import destinations, divide, keep
from commerce.cart.models import Cart
from commerce.orders import flow
from commerce.orders.models import Order, OrderAddress
from commerce.quotations.models import Quotation


def cancel(order: Order, *, now: datetime) -> Quotation | None:
    """Gives the quotation that stands again and has all of its goods; without one they go back in the cart.

    Raises MoveRefused.
    """
    flow.cancel(order.pk, why="given up by the shopper", now=now)
    return order.quotation if order.quotation is not None and order.quotation.lasts(now) else None


def put_back(order: Order, cart: Cart) -> None:
    """What the order held, divided among the addresses as it was if the shopper still has them all."""
    held = order.lines.exclude(variant=None).values_list("variant_id").annotate(Sum("quantity"))
    basket.refill(cart, dict(held.order_by()))
    kept = _division(order, cart)
    if kept:
        now_held = dict(cart.lines.values_list("variant_id", "quantity"))
        keep(cart, divide(kept, now_held))


def _division(order: Order, cart: Cart) -> list[dict]:
    """Which of his own addresses had which pieces. None where it went to one, or the cart is divided already."""
    addresses = order.addresses.filter(kind=OrderAddress.Kind.DELIVERY).order_by("group")
    if cart.user is None or cart.division or len(addresses) < 2:
        return []
    known = destinations(cart.user)
    keys = [next((key for key, fields in known.items() if _is_at(one, fields)), None) for one in addresses]
    if None in keys:
        return []
    pieces: dict[int, dict[str, int]] = {one.group: {} for one in addresses}
    for group, variant, quantity in order.lines.exclude(variant=None).values_list("group", "variant_id", "quantity"):
        pieces[group][str(variant)] = pieces[group].get(str(variant), 0) + quantity
    return [{"to": key, "pieces": pieces[one.group]} for key, one in zip(keys, addresses, strict=True)]


def _is_at(address: OrderAddress, fields) -> bool:
    return all(getattr(address, name) == value for name, value in fields.items())
