"""An order that its shopper gives up: what was in it is in the cart again, divided as it was."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.cart.models import Cart
from tests.factories.catalogue import sellable
from tests.factories.customers import logged_in
from tests.factories.division import divided_cart, place_divided
from tests.factories.orders import delivery_method

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4")]


@pytest.fixture
def order():
    delivery_method()
    cup = sellable(price="100.00", sku="KOPP", page=False, stock=9)
    dish = sellable(price="50.00", sku="FAT", page=False, stock=9)
    return place_divided(divided_cart({cup: 2}, {cup: 1, dish: 1}), "448.00", now=timezone.now())


def given_up(order):
    """The cart that its shopper has afterwards."""
    logged_in(order.user).post(reverse("order_give_up", args=[order.token]))
    return Cart.objects.get(user=order.user)


def divided(cart):
    cities = {str(one.pk): one.city for one in cart.user.addresses.all()}
    skus = {str(line.variant_id): line.variant.sku for line in cart.lines.select_related("variant")}
    return [
        (cities[one["to"]], {skus[variant]: count for variant, count in one["pieces"].items()})
        for one in cart.division or []
    ]


def test_the_goods_go_back_to_the_addresses_that_they_were_for(order):
    cart = given_up(order)

    assert dict(cart.lines.values_list("variant__sku", "quantity")) == {"KOPP": 3, "FAT": 1}
    assert divided(cart) == [("Ort 1", {"KOPP": 2}), ("Ort 2", {"KOPP": 1, "FAT": 1})]
    order.refresh_from_db()
    assert order.state == "cancelled"


def test_an_address_that_he_no_longer_keeps_leaves_the_goods_undivided(order):
    order.user.addresses.filter(city="Ort 2").delete()

    cart = given_up(order)

    assert dict(cart.lines.values_list("variant__sku", "quantity")) == {"KOPP": 3, "FAT": 1}
    assert divided(cart) == []


def test_what_he_has_put_in_the_cart_meanwhile_goes_to_the_first_address(order):
    lamp = sellable(price="10.00", sku="LAMPA", page=False, stock=9)
    Cart.objects.create(user=order.user).lines.create(variant=lamp, quantity=2)

    cart = given_up(order)

    assert divided(cart) == [("Ort 1", {"KOPP": 2, "LAMPA": 2}), ("Ort 2", {"KOPP": 1, "FAT": 1})]
