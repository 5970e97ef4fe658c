"""A whole copy of an order outside the database, and the same order made of it again: keys, numbers and all.

A copy is taken when a payment begins and is kept by whoever takes the money. When the database has been taken back to a
moment before the order was placed, the order is made again of its copy, as it was then: what has become of its payment
is read from the provider afterwards (`commerce.orders.settle`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, models, transaction

from commerce.cart.models import Cart
from commerce.catalogue.models import Variant
from commerce.customers.models import User
from commerce.customers.organisations import Organisation
from commerce.events.log import publish
from commerce.orders import placing
from commerce.orders.models import ChosenPoint, Order, OrderAddress, OrderChange, OrderLine, Payment
from commerce.pricing.offers import redeem
from commerce.quotations.models import Quotation
from commerce.stock.reserve import OutOfStock, allocate

KEPT = (Order, OrderAddress, OrderLine, ChosenPoint, Payment)
ABOVE: dict[str, type[models.Model]] = {"user_id": User, "organisation_id": Organisation, "quotation_id": Quotation}


class NotACopy(Exception):
    """What was kept cannot be read as an order."""


class NotMade(Exception):
    """The order cannot be made again: something of it is taken by another. Nothing has changed."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made again. `lacks` are the things that it referred to and that are not here, in words."""

    payment: Payment
    is_order_new: bool
    is_payment_new: bool
    lacks: tuple[str, ...] = ()


def copy_of(payment: Payment) -> str:
    """The order of a payment, as JSON. The same for as long as nobody has paid."""
    order = Order.objects.get(pk=payment.order_id)
    rows = [
        order,
        *_ordered(order.addresses),
        *_ordered(order.lines),
        *_ordered(ChosenPoint.objects.filter(order=order)),
    ]
    bare = Payment.objects.get(pk=payment.pk)
    bare.reference = ""
    return serializers.serialize("json", [*rows, bare])


def make_again(copy: str, *, reference: str, now: datetime) -> Made:
    """The order of a copy, and its payment by the provider's `reference`; what is here already stays as it is.

    The order is as when its payment began: placed, not paid. Its stock is bound as far as there is any, and the cart
    that it came from is gone. Raises NotACopy, or NotMade when its number, its cart or its key is another order's.
    """
    order, payment, parts = _read(copy)
    lacks = _let_go_of_what_is_gone([order, *parts])
    payment.reference, payment.state = reference, Payment.State.PENDING
    try:
        with transaction.atomic():
            known = Order.objects.select_for_update().filter(token=order.token).first()
            if known is None:
                lacks += _make(order, parts, now=now)
            elif known.pk != order.pk:
                raise NotMade(f"{order.number} is here by another key")
            is_new = not Payment.objects.filter(pk=payment.pk).exists()
            if is_new:
                payment.changed_at = now
                payment.save(force_insert=True)
    except IntegrityError as error:
        raise NotMade(f"{order.number}: {str(error).splitlines()[0]}") from error
    if not is_new:
        payment = Payment.objects.select_related("order").get(pk=payment.pk)
        if payment.order_id != order.pk:
            raise NotMade(f"payment {payment.pk} is of another order than {order.number}")
    return Made(payment, known is None, is_new, tuple(lacks))


# --- the steps ---


def _ordered(rows: Any) -> Iterable[models.Model]:
    return rows.order_by("pk")


def _read(copy: str) -> tuple[Order, Payment, list[models.Model]]:
    """The rows of a copy, none of them saved. A field that the shop no longer has is left out."""
    try:
        rows: list[Any] = [one.object for one in serializers.deserialize("json", copy, ignorenonexistent=True)]
    except (DeserializationError, ValueError, TypeError) as error:
        raise NotACopy(str(error)) from error
    orders = [row for row in rows if isinstance(row, Order)]
    payments = [row for row in rows if isinstance(row, Payment)]
    if len(orders) != 1 or len(payments) != 1 or not all(isinstance(row, KEPT) for row in rows):
        raise NotACopy("it has not one order and one payment")
    [order], [payment] = orders, payments
    parts = [row for row in rows if row is not order and row is not payment]
    if {row.order_id for row in [*parts, payment]} != {order.pk}:
        raise NotACopy("its rows are of several orders")
    if payment.change_id and not OrderChange.objects.filter(pk=payment.change_id).exists():
        payment.change_id = None
    return order, payment, parts


def _let_go_of_what_is_gone(rows: Iterable[Any]) -> list[str]:
    """Clear what rows refer to and the database does not have, and say so."""
    lacks = []
    for row in rows:
        if isinstance(row, OrderLine) and row.variant_id and not Variant.objects.filter(pk=row.variant_id).exists():
            row.variant_id = None
            lacks.append(f"the article {row.sku}")
        if isinstance(row, Order):
            for name, model in ABOVE.items():
                key = getattr(row, name)
                if key and not model.objects.filter(pk=key).exists():  # type: ignore[attr-defined]
                    setattr(row, name, None)
                    lacks.append(f"{model._meta.model_name} {key}")
    return lacks


def _make(order: Order, parts: list[models.Model], *, now: datetime) -> list[str]:
    """Write the order and bind its stock. Returns what there was not enough of, in words."""
    order.state, order.paid_state, order.fulfilment = Order.State.PLACED, Order.Paid.NONE, Order.Fulfilment.OPEN
    order.approved_at = None
    pieces: dict[int, int] = {}
    for row in parts:
        if isinstance(row, OrderLine) and row.variant_id:
            pieces[row.variant_id] = pieces.get(row.variant_id, 0) + row.quantity
    lacks = _bind(order, pieces, now=now)
    order.save(force_insert=True)
    for row in parts:
        row.save(force_insert=True)
    if order.counted_offers:
        redeem(order.counted_offers)
    cart = Cart.objects.filter(pk=order.cart_token).first()
    if cart is not None:
        placing.drop(cart)
    publish("order.made_again", f"order:{order.number}", {"gross": str(order.gross)}, at=now)
    return lacks


def _bind(order: Order, pieces: dict[int, int], *, now: datetime) -> list[str]:
    said = {"reference": order.number, "holder": order.cart_token, "now": now}
    try:
        with transaction.atomic():
            allocate(pieces, **said)  # type: ignore[arg-type]
        return []
    except OutOfStock as error:
        less = {pk: min(count, error.short.get(pk, count)) for pk, count in pieces.items()}
        allocate({pk: count for pk, count in less.items() if count}, **said)  # type: ignore[arg-type]
        short = Variant.objects.in_bulk([pk for pk in pieces if less[pk] < pieces[pk]])
        return [f"{pieces[pk] - less[pk]} x {one.sku} in stock" for pk, one in sorted(short.items())]
