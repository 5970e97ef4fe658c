import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from commerce.cart.models import Cart
from commerce.orders.models import Order
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.orders import ADDRESS, delivery_method

SAME = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def put(client, sku, quantity=1):
    assert client.post(reverse("cart_add"), {"sku": sku, "quantity": quantity}, **SAME).status_code == 302


def hidden(page):
    return dict(re.findall(r'name="(total_seen|cart_version)" value="([^"]+)"', page))


def filled(client, **fields):
    """What a shopper sends: the form's hidden fields as shown, and the rest filled in."""
    page = client.get(reverse("checkout")).content.decode()
    return {
        "email": "asa@example.se",
        "phone": "070-123 45 67",
        **ADDRESS,
        "delivery": "ombud",
        "payment": "demo",
        "accept_terms": "on",
        **hidden(page),
        **fields,
    }


def send(client, data):
    return client.post(reverse("checkout"), data)


def read(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def shop():
    delivery_method()
    return sellable(sku="LL-1", price="249.00", stock=10, product__name_sv="Kopp Glimma")


@pytest.mark.django_db
@pytest.mark.krav("4.5.1")
def test_a_guest_checks_out_pays_and_gets_a_receipt(client, shop):
    put(client, "LL-1", 2)

    to_provider = send(client, filled(client))
    assert to_provider.status_code == 302
    provider_page = client.get(to_provider.url)
    assert "547 kr" in read(provider_page)
    back = client.post(to_provider.url, {"outcome": "paid"}, follow=True)

    order = Order.objects.get()
    assert back.redirect_chain[-1][0] == reverse("order_confirmation", args=[order.token])
    assert order.state == "confirmed"
    assert order.number in read(back)
    assert "547 kr" in read(back)
    assert client.cookies["cart"].value == ""


@pytest.mark.django_db
@pytest.mark.law("L9")
def test_the_button_says_that_it_costs_money(client, shop):
    put(client, "LL-1")

    page = read(client.get("/en/checkout/"))

    assert re.search(r'<button[^>]*type="submit">Pay now</button>', page)


@pytest.mark.django_db
@pytest.mark.law("L22")
def test_direct_payment_stands_before_credit_and_credit_is_never_preselected(client, shop, django_user_model):
    user = django_user_model.objects.create(email="pro@example.se", level_id="pro")
    client.force_login(user)
    put(client, "LL-1")

    page = read(client.get(reverse("checkout")))

    assert page.index('value="demo"') < page.index('value="invoice"')
    assert re.search(r'value="demo"[^>]*checked', page)
    assert not re.search(r'value="invoice"[^>]*checked', page)


@pytest.mark.django_db
def test_a_guest_is_not_offered_invoice_and_cannot_force_it(client, shop):
    put(client, "LL-1")

    refused = send(client, filled(client, payment="invoice"))

    assert refused.status_code == 422
    assert not Order.objects.exists()


@pytest.mark.django_db
def test_a_pro_buys_on_invoice_at_his_own_price(client, django_user_model):
    delivery_method()
    sellable(sku="LL-1", price="249.00", prices={"pro": [(1, "219.00")]})
    user = django_user_model.objects.create(email="pro@example.se", level_id="pro")
    client.force_login(user)
    put(client, "LL-1")

    receipt = send(client, filled(client, payment="invoice"))

    order = Order.objects.get()
    assert (order.user, order.level, order.gross, order.state) == (user, "pro", Decimal("268.00"), "confirmed")
    assert client.get(receipt.url, follow=True).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "asa", "email"),
        ("email", "", "required"),
        ("phone", "ring mig", "phone number"),
        ("postal_code", "1234", "five digits"),
        ("postal_code", "abcde", "five digits"),
        ("first_name", "", "required"),
        ("first_name", "Å\x00sa", "Null characters"),
        ("address_1", "x" * 200, "120"),
        ("country", "XX", "not one of the available"),
        ("delivery", "drone", "not one of the available"),
        ("payment", "", "required"),
        ("accept_terms", "", "terms of purchase"),
        ("total_seen", "abc", ""),
        ("cart_version", "not-a-cart", ""),
    ],
)
def test_a_mistake_is_told_by_the_field_and_nothing_typed_is_lost(client, shop, field, value, words):
    put(client, "LL-1")

    answer = client.post("/en/checkout/", filled(client, **{field: value}))

    page = read(answer)
    assert answer.status_code == 422
    assert words in page
    assert "Storgatan 1" in page or field == "address_1"
    assert not Order.objects.exists()
    assert Cart.objects.count() == 1


@pytest.mark.django_db
def test_a_postal_code_is_taken_as_people_write_it(client, shop):
    put(client, "LL-1")

    send(client, filled(client, postal_code="SE-39351"))

    assert Order.objects.get().addresses.get().postal_code == "393 51"


