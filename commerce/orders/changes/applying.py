"""Putting a change of an order in force. Called with the locks of the stock and the order held.

What was shown is what is written: the content that the change keeps.
"""

from collections.abc import Iterable
from datetime import datetime

from commerce.events.log import publish
from commerce.orders import parcels
from commerce.orders.changes import content
from commerce.orders.changes.content import Content
from commerce.orders.models import Order, OrderAddress, OrderChange, OrderLine, Payment, ShipmentLine
from commerce.orders.states import ChangeState, MoveRefused, OrderState, ReturnState, ShipmentState, move
from commerce.stock.models import Allocation
from commerce.stock.reserve import claim_anew, lock, release

OPEN = (OrderState.PLACED, OrderState.CONFIRMED)


def now_of(order: Order) -> Content:
    """What the order says of itself now. Two queries."""
    lines = order.lines.order_by("position")
    return content.of_order(order, lines, order.addresses.filter(kind=OrderAddress.Kind.DELIVERY))


def refuse(order: Order, after: Content) -> None:
    """Raises MoveRefused, with a word for why, when the order cannot be changed so.

    `closed`: not placed or confirmed. `returns`: something is on its way back. `invoiced`: credit it instead. `gone`:
    fewer than have left the house, goods while their money is taken parcel by parcel, or another address than where
    some of it went.
    """
    if order.state not in OPEN:
        raise MoveRefused("closed")
    if order.returns.exclude(state=ReturnState.REFUSED).exists():
        raise MoveRefused("returns")
    if order.invoices.exists():
        raise MoveRefused("invoiced")
    gone = parcels.gone(order)
    if not gone:
        return
    wanted = {line["line"]: line["quantity"] for line in after["lines"]}
    if any(wanted.get(pk, 0) < quantity for pk, quantity in gone.items()):
        raise MoveRefused("gone")
    before = now_of(order)
    moved = _moved(before, after)
    if any(line["group"] in moved and line["line"] in gone for line in before["lines"]):
        raise MoveRefused("gone")
    is_held = order.payments.filter(state=Payment.State.AUTHORISED).exists()
    if is_held and after["gross"] != before["gross"]:
        raise MoveRefused("gone")


def waiting_for(payment: Payment, order: Order) -> OrderChange | None:
    """The change that a payment is for, while it can be put in force as it was shown; else None."""
    waiting = order.changes.select_for_update().filter(state=ChangeState.PROPOSED)
    change = next((one for one in waiting if one.pk == payment.change_id), None)
    if change is None or now_of(Order.objects.get(pk=order.pk)) != change.before:
        return None
    try:
        refuse(order, change.after)
    except MoveRefused:
        return None
    return change


def hold(order: Order, *, more: Iterable[int] = ()) -> None:
    """Lock the stock that a change of an order may move, for one who goes on to lock the order."""
    own = order.lines.exclude(variant=None).values_list("variant_id", flat=True)
    claimed = Allocation.objects.filter(reference__in=[order.number, claim(order)]).values_list("stock_id", flat=True)
    lock({*own, *claimed, *more})


def beyond(change: OrderChange) -> dict[int, int]:
    """What a change asks for beyond what the order has: pieces by variant."""
    had = content.pieces(change.before)
    more = {variant: count - had.get(variant, 0) for variant, count in content.pieces(change.after).items()}
    return {variant: count for variant, count in more.items() if count > 0}


def claim(order: Order) -> str:
    """The name that the stock of a proposed change is set aside under."""
    return f"{order.number}+"


def put_in_force(order: Order, change: OrderChange, *, now: datetime) -> None:
    """Write what the change says, and have the stock follow. Raises OutOfStock (`commerce.stock.reserve`)."""
    gone = parcels.gone(order)
    kept = {line["line"]: line["quantity"] for line in change.after["lines"]}
    fewer = {
        line["line"]: line["quantity"] - kept.get(line["line"], 0)
        for line in change.before["lines"]
        if line["quantity"] > kept.get(line["line"], 0)
    }
    moved = _moved(change.before, change.after)  # no slip with the old address
    fewer |= {line["line"]: line["quantity"] for line in change.before["lines"] if line["group"] in moved}
    parcels.unpack(order, fewer, why="changed", now=now)
    _write_lines(order, change.after)
    _write_order(order, change.after)
    claim_anew(
        _to_send(order, gone),
        reference=order.number,
        others=[claim(order)],
        by=change.asked_by_id,
        why="changed",
        now=now,
    )
    order.fulfilment = parcels.how_far(order)
    order.save(update_fields=["fulfilment"])
    change.state, change.settled_at = move(ChangeState, change.state, ChangeState.DONE), now
    change.save(update_fields=["state", "settled_at"])
    told = {"change": change.number, "effect": str(change.effect), "why": change.why, "by": change.asked_by_id}
    publish("order.changed", f"order:{order.number}", told, at=now)


def drop(order: Order, change: OrderChange, *, why: str, by: int | None = None, now: datetime) -> None:
    """Nothing comes of a change that waited; what was set aside for it is free."""
    release(reference=claim(order), by=by, why=why, now=now)
    change.state, change.settled_at = move(ChangeState, change.state, ChangeState.DROPPED), now
    change.save(update_fields=["state", "settled_at"])
    told = {"change": change.number, "why": why, "by": by}
    publish("order.change_dropped", f"order:{order.number}", told, at=now)


def _write_lines(order: Order, after: Content) -> None:
    lines = {line.pk: line for line in order.lines.all()}
    kept = {line["line"] for line in after["lines"]}
    gone = [pk for pk in lines if pk not in kept]
    # A parcel that was taken apart keeps no line that the order no longer has.
    ShipmentLine.objects.filter(line__in=gone, shipment__state=ShipmentState.CANCELLED).delete()
    OrderLine.objects.filter(pk__in=gone).delete()
    place = max((line.position for line in lines.values()), default=0)
    for said in after["lines"]:
        fields = content.fields_of_line(said)
        if said["line"] is None:
            place += 1
            OrderLine.objects.create(order=order, position=place, **fields)
            continue
        line = lines[said["line"]]
        for name, value in fields.items():
            setattr(line, name, value)
        line.save(update_fields=["quantity", "discount", "net", "vat", "gross"])


def _write_order(order: Order, after: Content) -> None:
    fields = content.fields_of_order(after)
    for name, value in fields.items():
        setattr(order, name, value)
    order.save(update_fields=list(fields))
    sent_to = order.addresses.filter(kind=OrderAddress.Kind.DELIVERY)
    for group, own in content.fields_of_addresses(after).items():
        sent_to.filter(group=group).update(**own)


def _moved(before: Content, after: Content) -> set[int]:
    """The delivery groups that have got another address."""
    had = content.addresses(before)
    return {group for group, address in content.addresses(after).items() if address != had[group]}


def _to_send(order: Order, gone: dict[int, int]) -> dict[int, int]:
    """Pieces by variant that are still to leave."""
    found: dict[int, int] = {}
    for pk, variant, quantity in order.lines.exclude(variant=None).values_list("pk", "variant_id", "quantity"):
        if left := quantity - gone.get(pk, 0):
            found[variant] = found.get(variant, 0) + left
    return found
