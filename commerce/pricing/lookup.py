"""Every price candidate for many variants, in one query. Lists, pages, cart, checkout and order all come through here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import Q

from commerce.customers.shopper import Shopper
from commerce.pricing.models import Price, PriceList
from commerce.pricing.quote import Candidate, Quote, quote
from commerce.pricing.vat import rate


def candidates(variant_ids: Iterable[int], *, shopper: Shopper) -> dict[int, tuple[Decimal, list[Candidate]]]:
    """VAT rate and price candidates by variant: in force at `shopper.at`, on a list for the shopper's level or all."""
    rows = Price.objects.filter(
        Q(price_list__level=shopper.level) | Q(price_list__is_for_everyone=True),
        Q(valid_from=None) | Q(valid_from__lte=shopper.at),
        Q(valid_until=None) | Q(valid_until__gt=shopper.at),
        variant__in=list(variant_ids),
        price_list__currency=shopper.currency,
    ).values_list(
        "variant_id",
        "id",
        "price_list__code",
        "price_list__level_id",
        "price_list__level__name",
        "price_list__basis",
        "min_quantity",
        "amount",
        "variant__product__tax_class",
    )
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
