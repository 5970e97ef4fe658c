"""Goods on their way, their arrival, and goods moved from one warehouse to another.

Locks are taken in the order incoming delivery, stock (by SKU).
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery

from commerce.bulk import settled_together
from commerce.events.log import publish
from commerce.stock.ledger import Kind, Move, record
from commerce.stock.models import IncomingStock, Stock, Warehouse
from commerce.stock.placing import place_waiting
from commerce.stock.reserve import lock


class NotSoMany(Exception):
    """There are not so many in the warehouse that no order will have. `free` is how many there are."""

    def __init__(self, free: int):
        super().__init__(f"{free} are free")
        self.free = free


def receive(
    incoming_id: int, quantity: int, *, is_last: bool = False, by: int | None = None, now: datetime
) -> IncomingStock:
    """So many have come: they are on the shelf, and those who wait longest have them first.

    More or fewer may come than was expected; with `is_last` no more is. Call once for what has come.
    """
    with settled_together():
        incoming = IncomingStock.objects.select_for_update().get(pk=incoming_id)
        stock = lock([incoming.stock_id])[incoming.stock_id]
        moves = [Move(stock.pk, incoming.warehouse_id, on_hand=quantity)] if quantity else []
        record(Kind.RECEIPT, moves, reference=incoming.reference, by=by, now=now)
        incoming.received += quantity
        incoming.is_open = incoming.is_open and not is_last and incoming.received < incoming.quantity
        incoming.save(update_fields=["received", "is_open"])
        place_waiting([stock.pk], now=now)
        expect([stock.pk], today=now.date())
        told = {"quantity": quantity, "reference": incoming.reference, "by": by}
        publish("stock.received", f"variant:{stock.variant.sku}", told, at=now)
        return incoming


def expect(stock_ids: Iterable[int], *, today: date) -> None:
    """Let shoppers be told the day of the next delivery; none where none is expected."""
    coming = IncomingStock.objects.filter(stock=OuterRef("pk"), is_open=True, expected_on__gte=today)
    day = Subquery(coming.values("stock").annotate(day=Min("expected_on")).values("day"))
    Stock.objects.filter(pk__in=list(stock_ids)).update(expected_on=day)


def forget_past_days(*, today: date) -> int:
    """No shopper is told a day that has passed: the next delivery's is told instead. Returns of how many."""
    with transaction.atomic():
        late = list(Stock.objects.filter(expected_on__lt=today).order_by("variant__sku").values_list("pk", flat=True))
        lock(late)
        expect(late, today=today)
        return len(late)


def transfer(
    variant_id: int,
    quantity: int,
    *,
    source: Warehouse,
    target: Warehouse,
    by: int | None = None,
    why: str = "",
    now: datetime,
) -> None:
    """Move goods that no order will have from one warehouse to another. Raises NotSoMany. Locks the stock."""
    with transaction.atomic():
        stock = lock([variant_id])[variant_id]
        level = stock.levels.filter(warehouse=source).first()
        free = level.free if level else 0
        if not 0 < quantity <= free:
            raise NotSoMany(free)
        moves = [Move(stock.pk, source.pk, on_hand=-quantity), Move(stock.pk, target.pk, on_hand=quantity)]
        record(Kind.TRANSFER, moves, by=by, why=why, now=now)
