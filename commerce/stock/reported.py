"""Taking in what the system that runs a warehouse says can be sold. A worked example: docs/teknik/lager-wms.md

Its figure knows of the orders that it had acknowledged when it was asked, and of no others. What is on the shelf by our
books is therefore its figure and what our orders still have of what it had acknowledged: then what is available here is
its figure less the orders that it has not acknowledged, and less what carts hold.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from commerce.stock.count import least, levels_in
from commerce.stock.ledger import Kind, Move, record
from commerce.stock.models import Allocation, Stock, Warehouse
from commerce.stock.placing import place_waiting
from commerce.stock.reserve import lock

# For each variant: pieces by order number that the system had acknowledged and that have not left.
Known = Mapping[int, Mapping[str, int]]


def take_report(
    warehouse: Warehouse,
    sellable: Mapping[int, int],
    *,
    known: Callable[[Collection[int]], Known],
    reference: str = "",
    now: datetime,
) -> dict[int, int]:
    """Set what is on the shelves of a warehouse by what can be sold of each variant. Locks the stock.

    `known` is asked under the locks. Returns how many pieces are missing of each variant that orders have claimed more
    of than there is: the figure stops at what is claimed, and nothing of it is sold. What is right already writes
    nothing.
    """
    with transaction.atomic():
        _begin(sellable)
        stocks = lock(sellable)
        levels, claims, held = levels_in(warehouse, stocks), _claims(warehouse, stocks), known(list(stocks))
        moves, missing = [], {}
        for pk, stock in stocks.items():
            own = sum(min(count, held.get(pk, {}).get(order, 0)) for order, count in claims.get(pk, {}).items())
            there, fewest = sellable[pk] + own, least(stock, levels[pk])
            if there < fewest:
                missing[pk] = fewest - there
            if change := max(there, fewest) - levels[pk].on_hand:
                moves.append(Move(pk, warehouse.pk, on_hand=change, told=sellable[pk]))
        record(Kind.REPORTED, moves, reference=reference, now=now)
        place_waiting([move.stock_id for move in moves if move.on_hand > 0], now=now)
        return missing


def _begin(variants: Iterable[int]) -> None:
    """Variants that have never had a figure get one."""
    Stock.objects.bulk_create([Stock(variant_id=pk) for pk in sorted(variants)], ignore_conflicts=True)


def _claims(warehouse: Warehouse, variants: Iterable[int]) -> dict[int, dict[str, int]]:
    """What orders have of this warehouse: pieces by variant and order number."""
    found: dict[int, dict[str, int]] = {}
    for one in Allocation.objects.filter(warehouse=warehouse, stock__in=list(variants)):
        found.setdefault(one.stock_id, {})[one.reference] = one.quantity
    return found
