"""Buying an earlier order again: what can still be had goes in the cart, the rest is told of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commerce.cart.models import Cart, CartLine
from commerce.cart.wanted import add_what_can_be, look
from commerce.orders import flow
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, logged_in
from tests.factories.orders import cart_with, delivery_method, details, shopper

pytestmark = [pytest.mark.krav("4.1.2")]


def ordered(user, *lines, total):
    delivery_method()
    return flow.place(
        cart_with(*lines, user=user).pk,
        details(total),
        shopper=shopper("user"),
        user_id=user.pk,
        now=timezone.now(),
    )


def in_cart(user):
    return dict(CartLine.objects.filter(cart__user=user).values_list("variant__sku", "quantity"))


def read(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.django_db
def test_what_can_be_bought_is_put_in_the_cart_and_the_rest_is_told_of():
    user = UserFactory()
    names = ["whole", "scarce", "gone", "closed"]
    articles = {name: sellable(sku=name.upper(), product__name_sv=f"Skål {name}", stock=5) for name in names}
    order = ordered(user, *[(article, 2) for article in articles.values()], total="849.00")
    Stock.objects.filter(variant=articles["scarce"]).update(on_hand=3)  # two of them are the order's own
    Stock.objects.filter(variant=articles["gone"]).update(on_hand=2)
    type(articles["closed"]).objects.filter(pk=articles["closed"].pk).update(is_active=False)
    browser = logged_in(user)

    page = read(browser.post(reverse("order_again", args=[order.token]), follow=True))

    assert in_cart(user) == {"WHOLE": 2, "SCARCE": 1}
    assert "3 stycken lades i varukorgen." in page
    assert "Skål scarce (SCARCE): 1 av 2 fanns att få." in page
    assert "Skål gone (GONE) är slut" in page
    assert "Skål closed (CLOSED) säljs inte längre." in page


@pytest.mark.django_db
def test_twice_is_twice_as_many_and_at_todays_price():
    user = UserFactory()
    order = ordered(user, (sellable(sku="A", price="100.00", page=False), 2), total="249.00")
    Price.objects.update(amount="80.00")
    browser = logged_in(user)

    for _ in range(2):
        browser.post(reverse("order_again", args=[order.token]))

    line = CartLine.objects.get()
    assert (line.quantity, line.seen_gross) == (4, 80)


@pytest.mark.django_db
def test_the_order_of_another_is_not_found_and_a_guest_is_asked_to_log_in(client):
    order = ordered(UserFactory(), (sellable(page=False), 1), total="149.00")
    address = reverse("order_again", args=[order.token])

    assert logged_in(UserFactory()).post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert logged_in(order.user).get(address).status_code == 405
    assert not CartLine.objects.exists()


@pytest.mark.django_db
def test_the_order_page_offers_it_to_its_buyer_alone(client):
    order = ordered(UserFactory(), (sellable(page=False), 1), total="149.00")
    flow.pay(order.payments.get().pk, reference="p", amount=order.gross, now=timezone.now())
    page = reverse("order_confirmation", args=[order.token])

    assert "Köp igen" in read(logged_in(order.user).get(page))
    assert reverse("order_again", args=[order.token]) in read(logged_in(order.user).get(reverse("account_orders")))
    assert "Köp igen" not in read(client.get(page))
    assert "Köp igen" not in read(logged_in(UserFactory()).get(page))


@pytest.mark.django_db
def test_many_rows_cost_as_many_queries_as_one():
    skus = [sellable(sku=f"A-{place}", page=False).sku for place in range(20)]
    asked = []
    for rows in ([(skus[0], 1)], [(sku, 1) for sku in skus]):
        with CaptureQueriesContext(connection) as queries:
            add_what_can_be(Cart.objects.create(), rows, shopper=shopper())
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 9


@pytest.mark.django_db
def test_the_tier_is_that_of_what_the_cart_would_hold():
    variant = sellable(sku="A", stock=50, page=False, prices={"pro": [(1, "90.00"), (10, "80.00")]})
    cart = cart_with((variant, 6))

    [alone] = look([("A", 4)], shopper=shopper("pro"))
    [beside] = look([("a", 1), ("A", 3)], shopper=shopper("pro"), cart=cart)

    assert (alone.quote.unit_gross, beside.quote.unit_gross) == (90, 80)
    assert (beside.sku, beside.quantity, beside.available, beside.problem) == ("A", 4, 44, "")


def test_two_at_once_put_both_in(committing_db):
    variant = sellable(sku="A", stock=50, page=False)
    cart = Cart.objects.create()

    in_threads(*[lambda: add_what_can_be(cart, [("A", 2)], shopper=shopper())] * 5)

    assert CartLine.objects.get(variant=variant).quantity == 10
