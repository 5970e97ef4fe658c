"""Holding what is in a cart while its shopper is in checkout."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from commerce import prepared
from commerce.cart.models import Cart
from commerce.stock import holding

LOCK = "SELECT user_id FROM cart_cart WHERE token = %s::uuid FOR UPDATE"
LINES = "SELECT variant_id, quantity FROM cart_cartline WHERE cart_id = %s::uuid"


def reserve(cart: Cart, *, origin: str, by: int | None, now: datetime) -> datetime | None:
    """Hold what the cart has, or what there is of it. Returns until when, if anything is held.

    A guest's is held for a shorter time than a user's. Called again it is held anew from then on. Locks the cart, then
    the stock; a cart that is gone holds nothing.
    """
    until = now + settings.CART_RESERVATION["user" if by else "guest"]
    with transaction.atomic():
        if not prepared.rows(LOCK, [cart.pk]):
            return None
        wanted = dict(prepared.rows(LINES, [cart.pk]))
        if not wanted:
            return None
        held = holding.hold(cart.pk, wanted, until=until, origin=origin, by=by, now=now)
    return until if held else None
