"""Carts whose goods go to several of a shopper's addresses."""

from commerce.cart import division
from commerce.cart.lines import read
from commerce.customers.shopper import shopper_for
from commerce.orders import flow
from tests.factories.customers import AddressFactory
from tests.factories.orders import cart_with, details
from tests.factories.quotations import pro


def divided_cart(*parts, user=None, **address):
    """A cart of a shopper at the level Pro; each part is a mapping of variants to pieces, with an address of its own.

    The addresses lie in Ort 1, Ort 2…, in the order of the parts.
    """
    user = user or pro()
    held = {}
    for part in parts:
        for variant, count in part.items():
            held[variant] = held.get(variant, 0) + count
    cart = cart_with(*held.items(), user=user)
    places = [AddressFactory(user=user, city=f"Ort {number}", **address) for number in range(1, len(parts) + 1)]
    wanted = [
        (str(place.pk), {variant.pk: count for variant, count in part.items()})
        for place, part in zip(places, parts, strict=True)
    ]
    division.keep(cart, wanted)
    return cart


def seen(cart, *, now):
    """The word for how the cart is divided, as the checkout shows it to its owner."""
    return division.division_of(cart, read(cart.pk), shopper=shopper_for(cart.user, locale="sv", at=now)).seen


def place_divided(cart, total, *, now, **said):
    """The order of a divided cart, by its owner."""
    return flow.place(
        cart.pk,
        details(total, division=said.pop("division", None) or seen(cart, now=now), **said),
        shopper=shopper_for(cart.user, locale="sv", at=now),
        user_id=cart.user_id,
        now=now,
    )
