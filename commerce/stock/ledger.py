"""Writing what happens to stock: the movements, which the database counts into the figures as they are written.

The caller holds the locks of the stock (`commerce.stock.reserve.lock`), and the transaction. The warehouses are held,
so that none is closed meanwhile.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from commerce import prepared
from commerce.stock.models import StockMovement

# A foreign key is looked at when the transaction ends; whoever closes a warehouse must see what is coming to it now.
RECORD = """
WITH held AS (SELECT id FROM stock_warehouse WHERE id = ANY(%(warehouse_id)s::bigint[]) ORDER BY id FOR KEY SHARE)
INSERT INTO stock_stockmovement
    (stock_id, warehouse_id, kind, on_hand, allocated, reserved, told, reference, at, by_id, why)
SELECT m.stock_id, m.warehouse_id, %(kind)s::text, m.on_hand, m.allocated, m.reserved, m.told,
       %(reference)s::text, %(now)s::timestamptz, %(by)s::bigint, %(why)s::text
FROM unnest(%(stock_id)s::bigint[], %(warehouse_id)s::bigint[], %(on_hand)s::integer[], %(allocated)s::integer[],
            %(reserved)s::integer[], %(told)s::integer[])
    AS m (stock_id, warehouse_id, on_hand, allocated, reserved, told)
WHERE m.warehouse_id IS NULL OR m.warehouse_id IN (SELECT id FROM held)
RETURNING 1
"""
Kind = StockMovement.Kind
LONGEST = 200  # of a reason; the order and the event keep the whole of it


class Move(NamedTuple):
    """What changes of a variant, and in which warehouse; None for goods that have not come. `told` is for REPORTED."""

    stock_id: int
    warehouse_id: int | None
    on_hand: int = 0
    allocated: int = 0
    reserved: int = 0
    told: int | None = None


def record(
    kind: str, moves: Iterable[Move], *, reference: str = "", by: int | None = None, why: str = "", now: datetime
) -> None:
    """Write movements of one kind, and with them the figures. One statement; none where nothing moves.

    The database refuses what would leave fewer than none on a shelf, or less than is put aside there.
    """
    columns: dict[str, Any] = dict(zip(Move._fields, map(list, zip(*moves, strict=True)), strict=False))
    if columns:
        said = {"kind": str(kind), "reference": reference[:60], "by": by, "why": why[:LONGEST], "now": now}
        prepared.rows(RECORD, columns | said)
