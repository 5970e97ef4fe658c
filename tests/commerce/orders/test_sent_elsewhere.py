"""What a warehouse's own system is sending is not packed here by an oversight: it would be called off there."""

import pytest
from django.utils import timezone

from commerce.orders import settle
from commerce.orders.models import Order, Shipment
from commerce.orders.payments import Reading
from commerce.stock.models import Warehouse
from tests.factories.catalogue import sellable
from tests.factories.customers import owner, verified
from tests.factories.orders import captured, placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
BULK = "/admin/orders/order/bulk/"


@pytest.fixture
def browser():
    return verified(owner())


@pytest.fixture
def order():
    """Five of one article, paid, in a warehouse whose system sends them."""
    Warehouse.objects.update(run_by="ongoing", name="Lagret i Kalmar")
    made = placed(sellable(price="100.00", sku="LL-1", page=False), total="549.00", quantity=5)
    settle.learn(made.payments.get().pk, Reading(facts=(captured("549.00"),)), now=timezone.now())
    return Order.objects.get(pk=made.pk)


@pytest.mark.parametrize("move", ["pack", "ship"])
def test_the_quick_way_leads_to_the_page_that_asks(browser, order, move):
    answer = browser.post(f"/admin/orders/order/move/{order.pk}/", {"move": move}, follow=True)

    assert answer.redirect_chain[-1][0] == f"/admin/orders/order/{order.pk}/pack/"
    assert "Lagret i Kalmar" in answer.content.decode()
    assert not Shipment.objects.exists()


def test_it_is_packed_by_one_who_says_that_he_knows(browser, order):
    address, pieces = f"/admin/orders/order/{order.pk}/pack/", {f"line-{order.lines.get().pk}": 5}

    assert browser.post(address, pieces).status_code == 422
    assert not Shipment.objects.exists()
    assert browser.post(address, {**pieces, "despite": "on"}).status_code == 302
    assert Shipment.objects.get().lines.get().quantity == 5


def test_what_is_packed_already_is_sent_the_quick_way(browser, order):
    pieces = {f"line-{order.lines.get().pk}": 5, "despite": "on"}
    browser.post(f"/admin/orders/order/{order.pk}/pack/", pieces)

    browser.post(f"/admin/orders/order/move/{order.pk}/", {"move": "ship"})

    assert Shipment.objects.get().state == "shipped"


@pytest.mark.parametrize("action", ["pack", "ship"])
def test_of_many_it_is_left_with_the_reason(browser, order, action):
    ask = browser.post(BULK, {"action": action, "row": [order.pk]})
    sent = {"action": action, "prepared": ask.context["prepared"], "confirmed": "1"}
    told = browser.post(ask.context["post_url"], sent, follow=True).content.decode()

    assert order.number in told
    assert "Lagret i Kalmar" in told
    assert not Shipment.objects.exists()


def test_where_the_shop_sends_itself_nothing_is_asked(browser, order):
    Warehouse.objects.update(run_by="")

    browser.post(f"/admin/orders/order/move/{order.pk}/", {"move": "pack"})

    assert Shipment.objects.get().lines.get().quantity == 5
