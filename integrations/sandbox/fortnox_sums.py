"""What Fortnox makes of rows: the total and the VAT of a document. Assumed: VAT is reckoned for each rate."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

ORE, KRONA, ZERO = Decimal("0.01"), Decimal(1), Decimal(0)
Thing = dict[str, Any]


def exact(value: Any) -> Decimal:
    """A number of JSON, or one that stands in a text, as it was written."""
    return Decimal(str(value or 0))


def of(rows: Sequence[Thing], *, is_gross: bool, is_taxed: bool, rounds_off: bool) -> Thing:
    """`is_gross`: VATIncluded. `rounds_off`: the company has its invoices in whole kronor."""
    by_rate: dict[Decimal, Decimal] = defaultdict(Decimal)
    for row in rows:
        by_rate[exact(row.get("VAT")) if is_taxed else ZERO] += row_total(row)
    vat = {rate: _vat(amount, rate, is_gross=is_gross) for rate, amount in by_rate.items()}
    whole = sum(by_rate.values(), ZERO)
    gross = whole if is_gross else whole + sum(vat.values(), ZERO)
    total = _to(KRONA, gross) if rounds_off else _to(ORE, gross)
    return {
        "Net": float(_to(ORE, gross - sum(vat.values(), ZERO))),
        "TotalVAT": float(sum(vat.values(), ZERO)),
        "Gross": float(_to(ORE, gross)),
        "RoundOff": float(total - _to(ORE, gross)),
        "Total": float(total),
        "TotalToPay": float(total),
    }


def row_total(row: Thing) -> Decimal:
    quantity = exact(row.get("DeliveredQuantity", row.get("OrderedQuantity")))
    whole, off = exact(row.get("Price")) * quantity, exact(row.get("Discount"))
    if row.get("DiscountType") == "PERCENT":
        return whole * (100 - off) / 100
    return whole - (off if quantity >= 0 else -off)


def _vat(amount: Decimal, rate: Decimal, *, is_gross: bool) -> Decimal:
    return _to(ORE, amount * rate / (100 + rate) if is_gross else amount * rate / 100)


def _to(step: Decimal, amount: Decimal) -> Decimal:
    return amount.quantize(step, rounding=ROUND_HALF_UP)
