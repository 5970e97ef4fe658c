"""Where the shopper fetches the goods: the service points that the checkout shows, and the one that is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commerce.orders.freight import points
from commerce.orders.models import DeliveryMethod
from commerce.orders.shipping import CarrierUnavailable, Near, Point

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """What the page shows. `offered` are pairs of the word that is sent back and the point.

    `is_asked` says whether anybody has asked the carrier, `is_silent` that it did not answer.
    """

    offered: list[tuple[str, Point]] = field(default_factory=list)
    chosen: str = ""
    is_asked: bool = False
    is_silent: bool = False
    has_place: bool = False


def near(said: Mapping[str, Any]) -> Near:
    """Where the goods go, as far as it has been written."""
    return Near(
        country=said.get("country") or "",
        postal_code=(said.get("postal_code") or "").strip(),
        city=(said.get("city") or "").strip(),
        address=(said.get("address_1") or "").strip(),
    )


def fetching(method: DeliveryMethod | None, place: Near, word: str, *, may_ask: bool) -> Fetching | None:
    """The choice, or None where the delivery has none. The carrier is asked only when the shopper waits for that."""
    if method is None or not points.can_choose(method):
        return None
    try:
        found = points.ask(method, place) if may_ask else points.known(method, place)
    except CarrierUnavailable:
        return Fetching(
            offered=_with_chosen([], method, word), chosen=_key(word, method), is_asked=True, is_silent=True
        )
    offered = _with_chosen(found[:MOST_SHOWN] if found else [], method, word)
    return Fetching(
        offered=offered,
        chosen=_key(word, method),
        is_asked=found is not None,
        has_place=bool(place.postal_code),
    )


def _with_chosen(found: list[Point], method: DeliveryMethod, word: str) -> list[tuple[str, Point]]:
    """The one that was chosen stays in sight, also where it is not among the nearest to what is written now."""
    mine = _chosen(word, method)
    extra = [mine] if mine and mine.key not in {one.key for one in found} else []
    return [(points.sealed(one, method), one) for one in [*extra, *found]]


def _key(word: str, method: DeliveryMethod) -> str:
    mine = _chosen(word, method)
    return mine.key if mine else ""


def _chosen(word: str, method: DeliveryMethod) -> Point | None:
    try:
        return points.chosen(word, method)
    except points.Unsealed:
        return None
