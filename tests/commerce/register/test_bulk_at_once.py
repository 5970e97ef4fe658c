"""The same page sent twice at the same moment, by two requests that do not see each other."""

import uuid

import pytest
from django.utils import timezone

from commerce.events.models import Event
from commerce.register.actions import Asked, carry_out
from commerce.register.models import BulkRun
from commerce.stock.models import Stock
from commerce.stock.register_actions import ADJUST, COUNT
from tests.committing import in_threads
from tests.factories.catalogue import StockFactory
from tests.factories.customers import owner

pytestmark = pytest.mark.krav("4.2.1")


def test_an_addition_that_is_sent_twice_at_once_is_made_once(committing_db):
    stocks = [StockFactory(on_hand=count) for count in (5, 7)]
    asked = Asked(user=owner(), now=timezone.now(), values={"way": ADJUST, "number": 10, "reason": "leverans"})
    token = uuid.uuid4()

    def send():
        keys = [stock.pk for stock in stocks]
        return carry_out(COUNT, Stock.objects.all(), token=token, keys=keys, asked=asked, register="stock.stock")

    runs = in_threads(send, send)

    assert [(run.pk, run.done, run.refused) for run in runs] == [(token, 2, [])] * 2
    assert sorted(Stock.objects.values_list("on_hand", flat=True)) == [15, 17]
    assert Event.objects.filter(kind="stock.counted").count() == 2
    assert BulkRun.objects.count() == 1
