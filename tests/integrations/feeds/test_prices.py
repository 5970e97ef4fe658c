"""Product feeds: the price is true for whoever asks, and what is crossed out is lawful."""

from datetime import UTC
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import timezone

from commerce.catalogue.models import Product, Variant
from commerce.pricing.ledger import because
from commerce.pricing.models import Price
from commerce.pricing.offers import Phase, Terms, put_in_force
from tests.factories.customers import UserFactory
from tests.integrations.feeds.reading import DAY, SALE, get, items

pytestmark = pytest.mark.krav("4.6.2")


@pytest.mark.law("L6")
@pytest.mark.parametrize(
    ("amount", "unit", "measure", "base"),
    [
        ("250", "ml", "250 ml", "1 l"),
        ("1.5", "kg", "1.5 kg", "1 kg"),
        ("1000", "g", "1000 g", "1 kg"),
        ("2.4", "m2", "2.4 sqm", "1 sqm"),
        ("6", "st", "6 ct", "1 ct"),
    ],
)
def test_readers_are_told_what_to_reckon_the_unit_price_from(cup, client, amount, unit, measure, base):
    Variant.objects.update(content_amount=Decimal(amount), content_unit=unit)

    told = items(client)["LL-1"]

    assert (told["unit_pricing_measure"], told["unit_pricing_base_measure"]) == (measure, base)


@pytest.mark.law("L1")
def test_a_reduction_is_told_with_its_prior_price_and_its_interval(cup, client):
    now = timezone.now()
    put_in_force("k", [Phase(terms=(SALE,), until=now + 5 * DAY)], now=now)

    told = items(client)["LL-1"]
    assert (told["price"], told["sale_price"]) == ("249.00 SEK", "199.20 SEK")
    begins, ends = now.astimezone(UTC), (now + 5 * DAY).astimezone(UTC)
    assert told["sale_price_effective_date"] == f"{begins:%Y-%m-%dT%H:%MZ}/{ends:%Y-%m-%dT%H:%MZ}"


@pytest.mark.law("L1")
def test_the_price_that_is_crossed_out_is_the_lowest_of_the_30_days_before(cup, client):
    now = timezone.now()
    because("", now=now - 10 * DAY)
    Price.objects.filter(price_list__code="bas", min_quantity=1).update(amount=Decimal(300))
    because("", now=now)
    put_in_force("k", [Phase(terms=(SALE,))], now=now)

    told = items(client)["LL-1"]
    assert (told["price"], told["sale_price"]) == ("249.00 SEK", "240.00 SEK")
    assert "sale_price_effective_date" not in told  # it has no end that is known


@pytest.mark.law("L2")
def test_of_perishable_goods_the_price_just_before_is_crossed_out(cup, client):
    now = timezone.now()
    Product.objects.update(is_perishable=True)
    because("", now=now - 10 * DAY)
    Price.objects.filter(price_list__code="bas", min_quantity=1).update(amount=Decimal(300))
    because("", now=now)
    put_in_force("k", [Phase(terms=(SALE,))], now=now)

    told = items(client)["LL-1"]
    assert (told["price"], told["sale_price"]) == ("300.00 SEK", "240.00 SEK")


@pytest.mark.law("L3")
@pytest.mark.parametrize(
    ("case", "changes", "price"),
    [
        ("not announced", {"is_announced": False}, "199.20 SEK"),
        ("with a code", {"code": "LJUS"}, "249.00 SEK"),
        ("for one level", {"is_for_everyone": False, "levels": ("premium",)}, "249.00 SEK"),
        ("above a sum", {"minimum_sum": Decimal(500)}, "249.00 SEK"),
        ("in another currency", {"currency": "EUR"}, "249.00 SEK"),
    ],
)
def test_what_is_no_announced_reduction_for_everyone_is_told_as_none(cup, client, case, changes, price):
    terms = Terms(**{**{name: getattr(SALE, name) for name in Terms.__dataclass_fields__}, **changes})
    put_in_force("k", [Phase(terms=(terms,))], now=timezone.now())

    told = items(client)["LL-1"]
    assert (told["price"], "sale_price" in told) == (price, False), case


def test_whoever_asks_is_told_what_anybody_pays(cup, client):
    client.force_login(UserFactory(level_id="premium"), backend=settings.AUTHENTICATION_BACKENDS[0])

    response, body = get(client)

    assert items(client)["LL-1"]["price"] == "249.00 SEK"
    assert b"123.45" not in body
    assert b"187.65" not in body
    assert not response.cookies
