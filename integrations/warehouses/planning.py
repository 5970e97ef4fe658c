"""What each warehouse that a system runs is to send of an order: made to be what the order has claimed there.

Called after whatever may change that; called twice it finds the work done. Locks the stock, the order and its parts,
in that order, and writes an event for each part whose system is to be told: `<system>.order_told`, one after another
for each order. A warehouse that no system runs gets no part, and nobody is told.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from commerce.events.log import publish
from commerce.orders import groups, parcels
from commerce.orders.models import Order, OrderLine
from commerce.orders.states import OrderState
from commerce.stock.models import Allocation, Warehouse
from commerce.stock.reserve import lock, lock_claimed
from integrations.warehouses.models import WarehouseOrder as Part
from integrations.warehouses.models import WarehouseOrderLine as Row
from integrations.warehouses.models import WarehouseStock

CLOSED = (Part.State.SENT, Part.State.CANCELLED)


@dataclass(slots=True)
class Plan:
    """An order under its lock: its parts with their rows, and by (warehouse, line) how many are to leave from where."""

    order: Order
    parts: list[Part]
    rows: list[Row]
    lines: dict[int, OrderLine]
    wanted: dict[tuple[int, int], int] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)

    def rows_of(self, warehouse_id: int, line: int) -> list[Row]:
        """`line` is the key of an order line, or the row's own, negative, where the order has it no more."""
        return [row for row in self.rows if row.part.warehouse_id == warehouse_id and line in (row.line_id, -row.pk)]

    def is_open(self, part: Part) -> bool:
        """Whether more may be put in it."""
        has_some = any(row.asked for row in self.rows if row.part_id == part.pk)
        return part.state in Part.CHANGEABLE and not part.problem and has_some


def plan(number: str, *, now: datetime) -> int:
    """Have the parts of an order agree with what it claims. Returns how many are to be told of."""
    with transaction.atomic():
        if not Warehouse.objects.exclude(run_by="").exists():
            return 0
        own = OrderLine.objects.filter(order__number=number).exclude(variant=None).values_list("variant_id", flat=True)
        claimed = Allocation.objects.filter(reference=number).values_list("stock_id", flat=True)
        variants = {*own, *claimed}
        lock(variants)
        order = Order.objects.select_for_update().filter(number=number).first()
        if order is None:  # what is set aside for a proposed change goes by another name
            return 0
        made = _begun(order)
        _divide(made)
        for (warehouse_id, line), pieces in made.wanted.items():
            _fit(made, warehouse_id, line, pieces, now=now)
        for part in made.parts:
            _address(made, part)
        told = [part for part in made.parts if part.pk in made.touched]
        for part in told:
            tell(part, now=now)
        # What was freed is sold again when the figures know of it: they are asked for, whether they change or not.
        WarehouseStock.objects.filter(variant__in=variants).update(is_sure=False)
        return len(told)


def ask_anew(part_id: int, *, by: int | None, now: datetime) -> bool:
    """What a warehouse has ended an order without sending is asked for as an order of its own. False for none."""
    with transaction.atomic():
        number = Part.objects.values_list("order__number", flat=True).get(pk=part_id)
        lock_claimed(reference=number)
        Order.objects.select_for_update().get(number=number)
        part = Part.objects.select_for_update().get(pk=part_id)
        if part.state not in CLOSED or not part.lines.filter(asked__gt=F("sent")).exists():
            return False
        part.lines.update(asked=F("sent"))
        part.problem = ""
        part.save(update_fields=["problem"])
        publish("warehouse.asked_anew", f"order:{number}", {"name": part.name, "by": by}, at=now)
        plan(number, now=now)
        return True


def tell(part: Part, *, now: datetime) -> None:
    """Have the system of a part told what it is to send; with nothing outstanding it is told to cancel."""
    lines = [[row.row, row.sku, row.asked] for row in part.lines.order_by("pk") if row.asked]
    told: dict[str, Any] = {"part": part.pk, "name": part.name, "warehouse": part.warehouse.code, "lines": lines}
    publish(f"{part.system}.order_told", f"order:{part.order.number}", told, at=now)


