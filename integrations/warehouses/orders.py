"""What warehouses say about orders: acknowledged, begun, picked, sent, cancelled, too late. Each is written once.

Locks are taken in the order stock (by SKU), order, part. A parcel goes by the warehouse's own name of it: told of again
it is the same. What cannot be so by our books raises Parked, and nothing of it is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from commerce.events.log import publish
from commerce.orders import flow, parcels
from commerce.orders.models import Order, Shipment
from commerce.orders.parcels import Tracking
from commerce.orders.states import MoveRefused, ShipmentState
from commerce.stock.reserve import lock_claimed
from integrations.models import Delivery
from integrations.source import Parked
from integrations.warehouses.models import WarehouseOrder as Part
from integrations.warehouses.models import WarehouseOrderLine as Row
from integrations.warehouses.models import WarehouseParcel as Parcel

State, Problem = Part.State, Part.Problem
CLOSED = (State.SENT, State.CANCELLED)
NOT_KNOWN = Tracking()
RANK = {State.ASKED: 0, State.ACKNOWLEDGED: 1, State.BEGUN: 2, State.PICKED: 3, State.SENT: 4, State.CANCELLED: 5}


@dataclass(frozen=True, slots=True)
class Told:
    """A parcel as the warehouse tells of it: its own key, pieces by row, and whether it has left."""

    key: str
    content: Mapping[str, int]
    is_sent: bool
    tracking: Tracking = NOT_KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the warehouse says about a part now. Sent or cancelled: what is in no parcel never will be.

    Some tell each time of every parcel there is (`is_whole`), others only of those that are new; the last report of a
    part is whole in any case.
    """

    state: str
    said: str = ""
    remote_id: str = ""
    parcels: Sequence[Told] = field(default_factory=tuple)
    is_whole: bool = False


