"""A shopper buys what has not come yet: told so on every page, and never sold more of it than he was told."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from cms.pages.product import ProductPage
from commerce.orders import flow
from commerce.orders.models import Order
from commerce.stock import incoming
from commerce.stock.models import IncomingStock, Reservation, Stock, Warehouse
from commerce.stock.reserve import allocate
from integrations import outbox
from tests.factories.catalogue import sellable
from tests.factories.orders import ADDRESS, delivery_method

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]
SAME = {"HTTP_SEC_FETCH_SITE": "same-origin"}
WHEN = "12 december 2030"


@pytest.fixture
def cup():
    """One on the shelf, five more may be sold, ten are on their way."""
    delivery_method()
    variant = sellable(sku="LL-1", price="249.00", stock=1, product__name_sv="Kopp Glimma")
    Stock.objects.update(backorder_limit=5)
    IncomingStock.objects.create(
        stock=variant.stock, warehouse=Warehouse.in_use()[0], quantity=10, expected_on="2030-12-12"
    )
    incoming.expect([variant.pk], today=timezone.localdate())
    return variant


def put(client, quantity):
    return client.post("/varukorg/lagg-till/", {"sku": "LL-1", "quantity": quantity}, **SAME)


def filled(page):
    hidden = dict(re.findall(r'name="(total_seen|later_seen|cart_version)" value="([^"]+)"', page))
    chosen = {"delivery": "ombud", "payment": "demo", "accept_terms": "on"}
    return {"email": "asa@example.se", "phone": "070-123 45 67", **ADDRESS, **chosen, **hidden}


def read(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_what_comes_later_is_told_from_the_page_to_the_mail_and_sent_when_it_has_come(client, cup):
    assert put(client, 3).status_code == 302
    cart, checkout = read(client.get("/varukorg/")), read(client.get("/kassa/"))
    said = f"1 i lager, 2 är beställningsvara och beräknas i lager {WHEN}"
    assert said in cart
    assert said in checkout
    assert "De som finns i lager är reserverade åt dig till" in checkout
    assert Reservation.objects.get().quantity == 1

    provider = client.post("/kassa/", filled(checkout))
    receipt = client.post(provider.url, {"outcome": "paid"}, follow=True)
    assert f"2 är beställningsvara och beräknas i lager {WHEN}" in read(receipt)
    assert "Resten följer när det har kommit." in read(receipt)
    outbox.route_events(now=timezone.now())
    outbox.deliver_due()
    assert f"2 är beställningsvara och beräknas i lager {WHEN}" in mail.outbox[0].body

    order = Order.objects.get()
    flow.ship(order.pk, now=timezone.now())
    incoming.receive(IncomingStock.objects.get().pk, 10, now=timezone.now())
    order = flow.ship(order.pk, now=timezone.now())

    assert (order.state, order.fulfilment) == ("completed", "shipped")
    assert Stock.objects.values_list("on_hand", "allocated", "reserved").get() == (8, 0, 0)


def test_the_page_says_when_it_comes_and_does_not_promise_it_before(client, cup):
    allocate({cup.pk: 1}, reference="another", now=timezone.now())

    page = read(client.get(ProductPage.objects.get().url))

    assert f"Beställningsvara, beräknas i lager {WHEN}" in page
    assert "https://schema.org/BackOrder" in page
    assert "Lägg i varukorgen" in page


def test_goods_that_run_out_in_checkout_are_not_sold_as_a_back_order_unasked(client, cup):
    """The reservation had run out, and somebody else took the last."""
    put(client, 1)
    seen = filled(read(client.get("/kassa/")))
    Reservation.objects.update(expires_at=timezone.now())
    allocate({cup.pk: 1}, reference="another", now=timezone.now())

    asked = client.post("/kassa/", seen)
    assert asked.status_code == 409
    assert "Några av varorna har tagit slut i lagret" in read(asked)
    assert f"Beställningsvara, beräknas i lager {WHEN}" in read(asked)
    assert not Order.objects.exists()

    assert client.post("/kassa/", filled(read(asked))).status_code == 302
    assert Order.objects.get().lines.get().later == 1


def test_more_than_may_be_sold_before_it_has_come_is_not_put_in_the_cart(client, cup):
    assert put(client, 7).status_code == 422
    assert put(client, 6).status_code == 302
