"""Orders to Ongoing. Sent, read back, and only then counted as received: what they hold is what we asked for."""

import json
from typing import Any

from django.utils import timezone

from commerce.events.models import Event
from commerce.orders.states import OrderState
from integrations.errors import DeliveryRefused, Unknown
from integrations.models import Delivery
from integrations.source import Parked
from integrations.target import How, Lane, Receipt, Target
from integrations.warehouses import orders
from integrations.warehouses.models import WarehouseOrder
from integrations.warehouses.ongoing import articles, words
from integrations.warehouses.ongoing.interface import SYSTEM, Ongoing, Refusal, Thing, info, status

State = WarehouseOrder.State


class Orders(Target):
    """A fact: none overtakes another. A change that comes too late stops here, and stands on the order."""

    system = SYSTEM
    lane = Lane.FIRST

    def anchor(self, event: Event) -> str:
        return event.payload["name"]

    def look_up(self, delivery: Delivery) -> Receipt | None:
        return _received(Ongoing(), delivery)

    def send(self, delivery: Delivery) -> Receipt | None:
        ongoing, part = Ongoing(), _part(delivery)
        lines = delivery.event.payload["lines"]
        if lines and part.order.state == OrderState.CANCELLED and ongoing.order(part.name) is None:
            return Receipt(remote_id="", number=part.name, how=How.READ_BACK, holds=b"called off before they had it")
        try:
            if lines:
                articles.ensure(ongoing, [sku for _row, sku, _pieces in lines])
                is_named = ongoing.put_order(words.order_body(part, lines)) is not None
            else:
                ongoing.delete_order(part.name)
                is_named = True
        except Refusal as refusal:
            _refused(ongoing, part, str(refusal))
            raise DeliveryRefused(f"{part.name}: {refusal}") from refusal
        receipt = _received(ongoing, delivery, is_answered=is_named)
        if receipt is None:
            raise Unknown(f"Ongoing took {part.name}, and does not show it")
        return receipt


def _received(ongoing: Ongoing, delivery: Delivery, *, is_answered: bool = False) -> Receipt | None:
    """What proves that they have it as it was to be: they show it. What they show is written down with us.

    Where nobody knows what came of a call the address must be the very same too. An answer that named the order vouches
    for it: they may write it in a way of their own.
    """
    part, lines = _part(delivery), delivery.event.payload["lines"]
    order = ongoing.order(part.name)
    is_gone = order is None or _meaning(order) == State.CANCELLED
    if not lines and is_gone:
        orders.cancelled(part.pk, now=timezone.now())
        return Receipt(remote_id=_id(order), number=part.name, how=How.READ_BACK, holds=b"cancelled")
    if order is None or not lines or is_gone:
        return None
    held = _lines(order)
    if held != {row: (sku, pieces) for row, sku, pieces in lines}:
        return None
    if not is_answered and not _goes_there(order, part):
        return None
    orders.acknowledge(
        part.pk, {row: pieces for row, (_sku, pieces) in held.items()}, remote_id=_id(order), now=timezone.now()
    )
    return Receipt(remote_id=_id(order), number=part.name, how=How.READ_BACK, holds=_sealed(order))


def _refused(ongoing: Ongoing, part: WarehouseOrder, said: str) -> None:
    """A no to what they have begun with is one thing, a no to what is wrong with it another."""
    order = ongoing.order(part.name)
    if order is not None and _meaning(order) != State.ACKNOWLEDGED:
        orders.too_late(part.pk, said, now=timezone.now())


def _part(delivery: Delivery) -> WarehouseOrder:
    found = WarehouseOrder.objects.select_related("order", "warehouse")
    return found.get(pk=delivery.event.payload["part"])


def _meaning(order: Thing) -> str:
    try:
        return words.state_of(status(order))
    except Parked:
        return State.BEGUN  # the flow that reads orders tells of it


def _lines(order: Thing) -> dict[str, tuple[str, int]]:
    return {
        str(line.get("rowNumber")): (
            (line.get("article") or {}).get("articleNumber") or "",
            words.whole(line.get("orderedNumberOfItems")),
        )
        for line in order.get("orderLines") or []
    }


def _goes_there(order: Thing, part: WarehouseOrder) -> bool:
    """Whether it goes to the address that it is to go to."""
    asked = words.order_body(part, [])["consignee"]
    held: dict[str, Any] = order.get("consignee") or {}
    return all((held.get(name) or "") == asked.get(name, "") for name in ("name", "address1", "postCode", "city"))


def _id(order: Thing | None) -> str:
    return str(info(order or {}).get("orderId") or "")


def _sealed(order: Thing) -> bytes:
    """What they hold, as the receipt's checksum is made of it."""
    held = {"number": info(order).get("orderNumber"), "lines": _lines(order), "to": order.get("consignee")}
    return json.dumps(held, sort_keys=True, ensure_ascii=False).encode()
