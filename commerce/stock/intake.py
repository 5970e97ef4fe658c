"""Taking in what there is of each article, counted somewhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.bulk import copy_in
from commerce.catalogue.models import Variant
from commerce.stock.count import least, levels_in
from commerce.stock.ledger import Kind, Move, record
from commerce.stock.models import Stock, StockLevel, Warehouse
from commerce.stock.placing import place_waiting
from commerce.stock.reserve import lock

LARGEST_QUANTITY = 2_000_000_000


@dataclass(slots=True)
class StockReport:
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
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
    known = lock([variants[sku] for sku in on_hand if sku in variants])
    warehouse = warehouse or Warehouse.in_use()[0]
    levels = levels_in(warehouse, known)
    new, moves = [], []
    for sku, quantity in on_hand.items():
        pk = variants.get(sku, 0)
        if fault := _fault(sku, quantity, variants, known.get(pk), levels.get(pk)):
            report.refused[sku] = fault
        elif pk not in known:
            new.append((pk,))
            moves.append(Move(pk, warehouse.pk, on_hand=quantity))
            report.new.append(sku)
        elif levels[pk].on_hand != quantity and not only_new:
            moves.append(Move(pk, warehouse.pk, on_hand=quantity - levels[pk].on_hand))
            report.changed.append(sku)
    if new:
        copy_in(Stock, ("variant_id",), new)
    moved = [move for move in moves if move.on_hand]
    record(Kind.OPENING, [move for move in moved if move.stock_id not in known], reference=reference, by=by, now=now)
    record(Kind.ADJUSTMENT, [move for move in moved if move.stock_id in known], reference=reference, by=by, now=now)
    place_waiting([move.stock_id for move in moved if move.stock_id in known], now=now)
    return report


def _fault(sku: str, quantity: int, variants: Mapping[str, int], stock: Stock | None, level: StockLevel | None) -> str:
    if sku not in variants:
        return _("There is no article %(sku)s.") % {"sku": sku}
    if not 0 <= quantity <= LARGEST_QUANTITY:
        return _("%(quantity)s pieces of %(sku)s cannot be.") % {"quantity": quantity, "sku": sku}
    if stock and level and quantity < (fewest := least(stock, level)):
        return _("Orders have claimed %(allocated)s of %(sku)s, so %(quantity)s cannot be on hand.") % {
            "allocated": fewest,
            "quantity": quantity,
            "sku": sku,
        }
    return ""
