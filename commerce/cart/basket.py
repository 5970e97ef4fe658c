"""Changing a cart: add, change, remove, merge at log-in. Each locks the cart row and may be called twice.

A cart that is bound to a quotation holds what that says, as long as it lasts: its lines are not changed one by one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commerce import prepared, together
from commerce.bulk import settled_together
from commerce.cart.models import MAX_QUANTITY, MOST_CODES, Cart, CartLine
from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import quotes
from commerce.pricing.quote import Quote
from commerce.stock import holding

# What every purchase begins with is written out: through models it took three times as long.
FIND = """
SELECT token, user_id, codes, quotation_id, division, created_at, changed_at FROM cart_cart
WHERE user_id = %(user)s::bigint OR (token = %(token)s::uuid AND user_id IS NULL) ORDER BY user_id LIMIT 1
"""
FOUND = ("token", "user_id", "codes", "quotation_id", "division", "created_at", "changed_at")
TOUCH = "UPDATE cart_cart SET changed_at = now() WHERE token = %s::uuid RETURNING quotation_id"
FREE_OF_ENDED = """
UPDATE cart_cart c SET quotation_id = NULL
WHERE c.token = %s::uuid AND NOT EXISTS (
    SELECT 1 FROM quotations_quotation q WHERE q.id = c.quotation_id AND q.state = 'sent' AND q.valid_until > now())
RETURNING token
"""
LOOK = """
SELECT v.id, v.is_active AND p.is_on_sale,
       greatest(COALESCE(s.available + s.backorder_limit, 0) + COALESCE(r.quantity, 0), 0), COALESCE(l.quantity, 0),
       EXISTS (SELECT FROM stock_reservation WHERE holder = %(cart)s::uuid)
FROM catalogue_variant v
JOIN catalogue_product p ON p.id = v.product_id
LEFT JOIN stock_stock s ON s.variant_id = v.id
LEFT JOIN stock_reservation r ON r.holder = %(cart)s::uuid AND r.stock_id = v.id
LEFT JOIN cart_cartline l ON l.cart_id = %(cart)s::uuid AND l.variant_id = v.id
"""
BY_SKU = f"{LOOK} WHERE v.sku = %(sku)s::text"
BY_LINE = f"{LOOK} WHERE l.id = %(line)s::bigint"
PUT = """
INSERT INTO cart_cartline (cart_id, variant_id, quantity, seen_net, seen_gross)
VALUES (%(cart)s::uuid, %(variant)s::bigint, %(quantity)s::integer, %(net)s::numeric, %(gross)s::numeric)
ON CONFLICT (cart_id, variant_id) DO UPDATE
SET quantity = EXCLUDED.quantity, seen_net = EXCLUDED.seen_net, seen_gross = EXCLUDED.seen_gross
RETURNING id, (SELECT COALESCE(sum(o.quantity), 0) FROM cart_cartline o
               WHERE o.cart_id = %(cart)s::uuid AND o.variant_id <> %(variant)s::bigint) + quantity
"""


class CannotAdd(Exception):
    """Why a line cannot be as asked. `reason` is unknown, closed, quantity, stock or bound (to a quotation).

    `available` goes with stock.
    """

    def __init__(self, reason: str, available: int = 0):
        super().__init__(reason)
        self.reason, self.available = reason, available


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The line that was put in the cart or grew, and how many pieces the cart holds now."""

    line_id: int
    count: int


def open_cart(*, user_id: int | None) -> Cart:
    """A new cart, or the one a signed-in user already has."""
    if user_id is None:
        cart = Cart()
        together.insert(cart)
        return cart
    return Cart.objects.get_or_create(user_id=user_id)[0]


def find_cart(token: UUID | None, *, user_id: int | None) -> Cart | None:
    """The user's own cart, else the cart with this token unless it is somebody else's."""
    if token is None and user_id is None:
        return None
    for found in prepared.rows(FIND, {"user": user_id, "token": token}):
        cart = Cart.from_db("default", FOUND, found)
        cart.division = Cart.division_in(cart.division)
        return cart
    return None


