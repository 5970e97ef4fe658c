"""Setting stock aside for orders. The locks on stock are here and nowhere else, always taken in SKU order.

What changes the figures in more than one statement has the versions of pages written at its end (`settled_together`):
those of products that several variants share would else be locked in no order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, Sum

from commerce import prepared
from commerce.bulk import settled_together
from commerce.stock import placing
from commerce.stock.ledger import Kind, Move, record
from commerce.stock.models import Allocation, Stock, Warehouse

Place = tuple[int, int | None]  # a variant in a warehouse; none for goods that have not come
NAMES = ("variant_id", "on_hand", "allocated", "reserved", "safety", "low_from", "backorder_limit", "available")
LOCK = f"""
SELECT {", ".join(f"s.{name}" for name in NAMES)}
FROM stock_stock s JOIN catalogue_variant v ON v.id = s.variant_id
WHERE s.variant_id = ANY(%(variants)s::bigint[]) ORDER BY v.sku FOR UPDATE OF s
"""  # noqa: S608 - our own words
# Asked anew after the lock is had, so that every part of it sees what those before us left. Takes from the first
# warehouse that has all of the order, else from one after another; what the shelves lack waits (no warehouse). What is
# held for the cart is its own, however many others wait for goods to come.
BIND = """
WITH wanted AS (SELECT * FROM unnest(%(variants)s::bigint[], %(quantities)s::integer[]) AS w (variant_id, quantity)),
own AS (SELECT stock_id, quantity FROM stock_reservation
        WHERE holder = %(holder)s::uuid AND stock_id = ANY(%(variants)s::bigint[])),
