from datetime import UTC, datetime
from decimal import Decimal

import pytest

from commerce.catalogue.models import TaxClass
from commerce.pricing import vat
from commerce.pricing.vat import rate

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.law("L10")
@pytest.mark.parametrize(
    ("case", "tax_class", "at", "percent"),
    [
        ("standard", "standard", datetime(2026, 11, 24, tzinfo=UTC), 25),
        ("food the last minute of March, Swedish time", "food", datetime(2026, 3, 31, 21, 59, tzinfo=UTC), 12),
        ("food the first minute of April, Swedish time", "food", datetime(2026, 3, 31, 22, 0, tzinfo=UTC), 6),
        ("food the last minute of 2027", "food", datetime(2027, 12, 31, 22, 59, tzinfo=UTC), 6),
        ("food the first minute of 2028", "food", datetime(2027, 12, 31, 23, 0, tzinfo=UTC), 12),
        ("books", "low", datetime(2026, 11, 24, tzinfo=UTC), 6),
        ("hotels and the like", "reduced", datetime(2026, 11, 24, tzinfo=UTC), 12),
        ("none", "zero", datetime(2026, 11, 24, tzinfo=UTC), 0),
    ],
)
def test_the_rate_is_that_of_the_swedish_day(case, tax_class, at, percent):
    assert rate(tax_class, at) == Decimal(percent), case


def test_an_unknown_tax_class_is_an_error():
    with pytest.raises(ValueError, match="luxury"):
        rate("luxury", datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.law("L11", "L12", "L13")
@pytest.mark.parametrize(
    ("case", "country", "buyer_type", "has_valid_number", "uses_oss", "expected", "percent"),
    [
        ("at home", "SE", "consumer", False, False, "domestic", 25),
        ("a business at home", "SE", "business", True, True, "domestic", 25),
        ("a business in the Union with a valid number", "DE", "business", True, False, "reverse charge", 0),
        ("its number is not proven", "DE", "business", False, False, "domestic", 25),
        ("its number is not proven, with the one-stop scheme", "DE", "business", False, True, "oss:DE", 19),
        ("a number is nothing to a consumer", "DE", "consumer", True, False, "domestic", 25),
        ("a consumer in the Union, below the limit", "FI", "consumer", False, False, "domestic", 25),
        ("a consumer in the Union, with the one-stop scheme", "FI", "consumer", False, True, "oss:FI", Decimal("25.5")),
    ],
)
def test_where_the_goods_go_decides_the_vat(case, country, buyer_type, has_valid_number, uses_oss, expected, percent):
    found = vat.zone(country=country, buyer_type=buyer_type, has_valid_number=has_valid_number, uses_oss=uses_oss)

    assert found == expected, case
    assert vat.charged(found, TaxClass.STANDARD, NOW) == percent, case


def test_what_has_no_vat_at_home_has_none_abroad():
    assert vat.charged("oss:DE", TaxClass.ZERO, NOW) == 0
