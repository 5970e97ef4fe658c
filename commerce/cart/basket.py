"""Changing a cart: add, change, remove, merge at log-in. Each locks the cart row and may be called twice."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from commerce.cart.models import MAX_QUANTITY, Cart, CartLine
from commerce.catalogue.models import Variant
from commerce.stock.models import Stock


class CannotAdd(Exception):
    """Why a line cannot be as asked. `reason` is unknown, closed, quantity or stock; `available` goes with stock."""

    def __init__(self, reason: str, available: int = 0):
        super().__init__(reason)
        self.reason, self.available = reason, available


def open_cart(*, user_id: int | None) -> Cart:
    """A new cart, or the one a signed-in user already has."""
    if user_id is None:
        return Cart.objects.create()
    return Cart.objects.get_or_create(user_id=user_id)[0]


def find_cart(token: UUID | None, *, user_id: int | None) -> Cart | None:
    """The user's own cart, else the cart with this token unless it is somebody else's."""
    if user_id is not None:
        own = Cart.objects.filter(user_id=user_id).first()
        if own is not None:
            return own
    if token is None:
        return None
    return Cart.objects.filter(pk=token, user=None).first()


def claim(token: UUID | None, *, user_id: int) -> Cart | None:
    """The cart of a user who has just logged in: the guest's becomes his own, or is merged into the one he has."""
    own = Cart.objects.filter(user_id=user_id).first()
    guest = Cart.objects.filter(pk=token, user=None).first() if token else None
    if guest is None:
        return own
    if own is None and Cart.objects.filter(pk=guest.pk, user=None).update(user_id=user_id):
        return Cart.objects.get(pk=guest.pk)
    if own is not None:
        merge(own, guest)
    return own


def add(cart: Cart, sku: str, quantity: int) -> CartLine:
    """Put `quantity` more of an article in the cart, or raise CannotAdd; then the cart is as it was."""
    variant = Variant.objects.select_related("product").filter(sku=sku).first()
    if variant is None:
        raise CannotAdd("unknown")
    with transaction.atomic():
        Cart.objects.select_for_update().get(pk=cart.pk)
        line = cart.lines.filter(variant=variant).first() or CartLine(cart=cart, variant=variant, quantity=0)
        return _set(line, line.quantity + quantity, least=1, change=quantity)


def change(cart: Cart, line_id: int, quantity: int) -> None:
    """Set a line's quantity; 0 removes it. A line of another cart is left alone. Raises CannotAdd."""
    with transaction.atomic():
        Cart.objects.select_for_update().get(pk=cart.pk)
        line = cart.lines.select_related("variant__product").filter(pk=line_id).first()
        if line is None:
            return
        if quantity == 0:
            line.delete()
            cart.save(update_fields=["changed_at"])
        else:
            _set(line, quantity, least=1, change=quantity)


def merge(into: Cart, other: Cart) -> None:
    """Move what is in `other` over and drop it: the larger quantity of each article stays. Locks by token."""
    with transaction.atomic():
        locked = {
            cart.pk: cart for cart in Cart.objects.select_for_update().filter(pk__in=[into.pk, other.pk]).order_by("pk")
        }
        if len(locked) < 2:
            return
        kept = {line.variant_id: line for line in into.lines.all()}
        for line in other.lines.all():
            if line.variant_id not in kept:
                CartLine.objects.create(cart=into, variant_id=line.variant_id, quantity=line.quantity)
            elif kept[line.variant_id].quantity < line.quantity:
                CartLine.objects.filter(pk=kept[line.variant_id].pk).update(quantity=line.quantity)
        locked[other.pk].delete()
        into.save(update_fields=["changed_at"])


def refill(cart: Cart, quantities: dict[int, int]) -> None:
    """Put back what an order that came to nothing had: quantities by variant id."""
    with transaction.atomic():
        Cart.objects.select_for_update().get(pk=cart.pk)
        CartLine.objects.bulk_create(
            [
                CartLine(cart=cart, variant_id=variant_id, quantity=quantity)
                for variant_id, quantity in quantities.items()
            ],
            ignore_conflicts=True,
        )


def _set(line: CartLine, quantity: int, *, least: int, change: int) -> CartLine:
    if change < least or not least <= quantity <= MAX_QUANTITY:
        raise CannotAdd("quantity")
    if not line.variant.is_active or not line.variant.product.is_on_sale:
        raise CannotAdd("closed")
    stock = Stock.objects.filter(variant=line.variant).first()
    available = max(stock.available, 0) if stock else 0
    if quantity > available:
        raise CannotAdd("stock", available)
    line.quantity = quantity
    line.save()
    line.cart.save(update_fields=["changed_at"])
    return line


def count(cart: Cart | None) -> int:
    """How many pieces there are in it."""
    return sum(cart.lines.values_list("quantity", flat=True)) if cart else 0


def clean_up(*, before: datetime) -> int:
    """Drop guest carts that nobody has touched since `before`. Returns how many."""
    return Cart.objects.filter(user=None, changed_at__lt=before).delete()[1].get("cart.Cart", 0)
