"""A purchase on trial, every so often: priced, taken from the shelf, made an order, all by the shop's own code.

It is made in a transaction that is always undone, so there is no order of it that could reach the warehouse, the books,
a letter or a figure of sales: other systems hear of what is committed, and nothing is. All that is left is a number of
an order that nobody gets. `settings.SYNTHETIC_PURCHASE` names the article; empty, nothing is tried.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import connection, transaction

from commerce.cart.models import Cart, CartLine
from commerce.catalogue.models import Variant
from commerce.customers.shopper import Shopper
from commerce.orders import flow
from commerce.orders.details import Details
from commerce.orders.models import DeliveryMethod, Order
from commerce.orders.payments import providers
from commerce.orders.refusals import TotalChanged
from operations.monitoring import keeping
from operations.monitoring.models import Reading

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=5)
WORKED, TOOK = "purchase.worked", "purchase.ms"
LONGEST = "5s"  # for a lock that somebody else has: a trial never makes a customer wait longer
SOMEBODY = {
    "first_name": "Prov",
    "last_name": "Köp",
    "company": "",
    "address_1": "Provgatan 1",
    "address_2": "",
    "postal_code": "111 22",
    "city": "Stockholm",
    "country": "SE",
}


class NotPossible(Exception):
    """The shop has nothing to try with. Says what is missing."""


def each_minute(*, now: datetime) -> None:
    """Try, when it is time to. What goes wrong is written down, and stops nobody."""
    if not settings.SYNTHETIC_PURCHASE:
        return
    last = Reading.objects.filter(code=WORKED).values_list("at", flat=True).first()
    if last is not None and timedelta(0) <= now - last < EVERY:
        return
    began = time.perf_counter()
    try:
        buy(settings.SYNTHETIC_PURCHASE, now=now)
        worked = True
    except Exception:
        log.exception("the purchase on trial of %s failed", settings.SYNTHETIC_PURCHASE)
        worked = False
    took = (time.perf_counter() - began) * 1000
    keeping.add_readings({WORKED: float(worked), TOOK: took}, now=now)


def buy(sku: str, *, now: datetime) -> str:
    """Buy one piece as a guest, and leave no trace; gives what it came to. Raises what placing an order raises."""
    with never_kept():
        variant = Variant.objects.filter(sku=sku).first()
        delivery = DeliveryMethod.objects.filter(is_active=True).order_by("position", "pk").first()
        if variant is None or delivery is None:
            raise NotPossible(f"no article {sku}" if variant is None else "no way of delivery")
        shopper = Shopper(at=now, currency=settings.SHOP_CURRENCY)
        total = _total(variant, delivery, shopper=shopper, now=now)
        return str(_place(variant, delivery, _payment(shopper, total), total, shopper=shopper, now=now).gross)


@contextmanager
def never_kept() -> Iterator[None]:
    """A transaction that nothing comes out of, however it ends."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST])
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _total(variant: Variant, delivery: DeliveryMethod, *, shopper: Shopper, now: datetime) -> Decimal:
    """What the shop asks for it: an order for another sum is refused with the right one."""
    payment = next(iter(providers()))
    try:
        with transaction.atomic():
            _place(variant, delivery, payment, Decimal(0), shopper=shopper, now=now)
    except TotalChanged as told:
        return told.total
    return Decimal(0)


def _payment(shopper: Shopper, total: Decimal) -> str:
    offered = [one.code for one in providers().values() if one.is_offered(shopper=shopper, total=total)]
    if not offered:
        raise NotPossible("no way to pay")
    return offered[0]


def _place(
    variant: Variant, delivery: DeliveryMethod, payment: str, total: Decimal, *, shopper: Shopper, now: datetime
) -> Order:
    cart = Cart.objects.create()
    CartLine.objects.create(cart=cart, variant=variant, quantity=1)
    details = Details(
        email="provkop@example.invalid",
        phone="",
        address=SOMEBODY,
        delivery=delivery.code,
        payment=payment,
        seen_total=total,
    )
    return flow.place(cart.pk, details, shopper=shopper, now=now)
