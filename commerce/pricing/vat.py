"""VAT: the rate of a sale, by tax class, day and where the goods go (ML 2023:200; food by prop. 2025/26:55).

Rates are percent. A sale is *domestic* unless the goods go to another country of the Union: then a business whose VAT
number was valid at the sale accounts for it itself (*reverse charge*, ML 10 kap. 42-43 §§), and a consumer pays the VAT
of his own country once the shop is in the one-stop scheme (*oss*, a switch in the settings). A number that could not
be checked is not proof: VAT is charged (L13).
"""

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


DOMESTIC, REVERSE_CHARGE, OSS = "domestic", "reverse charge", "oss:"  # an OSS zone names its country: oss:DE
HOME = "SE"

# Standard rates of the other countries of the Union (Commission, "VAT rates applied in the Member States", 2026). Every
# tax class is charged at it until the owner has had the reduced ones looked at: too much can be repaid.
UNION = {
    "AT": Decimal(20),
    "BE": Decimal(21),
    "BG": Decimal(20),
    "CY": Decimal(19),
    "CZ": Decimal(21),
    "DE": Decimal(19),
    "DK": Decimal(25),
    "EE": Decimal(24),
    "ES": Decimal(21),
    "FI": Decimal("25.5"),
    "FR": Decimal(20),
    "GR": Decimal(24),
    "HR": Decimal(25),
    "HU": Decimal(27),
    "IE": Decimal(23),
    "IT": Decimal(22),
    "LT": Decimal(21),
    "LU": Decimal(17),
    "LV": Decimal(21),
    "MT": Decimal(18),
    "NL": Decimal(21),
    "PL": Decimal(23),
    "PT": Decimal(23),
    "RO": Decimal(21),
    "SI": Decimal(22),
    "SK": Decimal(23),
}


def zone(*, country: str, buyer_type: str, has_valid_number: bool, uses_oss: bool) -> str:
    """Which VAT a sale of goods sent to `country` has. `has_valid_number`: proven at the sale, for another country."""
    if country not in UNION:
        return DOMESTIC
    if buyer_type == "business" and has_valid_number:
        return REVERSE_CHARGE
    return OSS + country if uses_oss else DOMESTIC


def charged(zone: str, tax_class: str, at: datetime) -> Decimal:
    """The rate that a sale in a zone is charged. KeyError for an unknown class or country."""
    if zone == DOMESTIC:
        return rate(tax_class, at)
    if zone == REVERSE_CHARGE or tax_class == TaxClass.ZERO:
        return Decimal(0)
    return UNION[zone.removeprefix(OSS)]
