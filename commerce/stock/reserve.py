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


def release(quantities: Mapping[int, int] | None = None, *, reference: str) -> None:
    """Give back what an order had claimed, all of it or some. All of it runs twice without harm.

    Raises ValueError when more is given back than is claimed: the caller counts under the order's lock.
    """
    _settle(reference, quantities, leaves=False)


def ship(quantities: Mapping[int, int] | None = None, *, reference: str) -> None:
    """What an order had claimed has left the shelf, all of it or some. All of it runs twice without harm.

    Raises ValueError when more leaves than is claimed: the caller counts under the order's lock.
    """
    _settle(reference, quantities, leaves=True)


def put_back(quantities: Mapping[int, int]) -> None:
    """Goods that had left are on the shelf again. Call inside the return's transaction, which counts them once."""
    stocks = lock(quantities)
    for variant_id, stock in stocks.items():
        stock.on_hand += quantities[variant_id]
    Stock.objects.bulk_update(list(stocks.values()), ["on_hand"])


def lock_claimed(*, reference: str) -> None:
    """Lock the stock that an order has claimed, for one who goes on to lock the order."""
    lock(Allocation.objects.filter(reference=reference).values_list("stock_id", flat=True))


def _settle(reference: str, quantities: Mapping[int, int] | None = None, *, leaves: bool) -> None:
    lock_claimed(reference=reference)
    # Read under the locks: another call may have settled the order in between.
    claimed = {one.stock_id: one for one in Allocation.objects.filter(reference=reference)}
    settled = {pk: one.quantity for pk, one in claimed.items()} if quantities is None else quantities
    stocks = lock(settled)
    for variant_id, quantity in settled.items():
        if variant_id not in claimed or claimed[variant_id].quantity < quantity:
            raise ValueError(f"{reference} has not claimed {quantity} of variant {variant_id}")
        stocks[variant_id].allocated -= quantity
        stocks[variant_id].on_hand -= quantity if leaves else 0
        claimed[variant_id].quantity -= quantity
    Stock.objects.bulk_update(list(stocks.values()), ["allocated", "on_hand"])
    gone = [one for one in claimed.values() if not one.quantity]
    Allocation.objects.filter(pk__in=[one.pk for one in gone]).delete()
    Allocation.objects.bulk_update([claimed[pk] for pk in settled if claimed[pk].quantity], ["quantity"])


def lock(variant_ids: Iterable[int]) -> dict[int, Stock]:
    """The stock of the variants, locked in SKU order."""
    names = ("variant_id", "on_hand", "allocated", "low_from")
    return {
        row[0]: Stock.from_db("default", names, row) for row in prepared.rows(LOCK, {"variants": list(variant_ids)})
    }