asked AS (
    SELECT w.variant_id, w.quantity, COALESCE(o.quantity, 0) AS held,
           greatest(COALESCE(s.available, 0) + COALESCE(o.quantity, 0) + COALESCE(s.backorder_limit, 0), 0) AS sellable,
           least(w.quantity, greatest(COALESCE(s.available, 0) + COALESCE(o.quantity, 0), least(o.quantity, (
               SELECT sum(l.on_hand - l.allocated) FROM stock_stocklevel l
               WHERE l.stock_id = o.stock_id)), 0))::int AS at_hand
    FROM wanted w LEFT JOIN stock_stock s ON s.variant_id = w.variant_id LEFT JOIN own o ON o.stock_id = w.variant_id
),
short AS (SELECT variant_id, sellable FROM asked WHERE sellable < quantity),
shelves AS (
    SELECT a.variant_id, a.at_hand, l.warehouse_id, h.rank, l.on_hand - l.allocated AS free
    FROM asked a
    JOIN stock_stocklevel l ON l.stock_id = a.variant_id AND l.on_hand > l.allocated
    JOIN stock_warehouse h ON h.id = l.warehouse_id AND h.is_active
    WHERE a.at_hand > 0
),
whole AS (
    SELECT warehouse_id FROM shelves WHERE free >= at_hand GROUP BY warehouse_id, rank
    HAVING count(*) = (SELECT count(*) FROM asked WHERE at_hand > 0) ORDER BY rank, warehouse_id LIMIT 1
),
in_turn AS (
    SELECT *, COALESCE(sum(free) OVER (
        PARTITION BY variant_id
        ORDER BY warehouse_id IS DISTINCT FROM (SELECT warehouse_id FROM whole), rank, warehouse_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS taken
    FROM shelves
),
placed AS (SELECT variant_id, warehouse_id, least(free, at_hand - taken)::int AS quantity
           FROM in_turn WHERE taken < at_hand),
parts AS (
    SELECT * FROM placed
    UNION ALL
    SELECT a.variant_id, NULL, (a.quantity - COALESCE(sum(p.quantity), 0))::int
    FROM asked a LEFT JOIN placed p ON p.variant_id = a.variant_id
    GROUP BY a.variant_id, a.quantity HAVING a.quantity > COALESCE(sum(p.quantity), 0)
),
bound AS (SELECT * FROM parts WHERE NOT EXISTS (SELECT FROM short)),
used AS (DELETE FROM stock_reservation WHERE holder = %(holder)s::uuid AND stock_id IN (SELECT variant_id FROM bound)),
claimed AS (
    INSERT INTO stock_allocation (stock_id, warehouse_id, reference, quantity, created_at)
    SELECT variant_id, warehouse_id, %(reference)s::text, quantity, %(now)s::timestamptz FROM bound
),
moved AS (
    INSERT INTO stock_stockmovement
        (stock_id, warehouse_id, kind, on_hand, allocated, reserved, reference, at, by_id, why)
    SELECT variant_id, warehouse_id, 'allocation', 0, quantity, 0, %(reference)s::text, %(now)s::timestamptz,
           %(by)s::bigint, '' FROM bound
    UNION ALL
    SELECT variant_id, NULL, 'lapse', 0, 0, -held, %(reference)s::text, %(now)s::timestamptz, %(by)s::bigint, ''
    FROM asked WHERE held > 0 AND NOT EXISTS (SELECT FROM short)
)
SELECT variant_id, sellable, true FROM short
UNION ALL
SELECT variant_id, quantity, false FROM bound WHERE warehouse_id IS NULL
"""


class OutOfStock(Exception):
    """Names every short line: `short` maps variant id to what is available of it (0 or more)."""

    def __init__(self, short: dict[int, int]):
        super().__init__(f"short of {short}")
        self.short = short


class NotOnTheShelf(Exception):
    """Goods that an order waits for cannot leave. `missing` maps variant id to how many have not come."""

    def __init__(self, missing: dict[int, int]):
        super().__init__(f"still to come: {missing}")
        self.missing = missing


def allocate(
    quantities: Mapping[int, int],
    *,
    reference: str,
    holder: UUID | None = None,
    by: int | None = None,
    now: datetime,
) -> dict[int, int]:
    """Bind stock to an order, all lines or none, or raise OutOfStock. Call inside the order's transaction.

    What is held for `holder`, the order's cart, is used up by it. Returns how many of each variant are yet to come.
    """
    stocks = lock(quantities)
    asked = {
        "variants": list(quantities),
        "quantities": list(quantities.values()),
        "reference": reference,
        "holder": holder,
        "by": by,
        "now": now,
    }
    if any(stock.backorder_limit for stock in stocks.values()):
        with settled_together():  # else it would wait for goods that nobody holds any more
            placing.free_expired(quantities, now=now)
            short, waiting = _bind(asked)
    else:
        short, waiting = _bind(asked)
    if short:
        with settled_together():
            if placing.free_expired(quantities, now=now):
                short, waiting = _bind(asked)
    if short:
        raise OutOfStock(short)
    return waiting


def release(
    quantities: Mapping[int, int] | None = None,
    *,
    reference: str,
    is_told: bool = False,
    by: int | None = None,
    why: str = "",
    now: datetime,
) -> None:
    """Give back what an order had claimed, all of it or some. All of it runs twice without harm.

    `is_told`: a system that runs a warehouse may have been told of the order, so that goods there are sold again only
    when it says that they are free. Raises ValueError when more is given back than is claimed: the caller counts under
    the order's lock.
    """
    freed = _give_back(reference, quantities, by=by, why=why, now=now)
    if is_told:
        _withhold(freed, reference=reference, by=by, why=why, now=now)
    placing.place_waiting({stock_id for stock_id, _warehouse in freed}, now=now)


def claim_anew(
    quantities: Mapping[int, int],
    *,
    reference: str,
    others: Iterable[str] = (),
    by: int | None = None,
    why: str = "",
    now: datetime,
) -> dict[int, int]:
    """Let an order claim this and nothing else, in place of what it and `others` claim; nobody who waits comes between.

    It keeps its place among those who wait. Raises OutOfStock, as `allocate` does: then roll back.
    """
    own = Allocation.objects.filter(reference=reference)
    claimed = Allocation.objects.filter(reference__in=[reference, *others]).values_list("stock_id", flat=True)
    lock({*claimed, *quantities})
    since = own.aggregate(first=Min("created_at"))["first"] or now
    with settled_together():
        freed: Counter[Place] = Counter()
        for name in others:
            freed.update(_give_back(name, None, by=by, why=why, now=now))
        had = _give_back(reference, None, by=by, why=why, now=now)
        waiting = allocate(quantities, reference=reference, by=by, now=now) if quantities else {}
        kept = {(one.stock_id, one.warehouse_id): one.quantity for one in own}
        fewer = {place: quantity - kept.get(place, 0) for place, quantity in had.items()}
        _withhold(fewer, reference=reference, by=by, why=why, now=now)
    own.update(created_at=since)
    placing.place_waiting({stock_id for stock_id, _warehouse in (*freed, *had)}, now=now)
    return waiting


def ship(
    quantities: Mapping[int, int] | None = None,
    *,
    reference: str,
    warehouse_id: int | None = None,
    by: int | None = None,
    now: datetime,
) -> None:
    """What an order had claimed has left the shelf, all of it or some. All of it runs twice without harm.

    It is taken from a warehouse that is named before any other. Raises NotOnTheShelf for what has not come, and
    ValueError when more leaves than is claimed: the caller counts under the order's lock.
    """
    claimed, asked = _claimed(reference, quantities)
    missing = {pk: quantity - _placed(claimed, pk) for pk, quantity in asked.items() if quantity > _placed(claimed, pk)}
    if missing:
        raise NotOnTheShelf(missing)
    nearest = sorted(claimed, key=lambda one: (one.warehouse_id is None, one.warehouse_id != warehouse_id, _rank(one)))
    parts = _take(nearest, asked)
    moves = [Move(one.stock_id, one.warehouse_id, on_hand=-count, allocated=-count) for one, count in parts]
    record(Kind.SALE, moves, reference=reference, by=by, now=now)
    _write(parts)


def put_back(
    quantities: Mapping[int, int],
    *,
    reference: str = "",
    warehouse_id: int | None = None,
    by: int | None = None,
    now: datetime,
) -> None:
    """Goods that had left are on the shelf again, in the first warehouse unless another is named.

    Call inside the return's transaction, which counts them once. Where a system runs the warehouse nothing is counted
    here: they are in what it says next (`commerce.stock.reported`).
    """
    stocks = lock(quantities)
    places = Warehouse.objects.filter(pk=warehouse_id) if warehouse_id else Warehouse.in_use()
    place, run_by = places.values_list("pk", "run_by")[:1].get()
    moves = [Move(pk, place, on_hand=quantities[pk]) for pk in stocks if quantities[pk] and not run_by]
    record(Kind.RETURN, moves, reference=reference, by=by, now=now)
    placing.place_waiting(stocks, now=now)


def lock_claimed(*, reference: str) -> None:
    """Lock the stock that an order has claimed, for one who goes on to lock the order."""
    lock(Allocation.objects.filter(reference=reference).values_list("stock_id", flat=True))


def yet_to_come(*, reference: str) -> dict[int, int]:
    """How many of each variant an order has been sold that are on no shelf yet."""
    waiting = Allocation.objects.filter(reference=reference, warehouse=None).values_list("stock_id")
    return dict(waiting.annotate(Sum("quantity")))


def lock(variant_ids: Iterable[int]) -> dict[int, Stock]:
    """The stock of the variants, locked in SKU order."""
    return {
        row[0]: Stock.from_db("default", NAMES, row) for row in prepared.rows(LOCK, {"variants": list(variant_ids)})
    }


def hold(variant_ids: Iterable[int]) -> list[int]:
    """The same for one who asks for figures of his own: the keys of those that have stock."""
    return [row[0] for row in prepared.rows_of_many(LOCK, {"variants": list(variant_ids)})]


def _give_back(
    reference: str, quantities: Mapping[int, int] | None, *, by: int | None, why: str, now: datetime
) -> dict[Place, int]:
    """Free what an order claims, what is yet to come and what is farthest away first. Returns pieces by place."""
    claimed, asked = _claimed(reference, quantities)
    parts = _take(sorted(claimed, key=lambda one: (one.warehouse_id is not None, -_rank(one))), asked)
    moves = [Move(one.stock_id, one.warehouse_id, allocated=-quantity) for one, quantity in parts]
    record(Kind.RELEASE, moves, reference=reference, by=by, why=why, now=now)
    _write(parts)
    return {(one.stock_id, one.warehouse_id): quantity for one, quantity in parts}


def _withhold(freed: Mapping[Place, int], *, reference: str, by: int | None, why: str, now: datetime) -> None:
    """Of what is freed where a system runs the warehouse nothing is sold until the system has said that it is free: it
    may have begun with the order. Its next figure counts it (`commerce.stock.reported`)."""
    run = set(Warehouse.objects.exclude(run_by="").values_list("pk", flat=True)) if freed else set()
    moves = [Move(*place, on_hand=-count) for place, count in freed.items() if count > 0 and place[1] in run]
    record(Kind.RELEASE, moves, reference=reference, by=by, why=why, now=now)


def _bind(asked: dict[str, Any]) -> tuple[dict[int, int], dict[int, int]]:
    """What each short variant has left, and how many of each are yet to come."""
    told = prepared.rows(BIND, asked)
    short = {variant_id: count for variant_id, count, is_short in told if is_short}
    return short, {variant_id: count for variant_id, count, is_short in told if not is_short}


def _claimed(reference: str, quantities: Mapping[int, int] | None) -> tuple[list[Allocation], Mapping[int, int]]:
    """The allocations of an order, their stock locked, and how many of each variant are asked for."""
    lock_claimed(reference=reference)
    # Read under the locks: another call may have settled the order in between.
    claimed = list(Allocation.objects.filter(reference=reference).select_related("warehouse").order_by("pk"))
    every: dict[int, int] = {}
    for one in claimed:
        every[one.stock_id] = every.get(one.stock_id, 0) + one.quantity
    asked = every if quantities is None else quantities
    for variant_id, quantity in asked.items():
        if every.get(variant_id, 0) < quantity:
            raise ValueError(f"{reference} has not claimed {quantity} of variant {variant_id}")
    return claimed, asked


def _rank(allocation: Allocation) -> int:
    return allocation.warehouse.rank if allocation.warehouse else 0


def _placed(claimed: Iterable[Allocation], stock_id: int) -> int:
    return sum(one.quantity for one in claimed if one.stock_id == stock_id and one.warehouse_id is not None)


def _take(claimed: Iterable[Allocation], asked: Mapping[int, int]) -> list[tuple[Allocation, int]]:
    """From which allocations so many of each variant are taken, in the order in which they stand."""
    left, parts = dict(asked), []
    for one in claimed:
        if quantity := min(one.quantity, left.get(one.stock_id, 0)):
            left[one.stock_id] -= quantity
            parts.append((one, quantity))
    return parts


def _write(parts: Iterable[tuple[Allocation, int]]) -> None:
    """Leave of each allocation what has not been taken of it."""
    gone, smaller = [], []
    for one, quantity in parts:
        one.quantity -= quantity
        (smaller if one.quantity else gone).append(one)
    if gone:
        Allocation.objects.filter(pk__in=[one.pk for one in gone]).delete()
    if smaller:
        Allocation.objects.bulk_update(smaller, ["quantity"])
