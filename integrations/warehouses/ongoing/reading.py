"""Reading what Ongoing says about orders: what has changed is polled, with an overlap. A callback only makes it sooner.

What is left of an order that was sent in part lies in a back-order of its own: the two are read as one. An order that
says what we do not understand stops nobody else's: it is parked as a message, and told of on the order.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from commerce.orders.parcels import Tracking
from integrations import cursors, inbox
from integrations.bounded import Unreadable, read_json
from integrations.flows.runs import Run
from integrations.models import InboundMessage
from integrations.source import Parked, Refused, Source
from integrations.source import Told as Message
from integrations.warehouses import orders
from integrations.warehouses.models import WarehouseOrder
from integrations.warehouses.ongoing import words
from integrations.warehouses.ongoing.interface import SYSTEM, Ongoing, Thing, info, status
from integrations.warehouses.orders import Report, Told

STREAM = "ongoing.orders"
OVERLAP, FIRST_LOOK_BACK = timedelta(minutes=10), timedelta(days=30)
State = WarehouseOrder.State
GONE = (State.SENT, State.CANCELLED)


@dataclass(slots=True)
class Changes:
    """What came of a reading: orders read, news among them, and those that could not be understood."""

    since: datetime
    read: int = 0
    changed: int = 0
    parked: list[str] = field(default_factory=list)


def read_changes(ongoing: Ongoing, *, now: datetime) -> Changes:
    """Take in every order whose status has changed since the last reading, and a little before it."""
    begun, last = orders.moment(), cursors.position(STREAM)
    found = Changes(datetime.fromisoformat(last) - OVERLAP if last else now - FIRST_LOOK_BACK)
    read: set[str] = set()
    for order in ongoing.orders_changed_since(found.since):
        part = part_of(order)
        if part is None or part.name in read:
            continue
        read.add(part.name)
        try:
            found.changed += take(ongoing, part, now=now)
        except Parked as reason:
            park(part, str(reason), now=now)
            found.parked.append(str(reason))
    found.read = len(read)
    cursors.advance(STREAM, begun.isoformat(), now=now)
    return found


def read_orders(ongoing: Ongoing, run: Run, *, now: datetime) -> None:
    """The same as the run of a flow."""
    found = read_changes(ongoing, now=now)
    run.read, run.changed, run.failed = found.read, found.changed, len(found.parked)
    run.error = "; ".join(found.parked)
    if not run.has_done_something:
        run.why = f"no order of ours has changed since {found.since:%Y-%m-%d %H:%M} UTC"


def take(ongoing: Ongoing, part: WarehouseOrder, *, now: datetime) -> bool:
    """Read a part from Ongoing and write what it says. Raises Parked. Returns whether it was news."""
    found = fetched(ongoing, part)
    if found is None:
        raise Parked(f"Ongoing has no order {part.name}.")
    return orders.take(part.pk, report(found), now=now)


def fetched(ongoing: Ongoing, part: WarehouseOrder) -> list[Thing] | None:
    """The order of a part and the back-orders that have come of it, from the first to the last."""
    first = ongoing.order(part.name)
    return None if first is None else [first, *_back_orders(ongoing, first, depth=0)]


def report(found: Sequence[Thing]) -> Report:
    """What an order and its back-orders say together. Raises Parked for a status that nobody has explained."""
    states = [_state(one) for one in found]
    is_over = all(state in GONE for state in states)
    if is_over:
        state: str = State.SENT if State.SENT in states else State.CANCELLED
    elif len(states) > 1:
        state = State.BEGUN
    else:
        state = states[0]
    told = [parcel for one, state_there in zip(found, states, strict=True) for parcel in _parcels(one, state_there)]
    said = ", ".join(_said(one) for one in found)
    remote_id = str(info(found[0]).get("orderId") or "")
    return Report(state=state, said=said, remote_id=remote_id, parcels=told, is_whole=True)


def part_of(order: Thing) -> WarehouseOrder | None:
    """The part of ours that an order is, or is a back-order of. Orders of other channels are none."""
    number = info(order).get("orderNumber") or ""
    found = WarehouseOrder.objects.filter(system=SYSTEM, name=number).first()
    if found is not None:
        return found
    first = _first_of(order)
    return WarehouseOrder.objects.filter(system=SYSTEM, remote_id=str(first)).first() if first else None


def ordered(order: Thing) -> dict[str, int]:
    """Pieces by row, as it stands there."""
    lines = order.get("orderLines") or []
    return {str(line.get("rowNumber")): words.whole(line.get("orderedNumberOfItems")) for line in lines}


class Calls(Source):
    """Ongoing's callbacks: unsigned, known by a fixed header alone. A call says only which order to read."""

    def parse(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Message]:
        token = settings.ONGOING_WEBHOOK_TOKEN
        if not token or not hmac.compare_digest(headers.get("X-Auth-Token", "").encode(), token.encode()):
            raise Refused("the token is wrong, or none is set")
        try:
            told = read_json(body)
            key, number = str(told["webhookEventId"] or ""), str(told["orderNumber"] or "")
        except (Unreadable, KeyError, TypeError) as error:
            raise Refused("no message of Ongoing's") from error
        if not number or not (key + number).isprintable():
            raise Refused("no order is named")
        key = key or hashlib.sha256(body).hexdigest()
        return [Message(key=key[:200], kind="order", reference=number[:200])]

    def read(self, message: InboundMessage) -> Any:
        """Fetch what it is about; what is not ours says nothing to us."""
        ongoing = Ongoing()
        part = WarehouseOrder.objects.filter(system=SYSTEM, name=message.reference).first()
        if part is None:
            order = ongoing.order(message.reference)
            part = part_of(order) if order else None
        if part is None:
            raise Parked(f"We have asked Ongoing for no order {message.reference}.")
        found = fetched(ongoing, part)
        if found is None:
            raise Parked(f"Ongoing has no order {part.name}.")
        return part.pk, report(found)

    def apply(self, message: InboundMessage, read: Any, *, now: datetime) -> list[int]:
        part_id, told = read
        orders.take(part_id, told, now=now)
        return []


