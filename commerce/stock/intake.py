"""Taking in what there is of each article, counted somewhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from commerce import prepared
from commerce.bulk import copy_in
from commerce.catalogue.models import Variant
from commerce.stock.count import fewest
from commerce.stock.ledger import Kind, Move, record
from commerce.stock.models import Stock, Warehouse
from commerce.stock.placing import place_waiting
from commerce.stock.reserve import hold

LARGEST_QUANTITY = 2_000_000_000
FIGURES = """
SELECT s.variant_id, l.on_hand, COALESCE(l.allocated, 0), s.on_hand, s.allocated, s.backorder_limit
FROM stock_stock s
LEFT JOIN stock_stocklevel l ON l.stock_id = s.variant_id AND l.warehouse_id = %(warehouse)s::bigint
WHERE s.variant_id = ANY(%(variants)s::bigint[])
"""


class Figures(NamedTuple):
    """What there is of a variant in one warehouse, None where there has never been any, and in all of them."""

    here: int | None
    allocated_here: int
    on_hand: int
    allocated: int
    backorder_limit: int


@dataclass(slots=True)
class StockReport:
    """By SKU: which have a figure for the first time, which had another, what each had before, why it was refused."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    before: dict[str, int | None] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def take_in_stock(
    on_hand: Mapping[str, int],
    *,
    only_new: bool = False,
    variants: Mapping[str, int] | None = None,
    warehouse: Warehouse | None = None,
    reference: str = "",
    by: int | None = None,
    now: datetime,
) -> StockReport:
    """Set what is on hand of each SKU in a warehouse, the first unless one is named; what orders have claimed stays
    claimed. Locks the stock rows in SKU order.

    A figure under what orders have claimed, or for an SKU that does not exist, is refused and stops no other. With
    `only_new` a variant that has a stock figure keeps it. Figures that are right already write nothing. `variants` are
    the keys of the SKUs, for those who know them already.
    """
    report = StockReport()
    if variants is None:
        variants = dict(Variant.objects.filter(sku__among=on_hand).values_list("sku", "pk"))
    warehouse = warehouse or Warehouse.in_use()[0]
    standing = _figures(hold([variants[sku] for sku in on_hand if sku in variants]), warehouse)
    empty, opened, adjusted = [], [], []
    for sku, quantity in on_hand.items():
        pk = variants.get(sku, 0)
        figures = standing.get(pk)
        report.before[sku] = figures and figures.here
        if fault := _fault(sku, quantity, variants, figures):
            report.refused[sku] = fault
        elif figures is None:
            if quantity:
                opened.append(Move(pk, warehouse.pk, on_hand=quantity))
            else:
                empty.append((pk,))
            report.new.append(sku)
        elif (figures.here or 0) != quantity and not only_new:
            adjusted.append(Move(pk, warehouse.pk, on_hand=quantity - (figures.here or 0)))
            report.changed.append(sku)
    if empty:
        copy_in(Stock, ("variant_id",), empty)
    record(Kind.OPENING, opened, reference=reference, by=by, now=now)
    record(Kind.ADJUSTMENT, adjusted, reference=reference, by=by, now=now)
    if adjusted:
        place_waiting([move.stock_id for move in adjusted], now=now)
    return report


def _figures(variant_ids: list[int], warehouse: Warehouse) -> dict[int, Figures]:
    found = prepared.rows_of_many(FIGURES, {"warehouse": warehouse.pk, "variants": variant_ids})
    return {pk: Figures(*figures) for pk, *figures in found}


def _fault(sku: str, quantity: int, variants: Mapping[str, int], figures: Figures | None) -> str:
    if sku not in variants:
        return _("There is no article %(sku)s.") % {"sku": sku}
    if not 0 <= quantity <= LARGEST_QUANTITY:
        return _("%(quantity)s pieces of %(sku)s cannot be.") % {"quantity": quantity, "sku": sku}
    if figures is None:
        return ""
    here, allocated_here, in_all, allocated, backorder_limit = figures
    least = fewest(allocated_here, allocated, backorder_limit, elsewhere=in_all - (here or 0))
    if quantity < least:
        return _("Orders have claimed %(allocated)s of %(sku)s, so %(quantity)s cannot be on hand.") % {
            "allocated": least,
            "quantity": quantity,
            "sku": sku,
        }
    return ""
