from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.pricing.intake import PriceRow, take_in_prices
from commerce.pricing.models import Price, PriceList
from tests.factories.catalogue import VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.2")]

NOW = timezone.now()
LATER = NOW + timedelta(days=2)


def row(amount="249", **changes):
    return PriceRow(**({"sku": "KOPP", "amount": Decimal(amount)} | changes))


def prices():
    found = Price.objects.order_by("price_list__code", "min_quantity", "valid_from")
    return [(p.price_list.code, p.min_quantity, str(p.amount), p.valid_from, p.valid_until) for p in found]


def test_new_prices_are_in_force_from_now_on():
    VariantFactory(sku="KOPP")

    report = take_in_prices([row(), row("199.995", price_list="pro", min_quantity=10)], now=NOW)

    assert len(report.new) == 2
    assert prices() == [("bas", 1, "249.00", NOW, None), ("pro", 10, "200.00", NOW, None)]


def test_the_same_amount_again_writes_nothing():
    VariantFactory(sku="KOPP")
    take_in_prices([row()], now=NOW)

    report = take_in_prices([row("249.00")], now=LATER)

    assert (report.new, report.changed, report.refused) == ([], [], [])
    assert prices() == [("bas", 1, "249.00", NOW, None)]


def test_a_changed_price_ends_the_old_and_keeps_it():
    VariantFactory(sku="KOPP")
    take_in_prices([row()], now=NOW)

    report = take_in_prices([row("199")], now=LATER)

    assert [old for _row, old in report.changed] == [Decimal("249.00")]
    assert prices() == [("bas", 1, "249.00", NOW, LATER), ("bas", 1, "199.00", LATER, None)]


def test_a_price_changed_twice_in_the_same_moment_leaves_one():
    VariantFactory(sku="KOPP")
    take_in_prices([row()], now=NOW)

    take_in_prices([row("199")], now=NOW)

    assert prices() == [("bas", 1, "199.00", NOW, None)]


def test_a_price_that_begins_later_is_left_alone():
    variant = VariantFactory(sku="KOPP")
    take_in_prices([row()], now=NOW)
    Price.objects.update(valid_until=LATER)
    planned = Price.objects.create(
        price_list=Price.objects.get().price_list, variant=variant, amount=99, valid_from=LATER
    )

    take_in_prices([row("199"), row("149", min_quantity=10)], now=NOW + timedelta(hours=1))

    planned.refresh_from_db()
    assert (planned.amount, planned.valid_from, planned.valid_until) == (99, LATER, None)
    changed = Price.objects.get(amount=199)
    assert (changed.valid_from, changed.valid_until) == (NOW + timedelta(hours=1), LATER)


def test_a_new_price_ends_where_the_planned_one_begins():
    variant = VariantFactory(sku="KOPP")
    base = PriceList.objects.get(code="bas")
    Price.objects.create(price_list=base, variant=variant, amount=99, valid_from=LATER)

    take_in_prices([row("199")], now=NOW)

    assert prices() == [("bas", 1, "199.00", NOW, LATER), ("bas", 1, "99.00", LATER, None)]


@pytest.mark.parametrize(
    ("case", "bad"),
    [
        ("unknown article", row(sku="SAKNAS")),
        ("unknown price list", row(price_list="guld")),
        ("below zero", row("-1")),
        ("not a number", row("NaN")),
        ("too large", row("10000000000")),
        ("from no pieces", row(min_quantity=0)),
        ("named twice", row("1")),
    ],
)
def test_a_bad_row_is_refused_and_stops_no_other(case, bad):
    VariantFactory(sku="KOPP")

    report = take_in_prices([row(), bad], now=NOW)

    assert [refused for refused, _reason in report.refused] == [bad]
    assert prices() == [("bas", 1, "249.00", NOW, None)]
