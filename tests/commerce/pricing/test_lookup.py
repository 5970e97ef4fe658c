from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import quotes, tiers
from commerce.pricing.models import PriceList
from tests.factories.catalogue import PriceFactory, VariantFactory, sellable

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def shopper(level="konsument", **fields):
    return Shopper(level=level, at=fields.pop("at", NOW), **fields)


def unit(variant, quantity=1, **who):
    answer = quotes({variant.pk: quantity}, shopper=shopper(**who)).get(variant.pk)
    return answer and answer.unit_gross


@pytest.mark.krav("4.1.2")
def test_each_level_meets_its_own_prices():
    variant = sellable(price="249", prices={"user": [(1, "239")], "pro": [(1, "219"), (10, "199")]}, page=False)

    assert unit(variant) == Decimal("249")
    assert unit(variant, level="user") == Decimal("239")
    assert unit(variant, level="pro") == Decimal("219")
    assert unit(variant, 10, level="pro") == Decimal("199")
    assert unit(variant, 10, level="premium") == Decimal("249")


def test_a_list_without_audience_is_for_nobody():
    variant = VariantFactory()
    nobody = PriceList.objects.create(code="nobody", name="Nobody")
    PriceFactory(variant=variant, price_list=nobody, amount=Decimal(1))

    for level in ("konsument", "user", "pro", "premium"):
        assert unit(variant, level=level) is None


def test_another_currency_is_another_price():
    variant = sellable(price="249", page=False)

    assert unit(variant, currency="EUR") is None


def test_validity_is_half_open():
    variant = VariantFactory()
    PriceFactory(variant=variant, amount=Decimal(90), valid_from=NOW, valid_until=NOW + timedelta(hours=1))

    assert unit(variant, at=NOW - timedelta(microseconds=1)) is None
    assert unit(variant, at=NOW) == Decimal(90)
    assert unit(variant, at=NOW + timedelta(minutes=59)) == Decimal(90)
    assert unit(variant, at=NOW + timedelta(hours=1)) is None


def test_any_number_of_variants_takes_one_query(django_assert_num_queries):
    variants = [sellable(price="100", prices={"pro": [(1, "90")]}, page=False) for _ in range(30)]

    with django_assert_num_queries(1):
        answers = quotes({variant.pk: 1 for variant in variants}, shopper=shopper("pro"))

    assert len(answers) == 30


def test_tiers_are_the_steps_where_the_price_falls():
    variant = sellable(price="249", prices={"pro": [(1, "219"), (5, "219"), (10, "199")]}, page=False)

    assert [(q, a.unit_gross) for q, a in tiers([variant.pk], shopper=shopper("pro"))[variant.pk]] == [
        (1, Decimal(219)),
        (10, Decimal(199)),
    ]
    assert [q for q, _ in tiers([variant.pk], shopper=shopper())[variant.pk]] == [1]
