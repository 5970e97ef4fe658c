"""Payments at their providers: begun, read and closed. Nothing is paid."""

import uuid

import pytest

from commerce.orders.models import Order, Payment
from commerce.orders.payments import providers
from tests.factories import nexi, stripe, swish
from tests.factories.accounts import on_both

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]

RETURN = "https://shop.example.se/kassa/tillbaka/"


def a_payment(code):
    """Of an order with a number that no earlier run has used."""
    _order, payment = {"stripe": stripe, "nexi": nexi, "swish": swish}[code].an_order()
    Order.objects.filter(pk=payment.order_id).update(number=f"P{uuid.uuid4().hex[:12]}")
    if code == "swish":  # the shop gives the name, and a name is good for one request
        Payment.objects.filter(pk=payment.pk).update(reference=uuid.uuid4().hex.upper())
    return Payment.objects.select_related("order").get(pk=payment.pk)


@on_both("stripe", "nexi", "swish")
def test_a_payment_is_begun_read_and_closed(at):
    payment, provider = a_payment(at.code), providers()[at.code]

    if at.code == "swish":
        swish.asked(payment)
    else:
        started = provider.start(payment, return_url=RETURN)
        assert started.redirect_url.startswith(("https://", "http://127.0.0.1"))
        Payment.objects.filter(pk=payment.pk).update(reference=started.reference)
    payment = Payment.objects.select_related("order").get(pk=payment.pk)

    assert list(provider.read(payment).facts) == []
    provider.close(payment)
    assert list(provider.read(payment).facts) == []