# --- the steps ---


def park(part: WarehouseOrder, why: str, *, now: datetime) -> None:
    """Keep it as a message that waits for a person, and say so on the order. The same again is not told again."""
    orders.unclear(part.pk, why, now=now)
    key = f"{part.name}:{hashlib.sha256(why.encode()).hexdigest()[:16]}"
    [pk] = inbox.store(SYSTEM, [Message(key=key, kind="order", reference=part.name)], now=now)
    waiting = InboundMessage.objects.filter(pk=pk, state=InboundMessage.State.WAITING, attempts=0)
    waiting.update(state=InboundMessage.State.PARKED, error=why, processed_at=now)


def _state(order: Thing) -> str:
    return words.state_of(status(order), about=str(info(order).get("orderNumber") or ""))


def _first_of(order: Thing) -> int | None:
    told = (info(order).get("advanced") or {}).get("backOrderInfo") or {}
    return told.get("backOrderForOrderId")


def _back_orders(ongoing: Ongoing, order: Thing, *, depth: int) -> Iterator[Thing]:
    """Asked for only where something was sent: before that there are none."""
    if depth > 20 or _state(order) != State.SENT:
        return
    ordered, picked = (
        sum(words.whole(line.get(name)) for line in order.get("orderLines") or [])
        for name in ("orderedNumberOfItems", "pickedNumberOfItems")
    )
    if picked >= ordered:
        return
    for one in ongoing.back_orders(info(order)["orderId"]):
        yield one
        yield from _back_orders(ongoing, one, depth=depth + 1)


def _parcels(order: Thing, state: str) -> list[Told]:
    """What lies in each parcel, by what was picked into it; what lies in none is one parcel of its own."""
    if state not in (State.PICKED, State.SENT):
        return []
    inside: dict[str, dict[str, int]] = {}
    for line in order.get("orderLines") or []:
        row, left = str(line.get("rowNumber")), words.whole(line.get("pickedNumberOfItems"))
        for item in line.get("pickedArticleItems") or []:
            number = (item.get("parcel") or {}).get("parcelNumber") or ""
            pieces = 0 if item.get("isReturned") or not number else min(words.whole(item.get("numberOfItems")), left)
            if pieces:
                inside.setdefault(number, {})[row] = inside.get(number, {}).get(row, 0) + pieces
                left -= pieces
        if left and state == State.SENT:
            inside.setdefault("", {})[row] = left
    tracked = {one.get("parcelNumber"): one.get("tracking") or {} for one in order.get("parcels") or []}
    carrier = (order.get("transporter") or {}).get("name") or ""
    order_id = info(order).get("orderId")
    return [
        Told(
            key=f"{order_id}:{number}",
            content=content,
            is_sent=state == State.SENT,
            tracking=_tracking(order, tracked.get(number) or {}, carrier),
        )
        for number, content in inside.items()
    ]


def _tracking(order: Thing, own: Thing, carrier: str) -> Tracking:
    """The parcel's own, else the order's."""
    whole = next(iter(order.get("tracking") or []), {})
    number = own.get("waybill") or whole.get("waybill") or info(order).get("wayBill") or ""
    url = own.get("trackingUrl") or whole.get("trackingUrl") or ""
    return Tracking(carrier[:80], number[:80], url if url.startswith("https://") and len(url) <= 200 else "")


def _said(order: Thing) -> str:
    told = info(order).get("orderStatus") or {}
    return f"{told.get('number')} {told.get('text') or ''}".strip()
