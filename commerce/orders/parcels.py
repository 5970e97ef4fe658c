"""The parcels of an order: what is left to pack, what a parcel is worth, how far the order has come.

Called under the order's lock, by `commerce.orders.flow`.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from commerce.catalogue.models import Variant
from commerce.events.log import publish
from commerce.money import to_ore
from commerce.orders.freight import booking
from commerce.orders.models import Order, OrderAddress, ReturnLine, Shipment, ShipmentLine
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
    return {pk: quantity for group in left_by_group(order).values() for pk, quantity in group.items()}


def left_by_group(order: Order) -> dict[int, dict[int, int]]:
    """The same for each delivery group that has any."""
    packed, never = _in_parcels(order), never_sent(order)
    found: dict[int, dict[int, int]] = {}
    for pk, group, quantity in order.lines.order_by("group", "position").values_list("pk", "group", "quantity"):
        if (number := quantity - packed.get(pk, 0) - never.get(pk, 0)) > 0:
            found.setdefault(group, {})[pk] = number
    return found


def here(order: Order) -> dict[int, int]:
    """What is left of each line and can be had from the shelf."""
    return {pk: quantity for group in here_by_group(order).values() for pk, quantity in group.items()}


def here_by_group(order: Order) -> dict[int, dict[int, int]]:
    """The same for each delivery group that has any: what has not come yet is what goes to the last address."""
    remaining, later = left_by_group(order), yet_to_come(reference=order.number)
    if not later:
        return remaining
    variants = dict(order.lines.values_list("pk", "variant_id"))
    for lines in reversed(remaining.values()):
        for pk in reversed(lines):
            waits = min(lines[pk], later.get(variants[pk], 0))
            lines[pk] -= waits
            if waits:
                later[variants[pk]] -= waits
    found = {group: {pk: number for pk, number in lines.items() if number} for group, lines in remaining.items()}
    return {group: lines for group, lines in found.items() if lines}


def yet_to_come_of(order: Order) -> list[tuple[str, int]]:
    """What an order waits for: article number and pieces."""
    later = yet_to_come(reference=order.number)
    skus = dict(Variant.objects.filter(pk__in=later).values_list("pk", "sku")) if later else {}
    return sorted((skus[pk], count) for pk, count in later.items())


def pack(order: Order, quantities: Mapping[int, int] | None, *, now: datetime) -> list[Shipment]:
    """New parcels of all that is left and here, one for each address; or one, of some that go to the same.

    Raises MoveRefused for nothing, for more than that, or for what goes to different addresses.
    """
    remaining = here_by_group(order)
    if quantities is None:
        wanted = remaining
    else:
        some = {pk: number for pk, number in quantities.items() if number}
        wanted = {group: some for group, lines in remaining.items() if some and some.keys() <= lines.keys()}
    too_many = [
        pk
        for group, lines in wanted.items()
        for pk, number in lines.items()
        if not 0 < number <= remaining[group].get(pk, 0)
    ]
    if too_many or not wanted:
        raise MoveRefused(f"{order.number} has {remaining} to pack by address, not {quantities}")
    before = order.shipments.count()
    return [
        _parcel(order, before + place, group, lines, now=now)
        for place, (group, lines) in enumerate(wanted.items(), start=1)
    ]


def _parcel(order: Order, number: int, group: int, lines: Mapping[int, int], *, now: datetime) -> Shipment:
    shipment = Shipment.objects.create(order=order, number=number, group=group, packed_at=now)
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, line_id=pk, quantity=quantity) for pk, quantity in lines.items()
    )
    return shipment


def unpack(order: Order, wanted: Mapping[int, int], *, why: str, now: datetime) -> None:
    """Take packed parcels apart, the last first, until what is wanted lies in none; pieces by line."""
    free = left(order)
    short = {pk: quantity - free.get(pk, 0) for pk, quantity in wanted.items()}
    for shipment in order.shipments.filter(state=ShipmentState.PACKED).order_by("-number"):
        inside = dict(shipment.lines.values_list("line_id", "quantity"))
        if any(short.get(pk, 0) > 0 for pk in inside):
            short = {pk: quantity - inside.get(pk, 0) for pk, quantity in short.items()}
            take_apart(order, shipment, why=why, now=now)


def take_apart(order: Order, shipment: Shipment, *, why: str, now: datetime) -> None:
    """Take one packed parcel of an order apart, and call off its freight. Raises MoveRefused for any other."""
    shipment.state = move(ShipmentState, shipment.state, ShipmentState.CANCELLED)
    shipment.save(update_fields=["state"])
    publish("shipment.unpacked", f"order:{order.number}", {"shipment": shipment.number, "why": why}, at=now)
    booking.call_off(shipment, now=now)


def variants(shipment: Shipment) -> dict[int, int]:
    """What leaves the shelf with a parcel: pieces by variant."""
    found: dict[int, int] = {}
    for line in shipment.lines.select_related("line"):
        if line.line.variant_id is not None:
            found[line.line.variant_id] = found.get(line.line.variant_id, 0) + line.quantity
    return found


def worth(order: Order, shipment: Shipment) -> Decimal:
    """What is charged when a parcel leaves, so that all parcels together come to the order's total to the öre.

    A line is worth what it costs up to and with this parcel, less what it cost before; delivery to an address goes with
    the first parcel there.
    Parcels that were taken apart count for nothing.
    """
    return worth_through(order, shipment.number) - worth_through(order, shipment.number - 1)


def worth_through(order: Order, number: int) -> Decimal:
    """What an order's parcels up to and with this number are worth together, delivery included."""
    sent = _in_parcels(order, number__lte=number)
    lines = order.lines.filter(pk__in=sent).values_list("pk", "quantity", "gross")
    goods = sum((to_ore(gross * sent[pk] / quantity) for pk, quantity, gross in lines), Decimal(0))
    return goods + delivery_of(order, sent)


