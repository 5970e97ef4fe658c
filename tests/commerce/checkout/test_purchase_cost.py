"""What a guest's purchase asks of the database: the same for one line as for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commerce.cart import basket
from commerce.cart.models import Cart
from commerce.orders import flow
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method, details, shopper


def asked(call, *arguments, **named):
    """The statements of a call, without those that begin and end a transaction."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        call(*arguments, **named)
    return [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]


@pytest.mark.django_db
@pytest.mark.parametrize(("lines", "total"), [(1, "149.00"), (3, "349.00")])
def test_an_order_takes_ten_statements_however_many_its_lines(lines, total):
    variants = [sellable(price="100.00", sku=f"A{place}", page=False) for place in range(lines)]
    delivery_method()
    cart = cart_with(*[(variant, 1) for variant in variants])

    spent = asked(flow.place, cart.pk, details(total), shopper=shopper("konsument"), now=timezone.now())

    assert len(spent) == 10, spent


@pytest.mark.django_db
@pytest.mark.parametrize(("case", "who", "statements"), [("nobody", {}, 3), ("a shopper", {"shopper": shopper()}, 4)])
def test_adding_to_a_cart_takes_three_statements_and_one_for_the_price_that_is_seen(case, who, statements):
    variant = sellable(sku="A", stock=10, page=False)
    cart = Cart.objects.create()

    spent = asked(basket.add, cart, variant.sku, 1, **who)

    assert len(spent) == statements, (case, spent)
