from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.orders.models import Order, Payment
from commerce.orders.payments import ProviderUnavailable, Reading, providers
from commerce.orders.sweep import settle_unpaid
from commerce.stock.models import Stock
from tests.factories.catalogue import sellable
from tests.factories.orders import captured, placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4")]
LATER = timedelta(hours=1, seconds=1)


def answer(monkeypatch, read):
    monkeypatch.setattr(type(providers()["demo"]), "read", read)


def outcome():
    return Order.objects.get().state, Payment.objects.get().state, Stock.objects.get().allocated


def test_an_order_never_paid_is_cancelled_and_its_stock_is_free():
    placed(sellable(price="100.00", page=False), total="149.00")

    assert settle_unpaid(now=timezone.now() + timedelta(minutes=59))["cancelled"] == 0
    assert outcome() == ("placed", "pending", 1)

    assert settle_unpaid(now=timezone.now() + LATER) == {"paid": 0, "cancelled": 1, "unknown": 0}
    assert settle_unpaid(now=timezone.now() + LATER) == {"paid": 0, "cancelled": 0, "unknown": 0}
    assert outcome() == ("cancelled", "cancelled", 0)


def test_money_that_the_provider_has_confirms_an_order_nobody_came_back_to(monkeypatch):
    placed(sellable(price="100.00", page=False), total="149.00")
    answer(monkeypatch, lambda self, payment: Reading(facts=(captured(payment.amount),)))

    settle_unpaid(now=timezone.now() + LATER)

    assert outcome() == ("confirmed", "paid", 1)
    assert Payment.objects.get().amount == Decimal("149.00")


def test_a_provider_that_does_not_answer_leaves_the_order_as_it_is(monkeypatch):
    placed(sellable(price="100.00", page=False), total="149.00")

    def silent(self, payment):
        raise ProviderUnavailable

    answer(monkeypatch, silent)

    assert settle_unpaid(now=timezone.now() + LATER)["unknown"] == 1
    assert outcome() == ("placed", "pending", 1)