def delivery_of(order: Order, sent: Collection[int]) -> Decimal:
    """What delivery costs to those addresses that any of these lines, by key, goes to. Nothing for no lines."""
    if not sent:
        return Decimal(0)
    group_of = dict(order.lines.values_list("pk", "group"))
    if set(group_of.values()) == {1}:
        return order.delivery_gross
    own = order.addresses.filter(kind=OrderAddress.Kind.DELIVERY, group__in={group_of[pk] for pk in sent})
    return own.aggregate(sum=Sum("delivery_gross"))["sum"] or Decimal(0)


def how_far(order: Order) -> Fulfilment:
    wanted = sum(order.lines.values_list("quantity", flat=True)) - sum(never_sent(order).values())
    sent = sum(gone(order).values())
    if sent:
        return Fulfilment.SHIPPED if sent == wanted else Fulfilment.PARTLY_SHIPPED
    return Fulfilment.PACKED if wanted and sum(_in_parcels(order).values()) == wanted else Fulfilment.OPEN


def gone(order: Order) -> dict[int, int]:
    """Pieces by line that have left the house."""
    return _in_parcels(order, state__in=GONE)


def that_left(order: Order) -> QuerySet[Shipment]:
    return order.shipments.filter(state__in=GONE)


def never_sent(order: Order) -> dict[int, int]:
    """Pieces by line that were withdrawn before they left, so that they are in no parcel and never will be."""
    withdrawn = ReturnLine.objects.filter(returned__order=order, unshipped__gt=0)
    return dict(withdrawn.values_list("line_id").annotate(Sum("unshipped")).order_by())


def _in_parcels(order: Order, **which) -> dict[int, int]:
    """Pieces by line in the parcels of an order that have not been taken apart again."""
    kept = order.shipments.exclude(state=ShipmentState.CANCELLED).filter(**which)
    counted = ShipmentLine.objects.filter(shipment__in=kept).values_list("line_id").annotate(Sum("quantity"))
    return dict(counted.order_by())
