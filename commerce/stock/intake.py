"""Taking in what there is of each article, counted somewhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.bulk import copy_in
from commerce.catalogue.models import Variant
from commerce.stock.models import Stock
from commerce.stock.reserve import lock

LARGEST_QUANTITY = 2_147_483_647


@dataclass(slots=True)
class StockReport:
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def take_in_stock(
    on_hand: Mapping[str, int], *, only_new: bool = False, variants: Mapping[str, int] | None = None
) -> StockReport:
    """Set what is on hand of each SKU; what orders have claimed stays claimed. Locks the stock rows in SKU order.

    A figure under what orders have claimed, or for an SKU that does not exist, is refused and stops no other. With
    `only_new` a variant that has a stock figure keeps it. Figures that are right already write nothing. `variants` are
    the keys of the SKUs, for those who know them already.
    """
    report = StockReport()
    if variants is None:
        variants = dict(Variant.objects.filter(sku__among=on_hand).values_list("sku", "pk"))
    known = lock([variants[sku] for sku in on_hand if sku in variants])
    new, changed = [], []
    for sku, quantity in on_hand.items():
        stock = known.get(variants.get(sku, 0))
        if fault := _fault(sku, quantity, variants, stock):
            report.refused[sku] = fault
        elif stock is None:
            new.append((variants[sku], quantity))
            report.new.append(sku)
        elif stock.on_hand != quantity and not only_new:
            stock.on_hand = quantity
            changed.append(stock)
            report.changed.append(sku)
    if new:
        copy_in(Stock, ("variant_id", "on_hand"), new)
    Stock.objects.bulk_update(changed, ["on_hand"], batch_size=1000)
    return report


def _fault(sku: str, quantity: int, variants: Mapping[str, int], stock: Stock | None) -> str:
    if sku not in variants:
        return _("There is no article %(sku)s.") % {"sku": sku}
    if not 0 <= quantity <= LARGEST_QUANTITY:
        return _("%(quantity)s pieces of %(sku)s cannot be.") % {"quantity": quantity, "sku": sku}
    if stock and quantity < stock.allocated:
        return _("Orders have claimed %(allocated)s of %(sku)s, so %(quantity)s cannot be on hand.") % {
            "allocated": stock.allocated,
            "quantity": quantity,
            "sku": sku,
        }
    return ""
