import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.events.versions import current
from commerce.pricing.models import Price
from commerce.stock.holding import hold
from commerce.stock.models import Stock
from commerce.stock.reserve import allocate
from tests.factories.catalogue import StockFactory, sellable

pytestmark = pytest.mark.django_db


def bumped(variant, act):
    """How many times the product's own version moved."""
    tag = f"product:{variant.product_id}"
    before = current([tag])[tag]
    act()
    return current([tag])[tag] - before


@pytest.mark.parametrize(
    ("case", "on_hand", "shown_anew"),
    [
        ("plenty stays plenty", 19, False),
        ("few left", 3, True),
        ("sold out", 0, True),
    ],
)
def test_a_page_is_old_when_its_stock_word_is(case, on_hand, shown_anew):
    variant = sellable(stock=20, page=False)

    moved = bumped(variant, lambda: Stock.objects.update(on_hand=on_hand))

    assert bool(moved) is shown_anew, case


def test_the_figure_of_the_last_few_is_followed():
    variant = sellable(stock=3, page=False)

    assert bumped(variant, lambda: Stock.objects.update(allocated=1)) == 1


def test_every_way_of_changing_a_price_is_noticed():
    variant = sellable(page=False)
    price = Price.objects.get()

    assert bumped(variant, lambda: Price.objects.update(amount=1)) == 1
    assert (
        bumped(
            variant,
            lambda: Price.objects.bulk_create(
                [Price(price_list=price.price_list, variant=variant, min_quantity=5, amount=1)]
            ),
        )
        == 1
    )
    assert bumped(variant, lambda: Price.objects.filter(min_quantity=5).delete()) == 1


def test_another_products_page_is_left_alone():
    variant, other = sellable(page=False), sellable(page=False)

    assert bumped(other, lambda: Price.objects.filter(variant=variant).update(amount=1)) == 0


@pytest.mark.parametrize(
    ("case", "before", "change", "shown_anew"),
    [
        ("safety takes the last", {"on_hand": 2}, {"safety": 2}, True),
        ("safety takes of plenty", {"on_hand": 20}, {"safety": 2}, False),
        ("may be ordered before it has come", {"on_hand": 0}, {"backorder_limit": 5}, True),
        ("is expected another day", {"on_hand": 0, "backorder_limit": 5}, {"expected_on": "2030-01-01"}, True),
        ("nobody is told the day", {"on_hand": 0}, {"expected_on": "2030-01-01"}, False),
    ],
)
def test_a_page_follows_all_that_its_stock_word_is_made_of(case, before, change, shown_anew):
    variant = StockFactory(**before).variant

    moved = bumped(variant, lambda: Stock.objects.update(**change))

    assert bool(moved) is shown_anew, case


def test_an_order_of_what_its_own_cart_held_leaves_the_pages_alone():
    """What can be bought is the same before and after."""
    variant, cart = StockFactory(on_hand=3).variant, uuid.uuid4()
    now = timezone.now()
    hold(cart, {variant.pk: 2}, until=now + timedelta(minutes=15), now=now)

    assert bumped(variant, lambda: allocate({variant.pk: 2}, reference="1", holder=cart, now=now)) == 0