def use_code(cart: Cart, code: str) -> None:
    """Keep a code with the cart, in capitals; whether it takes anything off is seen whenever the cart is priced.

    Raises CannotAdd for a cart that is bound to a quotation.
    """
    with transaction.atomic():
        _lock(cart)
        held = Cart.objects.get(pk=cart.pk)
        written = code.strip().upper()
        if written and written not in held.codes:
            held.codes = [*held.codes, written][-MOST_CODES:]
            held.save(update_fields=["codes", "changed_at"])
        cart.codes = held.codes


def drop_code(cart: Cart, code: str) -> None:
    with transaction.atomic():
        held = Cart.objects.select_for_update().get(pk=cart.pk)
        if code in held.codes:
            held.codes = [one for one in held.codes if one != code]
            held.save(update_fields=["codes", "changed_at"])
        cart.codes = held.codes


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


def add(cart: Cart, sku: str, quantity: int, *, shopper: Shopper | None = None) -> Added:
    """Put `quantity` more of an article in the cart, or raise CannotAdd; then the cart is as it was.

    The line remembers what a piece costs `shopper` now, so that he can be told when it costs more.
    """
    with transaction.atomic():
        _lock(cart)
        found = _look(BY_SKU, {"cart": cart.pk, "sku": sku})
        if found is None:
            raise CannotAdd("unknown")
        return _put(cart, found, found.quantity + quantity, asked=quantity, shopper=shopper)


def change(cart: Cart, line_id: int, quantity: int, *, shopper: Shopper | None = None) -> None:
    """Set a line's quantity; 0 removes it. A line of another cart is left alone. Raises CannotAdd. Prices as `add`."""
    with transaction.atomic():
        _lock(cart)
        if quantity == 0:
            cart.lines.filter(pk=line_id).delete()
            let_go_of(cart)
        elif found := _look(BY_LINE, {"cart": cart.pk, "line": line_id}):
            _put(cart, found, quantity, asked=quantity, shopper=shopper)


def settle(cart: Cart, quantities: dict[int, int]) -> None:
    """Lower quantities, by line id; 0 removes a line. Those of another cart, and lower ones, are left alone.

    Raises CannotAdd for a cart that is bound to a quotation.
    """
    with transaction.atomic():
        _lock(cart)
        cart.lines.filter(pk__in=[pk for pk, quantity in quantities.items() if quantity == 0]).delete()
        for pk, quantity in quantities.items():
            cart.lines.filter(pk=pk, quantity__gt=quantity).update(quantity=quantity)
        let_go_of(cart)


def merge(into: Cart, other: Cart) -> None:
    """Move what is in `other` over and drop it: the larger quantity of each article stays. Locks by token.

    What a quotation put in `into` makes room for it: the quotation itself still has that.
    """
    with transaction.atomic():
        locked = {
            cart.pk: cart for cart in Cart.objects.select_for_update().filter(pk__in=[into.pk, other.pk]).order_by("pk")
        }
        if len(locked) < 2:
            return
        into.quotation_id = locked[into.pk].quotation_id
        if into.quotation_id is not None and other.lines.exists():
            into.quotation_id = None
            into.lines.all().delete()
        kept = {line.variant_id: line for line in into.lines.all()}
        for line in other.lines.all():
            if line.variant_id not in kept:
                CartLine.objects.filter(pk=line.pk).update(cart=into)
            elif kept[line.variant_id].quantity < line.quantity:
                CartLine.objects.filter(pk=kept[line.variant_id].pk).update(quantity=line.quantity)
        given = [code for code in locked[other.pk].codes if code not in locked[into.pk].codes]
        into.codes = [*locked[into.pk].codes, *given][-MOST_CODES:]
        locked[other.pk].delete()
        with settled_together():
            let_go_of(into)
            let_go_of(other)
        into.save(update_fields=["codes", "quotation", "changed_at"])


def refill(cart: Cart, quantities: dict[int, int]) -> None:
    """Put back what an order that came to nothing had: quantities by variant id. A quotation is left for that."""
    with transaction.atomic():
        leave(cart)
        CartLine.objects.bulk_create(
            [
                CartLine(cart=cart, variant_id=variant_id, quantity=quantity)
                for variant_id, quantity in quantities.items()
            ],
            ignore_conflicts=True,
        )


