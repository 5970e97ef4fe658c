"""What an order was reckoned to stands on it: offers for the whole cart, VAT for each rate, where the goods went."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from commerce.cart import basket
from commerce.customers.organisations import Organisation, VatCheck
from commerce.customers.shopper import Shopper
from commerce.orders import flow
from commerce.orders.models import Order
from commerce.orders.refusals import TotalChanged
from commerce.pricing.offers import Offer, Phase, Terms, put_in_force
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method, details, shopper

NOW = timezone.now()
CODE = Terms(
    name_sv="Ljusrabatt",
    kind="percentage",
    value=Decimal("10.00"),
    code="LJUS",
    is_for_everyone=True,
    is_for_everything=True,
)


def place(cart, total, *, who=None, **said):
    return flow.place(cart.pk, replace(details(total), **said), shopper=who or shopper("konsument"), now=NOW)


def with_code(*lines, code="LJUS"):
    delivery_method()
    cart = cart_with(*lines)
    basket.use_code(cart, code)
    return cart


@pytest.mark.django_db
def test_a_code_cuts_the_lines_and_stands_on_the_order():
    put_in_force("k", [Phase(terms=(CODE,))], now=NOW)

    order = place(with_code((sellable(price="100.00", page=False), 3), code=" ljus "), "319.00")

    line = order.lines.get()
    assert (line.unit_gross, line.discount, line.gross) == (Decimal(100), Decimal("30.00"), Decimal("270.00"))
    assert line.price_source["discounts"][0]["code"] == "LJUS"
    assert (order.codes, order.gross, order.rounding) == (["LJUS"], Decimal("319.00"), "gross per rate")
    assert order.vat_by_rate == [{"rate": "25", "net": "255.20", "vat": "63.80", "gross": "319.00"}]


@pytest.mark.django_db
def test_a_code_that_is_not_there_costs_nothing_and_gives_nothing():
    order = place(with_code((sellable(price="100.00", page=False), 1), code="NEJ"), "149.00")

    assert (order.lines.get().discount, order.codes) == (0, ["NEJ"])


@pytest.mark.django_db
def test_what_was_shown_without_the_code_is_asked_about_again():
    put_in_force("k", [Phase(terms=(CODE,))], now=NOW)
    cart = with_code((sellable(price="100.00", page=False), 1))

    with pytest.raises(TotalChanged) as refused:
        place(cart, "149.00")
    assert (refused.value.seen, refused.value.total) == (Decimal("149.00"), Decimal("139.00"))


@pytest.mark.django_db
def test_a_cancelled_order_gives_its_use_of_an_offer_back():
    put_in_force("k", [Phase(terms=(replace(CODE, max_uses=1),))], now=NOW)
    order = place(with_code((sellable(price="100.00", page=False), 1)), "139.00")
    assert Offer.objects.get().uses == 1

    flow.cancel(order.pk, why="test", now=NOW)
    flow.cancel(order.pk, why="test", now=NOW)
    assert Offer.objects.get().uses == 0


def test_of_ten_at_once_the_first_three_get_the_offer_that_three_may_have(committing_db):
    put_in_force("k", [Phase(terms=(replace(CODE, max_uses=3),))], now=NOW)
    variant = sellable(price="100.00", stock=50, page=False)
    delivery_method()
    carts = [cart_with((variant, 1)) for _number in range(10)]
    for cart in carts:
        basket.use_code(cart, "LJUS")

    results = in_threads(*[partial(place, cart, "139.00") for cart in carts])

    assert sorted(type(one).__name__ for one in results) == ["Order"] * 3 + ["TotalChanged"] * 7
    assert {one.total for one in results if isinstance(one, TotalChanged)} == {Decimal("149.00")}
    assert Offer.objects.get().uses == 3
    assert Order.objects.count() == 3


@pytest.mark.law("L10")
@pytest.mark.django_db
def test_goods_of_several_rates_share_the_delivery():
    delivery_method()
    tea = sellable(price="100.00", page=False, product__tax_class="food")
    order = place(cart_with((tea, 1), (sellable(price="300.00", page=False), 1)), "449.00")

    assert [(one["rate"], one["gross"]) for one in order.vat_by_rate] == [("25", "336.75"), ("6", "112.25")]
    assert order.delivery_vat_rate is None
    assert sum(Decimal(one["vat"]) for one in order.vat_by_rate) == order.vat
    assert sum((line.gross for line in order.lines.all()), order.delivery_gross) == order.gross


@pytest.fixture
def german():
    return Organisation.objects.create(name="Töpferei", vat_number="DE123456789", delivery_country="DE")


def business(organisation):
    return Shopper(level="pro", buyer_type="business", organisation=organisation.pk, at=NOW)


def to_germany():
    return details("0").address | {"country": "DE"}


@pytest.mark.law("L11", "L13")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "answers", "zone", "gross"),
    [
        ("proven valid", ["valid"], "reverse charge", "119.20"),
        ("proven valid, then silence", ["valid", "silent"], "reverse charge", "119.20"),
        ("never answered", ["silent"], "domestic", "149.00"),
        ("proven invalid", ["invalid"], "domestic", "149.00"),
    ],
)
def test_a_business_in_the_union_accounts_for_vat_itself_only_with_a_number_proven_at_the_sale(
    german, case, answers, zone, gross
):
    for hours, answer in enumerate(answers):
        VatCheck.objects.create(
            organisation=german, number=german.vat_number, asked_at=NOW - timedelta(hours=9 - hours), answer=answer
        )
    delivery_method()
    cart = cart_with((sellable(price="100.00", page=False), 1))

    order = place(cart, gross, who=business(german), address=to_germany())

    assert (order.vat_zone, str(order.gross)) == (zone, gross), case
    assert order.vat_number == ("DE123456789" if zone == "reverse charge" else ""), case
    assert order.organisation == german


@pytest.mark.law("L12")
@pytest.mark.django_db
@pytest.mark.parametrize(("uses_oss", "zone", "vat"), [(False, "domestic", "29.80"), (True, "oss:DE", "23.79")])
def test_a_consumer_in_the_union_pays_the_same_and_the_switch_decides_whose_vat(settings, uses_oss, zone, vat):
    settings.SHOP_USES_OSS = uses_oss
    delivery_method()

    order = place(cart_with((sellable(price="100.00", page=False), 1)), "149.00", address=to_germany())

    assert (order.vat_zone, str(order.gross), str(order.vat)) == (zone, "149.00", vat)
