"""Placing an order, the domain alone: beside one bare transaction that writes the same rows."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import psycopg
from django.db import connection
from django.utils import timezone
from psycopg import sql

from commerce.cart.models import Cart, CartLine
from commerce.catalogue.models import Variant
from commerce.events.models import Event
from commerce.orders import flow
from commerce.orders.models import Order, OrderAddress, OrderLine, Payment
from commerce.pricing.lookup import quotes
from commerce.stock.models import Allocation, Stock
from tests.bench.cost import of_process
from tests.factories.orders import details, shopper

ORDERS = 300
LINES = 3


def measure(*, orders: int = ORDERS) -> list[tuple[str, list[float], float]]:
    """What was done, the milliseconds of each turn in order of size, and the CPU milliseconds a turn."""
    Stock.objects.update(on_hand=1_000_000)
    made = [_cart(number) for number in range(orders + 10)]
    placed: list[Order] = []

    def place(number: int) -> None:
        cart, total = made[number]
        placed.append(flow.place(cart, details(str(total)), shopper=shopper(), now=timezone.now()))

    for number in range(10):
        place(number)
    found = [("place an order of three lines, the domain alone", *_timed(place, range(10, orders + 10)))]
    connection.close()
    with _bare() as bare:
        rows = _rows(bare, placed[0])
        write = _writer(bare, rows)
        for number in range(10):
            write(number)
        found.append(("the same rows in one bare transaction", *_timed(write, range(10, orders + 10), session=bare)))
    return found


def _bare() -> psycopg.Connection:
    told: dict[str, Any] = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    return psycopg.connect(**{name: told[name] for name in names if told.get(name)})


def _cart(number: int) -> tuple[Any, Decimal]:
    """A cart of three articles, and what it costs with delivery."""
    variants = list(Variant.objects.order_by("pk")[number * LINES : (number + 1) * LINES])
    cart = Cart.objects.create()
    CartLine.objects.bulk_create(CartLine(cart=cart, variant=variant, quantity=1) for variant in variants)
    goods = sum(quote.gross for quote in quotes({one.pk: 1 for one in variants}, shopper=shopper()).values())
    return cart.pk, goods + Decimal("49.00")


def _timed(turn: Callable[[int], None], numbers, *, session: psycopg.Connection | None = None):
    pid = session.info.backend_pid if session else connection.connection.info.backend_pid
    used = time.process_time() + of_process(pid)
    latencies = []
    for number in numbers:
        began = time.perf_counter()
        turn(number)
        latencies.append((time.perf_counter() - began) * 1000)
    used = time.process_time() + of_process(pid) - used
    return sorted(latencies), used * 1000 / len(latencies)


def _rows(bare: psycopg.Connection, order: Order) -> list[tuple[str, list[str], list[tuple]]]:
    """Every row that placing an order has written, by table."""
    number = order.number
    wanted = {
        Order: ("id", [order.pk]),
        OrderAddress: ("order_id", [order.pk]),
        OrderLine: ("order_id", [order.pk]),
        Payment: ("order_id", [order.pk]),
        Event: ("subject", [f"order:{number}"]),
        Allocation: ("reference", [number]),
    }
    found = []
    for model, (column, values) in wanted.items():
        fields = [field.column for field in model._meta.concrete_fields]
        statement = sql.SQL("SELECT {} FROM {} WHERE {} = ANY(%s)").format(
            sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in fields),
            sql.Identifier(model._meta.db_table),
            sql.Identifier(column),
        )
        found.append((model._meta.db_table, fields, bare.execute(statement, [values]).fetchall()))
    return found


def _writer(bare: psycopg.Connection, rows) -> Callable[[int], None]:
    """Writes the rows anew under other keys, and claims the stock, in one transaction of prepared statements."""
    order_key = dict(zip(rows[0][1], rows[0][2][0], strict=True))["id"]

    def write(number: int) -> None:
        key = 1_000_000_000 + number
        with bare.transaction():
            for table, fields, held in rows:
                for place, row in enumerate(held):
                    told = dict(zip(fields, row, strict=True))
                    told = _renamed(table, told, key, place, order_key)
                    bare.execute(_insert(table, fields), list(told.values()), prepare=True)
                    if table == Allocation._meta.db_table:
                        claim = "UPDATE stock_stock SET allocated = allocated + 1 WHERE variant_id = %s"
                        bare.execute(claim, [int(told["stock_id"])], prepare=True)

    return write


def _renamed(table: str, told: dict, key: int, place: int, order_key: str) -> dict:
    unique = {"number": f"B{key}", "reference": f"B{key}", "subject": f"order:B{key}"}
    told = {**told, "id": key * 10 + place if table != Order._meta.db_table else key}
    for name, value in unique.items():
        if name in told and (name != "reference" or table == Allocation._meta.db_table):
            told[name] = value
    if "order_id" in told:
        told["order_id"] = key
    for name in ("token", "cart_token"):
        if name in told:
            told[name] = f"00000000-0000-4000-8000-{key:012d}"
    return told


def _insert(table: str, fields: list[str]) -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, fields)),
        sql.SQL(", ").join([sql.Placeholder()] * len(fields)),
    )
