"""Setting stock aside for orders. The locks on stock are here and nowhere else, always taken in SKU order."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from commerce import prepared
from commerce.stock.models import Allocation, Stock

LOCK = """
SELECT s.variant_id, s.on_hand, s.allocated, s.low_from
FROM stock_stock s JOIN catalogue_variant v ON v.id = s.variant_id
WHERE s.variant_id = ANY(%(variants)s::bigint[]) ORDER BY v.sku FOR UPDATE OF s
"""
BIND = """
WITH wanted AS (SELECT * FROM unnest(%(variants)s::bigint[], %(quantities)s::integer[]) AS w (variant_id, quantity)),
bound AS (
    INSERT INTO stock_allocation (stock_id, reference, quantity, created_at)
    SELECT variant_id, %(reference)s::text, quantity, %(now)s::timestamptz FROM wanted
)
UPDATE stock_stock s SET allocated = s.allocated + w.quantity FROM wanted w WHERE s.variant_id = w.variant_id
RETURNING s.variant_id
"""


class OutOfStock(Exception):
    """Names every short line: `short` maps variant id to what is available of it (0 or more)."""

    def __init__(self, short: dict[int, int]):
        super().__init__(f"short of {short}")
        self.short = short


def allocate(quantities: Mapping[int, int], *, reference: str, now: datetime) -> None:
    """Bind stock to an order, all lines or none, or raise OutOfStock. Call inside the order's transaction."""
    stocks = lock(quantities)
    short = {
        variant_id: stocks[variant_id].available if variant_id in stocks else 0
        for variant_id, quantity in quantities.items()
        if variant_id not in stocks or stocks[variant_id].available < quantity
    }
    if short:
        raise OutOfStock(short)
    values = {
        "variants": list(quantities),
        "quantities": list(quantities.values()),
        "reference": reference,
        "now": now,
    }
    prepared.rows(BIND, values)


def release(*, reference: str) -> None:
    """Give back what an order had claimed. Runs twice without harm."""
    _settle(reference, leaves=False)


def ship(*, reference: str) -> None:
    """What an order had claimed has left the shelf. Runs twice without harm."""
    _settle(reference, leaves=True)


def _settle(reference: str, *, leaves: bool) -> None:
    claimed = dict(Allocation.objects.filter(reference=reference).values_list("stock_id", "quantity"))
    stocks = lock(claimed)
    # Read again under the locks: another call may have settled the order in between.
    claimed = dict(Allocation.objects.filter(reference=reference).values_list("stock_id", "quantity"))
    for variant_id, quantity in claimed.items():
        stocks[variant_id].allocated -= quantity
        stocks[variant_id].on_hand -= quantity if leaves else 0
    Stock.objects.bulk_update([stocks[variant_id] for variant_id in claimed], ["allocated", "on_hand"])
    Allocation.objects.filter(reference=reference).delete()


def lock(variant_ids: Iterable[int]) -> dict[int, Stock]:
    """The stock of the variants, locked in SKU order."""
    names = ("variant_id", "on_hand", "allocated", "low_from")
    return {
        row[0]: Stock.from_db("default", names, row) for row in prepared.rows(LOCK, {"variants": list(variant_ids)})
    }
