"""Taking in prices. A changed price ends the old one and begins a new, so that what it was can be told afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commerce.bulk import copy_in
from commerce.catalogue.models import Variant
from commerce.money import to_ore
from commerce.pricing.models import Price, PriceList

BASE = "bas"
LARGEST_AMOUNT = Decimal("9999999999.99")
Key = tuple[int, int, int]  # variant, price list, from quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """An amount on a price list, including VAT or not as the list says."""

    sku: str
    amount: Decimal
    price_list: str = BASE
    min_quantity: int = 1


@dataclass(slots=True)
class PriceReport:
    new: list[PriceRow] = field(default_factory=list)
    changed: list[tuple[PriceRow, Decimal]] = field(default_factory=list)
    refused: list[tuple[PriceRow, str]] = field(default_factory=list)


@transaction.atomic
def take_in_prices(
    rows: Sequence[PriceRow], *, now: datetime, variants: Mapping[str, int] | None = None
) -> PriceReport:
    """Put the amounts in force from `now`. Prices that no row names stay, also those that begin later.

    A row for an unknown SKU or price list is refused and stops no other; an amount that is in force writes nothing.
    `variants` are the keys of the SKUs, for those who know them already.
    """
    report = PriceReport()
    if variants is None:
        variants = dict(Variant.objects.filter(sku__among={row.sku for row in rows}).values_list("sku", "pk"))
    lists = dict(PriceList.objects.filter(code__in={row.price_list for row in rows}).values_list("code", "pk"))
    standing = _standing(variants.values(), lists.values(), now)
    planned = _planned(variants.values(), lists.values(), now)
    ended: list[Price] = []
    begun: list[tuple] = []
    seen: set[Key] = set()
    for row in rows:
        key = (variants.get(row.sku, 0), lists.get(row.price_list, 0), row.min_quantity)
        if fault := _fault(row, key, seen):
            report.refused.append((row, fault))
            continue
        seen.add(key)
        amount = to_ore(row.amount)
        old = standing.get(key)
        if old is None:
            report.new.append(row)
            begun.append((*key, amount, now, planned.get(key)))
        elif old.amount != amount:
            report.changed.append((row, old.amount))
            begun.append((*key, amount, now, old.valid_until))
            old.valid_until = now
            ended.append(old)
    _write(ended, begun)
    return report


def hold_prices(variant_ids: Iterable[int]) -> None:
    """Lock the prices of the variants, in the order of their keys. Why: `commerce.catalogue.hold`."""
    rows = Price.objects.filter(variant_id__among=variant_ids).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _standing(variants, lists, now: datetime) -> dict[Key, Price]:
    """The price in force of each variant, list and quantity: there is at most one, a constraint holds it."""
    in_force = Price.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=now),
        Q(valid_until=None) | Q(valid_until__gt=now),
        variant_id__among=variants,
        price_list_id__among=lists,
    )
    return {
        (price.variant_id, price.price_list_id, price.min_quantity): price
        for price in in_force.order_by("pk").select_for_update(no_key=True)
    }


def _planned(variants, lists, now: datetime) -> dict[Key, datetime]:
    """When the next price of each variant, list and quantity begins: what begins now ends there."""
    coming = Price.objects.filter(valid_from__gt=now, variant_id__among=variants, price_list_id__among=lists)
    begins = coming.order_by("-valid_from").values_list("variant_id", "price_list_id", "min_quantity", "valid_from")
    return {(variant, price_list, quantity): instant for variant, price_list, quantity, instant in begins if instant}


def _fault(row: PriceRow, key: Key, seen: set[Key]) -> str:
    variant, price_list, _quantity = key
    if not variant:
        return _("There is no article %(sku)s.") % {"sku": row.sku}
    if not price_list:
        return _("There is no price list %(code)s.") % {"code": row.price_list}
    if key in seen:
        return _("The price of %(sku)s is named twice.") % {"sku": row.sku}
    if not row.amount.is_finite() or not 0 <= row.amount <= LARGEST_AMOUNT or row.min_quantity < 1:
        return _("%(amount)s is not a price.") % {"amount": row.amount}
    return ""


def _write(ended: list[Price], begun: list[tuple]) -> None:
    """A price that began at this very moment never was in force, and goes."""
    moment = [price.pk for price in ended if price.valid_from == price.valid_until]
    Price.objects.filter(pk__in=moment).delete()
    Price.objects.bulk_update([price for price in ended if price.pk not in moment], ["valid_until"], batch_size=1000)
    if begun:
        names = ("variant_id", "price_list_id", "min_quantity", "amount", "valid_from", "valid_until")
        copy_in(Price, names, begun)
