"""The signed cookie that says which cart is the shopper's and how many pieces it holds.

The count stands in the cookie so that a cached page can show it without asking the database.
"""

from uuid import UUID

from django.conf import settings

from commerce.cart import basket
from commerce.cart.models import Cart

NAME = "cart"
SALT = "cart"


def read(request) -> tuple[UUID | None, int]:
    """Token and count; (None, 0) when there is no cookie or somebody has written in it."""
    value = request.get_signed_cookie(NAME, default="", salt=SALT)
    token, _dot, count = value.partition(".")
    try:
        return UUID(token), int(count)
    except ValueError:
        return None, 0


def write(response, cart: Cart, *, count: int | None = None) -> None:
    """Give the shopper this cart; `count` is how many pieces it holds, when the caller knows."""
    response.set_signed_cookie(
        NAME,
        f"{cart.pk}.{basket.count(cart) if count is None else count}",
        salt=SALT,
        max_age=settings.CART_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response) -> None:
    response.delete_cookie(NAME, samesite="Lax")


def cart_of(request) -> Cart | None:
    """The cart of a request: the signed-in user's own, else the one in the cookie."""
    token, _count = read(request)
    return basket.find_cart(token, user_id=request.user.pk)
