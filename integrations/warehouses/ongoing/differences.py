"""Ongoing's books against the shop's: orders that we have asked for, orders there in our name, and what is on shelves.

What has moved there in the last half hour is left alone: the readers come by every few minutes.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.stock.models import StockLevel, StockMovement, Warehouse
from integrations import resend
from integrations.flows.runs import Run
from integrations.models import Delivery
from integrations.reconciliation.comparison import Comparison, Difference, Facts, Kind, Look, Remedy, RemedyRefused
from integrations.source import Parked
from integrations.warehouses import orders
from integrations.warehouses.models import WarehouseOrder as Part
from integrations.warehouses.models import WarehouseOrderLine as Row
from integrations.warehouses.ongoing import figures, reading
from integrations.warehouses.ongoing.interface import SYSTEM, Ongoing, Thing, info

PART, SKU, TARGET = "part", "sku", "ongoing.orders"


class OngoingComparison(Comparison):
    code = SYSTEM
    title = "Ongoing WMS"
    compares = gettext_lazy(
        "Orders that the warehouse is to send: whether it has them, with which pieces and how far they have come; open "
        "orders there in the shop's name; and what is on the shelves."
    )
    remedies = {
        Kind.MISSING_THERE: (Remedy.RESEND,),
        Kind.OTHER_PIECES: (Remedy.RESEND,),
        Kind.OTHER_STATE: (Remedy.ADOPT,),
        Kind.OTHER_STOCK: (Remedy.ADOPT,),
    }

    def differences(self, look: Look) -> Iterator[Difference]:
        warehouse = Warehouse.objects.filter(run_by=SYSTEM).first()
        if warehouse is None:
            return
        ongoing = Ongoing()
        fresh = _names(ongoing.orders_changed_since(look.fresh_since))
        yield from _orders(ongoing, look, fresh)
        yield from _strangers(ongoing, look, fresh)
        yield from _stock(ongoing, warehouse, look)

    def adopt(self, difference: Difference, *, now: datetime) -> None:
        what, _colon, name = difference.subject.partition(":")
        try:
            if what == SKU:
                figures.read_some(Ongoing(), [name], Run(), now=now)
            else:
                reading.take(Ongoing(), _part(name), now=now)
        except Parked as reason:
            raise RemedyRefused(str(reason)) from reason

    def resend(self, difference: Difference, *, now: datetime) -> None:
        """The latest that told of the part: it says all that is asked of it."""
        part = _part(difference.subject.partition(":")[2])
        sent = Delivery.objects.filter(target=TARGET, anchor=part.name)
        if not resend.again(sent.filter(pk__in=sent.order_by("-pk").values("pk")[:1]), now=now):
            raise RemedyRefused(_("There is no delivery to make again, or it is under way."))


# --- orders ---


def _orders(ongoing: Ongoing, look: Look, fresh: set[str]) -> Iterator[Difference]:
    """Open orders of ours, each as it is there."""
    parts = Part.objects.filter(system=SYSTEM, state__in=Part.OPEN).select_related("order")
    if look.only is not None:
        parts = parts.filter(name__in=look.of(PART))
    for part in parts.prefetch_related("lines").order_by("pk"):
        if part.name in fresh or part.asked_at > look.fresh_since:
            look.leave(f"{PART}:{part.name}")
            continue
        look.count()
        yield from _of(part, ongoing)


def _of(part: Part, ongoing: Ongoing) -> Iterator[Difference]:
    wanted = {row.row: row.asked for row in part.lines.all() if row.asked}
    try:
        found = reading.fetched(ongoing, part)
        if found is None:
            yield _difference(Kind.MISSING_THERE, part, _rows(wanted), {})
            return
        state = reading.report(found).state
    except Parked as reason:
        yield _difference(Kind.OTHER_STATE, part, {"state": part.state}, {"unclear": str(reason)})
        return
    if orders.RANK[Part.State(state)] > orders.RANK[Part.State(part.state)]:
        yield _difference(Kind.OTHER_STATE, part, {"state": part.state}, {"state": state})
    held = reading.ordered(found[0])
    if held != wanted:
        yield _difference(Kind.OTHER_PIECES, part, _rows(wanted), _rows(held))


def _strangers(ongoing: Ongoing, look: Look, fresh: set[str]) -> Iterator[Difference]:
    """Open there in the shop's name, and none of the parts that we remember: after a restored backup, for one."""
    open_until = max((int(number) for number, word in settings.ONGOING_STATUSES.items() if word in ("open", "begun")))
    known = set(Part.objects.filter(system=SYSTEM).values_list("name", flat=True))
    for order in ongoing.open_orders(until_status=open_until):
        name = info(order).get("orderNumber") or ""
        if not info(order).get("goodsOwnerOrderId") or name in known or reading.part_of(order) is not None:
            continue
        if name in fresh:
            look.leave(f"{PART}:{name}")
        elif look.wants(f"{PART}:{name}"):
            look.count()
            yield Difference(
                system=SYSTEM,
                kind=Kind.UNKNOWN_HERE,
                subject=f"{PART}:{name}",
                theirs=_rows(reading.ordered(order)),
            )


