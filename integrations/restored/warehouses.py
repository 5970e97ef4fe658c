"""What systems that run warehouses have and the restored database does not.

Orders that were made again are planned again, by the same names; what the other side has of them is adopted, as their
parcels are. What it has and nobody here knows is asked about.
"""

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from commerce.orders.models import Order
from integrations import outbox
from integrations.restored import numbers, questions, warehouse_files
from integrations.restored.models import Restoration
from integrations.source import Parked
from integrations.warehouses.models import WarehouseOrder
from integrations.warehouses.ongoing import reading, words
from integrations.warehouses.ongoing.interface import SYSTEM, Ongoing, Thing, info, status

OVERLAP = timedelta(hours=1)
ORDER = "order"
OURS = re.compile(r"(?P<number>[0-9]{5,15})(-.+)?")  # an order's number, and what a part of it is called
PLANNED = ("warehouses.plan",)
TOLD = ("ongoing.orders",)


def bring_back(restoration: Restoration, *, now: datetime) -> Counter[str]:
    counts: Counter[str] = Counter()
    if settings.WAREHOUSE_FILES:
        counts.update(warehouse_files.bring_back(restoration, now=now))
    if not settings.WAREHOUSE_SYSTEMS:
        return counts
    counts["planned"] = _through(PLANNED)
    if settings.ONGOING_BASE:
        _ongoing(restoration, counts, now=now)
    return counts


# --- the steps ---


def _through(targets: tuple[str, ...]) -> int:
    """Make what is due to these targets: they are looked up first, so nothing is asked for twice."""
    done = 0
    while some := outbox.deliver_due(only=targets, threads=1):
        done += some
    return done


def _ongoing(restoration: Restoration, counts: Counter[str], *, now: datetime) -> None:
    counts["orders told"] = _through(TOLD)
    ongoing = Ongoing()
    changes = reading.read_changes(ongoing, now=now)
    counts["orders read"], counts["news of orders"] = changes.read, changes.changed
    since = restoration.restored_to - OVERLAP
    strangers = [one for one in ongoing.orders_changed_since(since) if _is_strange(one)]
    for one in strangers:
        found = OURS.fullmatch(info(one).get("orderNumber") or "")
        if found:
            counts["asked about"] += _ask(restoration, one, found["number"], now=now)
    numbers.keep_above(restoration, [number for one in strangers if (number := _number(one))])


def _is_strange(told: Thing) -> bool:
    """Nobody here asked for it, and it has not been called off there."""
    if reading.part_of(told) is not None:
        return False
    try:
        return words.state_of(status(told)) != WarehouseOrder.State.CANCELLED
    except Parked:
        return True


def _number(told: Thing) -> str:
    found = OURS.fullmatch(info(told).get("orderNumber") or "")
    return found["number"] if found else ""


def _ask(restoration: Restoration, told: Thing, number: str, *, now: datetime) -> bool:
    """An order of another channel may look like ours: the number is kept free all the same."""
    lines = ", ".join(
        f"{line.get('orderedNumberOfItems')} x {(line.get('article') or {}).get('articleNumber')}"
        for line in told.get("orderLines") or []
    )
    is_here = Order.objects.filter(number=number).exists()
    words = (
        _("The warehouse has this order, and we have not asked for it now: %(lines)s")
        if is_here
        else _("The warehouse has this order, and it is not here: %(lines)s")
    )
    name = info(told).get("orderNumber") or ""
    asked: dict[str, Any] = {"order_number": number, "now": now}
    return questions.ask(restoration, SYSTEM, ORDER, name, words % {"lines": lines}, **asked)
