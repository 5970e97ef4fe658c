"""When prices change by themselves, so that nothing that shows them is kept past that instant."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from commerce.pricing import upcoming
from commerce.pricing.vat import SWEDEN
from tests.factories.catalogue import PriceFactory, sellable

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
FOOD_AGAIN = datetime(2028, 1, 1, tzinfo=SWEDEN)  # the food rate's next day


def test_without_planned_prices_it_is_the_next_vat_rate():
    assert upcoming.next_change(after=NOW) == FOOD_AGAIN
    assert upcoming.next_change(after=FOOD_AGAIN) is None


def test_the_nearest_beginning_or_end_of_any_price():
    variant = sellable(page=False)
    price = {"variant": variant, "amount": Decimal(1)}
    PriceFactory(**price, min_quantity=2, valid_from=NOW + timedelta(hours=5))
    PriceFactory(**price, min_quantity=2, valid_from=NOW - timedelta(days=5), valid_until=NOW + timedelta(hours=3))
    PriceFactory(**price, min_quantity=3, valid_from=NOW - timedelta(hours=1))

    assert upcoming.next_change(after=NOW) == NOW + timedelta(hours=3)
    assert upcoming.next_change(after=NOW + timedelta(hours=3)) == NOW + timedelta(hours=5)


def test_what_is_known_is_forgotten_with_the_next_change_of_the_catalogue():
    variant = sellable(page=False)
    assert upcoming.next_change(after=NOW) == FOOD_AGAIN

    PriceFactory(variant=variant, amount=Decimal(1), min_quantity=2, valid_from=NOW + timedelta(minutes=1))

    assert upcoming.next_change(after=NOW) == NOW + timedelta(minutes=1)


def test_a_look_at_a_later_day_leaves_what_holds_today_as_it_was():
    PriceFactory(valid_from=NOW + timedelta(hours=3))

    assert upcoming.next_change(after=NOW + timedelta(days=2)) == FOOD_AGAIN
    assert upcoming.next_change(after=NOW) == NOW + timedelta(hours=3)
