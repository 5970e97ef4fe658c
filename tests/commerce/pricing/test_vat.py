from datetime import UTC, datetime
from decimal import Decimal

import pytest

from commerce.pricing.vat import rate


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
