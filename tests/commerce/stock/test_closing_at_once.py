"""A warehouse is closed while goods come to it."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from commerce.stock.count import recount
from commerce.stock.models import StockLevel, Warehouse
from tests.committing import in_threads
from tests.factories.catalogue import StockFactory
from tests.factories.customers import owner, verified

pytestmark = pytest.mark.krav("4.2.1")


def somebody_waits_for_a_lock():
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    deadline = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return True
    return False


def test_goods_that_come_while_it_is_closed_keep_it_open(committing_db):
    stock, place = StockFactory(on_hand=1), Warehouse.objects.create(code="2", name="Butiken", rank=20)
    browser, have_come = verified(owner()), threading.Event()
    fields = {"name": place.name, "code": place.code, "rank": place.rank, "freight": place.freight}

    def come():
        with transaction.atomic():
            recount(stock.pk, on_hand=5, seen=0, warehouse=place, why="leverans", now=timezone.now())
            have_come.set()
            return somebody_waits_for_a_lock()

    def close():
        have_come.wait(timeout=30)
        return browser.post(f"/admin/stock/warehouse/edit/{place.pk}/", {**fields, "initial-is_active": "True"})

    was_waited_for, answer = in_threads(come, close)

    assert (was_waited_for, answer.status_code) == (True, 200)
    assert StockLevel.objects.get(stock=stock, warehouse=place).on_hand == 5
    assert place in Warehouse.in_use()
