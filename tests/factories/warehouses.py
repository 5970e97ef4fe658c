"""The shop with a warehouse that Ongoing runs, and Ongoing's counterpart on this machine behind it."""

import contextlib
from datetime import timedelta

from django.utils import timezone

from commerce.cart.models import Cart
from commerce.orders import flow
from commerce.orders.models import Payment
from commerce.stock.models import Warehouse
from integrations import outbox
from integrations.flows.models import FlowRun
from integrations.models import Delivery
from integrations.sandbox.ongoing import GOODS_OWNER, PASSWORD, TOKEN, USER, OngoingSandbox
from integrations.warehouses import tasks
from integrations.warehouses.models import WarehouseOrder
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method, details, shopper


@contextlib.contextmanager
def run_by_ongoing(settings, *, has_warehouse=True):
    """Yields the counterpart; the shop's first warehouse is run by it."""
    with OngoingSandbox() as sandbox:
        for name, value in environment(sandbox).items():
            setattr(settings, name, value)
        settings.WAREHOUSE_SYSTEMS = {"ongoing": "Ongoing WMS"}
        settings.DELIVERY_THREADS = 1
        if has_warehouse:
            first = Warehouse.in_use()[0]
            first.run_by = "ongoing"
            first.save()
        yield sandbox


def environment(sandbox):
    return {
        "ONGOING_BASE": sandbox.address,
        "ONGOING_USER": USER,
        "ONGOING_PASSWORD": PASSWORD,
        "ONGOING_GOODS_OWNER": GOODS_OWNER,
        "ONGOING_WEBHOOK_TOKEN": TOKEN,
    }


def stocked(sandbox, *, pieces=10, page=False, **fields):
    """An article that is for sale, known at the warehouse, and on its shelf."""
    variant = sellable(stock=0, page=page, **fields)
    sandbox.books.put_article({"articleNumber": variant.sku, "articleName": variant.product.name_sv})
    sandbox.books.receive(variant.sku, pieces)
    read_stock()
    return variant


def bought(*lines, **fields):
    """An order of (variant, quantity) pairs whose money is held; the warehouse has not been told yet."""
    delivery_method()
    total = 49 + sum(100 * quantity for _variant, quantity in lines)
    cart: Cart = cart_with(*lines)
    order = flow.place(cart.pk, details(f"{total}.00", **fields), shopper=shopper(), now=timezone.now())
    payment = Payment.objects.get(order=order)
    flow.authorise(payment.pk, reference="p-1", amount=payment.amount, now=timezone.now())
    order.refresh_from_db()
    return order


def deliver(*, hours=0):
    """Let the outbox work, as it would so many hours from now."""
    at = timezone.now() + timedelta(hours=hours)
    for _ in range(5):  # what is done publishes more
        if not outbox.deliver_due(now=lambda: at):
            break


def part_of(order):
    return WarehouseOrder.objects.get(order=order)


def told(target="ongoing.orders"):
    """The states of what was to be told."""
    return list(Delivery.objects.filter(target=target).order_by("pk").values_list("state", flat=True))


def read_orders():
    tasks.read_orders()
    return FlowRun.objects.filter(flow="ongoing.read_orders").latest("pk")


def read_stock():
    tasks.read_stock()
    return FlowRun.objects.filter(flow="ongoing.stock").latest("pk")
