import pytest

from commerce.events.versions import current
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from tests.factories.catalogue import sellable

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
