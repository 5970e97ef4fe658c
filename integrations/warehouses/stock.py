"""What warehouses say of their stock, taken in: docs/teknik/lager-wms.md works an example.

A figure says nothing of an order that was acknowledged after it was asked for, so it is held against those that were
acknowledged before. Whoever calls has taken in what the warehouse says about orders in between: what it has sent or
cancelled then counts as known to it no longer. Every doubt makes us sell less, never more.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from commerce.catalogue.models import Variant
from commerce.events.log import publish
from commerce.stock.models import Warehouse
from commerce.stock.reported import Known, take_report
from commerce.stock.reserve import lock
from integrations.warehouses.models import WarehouseOrder as Part
from integrations.warehouses.models import WarehouseOrderLine as Row
from integrations.warehouses.models import WarehouseStock


def take_figures(
    warehouse: Warehouse,
    sellable: Mapping[str, int],
    *,
    asked_at: datetime,
    knows: Q | None = None,
    reference: str = "",
    now: datetime,
) -> tuple[int, list[str]]:
    """Take in how many can be sold of each SKU, as it was when it was asked for. Older news than we have is left.

    `knows` says which parts the figures know of, where that is told; else it is those acknowledged before. Returns how
    many figures were another than before, and the SKUs that nobody here knows.
    """
    knows = Q(acknowledged_at__lt=asked_at) if knows is None else knows
    parts = Part.objects.filter(warehouse=warehouse, state__in=Part.OPEN)
    known = parts.filter(knows).exclude(problem=Part.Problem.UNCLEAR)
    variants = dict(Variant.objects.filter(sku__in=sellable).values_list("sku", "pk"))
    with transaction.atomic():
        lock(variants.values())
        before = {
            row.variant_id: row
            for row in WarehouseStock.objects.filter(warehouse=warehouse, variant__in=variants.values())
        }
        told = {
            pk: sellable[sku] for sku, pk in variants.items() if pk not in before or before[pk].asked_at <= asked_at
        }
        missing = take_report(
            warehouse,
            told,
            known=lambda stocks: _known(known, stocks),
            reference=reference,
            now=now,
        )
        moving = _under_way(parts, known, told)
        changed = 0
        for pk, count in told.items():
            row = WarehouseStock(warehouse=warehouse, variant_id=pk, sellable=count, asked_at=asked_at)
            row.is_sure = pk not in moving
            row.missing = missing.get(pk, 0) if row.is_sure else 0
            changed += _keep(row, before.get(pk), now=now)
    return changed, sorted(sellable.keys() - variants.keys())


def _known(parts: QuerySet[Part], variants: Collection[int]) -> Known:
    """By variant and order number, the pieces that the figures know of and that have not been sent."""
    found: dict[int, dict[str, int]] = {}
    rows = Row.objects.filter(part__in=parts, variant__in=variants, acknowledged__gt=F("sent"))
    for variant, number, count in rows.values_list("variant_id", "part__order__number", F("acknowledged") - F("sent")):
        of_variant = found.setdefault(variant, {})
        of_variant[number] = of_variant.get(number, 0) + count
    return found


def _under_way(parts: QuerySet[Part], known: QuerySet[Part], variants: Collection[int]) -> set[int]:
    """Variants of which nobody can say whether the figure knows of an order: it was being told of at the time."""
    rows = Row.objects.filter(part__in=parts, variant__in=variants)
    doubt = ~Q(part__in=known) | ~Q(asked=F("acknowledged"))
    return set(rows.filter(doubt).values_list("variant_id", flat=True))


def _keep(row: WarehouseStock, before: WarehouseStock | None, *, now: datetime) -> bool:
    """Remember what was said. News that more has been sold than there is is told as an event of the article."""
    if row.missing and (before is None or before.missing != row.missing):
        sku = Variant.objects.values_list("sku", flat=True).get(pk=row.variant_id)
        told = {"warehouse": row.warehouse.code, "sellable": row.sellable, "missing": row.missing}
        publish("stock.missing", f"variant:{sku}", told, at=now)
    row.pk = before.pk if before else None
    row.save()
    return before is None or (before.sellable, before.missing) != (row.sellable, row.missing)


def unsure(warehouse: Warehouse) -> list[str]:
    """SKUs whose figure is to be asked for again, although it may not change there."""
    rows = WarehouseStock.objects.filter(warehouse=warehouse, is_sure=False)
    return list(rows.order_by("pk").values_list("variant__sku", flat=True))
