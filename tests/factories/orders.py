"""Carts, delivery methods and what a shopper says at checkout."""

from decimal import Decimal

from django.utils import timezone

from commerce.cart.models import Cart, CartLine
from commerce.customers.shopper import Shopper
from commerce.orders import flow, settle
from commerce.orders.details import Details
from commerce.orders.models import DeliveryMethod, PaymentEvent
from commerce.orders.payments import Fact

ADDRESS = {
    "first_name": "Åsa",
    "last_name": "Öberg",
    "company": "",
    "address_1": "Storgatan 1",
    "address_2": "",
    "postal_code": "393 51",
    "city": "Kalmar",
    "country": "SE",
}


def shopper(level="konsument", **fields):
    return Shopper(level=level, at=fields.pop("at", timezone.now()), **fields)


def delivery_method(code="ombud", gross="49.00", **fields):
    return DeliveryMethod.objects.get_or_create(
        code=code, defaults={"name_sv": code.title(), "gross": Decimal(gross), **fields}
    )[0]


def cart_with(*lines, user=None):
    """A cart of (variant, quantity) pairs."""
    cart = Cart.objects.create(user=user)
    CartLine.objects.bulk_create(CartLine(cart=cart, variant=variant, quantity=quantity) for variant, quantity in lines)
    return cart


def details(total, *, payment="demo", delivery="ombud", **fields):
    return Details(
        email=fields.pop("email", "asa@example.se"),
        phone="070-123 45 67",
        address=ADDRESS,
        delivery=delivery,
        payment=payment,
        seen_total=Decimal(total),
        **fields,
    )


def placed(variant, *, total, quantity=1, level="konsument", payment="demo"):
    """An order of one article, placed through the flow."""
    delivery_method()
    return flow.place(
        cart_with((variant, quantity)).pk, details(total, payment=payment), shopper=shopper(level), now=timezone.now()
    )


def captured(amount, *, key="c-1"):
    """That a provider has taken an amount, by its own books."""
    return Fact(kind=PaymentEvent.Kind.CAPTURED, key=key, amount=Decimal(amount), at=timezone.now())


def states(order):
    """What has become of an order and of its money, as it is in the database now."""
    order.refresh_from_db()
    return order.state, order.paid_state


def carried_out(payment, kind, amount, why="x"):
    """A provider is told to capture, refund or release an amount; gives the instruction with what came of it."""
    asked = settle.ask(payment.pk, kind, Decimal(amount), why=why, now=timezone.now())
    return settle.carry_out(asked.pk, now=timezone.now())
