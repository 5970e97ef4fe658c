"""Orders that have come so far that something can come back."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone

from commerce.orders import flow, settle
from commerce.orders.models import Order, PaymentEvent, Return
from commerce.orders.payments import Fact, Reading
from commerce.orders.returns import returning
from tests.factories.catalogue import sellable
from tests.factories.orders import captured, cart_with, delivery_method, details, shopper


def an_order(*prices, quantity=2, level="konsument", payment="demo", email="asa@example.se", now=None, **variant):
    """An order of some articles R-0, R-1…, the same quantity of each, placed and not paid. Delivery costs 49.00."""
    delivery_method()
    lines = [
        (sellable(price=str(price), page=False, sku=f"R-{place}", **variant), quantity)
        for place, price in enumerate(prices)
    ]
    total = sum((Decimal(str(price)) * quantity for price in prices), Decimal("49.00"))
    moment = now or timezone.now()
    return flow.place(
        cart_with(*lines).pk, details(str(total), payment=payment, email=email), shopper=shopper(level), now=moment
    )


def pay(order: Order, *, now=None) -> Order:
    settle.learn(order.payments.get().pk, Reading(facts=(captured(order.gross),)), now=now or timezone.now())
    return Order.objects.get(pk=order.pk)


def hold(order: Order, *, now=None) -> Order:
    """The whole amount is authorised, and charged as parcels leave."""
    moment = now or timezone.now()
    fact = Fact(kind=PaymentEvent.Kind.AUTHORISED, key="a", amount=order.gross, at=moment)
    settle.learn(order.payments.get().pk, Reading(facts=(fact,)), now=moment)
    return Order.objects.get(pk=order.pk)


def ship(order: Order, *, delivered=True, now=None) -> Order:
    moment = now or timezone.now()
    flow.ship(order.pk, now=moment)
    if delivered:
        for shipment in order.shipments.filter(state="shipped"):
            flow.deliver(shipment.pk, now=moment)
    return Order.objects.get(pk=order.pk)


def notice(
    order: Order, lines: Mapping[int, int] | None = None, *, kind=Return.Kind.WITHDRAWAL, now=None, **said
) -> Return:
    """A withdrawal of some pieces, by the line's place from 0; of the whole order when nothing is said."""
    own = list(order.lines.order_by("position"))
    wanted = {one.pk: one.quantity for one in own} if lines is None else {own[at].pk: n for at, n in lines.items()}
    said = {"name": "Åsa Öberg", "email": order.email} | said
    return returning.request(order.pk, wanted, kind=kind, now=now or timezone.now(), **said)


def everything(returned: Return) -> dict[int, int]:
    """All that a return still waits for, by order line."""
    return {one.line_id: one.quantity - one.unshipped for one in returned.lines.all()}
