"""What may stand in one cart with goods, such as services: a room above keeps it, and orders it with them.

The room is named by `settings.BESIDE_GOODS`, a dotted path; empty: a cart holds goods alone. What it does in
`order_with` is part of the transaction in which the goods become an order: both are ordered, or neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from commerce.customers.shopper import Shopper


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing, in words. `price` is as the shopper counts, with VAT or without."""

    name: str
    about: str
    price: Decimal
    can_be_ordered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stands beside the goods now. `seen` names just this, so that nothing is ordered that was not shown."""

    lines: Sequence[Line] = ()
    seen: str = ""
    total: Decimal = Decimal(0)
    note: str = ""
    url: str = ""


class Room(Protocol):
    def shown(self, user_id: int, *, shopper: Shopper) -> Shown:
        """What the user's cart holds beside goods. One query where it is nothing."""

    def order_with(self, order: Any, seen: str, *, user_id: int, now: datetime) -> None:
        """Order what was seen, in the caller's transaction; what has changed since is left where it is."""

    def told(self, order_id: int) -> Sequence[tuple[str, str]]:
        """What was ordered with an order: words and an address each."""


def shown(user: Any, *, shopper: Shopper) -> Shown:
    """Nothing for one who has not logged in."""
    room = _room()
    return room.shown(user.pk, shopper=shopper) if room and user.is_authenticated else Shown()


def order_with(order: Any, seen: str, *, user_id: int | None, now: datetime) -> None:
    room = _room()
    if room and seen and user_id is not None:
        room.order_with(order, seen, user_id=user_id, now=now)


def told(order_id: int) -> Sequence[tuple[str, str]]:
    room = _room()
    return room.told(order_id) if room else ()


@cache
def _made(path: str) -> Room:
    return import_string(path)()


def _room() -> Room | None:
    return _made(settings.BESIDE_GOODS) if settings.BESIDE_GOODS else None
