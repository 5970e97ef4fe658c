"""Orders and returns to a warehouse as numbered files. The proof is the warehouse's acknowledgement file, nothing less.

A delivery has one file for ever: tried again, the same bytes are written under the same number, and never once they lie
there, for the warehouse may have fetched them already.
"""

import hashlib
from abc import abstractmethod
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import groups
from commerce.orders.freight.models import ChosenPoint
from commerce.orders.models import OrderAddress
from integrations.errors import DeliveryRefused, NotSent
from integrations.models import Delivery
from integrations.restored import asking_first
from integrations.target import How, Lane, Receipt, Target
from integrations.warehouses import orders
from integrations.warehouses.files import codec, folder
from integrations.warehouses.models import WarehouseFile, WarehouseOrder

SYSTEM = "warehouse_files"
ORDERS, RETURNS = "orders", "returns"
State, Direction = WarehouseFile.State, WarehouseFile.Direction
NUMBERS = 471_120  # the lock under which numbers are given
ADDRESS = ("company", "address_1", "address_2", "postal_code", "city", "country")


class _Files(Target):
    system = SYSTEM
    kind = ""

    def anchor(self, event: Event) -> str:
        return event.payload["name"]

    def look_up(self, delivery: Delivery) -> Receipt | None:
        row = _found_again(delivery, self.records(delivery))
        if row is None and delivery.attempts == 1 and self.may_be_there(delivery):
            raise DeliveryRefused(f"Ask the warehouse whether it has {delivery.anchor}. If not: send it again.")
        return _receipt(row)

    def may_be_there(self, delivery: Delivery) -> bool:
        """Whether it may have been sent and the sending been forgotten in a restore."""
        healed = asking_first.last_healing(now=timezone.now())
        return healed is not None and delivery.event.at < healed

    def send(self, delivery: Delivery) -> Receipt | None:
        row = _numbered(delivery, self.kind, self.records(delivery), now=timezone.now())
        if row.state == State.MADE:
            _write(row)
        return _receipt(row)

    @abstractmethod
    def records(self, delivery: Delivery) -> list[dict[str, str]]:
        """What stands in the file, a row each."""


class Orders(_Files):
    kind = ORDERS
    lane = Lane.FIRST

    def may_be_there(self, delivery: Delivery) -> bool:
        """Also of an order that was placed before it, where the asking is what was forgotten."""
        healed = asking_first.last_healing(now=timezone.now())
        part = WarehouseOrder.objects.select_related("order").get(pk=delivery.event.payload["part"])
        is_forgotten = healed is not None and part.order.placed_at < healed <= part.asked_at
        return is_forgotten or super().may_be_there(delivery)

    def records(self, delivery: Delivery) -> list[dict[str, str]]:
        found = WarehouseOrder.objects.select_related("order")
        part = found.get(pk=delivery.event.payload["part"])
        lines = delivery.event.payload["lines"]
        if not lines:
            return [{"action": "cancel", "order": part.name}]
        whole = {"action": "send", "order": part.name, **_to(part)}
        names = dict(part.lines.filter(line__isnull=False).values_list("row", "line__name"))
        return [
            {**whole, "row": row, "sku": sku, "article": names.get(row, ""), "pieces": str(pieces)}
            for row, sku, pieces in lines
        ]


class Returns(_Files):
    kind = RETURNS

    def records(self, delivery: Delivery) -> list[dict[str, str]]:
        return [
            {"return": delivery.anchor, "order": part, "row": row, "line": str(line), "sku": sku, "pieces": str(pieces)}
            for part, row, line, sku, pieces in delivery.event.payload["lines"]
        ]


def acknowledge(number: int, checksum: str, *, refused: str = "", now: datetime) -> None:
    """The warehouse has read a file of ours, or throws it out. Raises Broken for one that is not what we wrote.

    Called in the transaction that takes the acknowledgement in.
    """
    row = WarehouseFile.objects.select_for_update().filter(direction=Direction.OUT, number=number).first()
    if row is None or row.state == State.MADE:
        raise codec.Broken(f"We have written no file {number}.")
    if row.checksum != checksum:
        raise codec.Broken(f"File {number} has another checksum than the warehouse read.")
    if row.state != State.WRITTEN:
        return
    row.state, row.problem = (State.REFUSED, refused[:300]) if refused else (State.ACKNOWLEDGED, "")
    row.settled_at = now
    if not refused and row.delivery_key:
        row.content = None  # addresses are kept no longer than needed
    row.save(update_fields=["state", "problem", "settled_at", "content"])
    delivery = (
        Delivery.objects.select_related("event").filter(key=str(row.delivery_key)).first() if row.delivery_key else None
    )
    if delivery is None:  # a file from before a restore: whose it is turns out later, or never
        return
    if not refused and delivery.target == f"{SYSTEM}.orders":
        _acknowledged(delivery.event.payload, row, now=now)
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.ACCEPTED).update(due_at=now)


