"""What the shop's books and a warehouse's say differently, read from both: orders and stock. Puts nothing right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q, Sum

from commerce.stock.models import StockLevel, Warehouse
from integrations.source import Parked
from integrations.warehouses import orders
from integrations.warehouses.files import outgoing
from integrations.warehouses.models import WarehouseFile, WarehouseStock
from integrations.warehouses.models import WarehouseOrder as Part
from integrations.warehouses.models import WarehouseOrderLine as Row
from integrations.warehouses.ongoing import figures, reading
from integrations.warehouses.ongoing.interface import SYSTEM as ONGOING
from integrations.warehouses.ongoing.interface import Ongoing, info

IN_GOOD_TIME = timedelta(minutes=30)  # what has been under way for less is no difference yet


@dataclass(frozen=True, slots=True)
class Difference:
    """`kind`: missing there, unknown here, another state, other pieces, other stock. `ours` and `theirs` in words."""

    system: str
    kind: str
    subject: str
    ours: str
    theirs: str


def differences(now: datetime) -> Iterator[Difference]:
    """Of every warehouse that a system runs. Asks the system; never call it inside a transaction."""
    if settings.ONGOING_BASE and (warehouse := Warehouse.objects.filter(run_by=ONGOING).first()):
        ongoing = Ongoing()
        yield from _orders_of_ongoing(ongoing, now)
        yield from _stock_of_ongoing(ongoing, warehouse)
    if settings.WAREHOUSE_FILES and (warehouse := Warehouse.objects.filter(run_by=outgoing.SYSTEM).first()):
        yield from _late_files(now)
        yield from _stock_told(warehouse)


def _orders_of_ongoing(ongoing: Ongoing, now: datetime) -> Iterator[Difference]:
    """Open orders of ours against those there, and what is open there under a name of ours that we know nothing of."""
    seen = set()
    told_before = now - IN_GOOD_TIME
    parts = Part.objects.filter(system=ONGOING, state__in=Part.OPEN, asked_at__lte=told_before)
    for part in parts.prefetch_related("lines").order_by("pk"):
        seen.add(part.name)
        found = reading.fetched(ongoing, part)
        wanted = {row.row: row.asked for row in part.lines.all() if row.asked}
        if found is None:
            yield Difference(ONGOING, "missing there", part.name, _words(wanted), "no order")
            continue
        try:
            state = reading.report(found).state
        except Parked as reason:
            yield Difference(ONGOING, "another state", part.name, part.state, str(reason))
            continue
        if orders.RANK[Part.State(state)] > orders.RANK[Part.State(part.state)]:
            yield Difference(ONGOING, "another state", part.name, part.state, state)
        held = reading.ordered(found[0])
        if held != wanted:
            yield Difference(ONGOING, "other pieces", part.name, _words(wanted), _words(held))
    yield from _strangers(ongoing)


def _strangers(ongoing: Ongoing) -> Iterator[Difference]:
    """Open there in the shop's name, and none of the parts that we remember: after a restored backup, for one."""
    open_until = max((int(number) for number, word in settings.ONGOING_STATUSES.items() if word in ("open", "begun")))
    known = set(Part.objects.filter(system=ONGOING).values_list("name", flat=True))
    for order in ongoing.open_orders(until_status=open_until):
        name = info(order).get("orderNumber") or ""
        if info(order).get("goodsOwnerOrderId") and name not in known and reading.part_of(order) is None:
            yield Difference(ONGOING, "unknown here", name, "no order", _words(reading.ordered(order)))


def _stock_of_ongoing(ongoing: Ongoing, warehouse: Warehouse) -> Iterator[Difference]:
    asked_at = orders.moment()
    told: dict[str, int] = {}
    for page in ongoing.article_pages(None):
        for article in page:
            try:
                told[article.get("articleNumber") or ""] = figures.sellable_of(article)
            except Parked as reason:
                yield Difference(ONGOING, "other stock", article.get("articleNumber") or "", "", str(reason))
    yield from _stock(ONGOING, warehouse, told, knows=Q(acknowledged_at__lt=asked_at))


def _late_files(now: datetime) -> Iterator[Difference]:
    for row in outgoing.late(now=now):
        yield Difference(outgoing.SYSTEM, "missing there", row.anchor, row.name, "not acknowledged")
    for row in WarehouseFile.objects.filter(state__in=[WarehouseFile.State.REFUSED, WarehouseFile.State.ASIDE]):
        if row.number is None or row.direction == WarehouseFile.Direction.OUT or _is_open(row):
            yield Difference(outgoing.SYSTEM, "unknown here", row.name, row.problem, row.get_direction_display())


def _is_open(row: WarehouseFile) -> bool:
    """Whether no whole file of that number has come since."""
    taken = WarehouseFile.objects.filter(direction=row.direction, state=WarehouseFile.State.TAKEN)
    return not taken.filter(number=row.number).exists()


def _stock_told(warehouse: Warehouse) -> Iterator[Difference]:
    """A warehouse of files cannot be asked: what it said last is held against what we have since."""
    rows = WarehouseStock.objects.filter(warehouse=warehouse, missing__gt=0).select_related("variant")
    for row in rows.order_by("pk"):
        yield Difference(
            outgoing.SYSTEM, "other stock", row.variant.sku, f"{row.missing} more are sold", f"{row.sellable} can be"
        )


def _stock(system: str, warehouse: Warehouse, told: dict[str, int], *, knows: Q) -> Iterator[Difference]:
    """What is on the shelf by our books is what can be sold there and what our orders have of it."""
    parts = Part.objects.filter(knows, warehouse=warehouse, state__in=Part.OPEN)
    rows = Row.objects.filter(part__in=parts).values_list("sku").annotate(left=Sum(F("acknowledged") - F("sent")))
    promised = dict(rows.order_by())
    levels = StockLevel.objects.filter(warehouse=warehouse).select_related("stock__variant")
    ours = {level.stock.variant.sku: level.on_hand for level in levels}
    for sku in sorted({*told, *ours}):
        theirs = told[sku] + promised.get(sku, 0) if sku in told else 0
        if ours.get(sku, 0) != theirs and (sku in ours or theirs):
            yield Difference(system, "other stock", sku, str(ours.get(sku, 0)), str(theirs))


def _words(pieces: dict[str, int] | Iterable[Any]) -> str:
    return ", ".join(f"{count} of row {row}" for row, count in sorted(dict(pieces).items()))
