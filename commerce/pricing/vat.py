"""Swedish VAT rates by tax class and day (ML 2023:200; food by prop. 2025/26:55). Rates are percent."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from commerce.catalogue.models import TaxClass

SWEDEN = ZoneInfo("Europe/Stockholm")

# tax class -> (first day in force, rate), newest first
RATES = {
    TaxClass.STANDARD: [(date.min, Decimal(25))],
    TaxClass.FOOD: [(date(2028, 1, 1), Decimal(12)), (date(2026, 4, 1), Decimal(6)), (date.min, Decimal(12))],
    TaxClass.REDUCED: [(date.min, Decimal(12))],
    TaxClass.LOW: [(date.min, Decimal(6))],
    TaxClass.ZERO: [(date.min, Decimal(0))],
}


def rate(tax_class: str, at: datetime) -> Decimal:
    """The rate in force for a tax class at an instant, by the Swedish calendar day. KeyError for an unknown class."""
    day = at.astimezone(SWEDEN).date()
    return next(percent for first_day, percent in RATES[TaxClass(tax_class)] if first_day <= day)
