"""Giving goods that are free to orders that wait for them, first come first served. The caller holds the locks."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from commerce import prepared
from commerce.events.log import publish
from commerce.stock.ledger import Kind, Move, record
from commerce.stock.models import Allocation, Stock, StockLevel

FREE_EXPIRED = """
WITH gone AS (
    DELETE FROM stock_reservation WHERE stock_id = ANY(%(variants)s::bigint[]) AND expires_at <= %(now)s::timestamptz
    RETURNING stock_id, holder, quantity
)
INSERT INTO stock_stockmovement (stock_id, kind, on_hand, allocated, reserved, reference, at, why)
SELECT stock_id, 'lapse', 0, 0, -quantity, left(holder::text, 8), %(now)s::timestamptz, '' FROM gone
RETURNING stock_id
"""


def free_expired(variant_ids: Iterable[int], *, now: datetime) -> set[int]:
    """Let go of what was held for carts until now or earlier; orders that wait have it first. Returns the variants."""
    freed = {pk for (pk,) in prepared.rows(FREE_EXPIRED, {"variants": list(variant_ids), "now": now})}
    if freed:
        place_waiting(freed, now=now)
    return freed


def place_waiting(variant_ids: Iterable[int], *, now: datetime) -> None:
    """Put what is free on the shelves aside for the orders that have waited longest, and say so of each order. Safety
    stock stays, and so does what is held for carts."""
    waiting = defaultdict(list)
    for one in Allocation.objects.filter(stock__among=variant_ids, warehouse=None).order_by("created_at", "pk"):
        waiting[one.stock_id].append(one)
    if not waiting:
        return
    stocks = Stock.objects.in_bulk(list(waiting))
    levels = defaultdict(list)
    for level in _levels(waiting):
        levels[level.stock_id].append(level)
    placed: dict[str, int] = defaultdict(int)
    for stock_id, queue in waiting.items():
        room = stocks[stock_id].available + sum(one.quantity for one in queue)
        for one in queue:
            for level in levels[stock_id]:
                quantity = min(one.quantity, level.free, room)
                if quantity > 0:
                    _place(one, level, quantity, now=now)
                    room -= quantity
                    placed[one.reference] += quantity
    for reference, pieces in placed.items():
        publish("stock.placed", f"order:{reference}", {"pieces": pieces}, at=now)


def _levels(stock_ids: Iterable[int]) -> Iterable[StockLevel]:
    found = StockLevel.objects.filter(stock__in=stock_ids, warehouse__is_active=True)
    return found.order_by("stock", "warehouse__rank", "warehouse")


def _place(waiting: Allocation, level: StockLevel, quantity: int, *, now: datetime) -> None:
    moves = [
        Move(level.stock_id, None, allocated=-quantity),
        Move(level.stock_id, level.warehouse_id, allocated=quantity),
    ]
    record(Kind.PLACEMENT, moves, reference=waiting.reference, now=now)
    level.allocated += quantity
    placed, is_new = Allocation.objects.get_or_create(
        stock_id=level.stock_id,
        warehouse_id=level.warehouse_id,
        reference=waiting.reference,
        defaults={"quantity": quantity, "created_at": waiting.created_at},
    )
    if not is_new:
        placed.quantity += quantity
        placed.save(update_fields=["quantity"])
    waiting.quantity -= quantity
    if waiting.quantity:
        waiting.save(update_fields=["quantity"])
    else:
        waiting.delete()
