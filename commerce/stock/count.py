"""Correcting the stock by hand after a count."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from commerce.events.log import publish
from commerce.stock.ledger import Kind, Move, record
from commerce.stock.models import Stock, StockLevel, Warehouse
from commerce.stock.placing import place_waiting
from commerce.stock.reserve import lock


class CountedMeanwhile(Exception):
    """The figure is another than the one that was on screen. `on_hand` is what it is now."""

    def __init__(self, on_hand: int):
        super().__init__(f"on hand is {on_hand} now")
        self.on_hand = on_hand


class BelowAllocated(Exception):
    """Fewer than orders have claimed. `allocated` is how many that is."""

    def __init__(self, allocated: int):
        super().__init__(f"{allocated} are allocated")
        self.allocated = allocated


def recount(
    variant_id: int,
    *,
    on_hand: int,
    seen: int,
    warehouse: Warehouse | None = None,
    by: int | None = None,
    why: str = "",
    now: datetime,
) -> None:
    """Set what is on the shelf of a warehouse, the first unless one is named, if it still is what was `seen`.

    Raises CountedMeanwhile, BelowAllocated; then nothing has changed.
    """
    with transaction.atomic():
        stock = lock([variant_id])[variant_id]
        warehouse = warehouse or Warehouse.in_use()[0]
        level = levels_in(warehouse, [variant_id])[variant_id]
        if level.on_hand != seen:
            raise CountedMeanwhile(level.on_hand)
        if on_hand < least(stock, level):
            raise BelowAllocated(least(stock, level))
        if on_hand != seen:
            _set([(level, on_hand)], by=by, why=why, now=now)


def count_all(figures: Iterable[tuple[StockLevel, int]], *, why: str, by: int | None = None, now: datetime) -> None:
    """Set what is on the shelf, of stock that the caller has locked: pairs of level and figure, with a reason.

    The database refuses a figure below what orders have claimed.
    """
    _set(list(figures), by=by, why=why, now=now)


def levels_in(warehouse: Warehouse, variant_ids: Iterable[int]) -> dict[int, StockLevel]:
    """What there is of each variant in a warehouse; a level that has never been is empty, and not saved."""
    wanted = list(variant_ids)
    found = StockLevel.objects.filter(warehouse=warehouse, stock__among=wanted)
    none = {pk: StockLevel(stock_id=pk, warehouse=warehouse) for pk in wanted}
    return none | {level.stock_id: level for level in found}


def least(stock: Stock, level: StockLevel) -> int:
    """How few a count of the level may come to: what orders will have from it, and what no back-order is left for."""
    return fewest(level.allocated, stock.allocated, stock.backorder_limit, elsewhere=stock.on_hand - level.on_hand)


def fewest(allocated_here: int, allocated: int, backorder_limit: int, *, elsewhere: int) -> int:
    """The same of figures: what is allocated here and in all, and what is on hand in other warehouses."""
    return max(allocated_here, allocated - backorder_limit - elsewhere, 0)


def _set(figures: list[tuple[StockLevel, int]], *, by: int | None, why: str, now: datetime) -> None:
    moves = [
        Move(level.stock_id, level.warehouse_id, on_hand=on_hand - level.on_hand)
        for level, on_hand in figures
        if on_hand != level.on_hand
    ]
    record(Kind.ADJUSTMENT, moves, by=by, why=why, now=now)
    skus = dict(Stock.objects.filter(pk__in=[move.stock_id for move in moves]).values_list("pk", "variant__sku"))
    for level, on_hand in figures:
        told = {"was": level.on_hand, "on_hand": on_hand, **({"reason": why} if why else {})}
        publish("stock.counted", f"variant:{skus[level.stock_id]}", told, at=now)
    place_waiting(skus, now=now)
