"""The cart of a preview is its own, and nothing is ordered in it."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.preview.cart import NAME as PREVIEW_CART
from commerce.cart.models import Cart, CartLine
from commerce.orders.models import Order
from tests.factories.preview import ADD, CART, CUP, address_of, cup_to_look_at, link, looking, price, text

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def cup():
    return cup_to_look_at()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/kassa/"),
        ("post", "/kassa/"),
        ("get", "/konto/"),
        ("get", "/konto/login/"),
        ("post", "/konto/login/"),
        ("post", "/konto/signup/"),
        ("post", CUP),
        ("put", CUP),
    ],
)
def test_nothing_is_ordered_or_changed_in_a_preview(cup, method, path):
    browser = looking(level="pro")

    answer = getattr(browser, method)(path, {}, **OURS) if method != "put" else browser.put(path, **OURS)

    assert answer.status_code == 403, path
    assert "går det inte att beställa" in answer.content.decode()
    assert Order.objects.count() == 0


def test_the_cart_of_a_preview_is_its_own(cup):
    browser = Client()
    browser.post(ADD, {"sku": "LL-1", "quantity": 1}, **OURS)
    own = browser.cookies["cart"].value
    browser.get(address_of(link(level="pro")))

    browser.post(ADD, {"sku": "LL-1", "quantity": 3}, **OURS)

    shown = text(browser, CART)
    assert price(657) in shown
    assert 'value="3"' in shown
    assert browser.cookies["cart"].value == own
    assert (Cart.objects.count(), CartLine.objects.get().quantity) == (1, 1)
    browser.get("/forhandsvisa/lamna/")
    assert price(249) in text(browser, CART)
    assert browser.cookies[PREVIEW_CART].value == ""


def test_a_cart_is_changed_and_emptied_in_a_preview(cup):
    browser = looking(level="pro")
    browser.post(ADD, {"sku": "LL-1", "quantity": 3}, **OURS)
    line = browser.get(CART).context["lines"][0].id

    browser.post("/varukorg/andra/", {"line": line, "quantity": 2}, **OURS)
    assert price(438) in text(browser, CART)
    refused = browser.post("/varukorg/andra/", {"line": line, "quantity": 99}, **OURS)
    assert refused.status_code == 422
    assert "tom" not in text(browser, CART)
    browser.post("/varukorg/ta-bort/", {"line": line}, **OURS)

    assert browser.get(CART).context["count"] == 0
    assert Cart.objects.count() == 0


def test_a_code_is_kept_with_the_cart_of_a_preview(cup):
    browser = looking()
    browser.post(ADD, {"sku": "LL-1", "quantity": 1}, **OURS)

    browser.post(reverse("cart_code"), {"code": "vinter"}, **OURS)

    assert "VINTER" in text(browser, CART)
    assert Cart.objects.count() == 0


def test_another_site_cannot_fill_the_cart_of_a_preview(cup):
    browser = looking()

    answer = browser.post(ADD, {"sku": "LL-1", "quantity": 3}, HTTP_SEC_FETCH_SITE="cross-site")

    assert answer.status_code == 403
    assert browser.get(CART).context["count"] == 0