def moment() -> datetime:
    """Now by the database's clock, one for all workers: what is asked after it knows of what was told before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def acknowledge(part_id: int, lines: Mapping[str, int], *, remote_id: str, now: datetime) -> None:
    """The system has the part, with these pieces by row; from here on its figures of stock know of them."""
    with transaction.atomic():
        part = _held(part_id)
        for row in part.lines.all() if part.state not in CLOSED else ():
            row.acknowledged = lines.get(row.row, 0)
            row.save(update_fields=["acknowledged"])
        part.state = State.ACKNOWLEDGED if part.state == State.ASKED else part.state
        part.remote_id, part.acknowledged_at = remote_id or part.remote_id, moment()
        if part.problem == Problem.TOO_LATE:
            part.problem = ""
        part.save(update_fields=["state", "remote_id", "acknowledged_at", "problem"])


def cancelled(part_id: int, *, now: datetime) -> None:
    """The system has let the part go, as it was asked to."""
    with transaction.atomic():
        part = _held(part_id)
        part.lines.update(acknowledged=0)
        part.state, part.problem, part.acknowledged_at = State.CANCELLED, "", moment()
        part.save(update_fields=["state", "problem", "acknowledged_at"])


def too_late(part_id: int, said: str, *, now: datetime) -> None:
    """The warehouse has begun and does not take the change: somebody must call it."""
    with transaction.atomic():
        trouble(_held(part_id), Problem.TOO_LATE, said, now=now)


def unclear(part_id: int, said: str, *, now: datetime) -> None:
    """It says what we do not understand. Until that is settled its order counts as unknown to it."""
    with transaction.atomic():
        trouble(_held(part_id), Problem.UNCLEAR, said, now=now)


def settled(part_id: int, *, by: int | None, now: datetime) -> bool:
    """Somebody has called the warehouse: it is no longer a problem. False when it was none.

    What it would not take holds back nothing more, and what it will send is taken to be what it has.
    """
    with transaction.atomic():
        part = _held(part_id)
        if not part.problem:
            return False
        told = {"name": part.name, "problem": part.problem, "by": by}
        stopped = Delivery.objects.filter(target=f"{part.system}.orders", anchor=part.name)
        stopped.filter(state=Delivery.State.STOPPED).update(state=Delivery.State.CANCELLED)
        part.problem = ""
        part.save(update_fields=["problem"])
        publish("warehouse.called", f"order:{part.order.number}", told, at=now)
        return True


def trouble(part: Part, problem: str, said: str, *, now: datetime) -> None:
    """Note a problem of a part that is held, and tell it as an event of the order when it is news."""
    is_news = part.problem != problem
    part.problem, part.said = problem, said[:200]
    part.save(update_fields=["problem", "said"])
    if is_news:
        told = {"name": part.name, "why": said[:200]}
        publish(f"warehouse.{problem}", f"order:{part.order.number}", told, at=now)


def take(part_id: int, report: Report, *, now: datetime) -> bool:
    """Write what the warehouse says: pack what is picked, ship what is sent. Returns whether it was news.

    Raises Parked for what our books do not allow; then nothing is written.
    """
    with transaction.atomic():
        number, order_id = Part.objects.values_list("order__number", "order_id").get(pk=part_id)
        lock_claimed(reference=number)
        Order.objects.select_for_update().get(pk=order_id)
        part = _held(part_id)
        before = _seen(part)
        try:
            _parcels(part, report, now=now)
        except MoveRefused as refusal:
            raise Parked(f"{part.name}: {refusal}") from refusal
        if RANK[State(report.state)] >= RANK[State(part.state)]:
            part.state = report.state
        part.said, part.remote_id = report.said[:200], part.remote_id or report.remote_id
        if part.problem == Problem.UNCLEAR:
            part.problem = ""
        part.save(update_fields=["state", "said", "remote_id", "problem"])
        _look_at_the_end(part, now=now)
        return _seen(part) != before


# --- the steps ---


def _held(part_id: int) -> Part:
    return Part.objects.select_for_update(of=("self",)).select_related("order", "warehouse").get(pk=part_id)


def _seen(part: Part) -> tuple[Any, ...]:
    rows = part.lines.order_by("pk").values_list("acknowledged", "sent")
    return part.state, part.problem, part.said, *rows, *part.parcels.order_by("pk").values_list("key", "is_sent")


def _parcels(part: Part, report: Report, *, now: datetime) -> None:
    told = [one for one in report.parcels if any(one.content.values())]
    _take_apart(part, told, is_whole=report.is_whole or report.state in CLOSED, now=now)
    rows = {row.row: row for row in part.lines.all()}
    known = {parcel.key: parcel for parcel in part.parcels.all()}
    for one in told:
        parcel = known.get(one.key) or _pack(part, one, rows, now=now)
        if one.is_sent and not parcel.is_sent:
            _ship(part, parcel, one, rows, now=now)


def _take_apart(part: Part, told: Sequence[Told], *, is_whole: bool, now: datetime) -> None:
    """Parcels that are told of with another content now are packed anew, and so are those that we took apart.

    Where every parcel is told of, one that has not left and that nobody tells of any more was packed otherwise.
    """
    said = {one.key: dict(one.content) for one in told}
    for parcel in part.parcels.select_related("shipment"):
        is_gone = is_whole and parcel.key not in said and not parcel.is_sent
        if not is_gone and said.get(parcel.key, parcel.content) == parcel.content:
            continue
        if parcel.is_sent:
            raise Parked(f"The parcel {parcel.key} has left with {parcel.content}, not with {said[parcel.key]}.")
        if parcel.shipment.state == ShipmentState.PACKED:
            parcels.take_apart(part.order, parcel.shipment, why="packed anew", now=now)
    part.parcels.filter(is_sent=False, shipment__state=ShipmentState.CANCELLED).delete()


def _pack(part: Part, told: Told, rows: Mapping[str, Row], *, now: datetime) -> Parcel:
    if unknown := sorted(told.content.keys() - rows.keys()):
        raise Parked(f"{part.name} has no row {', '.join(unknown)}.")
    quantities: dict[int, int] = {}
    for name, pieces in told.content.items():
        row = rows[name]
        if row.line_id is None or pieces > row.outstanding:
            raise Parked(f"{part.name} has {row.outstanding} of {row.sku} left to send, not {pieces}.")
        quantities[row.line_id] = quantities.get(row.line_id, 0) + pieces
    order = flow.pack(part.order_id, quantities, now=now)
    shipment = order.shipments.order_by("-number")[0]
    return Parcel.objects.create(part=part, key=told.key, content=dict(told.content), shipment=shipment)


def _ship(part: Part, parcel: Parcel, told: Told, rows: Mapping[str, Row], *, now: datetime) -> None:
    if Shipment.objects.get(pk=parcel.shipment_id).state == ShipmentState.PACKED:
        flow.ship(
            part.order_id,
            shipment_id=parcel.shipment_id,
            tracking=told.tracking,
            warehouse_id=part.warehouse_id,
            now=now,
        )
    for name, pieces in told.content.items():
        rows[name].sent += pieces
        rows[name].save(update_fields=["sent"])
    parcel.is_sent = True
    parcel.save(update_fields=["is_sent"])


def _look_at_the_end(part: Part, *, now: datetime) -> None:
    """What was asked for and does not come is told of: a person calls, and has it asked for anew or called off."""
    if part.state not in CLOSED:
        return
    part.lines.update(acknowledged=0)  # nothing of it is promised there any more
    missing = [f"{row.outstanding} x {row.sku}" for row in part.lines.order_by("pk") if row.outstanding]
    if missing:
        problem = Problem.SHORT if part.state == State.SENT else Problem.CANCELLED
        trouble(part, problem, ", ".join(missing), now=now)
