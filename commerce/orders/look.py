"""Looking an order up by what its shopper holds, for the steps after the checkout. One statement a question."""

from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from django.db import models

from commerce import prepared
from commerce.orders.models import ChosenPoint, Order, OrderAddress, OrderChange, OrderLine, Payment, PaymentEvent


def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def columns(alias: str, model: type[models.Model]) -> str:
    return ", ".join(f"{alias}.{name}" for name in _names(model))


def made(found: tuple, *kinds: type[models.Model]) -> list:
    """The instances whose columns stand side by side in a row."""
    instances, start = [], 0
    for model in kinds:
        names = _names(model)
        instances.append(model.from_db("default", names, found[start : start + len(names)]))
        start += len(names)
    return instances


# The names are those of our own fields; values travel beside the statements.
BOTH = f"""
SELECT {columns("o", Order)}, {columns("p", Payment)}
FROM orders_order o JOIN orders_payment p ON p.order_id = o.id
"""  # noqa: S608
BY_PAYMENT = f"{BOTH} WHERE p.id = %s::bigint"
LATEST = f"{BOTH} WHERE o.token = %s::uuid ORDER BY p.id DESC LIMIT 1"
OPEN = f"""
SELECT {columns("p", Payment)} FROM orders_payment p
WHERE p.order_id = %s::bigint AND p.state = %s::text ORDER BY p.id DESC LIMIT 1
"""  # noqa: S608
UNPAID = f"""
SELECT {columns("p", Payment)} FROM orders_payment p
WHERE p.order_id = %(order)s::bigint AND p.state = ANY(%(states)s::text[])
  AND (%(change)s::bigint IS NULL OR p.change_id = %(change)s::bigint) ORDER BY p.id
"""  # noqa: S608
POINT = f"""
SELECT {columns("c", ChosenPoint)} FROM orders_chosenpoint c WHERE c.order_id = %s::bigint
"""  # noqa: S608
ADDRESS = f"""
SELECT {columns("a", OrderAddress)} FROM orders_orderaddress a WHERE a.order_id = %s::bigint AND a.kind = %s::text
ORDER BY a."group"
"""  # noqa: S608
MONEY = f"""
SELECT {columns("e", PaymentEvent)} FROM orders_paymentevent e JOIN orders_payment p ON p.id = e.payment_id
WHERE p.order_id = %s::bigint ORDER BY e.id
"""  # noqa: S608
UNPAID_STATES = [Payment.State.PENDING.value, Payment.State.AWAITING.value]
SHOWN = ("id", "position", "group", "sku", "name", "label", "quantity", "net", "gross", "later", "expected_on")
LINES = f"""
SELECT {", ".join(f'"{name}"' for name in SHOWN)} FROM orders_orderline WHERE order_id = %s::bigint
ORDER BY "group", position
"""  # noqa: S608


class Receipt(NamedTuple):
    """What a receipt tells: where it goes, by delivery group, and lines that hold what is shown of them."""

    addresses: list[OrderAddress]
    lines: list[OrderLine]


def payment(payment_id: int) -> Payment | None:
    """A payment with its order."""
    for found in prepared.rows(BY_PAYMENT, [payment_id]):
        return _of_order(found)
    return None


def latest_payment(token: UUID) -> Payment | None:
    """The last payment asked for the order with this token, and the order with it."""
    for found in prepared.rows(LATEST, [token]):
        return _of_order(found)
    return None


def open_payment(order: Order) -> Payment | None:
    """The payment of the order that its provider has not answered yet."""
    for found in prepared.rows(OPEN, [order.pk, Payment.State.PENDING.value]):
        [pending] = made(found, Payment)
        pending.order = order
        return pending
    return None


def unpaid(order: Order, *, change: OrderChange | None = None) -> list[Payment]:
    """Payments that the shopper has been asked for, or will be, and has not made: all, or those of one change."""
    asked = {"order": order.pk, "states": UNPAID_STATES, "change": change and change.pk}
    return [made(found, Payment)[0] for found in prepared.rows(UNPAID, asked)]


def money(order: Order) -> defaultdict[int, list[PaymentEvent]]:
    """Everything that providers have said of an order's payments, by payment. One query."""
    by_payment: defaultdict[int, list[PaymentEvent]] = defaultdict(list)
    for found in prepared.rows(MONEY, [order.pk]):
        [event] = made(found, PaymentEvent)
        by_payment[event.payment_id].append(event)
    return by_payment


def receipt(order: Order) -> Receipt:
    """Where the order goes and what is in it. Two queries."""
    found = prepared.rows(ADDRESS, [order.pk, OrderAddress.Kind.DELIVERY.value])
    addresses = [made(row, OrderAddress)[0] for row in found]
    return Receipt(addresses, [OrderLine.from_db("default", SHOWN, row) for row in prepared.rows(LINES, [order.pk])])


def chosen_point(order: Order) -> ChosenPoint | None:
    """Where the shopper fetches what he has bought, if he has chosen."""
    for found in prepared.rows(POINT, [order.pk]):
        return made(found, ChosenPoint)[0]
    return None


def _of_order(found: tuple) -> Payment:
    order, asked = made(found, Order, Payment)
    asked.order = order
    return asked
