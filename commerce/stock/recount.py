"""The nightly recount: whether each figure of stock still is the sum of its records. Nothing is put right unasked."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from commerce.events.log import publish
from commerce.stock.ledger import Kind, Move, record
from commerce.stock.models import Drift, Stock
from commerce.stock.reserve import lock

# One statement sees one moment: whatever is committed meanwhile is in both sides or in neither.
COMPARE = """
WITH moved AS (
    SELECT stock_id, warehouse_id, sum(on_hand) AS on_hand, sum(allocated) AS allocated, sum(reserved) AS reserved
    FROM stock_stockmovement {where} GROUP BY stock_id, warehouse_id
),
total AS (
    SELECT stock_id, sum(on_hand) AS on_hand, sum(allocated) AS allocated, sum(reserved) AS reserved
    FROM moved GROUP BY stock_id
),
bound AS (SELECT stock_id, warehouse_id, sum(quantity) AS quantity FROM stock_allocation {where}
          GROUP BY stock_id, warehouse_id),
held AS (SELECT stock_id, sum(quantity) AS quantity FROM stock_reservation {where} GROUP BY stock_id),
stocks AS (SELECT variant_id AS stock_id, on_hand, allocated, reserved FROM stock_stock {where_stock}),
levels AS (SELECT stock_id, warehouse_id, on_hand, allocated FROM stock_stocklevel {where}),
figures AS (
    SELECT s.stock_id, NULL::bigint AS warehouse_id, f.figure, f.counter, f.ledger
    FROM stocks s LEFT JOIN total t USING (stock_id)
    LEFT JOIN (SELECT stock_id, sum(quantity) AS quantity FROM bound GROUP BY stock_id) b USING (stock_id)
    LEFT JOIN held h USING (stock_id),
    LATERAL (VALUES ('on_hand', s.on_hand, COALESCE(t.on_hand, 0)),
                    ('allocated', s.allocated, COALESCE(t.allocated, 0)),
                    ('claims', s.allocated, COALESCE(b.quantity, 0)), ('reserved', s.reserved, COALESCE(t.reserved, 0)),
                    ('held', s.reserved, COALESCE(h.quantity, 0)))
        AS f (figure, counter, ledger)
    UNION ALL
    SELECT l.stock_id, l.warehouse_id, f.figure, f.counter, f.ledger
    FROM levels l LEFT JOIN moved m ON m.stock_id = l.stock_id AND m.warehouse_id = l.warehouse_id
    LEFT JOIN bound b ON b.stock_id = l.stock_id AND b.warehouse_id = l.warehouse_id,
    LATERAL (VALUES ('on_hand', l.on_hand, COALESCE(m.on_hand, 0)),
                    ('allocated', l.allocated, COALESCE(m.allocated, 0)),
                    ('claims', l.allocated, COALESCE(b.quantity, 0)))
        AS f (figure, counter, ledger)
)
SELECT stock_id, warehouse_id, figure, counter, ledger::int FROM figures WHERE counter <> ledger
ORDER BY stock_id, warehouse_id NULLS FIRST, figure
"""
COLUMNS = ("stock_id", "warehouse_id", "figure", "counter", "ledger")
Figure = Drift.Figure
EVERY = COMPARE.format(where="", where_stock="")
OF_ONE = COMPARE.format(where="WHERE stock_id = %(stock)s", where_stock="WHERE variant_id = %(stock)s")
SET_STOCK = """
UPDATE stock_stock s SET on_hand = m.on_hand, allocated = m.allocated, reserved = m.reserved
FROM (SELECT COALESCE(sum(on_hand), 0) AS on_hand, COALESCE(sum(allocated), 0) AS allocated,
             COALESCE(sum(reserved), 0) AS reserved
      FROM stock_stockmovement WHERE stock_id = %(stock)s) m
WHERE s.variant_id = %(stock)s
"""
SET_LEVELS = """
UPDATE stock_stocklevel l SET on_hand = m.on_hand, allocated = m.allocated
FROM (SELECT w.id, COALESCE(sum(o.on_hand), 0) AS on_hand, COALESCE(sum(o.allocated), 0) AS allocated
      FROM stock_warehouse w LEFT JOIN stock_stockmovement o ON o.warehouse_id = w.id AND o.stock_id = %(stock)s
      GROUP BY w.id) m
WHERE l.stock_id = %(stock)s AND l.warehouse_id = m.id
"""


def recount_all(*, now: datetime) -> list[Drift]:
    """Compare every figure with its records. What differs is kept to be seen, in place of what the last recount found,
    and told of by an event for each variant; nothing is changed."""
    with transaction.atomic():
        found = [Drift(**row, found_at=now) for row in _compare(EVERY, {})]
        Drift.objects.all().delete()
        Drift.objects.bulk_create(found)
        skus = dict(Stock.objects.filter(pk__in={one.stock_id for one in found}).values_list("pk", "variant__sku"))
        figures = defaultdict(list)
        for one in found:
            told = {"figure": one.figure, "counter": one.counter, "ledger": one.ledger, "warehouse": one.warehouse_id}
            figures[skus[one.stock_id]].append(told)
        for sku, wrong in figures.items():
            publish("stock.drifted", f"variant:{sku}", {"figures": wrong}, at=now)
        return found


def repair(stock_id: int, *, by: int | None = None, now: datetime) -> int:
    """Make the figures of a variant the sums of its movements, and let a movement say what they were.

    Where what orders have claimed or carts hold differs from the movements, those are brought in agreement by a
    movement. Returns how many were wrong; none the second time. The goods are to be counted afterwards. Raises
    IntegrityError when the records say that more is claimed than there is.
    """
    with transaction.atomic():
        stock = lock([stock_id])[stock_id]
        wrong = _compare(OF_ONE, {"stock": stock_id})
        if wrong:
            with connection.cursor() as cursor:
                cursor.execute(SET_STOCK, {"stock": stock_id})
                cursor.execute(SET_LEVELS, {"stock": stock_id})
            said = ", ".join(f"{row['figure']} {row['counter']} -> {row['ledger']}" for row in wrong)
            moves = _agreeing(stock_id, _compare(OF_ONE, {"stock": stock_id}))
            record(Kind.REPAIR, moves or [Move(stock_id, None)], by=by, why=said, now=now)
            publish("stock.repaired", f"variant:{stock.variant.sku}", {"figures": wrong, "by": by}, at=now)
        Drift.objects.filter(stock=stock_id).delete()
        return len(wrong)


def _agreeing(stock_id: int, rows: list[dict[str, Any]]) -> list[Move]:
    """What makes the movements agree with the claims of orders and what is held for carts."""
    claims = {row["warehouse_id"]: row["ledger"] - row["counter"] for row in rows if row["figure"] == Figure.CLAIMS}
    held = sum(row["ledger"] - row["counter"] for row in rows if row["figure"] == Figure.HELD)
    waiting = claims.pop(None, 0) - sum(claims.values())
    moves = [Move(stock_id, warehouse_id, allocated=count) for warehouse_id, count in claims.items()]
    return [*moves, Move(stock_id, None, allocated=waiting, reserved=held)] if waiting or held else moves


def _compare(statement: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]