@pytest.mark.django_db
def test_a_changed_price_is_shown_and_asked_about_again(client, shop):
    put(client, "LL-1")
    data = filled(client)
    Price.objects.update(amount=Decimal("299.00"))

    asked = send(client, data)

    assert asked.status_code == 409
    assert "298 kr" in read(asked)
    assert "348 kr" in read(asked)
    assert not Order.objects.exists()

    send(client, data | hidden(asked.content.decode()))
    assert Order.objects.get().gross == Decimal("348.00")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Stock.objects.update(on_hand=0),
        lambda: Price.objects.all().delete(),
        lambda: type(Stock.objects.get().variant.product).objects.update(is_on_sale=False),
    ],
    ids=["sold out", "without a price", "taken down"],
)
def test_what_went_while_the_form_was_filled_in_leads_back_to_the_cart(client, shop, spoil):
    put(client, "LL-1")
    data = filled(client)
    spoil()

    answer = send(client, data)

    assert (answer.status_code, answer.url) == (302, reverse("cart"))
    assert not Order.objects.exists()
    assert "Kopp Glimma" in read(client.get(answer.url))


@pytest.mark.django_db
def test_the_second_click_gets_the_same_order(client, shop):
    put(client, "LL-1")
    data = filled(client)

    first, second = send(client, data), send(client, data)

    assert Order.objects.count() == 1
    assert second.status_code == 302
    assert second.url.split("/")[1:3] == first.url.split("/")[1:3]


@pytest.mark.django_db
def test_a_stolen_form_cannot_order_another_users_cart(client, shop, django_user_model):
    owner = django_user_model.objects.create(email="owner@example.se")
    put(client, "LL-1")
    data = filled(client)
    Cart.objects.update(user=owner)

    send(client, data)

    assert not Order.objects.exists()
    assert Cart.objects.count() == 1


@pytest.mark.django_db
def test_the_receipt_is_found_when_the_session_is_gone(client, shop):
    put(client, "LL-1")
    to_provider = send(client, filled(client))
    client.cookies.clear()

    back = client.post(to_provider.url, {"outcome": "paid"}, follow=True)

    assert Order.objects.get().number in read(back)


@pytest.mark.django_db
def test_after_a_declined_payment_it_can_be_tried_again_or_put_back_in_the_cart(client, shop):
    put(client, "LL-1", 2)
    to_provider = send(client, filled(client))

    declined = client.post(to_provider.url, {"outcome": "declined"}, follow=True)
    order = Order.objects.get()
    assert declined.redirect_chain[-1][0] == reverse("order_unpaid", args=[order.token])

    again = client.post(reverse("order_unpaid", args=[order.token]), {"payment": "demo"})
    assert again.status_code == 302
    client.post(again.url, {"outcome": "cancelled"})
    client.post(reverse("order_give_up", args=[order.token]))

    order.refresh_from_db()
    assert order.state == "cancelled"
    assert Stock.objects.get().allocated == 0
    assert "Kopp Glimma" in read(client.get(reverse("cart")))
    assert Cart.objects.get().lines.get().quantity == 2


@pytest.mark.django_db
def test_strangers_addresses_are_not_found_and_the_log_says_so(client, caplog):
    names = ("order_confirmation", "order_unpaid", "order_returned", "order_give_up", "withdraw_order", "return")
    for name in names:
        url = reverse(name, args=["00000000-0000-4000-8000-000000000000"])
        answer = client.post(url) if name == "order_give_up" else client.get(url)
        assert answer.status_code == 404, name
        assert caplog.records[-1].getMessage() == f"Not Found: {url}"
    assert client.get(reverse("payment_demo", args=["forged:key"])).status_code == 404
    assert len(caplog.records) == len(names) + 1


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["1.00", "0", "-249.00", "248.99"])
def test_a_total_that_somebody_has_written_in_buys_nothing(client, shop, written):
    put(client, "LL-1")

    answer = send(client, {**filled(client), "total_seen": written, "unit_gross": "1.00", "gross": "1.00"})

    assert answer.status_code == 409
    assert not Order.objects.exists()
    assert Cart.objects.get().lines.count() == 1


@pytest.mark.django_db
def test_an_empty_cart_has_nothing_to_check_out(client):
    assert client.get(reverse("checkout")).status_code == 200
    assert client.post(reverse("checkout"), {}).status_code in (200, 422)


@pytest.mark.django_db
def test_checkout_takes_a_token_against_forgery(shop):
    client = Client(enforce_csrf_checks=True)
    put(client, "LL-1")

    assert send(client, filled(client)).status_code == 403
    assert not Order.objects.exists()


@pytest.mark.krav("4.11.4")
def test_twenty_clicks_at_once_make_one_order(committing_db, client):
    delivery_method()
    sellable(sku="LL-1", price="249.00", stock=100)
    put(client, "LL-1")
    data = filled(client)
    cart = client.cookies["cart"].value

    def click():
        own = type(client)()
        own.cookies["cart"] = cart
        return send(own, data).status_code

    assert in_threads(*[click] * 20) == [302] * 20
    assert Order.objects.count() == 1
    assert Stock.objects.get().allocated == 1