def bind(cart: Cart, quotation_id: int, quotes: Iterable[Quote]) -> None:
    """Let the cart hold what a quotation says and nothing else. What it held before is gone: keep it first."""
    with transaction.atomic():
        held = Cart.objects.select_for_update().get(pk=cart.pk)
        held.lines.all().delete()
        CartLine.objects.bulk_create(
            CartLine(
                cart=held,
                variant_id=quote.variant_id,
                quantity=quote.quantity,
                seen_net=quote.unit_net,
                seen_gross=quote.unit_gross,
            )
            for quote in quotes
        )
        let_go_of(cart)
        held.quotation_id, held.codes = quotation_id, []
        held.save(update_fields=["quotation", "codes", "changed_at"])
        cart.quotation_id, cart.codes = held.quotation_id, held.codes


def leave(cart: Cart) -> None:
    """Leave the quotation that the cart is bound to: the articles stay, at today's prices, and may be changed."""
    with transaction.atomic():
        held = Cart.objects.select_for_update().get(pk=cart.pk)
        if held.quotation_id is not None:
            held.quotation_id = None
            held.save(update_fields=["quotation", "changed_at"])
        cart.quotation_id = None


def hold(cart: Cart) -> bool:
    """Hold the cart for one who changes many lines of it, and say whether he may: not while a quotation binds it.

    Inside his transaction; raises Cart.DoesNotExist.
    """
    try:
        _lock(cart)
    except CannotAdd:
        return False
    return True


def let_go_of(cart: Cart) -> None:
    """What the cart has is another than what is held for it: nothing is, until it comes to the checkout again."""
    holding.let_go(cart.pk, now=timezone.now())


@dataclass(frozen=True, slots=True)
class _Found:
    """An article as it is now, how many of it the cart has, and whether stock is held for the cart."""

    variant_id: int
    is_for_sale: bool
    available: int
    quantity: int
    is_held: bool


def _lock(cart: Cart) -> None:
    """Hold the cart's row until the transaction ends, and note that it was touched. Raises Cart.DoesNotExist.

    A quotation that no longer stands lets it go; while it does, raises CannotAdd.
    """
    found = prepared.rows(TOUCH, [cart.pk])
    if not found:
        raise Cart.DoesNotExist
    if found[0][0] is not None and not prepared.rows(FREE_OF_ENDED, [cart.pk]):
        raise CannotAdd("bound")


def _look(statement: str, values: dict) -> _Found | None:
    found = prepared.rows(statement, values)
    return _Found(*found[0]) if found else None


def _put(cart: Cart, found: _Found, quantity: int, *, asked: int, shopper: Shopper | None) -> Added:
    """Let the cart hold `quantity` of an article, of which `asked` were asked for now. Raises CannotAdd."""
    if asked < 1 or not 1 <= quantity <= MAX_QUANTITY:
        raise CannotAdd("quantity")
    if not found.is_for_sale:
        raise CannotAdd("closed")
    if quantity > found.available:
        raise CannotAdd("stock", found.available)
    price = quotes({found.variant_id: quantity}, shopper=shopper).get(found.variant_id) if shopper else None
    if shopper and price is None:
        raise CannotAdd("closed")
    line = {"cart": cart.pk, "variant": found.variant_id, "quantity": quantity}
    seen = {"net": price.unit_net, "gross": price.unit_gross} if price else {"net": None, "gross": None}
    [(line_id, count)] = prepared.rows(PUT, line | seen)
    if found.is_held:
        let_go_of(cart)
    return Added(line_id=line_id, count=count)


def count(cart: Cart | None) -> int:
    """How many pieces there are in it."""
    return sum(cart.lines.values_list("quantity", flat=True)) if cart else 0


def clean_up(*, before: datetime) -> int:
    """Drop guest carts that nobody has touched since `before`. Returns how many."""
    return Cart.objects.filter(user=None, changed_at__lt=before).delete()[1].get("cart.Cart", 0)
