"""A shop and the partners on this machine become of one world, and part again.

The world has a name, in a file of the partners' and in a row of the shop's: where they differ one of the two is new,
and what the partners hold is of no shop. Then they begin anew, with the goods that the shop's warehouse has.
"""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from commerce.orders.models import DeliveryMethod, Order
from commerce.stock.incoming import transfer
from commerce.stock.models import StockLevel, Warehouse
from integrations import cursors
from integrations.fortnox.changes import ask_articles
from integrations.fortnox.models import FortnoxAccess, FortnoxTold
from integrations.models import Cursor
from integrations.sandbox.world import begun_anew
from integrations.warehouses.models import WarehouseArticle
from integrations.warehouses.ongoing import articles

STREAM = "sandbox"
WORLDS_BEGAN = datetime(2026, 9, 1, tzinfo=UTC)
OWN = "butik"
OF_THE_SHOP = ("kuddar", "dukar", "handdukar", "pladar", "ljus")  # textiles and candles lie in the shop's own warehouse
WHY = "Sandlådan: butikens eget lager"
TERMS = {
    "service-point": {"product": "71001", "return_product": "71009", "points_of": "PN_SE_COLLECT"},
    "home": {"product": "71002", "return_product": "71009"},
}


@transaction.atomic
def join(*, now: datetime) -> None:
    """Ongoing runs the first warehouse, the shop one of its own, where Shipmondo carries; articles are told of."""
    folder = Path(settings.DATA_DIR) / "sandbox"
    others = Warehouse.in_use().filter(run_by="").exclude(code=OWN)
    first = Warehouse.objects.filter(run_by="ongoing").first() or others[0]
    own, is_new = Warehouse.objects.get_or_create(
        code=OWN,
        defaults={"name": "Butikens eget lager", "rank": first.rank + 10, "freight": Warehouse.Freight.SHOP},
    )
    if is_new:
        _move(first, own, now=now)
    Warehouse.objects.filter(pk=first.pk).update(run_by="ongoing", freight=Warehouse.Freight.WMS)
    for code, terms in TERMS.items():
        DeliveryMethod.objects.filter(code=code, carrier="").update(carrier="shipmondo", **terms)
    _forget_what_was_told()
    shelves = StockLevel.objects.filter(warehouse=first, on_hand__gt=0)
    goods = dict(shelves.values_list("stock__variant__sku", "on_hand"))
    begun_anew(folder, goods, floor=_floor(now) if Order.objects.exists() else 0)
    articles.tell_of_changes(now=now)
    ask_articles(now=now)
    name = secrets.token_hex(8)
    cursors.advance(STREAM, name, now=now)
    (folder / "name").write_text(name, encoding="utf-8")


@transaction.atomic
def part() -> None:
    """Nobody outside the shop runs its warehouse, nor carries its parcels."""
    Warehouse.objects.filter(run_by="ongoing").update(run_by="", freight=Warehouse.Freight.HAND)
    DeliveryMethod.objects.filter(carrier="shipmondo", code__in=TERMS).update(
        carrier="", product="", return_product="", points_of=""
    )
    _forget_what_was_told()
    Cursor.objects.filter(stream=STREAM).delete()


def _floor(now: datetime) -> int:
    """Above every number that an earlier world has given: none gives one each second."""
    return int((now - WORLDS_BEGAN).total_seconds())


def _move(first: Warehouse, own: Warehouse, *, now: datetime) -> None:
    levels = StockLevel.objects.filter(warehouse=first, stock__variant__product__categories__code__in=OF_THE_SHOP)
    for level in levels.distinct().order_by("stock_id"):
        if level.free > 0:
            transfer(level.stock_id, level.free, source=first, target=own, why=WHY, now=now)


def _forget_what_was_told() -> None:
    """Those who were told are gone, and who comes has not heard it."""
    WarehouseArticle.objects.filter(system="ongoing").delete()
    FortnoxTold.objects.all().delete()
    FortnoxAccess.objects.all().delete()
    Cursor.objects.filter(stream__regex=r"^(ongoing|fortnox|shipmondo|nshift|postnord)\.").delete()
