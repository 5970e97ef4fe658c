"""Setting stock aside for orders. The locks on stock are here and nowhere else, always taken in SKU order."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import F

from commerce.stock.models import Allocation, Stock


class OutOfStock(Exception):
    """Names every short line: `short` maps variant id to what is available of it (0 or more)."""

    def __init__(self, short: dict[int, int]):
        super().__init__(f"short of {short}")
        self.short = short


def allocate(quantities: Mapping[int, int], *, reference: str, now: datetime) -> None:
    """Bind stock to an order, all lines or none, or raise OutOfStock. Call inside the order's transaction."""
    stocks = lock(quantities)
    short = {
        variant_id: stocks[variant_id].available if variant_id in stocks else 0
        for variant_id, quantity in quantities.items()
        if variant_id not in stocks or stocks[variant_id].available < quantity
    }
    if short:
        raise OutOfStock(short)
    for variant_id, quantity in quantities.items():
        stocks[variant_id].allocated += quantity
    Stock.objects.bulk_update(stocks.values(), ["allocated"])
    Allocation.objects.bulk_create(
        Allocation(stock_id=variant_id, reference=reference, quantity=quantity, created_at=now)
        for variant_id, quantity in quantities.items()
    )


def release(*, reference: str) -> None:
    """Give back what an order had claimed. Runs twice without harm."""
    _settle(reference, leaves=False)


def ship(*, reference: str) -> None:
    """What an order had claimed has left the shelf. Runs twice without harm."""
    _settle(reference, leaves=True)


def _settle(reference: str, *, leaves: bool) -> None:
    claimed = dict(Allocation.objects.filter(reference=reference).values_list("stock_id", "quantity"))
    stocks = lock(claimed)
    # Read again under the locks: another call may have settled the order in between.
    claimed = dict(Allocation.objects.filter(reference=reference).values_list("stock_id", "quantity"))
    for variant_id, quantity in claimed.items():
        stocks[variant_id].allocated -= quantity
        stocks[variant_id].on_hand -= quantity if leaves else 0
    Stock.objects.bulk_update([stocks[variant_id] for variant_id in claimed], ["allocated", "on_hand"])
    Allocation.objects.filter(reference=reference).delete()


def lock(variant_ids: Iterable[int]) -> dict[int, Stock]:
    """The stock of the variants, locked in SKU order."""
    rows = (
        Stock.objects.select_for_update(of=("self",))
        .filter(variant_id__among=variant_ids)
        .annotate(sku=F("variant__sku"))
        .order_by("sku")
    )
    return {stock.variant_id: stock for stock in rows}
