"""Every price candidate for many variants, in one query. Lists, pages, cart, checkout and order all come here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection

from commerce.customers.shopper import Shopper
from commerce.pricing.models import PriceList
from commerce.pricing.quote import Candidate, Quote, quote
from commerce.pricing.vat import rate

# Written out, since every page and every cart line asks it: through models it took four times as long.
STATEMENT = """
SELECT a.variant_id, a.id, t.code, t.level_id, l.name, t.basis, a.min_quantity, a.amount, p.tax_class
FROM pricing_price a
JOIN pricing_pricelist t ON t.id = a.price_list_id
LEFT JOIN customers_level l ON l.code = t.level_id
JOIN catalogue_variant v ON v.id = a.variant_id
JOIN catalogue_product p ON p.id = v.product_id
WHERE a.variant_id = ANY(%(variants)s)
  AND t.currency = %(currency)s
  AND (t.is_for_everyone OR t.level_id = %(level)s)
  AND (a.valid_from IS NULL OR a.valid_from <= %(at)s)
  AND (a.valid_until IS NULL OR a.valid_until > %(at)s)
"""


def candidates(variant_ids: Iterable[int], *, shopper: Shopper) -> dict[int, tuple[Decimal, list[Candidate]]]:
    """VAT rate and price candidates by variant: in force at `shopper.at`, on a list for the shopper's level or all."""
    wanted = list(variant_ids)
    if not wanted:
        return {}
    values: dict[str, Any] = {
        "variants": wanted,
        "currency": shopper.currency,
        "level": shopper.level,
        "at": shopper.at,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        rows = cursor.fetchall()
    found: dict[int, tuple[Decimal, list[Candidate]]] = {}
    rates: dict[str, Decimal] = {}
    for variant_id, price_id, code, level, level_name, basis, min_quantity, amount, tax_class in rows:
        if variant_id not in found:
            if tax_class not in rates:
                rates[tax_class] = rate(tax_class, shopper.at)
            found[variant_id] = (rates[tax_class], [])
        found[variant_id][1].append(
            Candidate(
                variant_id=variant_id,
                price_id=price_id,
                list_code=code,
                level=level,
                level_name=level_name,
                is_net=basis == PriceList.Basis.NET,
                min_quantity=min_quantity,
                amount=amount,
            )
        )
    return found


def quotes(wanted: Mapping[int, int], *, shopper: Shopper) -> dict[int, Quote]:
    """Quote each variant in its quantity. One without a price for this shopper is left out: it is not for sale."""
    found = candidates(wanted, shopper=shopper)
    priced = {}
    for variant_id, (percent, prices) in found.items():
        answer = quote(variant_id, wanted[variant_id], prices, rate=percent)
        if answer is not None:
            priced[variant_id] = answer
    return priced


def tiers(variant_ids: Iterable[int], *, shopper: Shopper) -> dict[int, list[tuple[int, Quote]]]:
    """For each variant the quantities from which its price falls, with the quote there; the first is that of one."""
    steps: dict[int, list[tuple[int, Quote]]] = defaultdict(list)
    for variant_id, (percent, prices) in candidates(variant_ids, shopper=shopper).items():
        for quantity in sorted({1, *(candidate.min_quantity for candidate in prices)}):
            answer = quote(variant_id, quantity, prices, rate=percent)
            if answer and (not steps[variant_id] or answer.unit_gross < steps[variant_id][-1][1].unit_gross):
                steps[variant_id].append((quantity, answer))
    return dict(steps)
