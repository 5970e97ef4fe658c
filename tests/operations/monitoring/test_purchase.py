"""A purchase on trial: it goes all the way, nothing of it is kept, nobody hears of it; and when it fails, an alarm."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection

from commerce.events.models import Event
from commerce.orders import flow
from commerce.orders.models import DeliveryMethod, Order
from commerce.stock.models import Stock
from commerce.stock.reserve import OutOfStock
from integrations.models import Delivery
from operations.monitoring import purchase, watch
from operations.monitoring.models import Alarm, Reading, Threshold
from tests.factories.catalogue import sellable
from tests.factories.orders import delivery_method

pytestmark = [pytest.mark.django_db, pytest.mark.krav("6.1.6"), pytest.mark.krav("6.1.7")]
NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)
OWN = {"monitoring"}


@pytest.fixture
def goods(settings):
    delivery_method()
    found = sellable(price="100.00", stock=5)
    settings.SYNTHETIC_PURCHASE = found.sku
    return found


def counted():
    """How many rows there are of everything but what is measured."""
    here = set(connection.introspection.table_names())
    models = [one for one in apps.get_models() if one._meta.app_label not in OWN and one._meta.db_table in here]
    assert len(models) > 150
    return {one._meta.label: one._base_manager.count() for one in models}


def worked():
    return {one.code: one.value for one in Reading.objects.filter(code="purchase.worked")}


def test_it_goes_all_the_way(goods, monkeypatch):
    made = []
    plain = flow.place

    def place(*args, **kwargs):
        order = plain(*args, **kwargs)
        made.append((order.state, Stock.objects.get(variant=goods).allocated, order.payments.count()))
        assert Event.objects.filter(kind="order.placed", subject=f"order:{order.number}").exists()
        return order

    monkeypatch.setattr(flow, "place", place)

    assert purchase.buy(goods.sku, now=NOW) == "149.00"

    assert made == [("placed", 1, 1)]


def test_nothing_of_it_is_kept_in_any_table(goods, django_capture_on_commit_callbacks):
    before, stock = counted(), Stock.objects.get(variant=goods)

    with django_capture_on_commit_callbacks() as callbacks:
        purchase.each_minute(now=NOW)

    assert worked() == {"purchase.worked": 1}
    assert counted() == before
    stock.refresh_from_db()
    assert (stock.on_hand, stock.allocated) == (5, 0)
    assert (Order.objects.count(), Delivery.objects.count(), callbacks) == (0, 0, [])


def test_what_is_bought_inside_is_undone_also_when_nobody_objects():
    with purchase.never_kept():
        delivery_method("aldrig-sparat")

    assert not DeliveryMethod.objects.filter(code="aldrig-sparat").exists()


def test_it_is_tried_every_five_minutes_and_not_at_all_unless_it_is_asked_for(goods, settings, monkeypatch):
    tried = []
    monkeypatch.setattr(purchase, "buy", lambda sku, *, now: tried.append(now))

    for minute in range(11):
        purchase.each_minute(now=NOW + timedelta(minutes=minute))
    assert [(at - NOW) / timedelta(minutes=1) for at in tried] == [0, 5, 10]
    settings.SYNTHETIC_PURCHASE = ""
    purchase.each_minute(now=NOW + timedelta(hours=1))

    assert len(tried) == 3


def test_one_that_fails_is_an_alarm_until_one_works(goods, caplog):
    Threshold.objects.exclude(figure="purchase.worked").delete()
    Stock.objects.filter(variant=goods).update(on_hand=0)
    with pytest.raises(OutOfStock):
        purchase.buy(goods.sku, now=NOW)

    purchase.each_minute(now=NOW)
    watch.judge(now=NOW)
    alarm = Alarm.objects.get()
    assert (alarm.closed_at, alarm.incident.impact, alarm.incident.urgency) == (None, 1, 1)
    assert "failed" in caplog.text
    Stock.objects.filter(variant=goods).update(on_hand=5)
    purchase.each_minute(now=NOW + purchase.EVERY)
    watch.judge(now=NOW + purchase.EVERY)

    alarm.refresh_from_db()
    assert alarm.closed_at == NOW + purchase.EVERY


@pytest.mark.parametrize(
    ("missing", "says"), [("article", "no article"), ("delivery", "no way of delivery"), ("payment", "no way to pay")]
)
def test_it_says_what_is_missing(goods, monkeypatch, missing, says):
    if missing == "delivery":
        DeliveryMethod.objects.update(is_active=False)
    if missing == "payment":
        plain = purchase.providers()
        monkeypatch.setattr(purchase, "_total", lambda *args, **kwargs: 149)
        monkeypatch.setattr(purchase, "providers", lambda: {} if plain else plain)

    with pytest.raises(purchase.NotPossible, match=says):
        purchase.buy("finns-inte" if missing == "article" else goods.sku, now=NOW)