def late(*, now: datetime) -> list[WarehouseFile]:
    """Files that have not been acknowledged in time, the oldest first."""
    before = now - timedelta(minutes=settings.WAREHOUSE_FILES_ACKNOWLEDGED_WITHIN)
    return list(WarehouseFile.objects.filter(state__in=[State.MADE, State.WRITTEN], at__lte=before).order_by("at"))


def write_again(row: WarehouseFile) -> None:
    """For one who knows that the warehouse never got a file: it is written once more. Raises NotSent."""
    if row.state == State.WRITTEN and row.content is not None:
        _write(row)


# --- the steps ---


def _numbered(delivery: Delivery, kind: str, records: list[dict[str, str]], *, now: datetime) -> WarehouseFile:
    """The delivery's file, with its number and its bytes: the same ones every time."""
    known = WarehouseFile.objects.filter(delivery_key=delivery.key).first()
    if known:
        return known
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERS])
        ours = WarehouseFile.objects.filter(direction=Direction.OUT)
        number = (ours.aggregate(last=Max("number"))["last"] or 0) + 1
        content = codec.write(codec.Sheet(kind, number, now, records), settings.WAREHOUSE_FILES_FORMAT)
        return WarehouseFile.objects.create(
            direction=Direction.OUT,
            number=number,
            name=f"{kind}-{number:08}.{settings.WAREHOUSE_FILES_FORMAT}",
            state=State.MADE,
            anchor=delivery.anchor,
            delivery_key=delivery.key,
            content=content,
            checksum=hashlib.sha256(content).hexdigest(),
            records=len(records),
            at=now,
        )


def _found_again(delivery: Delivery, records: list[dict[str, str]]) -> WarehouseFile | None:
    """The delivery's file; after a restore also one that lay in the folder and says the very same."""
    known = WarehouseFile.objects.filter(delivery_key=delivery.key).first()
    if known or not delivery.anchor:
        return known
    nobodys = WarehouseFile.objects.filter(direction=Direction.OUT, delivery_key=None, anchor=delivery.anchor)
    for row in nobodys.order_by("number"):
        if row.content is None or list(codec.read(bytes(row.content)).records) != records:
            continue
        with transaction.atomic():
            row.delivery_key = delivery.key
            row.save(update_fields=["delivery_key"])
            if row.state == State.ACKNOWLEDGED and delivery.target == f"{SYSTEM}.orders":
                _acknowledged(delivery.event.payload, row, now=timezone.now())
        return row
    return None


def _write(row: WarehouseFile) -> None:
    try:
        folder.put(row.name, bytes(row.content or b""))
    except OSError as error:
        raise NotSent(f"The folder cannot be written: {type(error).__name__}") from error
    row.state = State.WRITTEN
    WarehouseFile.objects.filter(pk=row.pk, state=State.MADE).update(state=State.WRITTEN)


def _receipt(row: WarehouseFile | None) -> Receipt | None:
    if row is None or row.state in (State.MADE, State.WRITTEN):
        return None
    if row.state == State.REFUSED:
        raise DeliveryRefused(f"The warehouse refuses {row.name}: {row.problem}")
    return Receipt(remote_id=row.name, number=row.anchor, how=How.FILE, holds=row.checksum.encode())


def _acknowledged(told: dict[str, Any], row: WarehouseFile, *, now: datetime) -> None:
    if told["lines"]:
        pieces = {name: count for name, _sku, count in told["lines"]}
        orders.acknowledge(told["part"], pieces, remote_id=row.name, now=now)
    else:
        orders.cancelled(told["part"], now=now)


def _to(part: WarehouseOrder) -> dict[str, str]:
    """Where it goes and how."""
    order = part.order
    address = groups.address_of(order, part.group) or OrderAddress()
    point = ChosenPoint.objects.filter(order=order, is_closed=False).first()
    return {
        "name": f"{address.first_name} {address.last_name}".strip(),
        **{name: getattr(address, name) for name in ADDRESS},
        "phone": order.phone,
        "email": order.email,
        "delivery": order.delivery_method,
        "service_point": point.key if point else "",
        "note": order.note,
    }
