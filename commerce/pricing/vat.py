"""Swedish VAT rates by tax class and day (ML 2023:200; food by prop. 2025/26:55). Rates are percent."""

from datetime import date, datetime, time
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


def rate_in_sql(column: str, at: datetime) -> str:
    """The same as an expression: the rate at an instant of the tax class in a column."""
    cases = " ".join(f"WHEN '{tax_class}' THEN {rate(tax_class, at)}" for tax_class in RATES)
    return f"(CASE {column} {cases} END)"


def changes_of_rate() -> list[datetime]:
    """The instants at which a rate becomes another: midnight, Swedish time."""
    days = {day for steps in RATES.values() for day, _rate in steps if day != date.min}
    return [datetime.combine(day, time.min, tzinfo=SWEDEN) for day in sorted(days)]
