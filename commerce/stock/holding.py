"""Holding goods for a cart while its shopper is in checkout, for a limited time.

What is held is `[now, expires_at)`: at that very moment it is anybody's. The caller has locked the cart.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from commerce import prepared
from commerce.bulk import settled_together
from commerce.stock.models import Reservation
from commerce.stock.placing import free_expired, place_waiting
from commerce.stock.reserve import lock

CARTS_PER_ORIGIN = 5  # so many carts of guests at one network address may hold goods at a time
AT_A_TIME = 100
OF_HOLDER = "SELECT stock_id FROM stock_reservation WHERE holder = %(holder)s::uuid"
HOLD = """
WITH wanted AS (SELECT * FROM unnest(%(variants)s::bigint[], %(quantities)s::integer[]) AS w (variant_id, quantity)),
old AS (SELECT stock_id, quantity FROM stock_reservation WHERE holder = %(holder)s::uuid),
others AS (
    SELECT count(DISTINCT holder) AS number FROM stock_reservation
    WHERE origin = %(origin)s::text AND origin <> '' AND holder <> %(holder)s::uuid
      AND expires_at > %(now)s::timestamptz
),
held AS (
    SELECT s.variant_id, w.quantity AS asked,
           least(w.quantity, greatest(s.available + COALESCE(o.quantity, 0), least(o.quantity, (
               SELECT sum(l.on_hand - l.allocated) FROM stock_stocklevel l
               WHERE l.stock_id = o.stock_id)), 0))::int AS quantity
    FROM wanted w JOIN stock_stock s ON s.variant_id = w.variant_id LEFT JOIN old o ON o.stock_id = w.variant_id
    WHERE (SELECT number FROM others) < %(most)s::integer
),
dropped AS (
    DELETE FROM stock_reservation r WHERE r.holder = %(holder)s::uuid
    AND NOT EXISTS (SELECT FROM held h WHERE h.variant_id = r.stock_id AND h.quantity > 0)
),
kept AS (
    INSERT INTO stock_reservation (stock_id, holder, quantity, origin, expires_at)
    SELECT variant_id, %(holder)s::uuid, quantity, %(origin)s::text, %(until)s::timestamptz
    FROM held WHERE quantity > 0
    ON CONFLICT (holder, stock_id) DO UPDATE
    SET quantity = EXCLUDED.quantity, origin = EXCLUDED.origin, expires_at = EXCLUDED.expires_at
),
changed AS (
    SELECT COALESCE(h.variant_id, o.stock_id) AS variant_id, COALESCE(h.quantity, 0) - COALESCE(o.quantity, 0) AS count
    FROM held h FULL JOIN old o ON o.stock_id = h.variant_id
),
moved AS (
    INSERT INTO stock_stockmovement (stock_id, kind, on_hand, allocated, reserved, reference, at, by_id, why)
    SELECT variant_id, CASE WHEN count > 0 THEN 'reservation' ELSE 'lapse' END, 0, 0, count,
           left(%(holder)s::text, 8), %(now)s::timestamptz, %(by)s::bigint, ''
    FROM changed WHERE count <> 0
)
SELECT variant_id, quantity, quantity < asked FROM held
"""
LET_GO = """
WITH gone AS (DELETE FROM stock_reservation WHERE holder = %(holder)s::uuid RETURNING stock_id, quantity)
INSERT INTO stock_stockmovement (stock_id, kind, on_hand, allocated, reserved, reference, at, why)
SELECT stock_id, 'lapse', 0, 0, -quantity, left(%(holder)s::text, 8), %(now)s::timestamptz, '' FROM gone
RETURNING stock_id
"""


def hold(
    holder: UUID,
    quantities: Mapping[int, int],
    *,
    until: datetime,
    origin: str = "",
    by: int | None = None,
    now: datetime,
) -> dict[int, int]:
    """Hold for a cart what it has of each variant, or what there is of it, until a moment; what it held before and has
    no more is let go. Returns how many are held of each.

    Nothing is held when `origin`, a guest's address, holds for too many carts already. Locks the stock.
    """
    with settled_together():
        before = {pk for (pk,) in prepared.rows(OF_HOLDER, {"holder": holder})}
        lock(before | quantities.keys())
        asked = {
            "variants": list(quantities),
            "quantities": list(quantities.values()),
            "holder": holder,
            "origin": origin,
            "most": CARTS_PER_ORIGIN,
            "until": until,
            "by": by,
            "now": now,
        }
        held = prepared.rows(HOLD, asked)
        if any(is_short for _pk, _quantity, is_short in held) and free_expired(quantities, now=now):
            held = prepared.rows(HOLD, asked)
        if before:
            place_waiting(before, now=now)
        return {pk: quantity for pk, quantity, _is_short in held if quantity}


def of(holder: UUID, variant: str) -> Subquery:
    """How many are held for a cart of the variant that a row's field names."""
    return Subquery(Reservation.objects.filter(holder=holder, stock=OuterRef(variant)).values("quantity"))


def let_go(holder: UUID, *, now: datetime) -> None:
    """Hold nothing more for a cart. Nothing is locked where nothing is held."""
    before = {pk for (pk,) in prepared.rows(OF_HOLDER, {"holder": holder})}
    if not before:
        return
    with transaction.atomic():
        lock(before)
        prepared.rows(LET_GO, {"holder": holder, "now": now})
        place_waiting(before, now=now)


def free_all_expired(*, now: datetime) -> int:
    """Let go of all that was held until now or earlier. Returns of how many variants. Runs twice without harm."""
    late = Reservation.objects.filter(expires_at__lte=now).order_by("stock__variant__sku")
    variants = list(dict.fromkeys(late.values_list("stock_id", flat=True)))
    freed = 0
    for start in range(0, len(variants), AT_A_TIME):
        some = variants[start : start + AT_A_TIME]
        with transaction.atomic():
            lock(some)
            freed += len(free_expired(some, now=now))
    return freed