def seal(order: Order, group: int) -> str:
    """A checksum of where a delivery group goes: it says that the address has changed, and nothing of the address."""
    address = groups.address_of(order, group)
    fields = () if address is None else tuple(getattr(address, name) for name in ADDRESS)
    told = json.dumps([*fields, order.email, order.phone], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


ADDRESS = ("first_name", "last_name", "company", "address_1", "address_2", "postal_code", "city", "country")


# --- the steps ---


def _begun(order: Order) -> Plan:
    held = Part.objects.select_for_update(of=("self",)).filter(order=order)
    parts = {part.pk: part for part in held.select_related("warehouse").order_by("pk")}
    rows = list(Row.objects.filter(part__in=parts).order_by("part", "pk"))
    for part in parts.values():
        part.order = order
    for row in rows:
        row.part = parts[row.part_id]
    lines = {line.pk: line for line in order.lines.order_by("group", "position")}
    return Plan(order, list(parts.values()), rows, lines)


def _divide(made: Plan) -> None:
    """What is claimed in each warehouse goes to the lines that it was for before, then to the first that lack it."""
    claims, left = _claims(made.order), _to_leave(made)
    for row in made.rows:
        place = row.part.warehouse_id
        made.wanted.setdefault((place, row.line_id or -row.pk), 0)
        if row.line_id and row.variant_id:
            kept = min(row.outstanding, claims.get((place, row.variant_id), 0), left.get(row.line_id, 0))
            _give(made, claims, left, (place, row.line_id, row.variant_id), kept)
    for place, variant in list(claims):
        for pk, line in made.lines.items():
            if line.variant_id == variant:
                _give(made, claims, left, (place, pk, variant), min(claims[place, variant], left[pk]))
    run = set(Warehouse.objects.exclude(run_by="").values_list("pk", flat=True))
    made.wanted = {key: pieces for key, pieces in made.wanted.items() if key[0] in run or not pieces}


def _give(
    made: Plan, claims: dict[tuple[int, int], int], left: dict[int, int], what: tuple[int, int, int], pieces: int
) -> None:
    if pieces > 0:
        place, line, variant = what
        made.wanted[place, line] = made.wanted.get((place, line), 0) + pieces
        claims[place, variant] -= pieces
        left[line] -= pieces


def _claims(order: Order) -> dict[tuple[int, int], int]:
    """Pieces by warehouse and variant, the nearest warehouse first."""
    if order.state != OrderState.CONFIRMED:
        return {}
    found = Allocation.objects.filter(reference=order.number).exclude(warehouse=None)
    rows = found.order_by("warehouse__rank", "warehouse", "stock").values_list("warehouse_id", "stock_id", "quantity")
    return {(place, variant): quantity for place, variant, quantity in rows}


def _to_leave(made: Plan) -> dict[int, int]:
    """Pieces by line that have not left, and are to."""
    gone, never = parcels.gone(made.order), parcels.never_sent(made.order)
    return {pk: line.quantity - gone.get(pk, 0) - never.get(pk, 0) for pk, line in made.lines.items()}


def _fit(made: Plan, warehouse_id: int, line: int, pieces: int, *, now: datetime) -> None:
    """Have the parts of a warehouse ask for so many pieces of a line: the newest gives way first."""
    rows = made.rows_of(warehouse_id, line)
    more = pieces - sum(row.outstanding for row in rows)
    for row in reversed(rows):
        fewer = min(row.outstanding, max(-more, 0))
        more += fewer
        _ask(made, row, row.asked - fewer)
    if more <= 0:
        return
    open_row = next((row for row in rows if made.is_open(row.part)), None)
    if open_row is None:
        _add(made, warehouse_id, made.lines[line], more, now=now)
    else:
        _ask(made, open_row, open_row.asked + more)


def _ask(made: Plan, row: Row, asked: int) -> None:
    if row.asked == asked:
        return
    row.asked = asked
    row.save(update_fields=["asked"])
    if row.part.state not in CLOSED:
        made.touched.add(row.part_id)
    elif not any(one.outstanding for one in made.rows if one.part_id == row.part_id):
        row.part.problem = ""  # what was missing is no longer waited for
        row.part.save(update_fields=["problem"])


def _add(made: Plan, warehouse_id: int, line: OrderLine, pieces: int, *, now: datetime) -> None:
    open_ones = (one for one in made.parts if made.is_open(one))
    own = (one for one in open_ones if one.warehouse_id == warehouse_id and one.group == line.group)
    part = next(own, None) or _new(made, warehouse_id, line.group, now=now)
    row = Row.objects.create(
        part=part, row=str(line.pk), line=line, variant_id=line.variant_id, sku=line.sku, asked=pieces
    )
    made.rows.append(row)
    made.touched.add(part.pk)


def _new(made: Plan, warehouse_id: int, group: int, *, now: datetime) -> Part:
    warehouse = Warehouse.objects.get(pk=warehouse_id)
    part = Part.objects.create(
        order=made.order,
        warehouse=warehouse,
        system=warehouse.run_by,
        group=group,
        name=_name(made, warehouse),
        address_seal=seal(made.order, group),
        asked_at=now,
    )
    made.parts.append(part)
    return part


def _name(made: Plan, warehouse: Warehouse) -> str:
    """The order's number where one part is all of it; else with the warehouse's code, counted from the second."""
    number, taken = made.order.number, {part.name for part in made.parts}
    elsewhere = Allocation.objects.filter(reference=number).exclude(warehouse=warehouse).exists()
    is_whole = not elsewhere and len({line.group for line in made.lines.values()}) == 1
    if is_whole and not made.parts:
        return number
    name, count = f"{number}-{warehouse.code}", 1
    while name in taken:
        count += 1
        name = f"{number}-{warehouse.code}-{count}"
    return name


def _address(made: Plan, part: Part) -> None:
    """Another address is told of while anything is outstanding."""
    sealed = seal(made.order, part.group)
    if part.state in CLOSED or part.address_seal == sealed or made.order.state != OrderState.CONFIRMED:
        return
    part.address_seal = sealed
    part.save(update_fields=["address_seal"])
    made.touched.add(part.pk)
