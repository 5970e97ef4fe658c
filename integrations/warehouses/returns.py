"""Returns that a warehouse takes in: it is told of what comes, and says what has come and what is fit for the shelf.

The goods are counted by its own figures of stock (`commerce.stock.reserve.put_back`), never twice.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from commerce.events.log import publish
from commerce.orders.models import Return
from commerce.orders.returns import returning
from commerce.orders.states import MoveRefused, ReturnState
from integrations.source import Parked
from integrations.warehouses.models import WarehouseOrderLine

EXPECTED = (ReturnState.ACKNOWLEDGED,)


def tell_of(return_id: int, *, now: datetime) -> int:
    """Have the warehouses that sent the goods told that they come back. Returns how many were."""
    with transaction.atomic():
        returned = Return.objects.select_for_update().select_related("order").filter(pk=return_id).first()
        if returned is None or returned.state not in EXPECTED:
            return 0
        told = 0
        for system, lines in _coming(returned).items():
            payload = {"return": returned.pk, "name": str(returned), "number": returned.number, "lines": lines}
            publish(f"{system}.return_told", f"order:{returned.order.number}", payload, at=now)
            told += 1
        return told


def take(name: str, came: Mapping[int, int], fit: Mapping[int, int], *, now: datetime) -> bool:
    """Goods of a return have come: pieces by order line, and how many of those are back on the shelf.

    Returns whether it was news. Raises Parked for a return that nobody has announced, or more than was announced.
    """
    number, _sign, place = name.rpartition("-R")
    found = Return.objects.filter(order__number=number, number=int(place) if place.isdecimal() else 0).first()
    if found is None:
        raise Parked(f"There is no return {name}.")
    if found.state in (ReturnState.RECEIVED, ReturnState.SETTLED):
        return False
    try:
        returning.receive(found.pk, came, fit, now=now)
    except MoveRefused as refusal:
        raise Parked(f"{name}: {refusal}") from refusal
    return True


def _coming(returned: Return) -> dict[str, list[list[object]]]:
    """By system, what it sent of the lines that come back: part, row, order line, pieces. The latest is taken first."""
    found: dict[str, list[list[object]]] = {}
    for line in returned.lines.all():
        left = line.quantity - line.unshipped
        sent = WarehouseOrderLine.objects.filter(line=line.line_id, sent__gt=0).select_related("part").order_by("-pk")
        for row in sent:
            if pieces := min(left, row.sent):
                left -= pieces
                told = [row.part.name, row.row, line.line_id, row.sku, pieces]
                found.setdefault(row.part.system, []).append(told)
    return found


def expected(system: str) -> list[str]:
    """Names of the returns that a warehouse of this system may have taken in and not told of."""
    rows = WarehouseOrderLine.objects.filter(part__system=system, sent__gt=0)
    of_orders = rows.values("line").annotate(Sum("sent")).values("line")
    waiting = Return.objects.filter(state__in=EXPECTED, lines__line__in=of_orders).select_related("order").distinct()
    return [str(one) for one in waiting.order_by("pk")]