def _names(changed: Iterable[Thing]) -> set[str]:
    """What has moved there: an order by its own number, a back-order by that of the order it came of."""
    found = set()
    for order in changed:
        part = reading.part_of(order)
        found.add(part.name if part else info(order).get("orderNumber") or "")
    return found


def _difference(kind: Kind, part: Part, ours: Facts, theirs: Facts) -> Difference:
    return Difference(
        system=SYSTEM, kind=kind, subject=f"{PART}:{part.name}", ours=ours, theirs=theirs, order=part.order.number
    )


def _part(name: str) -> Part:
    found = Part.objects.filter(system=SYSTEM, name=name).first()
    if found is None:
        raise RemedyRefused(_("There is no such order here."))
    return found


def _rows(pieces: Mapping[str, int]) -> dict[str, str]:
    return {f"row:{row}": str(count) for row, count in sorted(pieces.items())}


# --- stock ---


def _stock(ongoing: Ongoing, warehouse: Warehouse, look: Look) -> Iterator[Difference]:
    """What is on the shelf by our books is what can be sold there and what our orders have of it."""
    if look.only is not None and not look.of(SKU):
        return
    fresh = {article.get("articleNumber") or "" for page in ongoing.article_pages(look.fresh_since) for article in page}
    asked_at = orders.moment()
    told = _told(ongoing, look)
    ours = _ours(warehouse)
    fresh |= _moved(warehouse, look)
    promised = _promised(warehouse, asked_at)
    for sku in sorted({*told, *ours} if look.only is None else look.of(SKU)):
        if sku in fresh:
            look.leave(f"{SKU}:{sku}")
            continue
        look.count()
        there = told.get(sku, 0)
        if isinstance(there, str):
            yield _of_stock(sku, {"on_shelf": str(ours.get(sku, 0))}, {"unclear": there})
            continue
        there += promised.get(sku, 0) if sku in told else 0
        if ours.get(sku, 0) != there and (sku in ours or there):
            yield _of_stock(sku, {"on_shelf": str(ours.get(sku, 0))}, {"on_shelf": str(there)})


def _told(ongoing: Ongoing, look: Look) -> dict[str, int | str]:
    """By SKU how many can be sold; words where that is not said."""
    pages = ongoing.article_pages(None) if look.only is None else [ongoing.articles(look.of(SKU))]
    told: dict[str, int | str] = {}
    for article in (one for page in pages for one in page):
        try:
            told[article.get("articleNumber") or ""] = figures.sellable_of(article)
        except Parked as reason:
            told[article.get("articleNumber") or ""] = str(reason)
    return told


def _ours(warehouse: Warehouse) -> dict[str, int]:
    levels = StockLevel.objects.filter(warehouse=warehouse).values_list("stock__variant__sku", "on_hand")
    return dict(levels)


def _moved(warehouse: Warehouse, look: Look) -> set[str]:
    moved: Any = StockMovement.objects.filter(warehouse=warehouse, at__gt=look.fresh_since)
    return set(moved.values_list("stock__variant__sku", flat=True))


def _promised(warehouse: Warehouse, asked_at: datetime) -> dict[str, int]:
    parts = Part.objects.filter(acknowledged_at__lt=asked_at, warehouse=warehouse, state__in=Part.OPEN)
    rows = Row.objects.filter(Q(part__in=parts)).values_list("sku").annotate(left=Sum(F("acknowledged") - F("sent")))
    return dict(rows.order_by())


def _of_stock(sku: str, ours: Facts, theirs: Facts) -> Difference:
    return Difference(system=SYSTEM, kind=Kind.OTHER_STOCK, subject=f"{SKU}:{sku}", ours=ours, theirs=theirs)
