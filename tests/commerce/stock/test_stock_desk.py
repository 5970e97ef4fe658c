"""What the owner does with the stock in the admin: several warehouses, deliveries, moves, sums put right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.stock.models import Allocation, Drift, IncomingStock, Stock, StockLevel, StockMovement, Warehouse
from commerce.stock.recount import recount_all
from commerce.stock.reserve import allocate
from tests.factories.catalogue import StockFactory
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
STOCK, INCOMING, DRIFT = "/admin/stock/stock/", "/admin/stock/incomingstock/", "/admin/stock/drift/"
NOW = timezone.now()


@pytest.fixture
def browser():
    return verified(owner())


@pytest.fixture
def shop_floor():
    return Warehouse.objects.create(code="2", name="Butiken", rank=20)


def done(browser, register, action, rows, **fields):
    """The three pages of an action on many rows."""
    asking = browser.post(f"{register}bulk/", {"action": action, "row": [row.pk for row in rows]})
    sent = {"action": action, "prepared": asking.context["prepared"], **fields}
    asked = browser.post(asking.context["post_url"], sent)
    sent["prepared"] = asked.context["prepared"]
    return browser.post(asked.context["post_url"], sent | {"confirmed": "1"}, follow=True)


def levels(stock):
    return dict(StockLevel.objects.filter(stock=stock).values_list("warehouse__code", "on_hand"))


def test_each_warehouse_is_counted_by_itself_and_the_record_says_by_whom(browser, shop_floor):
    stock, first = StockFactory(on_hand=10), Warehouse.in_use()[0]
    fields = {
        f"place-{first.pk}": 8,
        f"seen-{first.pk}": 10,
        f"place-{shop_floor.pk}": 3,
        f"seen-{shop_floor.pk}": 0,
        "low_from": 3,
        "why": "inventering",
    }

    answer = browser.post(f"{STOCK}edit/{stock.pk}/", fields)

    assert answer.status_code == 302
    assert levels(stock) == {"1": 8, "2": 3}
    told = StockMovement.objects.filter(kind="adjustment").order_by("pk").values_list("on_hand", "why", "by__email")
    by = answer.wsgi_request.user.email
    assert list(told) == [(-2, "inventering", by), (3, "inventering", by)]


def test_if_one_warehouse_was_counted_meanwhile_none_is_written(browser, shop_floor):
    stock, first = StockFactory(on_hand=10), Warehouse.in_use()[0]
    fields = {
        f"place-{first.pk}": 8,
        f"seen-{first.pk}": 10,
        f"place-{shop_floor.pk}": 3,
        f"seen-{shop_floor.pk}": 2,
        "low_from": 3,
    }

    answer = browser.post(f"{STOCK}edit/{stock.pk}/", fields)

    assert list(answer.context["form"].errors) == [f"place-{shop_floor.pk}"]
    assert levels(stock) == {"1": 10}


def test_a_back_order_limit_is_not_set_below_what_has_been_sold(browser):
    stock = StockFactory(on_hand=1, backorder_limit=5)
    allocate({stock.pk: 4}, reference="1", now=NOW)
    same = {"on_hand": 1, "seen": 1, "low_from": 3}

    refused = browser.post(f"{STOCK}edit/{stock.pk}/", same | {"backorder_limit": 2})
    browser.post(f"{STOCK}edit/{stock.pk}/", same | {"backorder_limit": 3, "safety": 2})

    assert refused.context["form"].errors["backorder_limit"] == ["3 har redan sålts så."]
    assert Stock.objects.values_list("backorder_limit", "safety").get() == (3, 2)


def test_a_delivery_is_announced_taken_in_and_given_to_who_waits(browser):
    stock = StockFactory(on_hand=0, backorder_limit=5, variant__sku="LL-1")
    allocate({stock.pk: 2}, reference="1", now=NOW)
    day = timezone.localdate() + timedelta(days=9)
    place = Warehouse.in_use()[0]
    new = {"stock": "LL-1", "warehouse": place.pk, "quantity": "6", "expected_on": day.isoformat(), "reference": "I-7"}

    made = browser.post(f"{INCOMING}create/", new)
    stock.refresh_from_db()
    assert (made.status_code, stock.expected_on) == (302, day)
    done(browser, INCOMING, "receive", IncomingStock.objects.all(), quantity="", is_last="")

    stock.refresh_from_db()
    assert (stock.on_hand, stock.allocated, stock.available, stock.expected_on) == (6, 2, 4, None)
    assert Allocation.objects.get().warehouse == place
    assert StockMovement.objects.get(kind="receipt").reference == "I-7"


@pytest.mark.parametrize(
    ("field", "value"),
    [("quantity", "0"), ("quantity", "-3"), ("quantity", "9999999999"), ("expected_on", "2001-01-01"),
     ("expected_on", "9999-01-01"), ("expected_on", "i morgon"), ("stock", "FINNS-INTE"), ("warehouse", "77")],
)  # fmt: skip
def test_a_delivery_that_cannot_be_is_asked_for_again(browser, field, value):
    StockFactory(variant__sku="LL-1")
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    good = {"stock": "LL-1", "warehouse": Warehouse.in_use()[0].pk, "quantity": "6", "expected_on": day}

    answer = browser.post(f"{INCOMING}create/", good | {field: value})

    assert list(answer.context["form"].errors) == [field]
    assert not IncomingStock.objects.exists()


def test_goods_are_moved_to_another_warehouse_as_far_as_no_order_has_them(browser, shop_floor):
    free, claimed = StockFactory(on_hand=10), StockFactory(on_hand=10)
    allocate({claimed.pk: 8}, reference="1", now=NOW)
    first = Warehouse.in_use()[0]

    told = done(
        browser, STOCK, "transfer", [free, claimed],
        warehouse=first.pk, target=shop_floor.pk, quantity="4", reason="skyltfönstret",
    )  # fmt: skip

    assert told.context["refused"] == [("bara 2 är fria där", [claimed.variant.sku])]
    assert (levels(free), levels(claimed)) == ({"1": 6, "2": 4}, {"1": 10})


def test_a_warehouse_is_closed_only_when_it_is_empty_and_one_stays_open(browser, shop_floor):
    stock, first = StockFactory(on_hand=1), Warehouse.in_use()[0]

    def close(place):
        fields = {
            "name": place.name,
            "code": place.code,
            "rank": place.rank,
            "freight": place.freight,
            "initial-is_active": "True",
        }
        return browser.post(f"/admin/stock/warehouse/edit/{place.pk}/", fields).status_code

    assert (close(first), close(shop_floor)) == (200, 302)
    allocate({stock.pk: 1}, reference="1", now=NOW)
    assert list(Warehouse.in_use()) == [first]


def test_a_sum_that_is_wrong_is_seen_and_put_right(browser):
    stock = StockFactory(on_hand=10)
    Stock.objects.filter(pk=stock.pk).update(on_hand=12)
    recount_all(now=NOW)

    home = browser.get("/admin/").content.decode()
    done(browser, DRIFT, "repair", Drift.objects.all())

    assert "Artiklar vars saldo inte stämmer" in home
    assert Stock.objects.get().on_hand == 10
    assert not Drift.objects.exists()
    assert StockMovement.objects.get(kind="repair").by is not None
