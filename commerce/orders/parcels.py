"""The parcels of an order: what is left to pack, what a parcel is worth, how far the order has come.

Called under the order's lock, by `commerce.orders.flow`.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum

from commerce.catalogue.models import Variant
from commerce.events.log import publish
from commerce.money import to_ore
from commerce.orders.models import Order, ReturnLine, Shipment, ShipmentLine
from commerce.orders.states import Fulfilment, MoveRefused, ShipmentState, move
from commerce.stock.reserve import yet_to_come

GONE = (ShipmentState.SHIPPED, ShipmentState.DELIVERED)


class Tracking(NamedTuple):
    """How a parcel is followed; all of it may be unknown."""

    carrier: str = ""
    number: str = ""
    url: str = ""


def left(order: Order) -> dict[int, int]:
    """How many of each line are in no parcel yet and are to be in one, by line; lines with none are left out."""
    packed, never = _in_parcels(order), never_sent(order)
    wanted = order.lines.order_by("position").values_list("pk", "quantity")
    found = {pk: quantity - packed.get(pk, 0) - never.get(pk, 0) for pk, quantity in wanted}
    return {pk: quantity for pk, quantity in found.items() if quantity > 0}


def here(order: Order) -> dict[int, int]:
    """What is left of each line and can be had from the shelf."""
    remaining, later = left(order), yet_to_come(reference=order.number)
    if not later:
        return remaining
    variants = dict(order.lines.values_list("pk", "variant_id"))
    for pk in reversed(remaining):
        waits = min(remaining[pk], later.get(variants[pk], 0))
        remaining[pk] -= waits
        if waits:
            later[variants[pk]] -= waits
    return {pk: quantity for pk, quantity in remaining.items() if quantity}


def yet_to_come_of(order: Order) -> list[tuple[str, int]]:
    """What an order waits for: article number and pieces."""
    later = yet_to_come(reference=order.number)
    skus = dict(Variant.objects.filter(pk__in=later).values_list("pk", "sku")) if later else {}
    return sorted((skus[pk], count) for pk, count in later.items())


def pack(order: Order, quantities: Mapping[int, int] | None, *, now: datetime) -> Shipment:
    """A new parcel of all that is left and here, or of some. Raises MoveRefused for nothing, or for more than that."""
    remaining = here(order)
    wanted = remaining if quantities is None else {pk: number for pk, number in quantities.items() if number}
    too_many = [pk for pk, number in wanted.items() if not 0 < number <= remaining.get(pk, 0)]
    if too_many or not wanted:
        raise MoveRefused(f"{order.number} has {remaining} to pack, not {dict(wanted)}")
    shipment = Shipment.objects.create(order=order, number=order.shipments.count() + 1, packed_at=now)
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, line_id=pk, quantity=number) for pk, number in wanted.items()
    )
    return shipment


def unpack(order: Order, wanted: Mapping[int, int], *, why: str, now: datetime) -> None:
    """Take packed parcels apart, the last first, until what is wanted lies in none; pieces by line."""
    free = left(order)
    short = {pk: quantity - free.get(pk, 0) for pk, quantity in wanted.items()}
    for shipment in order.shipments.filter(state=ShipmentState.PACKED).order_by("-number"):
        inside = dict(shipment.lines.values_list("line_id", "quantity"))
        if any(short.get(pk, 0) > 0 for pk in inside):
            shipment.state = move(ShipmentState, shipment.state, ShipmentState.CANCELLED)
            shipment.save(update_fields=["state"])
            short = {pk: quantity - inside.get(pk, 0) for pk, quantity in short.items()}
            told = {"shipment": shipment.number, "why": why}
            publish("shipment.unpacked", f"order:{order.number}", told, at=now)


def variants(shipment: Shipment) -> dict[int, int]:
    """What leaves the shelf with a parcel: pieces by variant."""
    found: dict[int, int] = {}
    for line in shipment.lines.select_related("line"):
        if line.line.variant_id is not None:
            found[line.line.variant_id] = found.get(line.line.variant_id, 0) + line.quantity
    return found


def worth(order: Order, shipment: Shipment) -> Decimal:
    """What is charged when a parcel leaves, so that all parcels together come to the order's total to the öre.

    A line is worth what it costs up to and with this parcel, less what it cost before; delivery goes with the first.
    Parcels that were taken apart count for nothing.
    """
    return worth_through(order, shipment.number) - worth_through(order, shipment.number - 1)


def worth_through(order: Order, number: int) -> Decimal:
    """What an order's parcels up to and with this number are worth together, delivery included."""
    sent = _in_parcels(order, number__lte=number)
    lines = order.lines.filter(pk__in=sent).values_list("pk", "quantity", "gross")
    goods = sum((to_ore(gross * sent[pk] / quantity) for pk, quantity, gross in lines), Decimal(0))
    return order.delivery_gross + goods if sent else goods


def how_far(order: Order) -> Fulfilment:
    wanted = sum(order.lines.values_list("quantity", flat=True)) - sum(never_sent(order).values())
    sent = sum(gone(order).values())
    if sent:
        return Fulfilment.SHIPPED if sent == wanted else Fulfilment.PARTLY_SHIPPED
    return Fulfilment.PACKED if wanted and sum(_in_parcels(order).values()) == wanted else Fulfilment.OPEN


def gone(order: Order) -> dict[int, int]:
    """Pieces by line that have left the house."""
    return _in_parcels(order, state__in=GONE)


def never_sent(order: Order) -> dict[int, int]:
    """Pieces by line that were withdrawn before they left, so that they are in no parcel and never will be."""
    withdrawn = ReturnLine.objects.filter(returned__order=order, unshipped__gt=0)
    return dict(withdrawn.values_list("line_id").annotate(Sum("unshipped")).order_by())


def _in_parcels(order: Order, **which) -> dict[int, int]:
    """Pieces by line in the parcels of an order that have not been taken apart again."""
    kept = order.shipments.exclude(state=ShipmentState.CANCELLED).filter(**which)
    counted = ShipmentLine.objects.filter(shipment__in=kept).values_list("line_id").annotate(Sum("quantity"))
    return dict(counted.order_by())
