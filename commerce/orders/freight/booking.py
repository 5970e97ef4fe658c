"""The life of a freight booking, top to bottom: ask, send, book, label, refuse, point closed, call off.

Who books is a setting of the warehouse that a parcel is packed in; the shop does, or somebody else, never two. Each is
one transaction, locks the order and then the booking, and makes no network call: what the carrier is to be told goes
out as an event of the booking (`<carrier>.book`, `<carrier>.cancel`), what has happened stands among the order's. Each
may be called twice: the second call finds the work done.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from commerce.events.log import publish
from commerce.orders.freight.models import Booking, ChosenPoint
from commerce.orders.models import DeliveryMethod, Order
from commerce.orders.returns.models import Return
from commerce.orders.shipments import Shipment
from commerce.orders.shipping import Booked, Point, carriers
from commerce.orders.states import BookingState, MoveRefused, ShipmentState, move
from commerce.stock.models import Allocation, Warehouse

OPEN = (BookingState.ASKED, BookingState.SENT, BookingState.REFUSED)


class NotBookable(Exception):
    """The shop does not book this: no carrier, or not its to book."""


# --- called by the flow, under the order's lock ---


def ask_when_packed(shipment: Shipment, *, by: int | None, now: datetime) -> None:
    """A parcel is packed: have it booked, where the shop books in the warehouse that it is packed in."""
    if booked_by(shipment) == Warehouse.Freight.SHOP and _method(shipment.order):
        _ask(shipment, by=by, now=now)


def call_off(shipment: Shipment, *, by: int | None = None, now: datetime) -> None:
    """A parcel is not to be sent any more: its booking is let go, if there is one."""
    for booking in shipment.bookings.exclude(state=BookingState.CANCELLED).filter(called_off_at=None):
        booking.called_off_at = now
        booking.save(update_fields=["called_off_at"])
        _tell_order(booking, "freight.call_off_asked", {"by": by}, now=now)
        publish(f"{booking.carrier}.cancel", f"booking:{booking.anchor}", {"booking": booking.pk}, at=now)


# --- asked for at the desk ---


def ask(shipment_id: int, *, by: int | None, now: datetime) -> Booking:
    """Book a packed parcel, or try again what was refused. Raises NotBookable, MoveRefused."""
    with transaction.atomic():
        shipment = _locked(Shipment, shipment_id)
        if shipment.state != ShipmentState.PACKED:
            raise MoveRefused(f"{shipment} is {shipment.state}")
        if booked_by(shipment) == Warehouse.Freight.WMS or not _method(shipment.order):
            raise NotBookable
        return _ask(shipment, by=by, now=now)


def ask_return(return_id: int, *, by: int | None, now: datetime) -> Booking:
    """Book the way back, for a label that the customer prints. Raises NotBookable."""
    with transaction.atomic():
        returned = _locked(Return, return_id)
        method = _method(returned.order)
        if method is None or not method.return_product:
            raise NotBookable
        return _ask(returned, by=by, now=now)


def choose_point(order_id: int, point: Point, *, by: int | None = None, now: datetime) -> ChosenPoint:
    """Another service point than the one that has closed; what waited for it is booked. Raises NotBookable."""
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=order_id)
        method = _method(order)
        if method is None or not method.points_of:
            raise NotBookable
        chosen, _made = ChosenPoint.objects.update_or_create(order=order, defaults=said(point, method, now=now))
        publish("freight.point_chosen", f"order:{order.number}", {"point": str(chosen), "by": by}, at=now)
        for booking in Booking.objects.filter(shipment__order=order, state=BookingState.CLOSED, called_off_at=None):
            _ask_again(booking, by=by, now=now)
        return chosen


# --- what the carrier said ---


def begin(booking_id: int, *, now: datetime) -> tuple[Booking, bool] | None:
    """A try is about to be made, which is written before it is. None: there is nothing left to book.

    Tells with it whether somebody has tried before, so that the carrier may have it already.
    """
    with transaction.atomic():
        booking = _locked(Booking, booking_id)
        if booking.state not in OPEN:
            return None
        if booking.state == BookingState.REFUSED:  # somebody has sent it again
            booking.state = move(BookingState, booking.state, BookingState.ASKED)
        if booking.called_off_at and booking.state == BookingState.ASKED:
            _cancelled(booking, now=now)
            return None
        was_tried = booking.tried_at is not None
        if booking.state == BookingState.ASKED:
            booking.state = move(BookingState, booking.state, BookingState.SENT)
        booking.tried_at = now
        booking.save(update_fields=["state", "tried_at"])
        return booking, was_tried


def booked(booking_id: int, told: Booked, *, now: datetime) -> Booking:
    """The carrier has it. A parcel has its number from here on, and the label once that has come."""
    with transaction.atomic():
        booking = _locked(Booking, booking_id)
        if booking.state != BookingState.SENT:
            return booking
        booking.state = move(BookingState, booking.state, BookingState.BOOKED)
        booking.remote_id, booking.booked_at, booking.problem = told.remote_id, now, ""
        booking.tracking_number, booking.tracking_url = told.tracking_number, told.tracking_url
        booking.save()
        if booking.shipment is not None:
            name = told.carrier or str(carriers()[booking.carrier].name)
            number, url = told.tracking_number, told.tracking_url
            Shipment.objects.filter(pk=booking.shipment_id).update(
                carrier=name, tracking_number=number, tracking_url=url
            )
        _tell_order(booking, "freight.booked", {}, now=now)
        return booking


def labelled(booking_id: int, label: bytes, *, now: datetime) -> None:
    """What is stuck on the parcel has come, once. The customer is told of that of a return."""
    with transaction.atomic():
        booking = _locked(Booking, booking_id)
        if booking.is_labelled:
            return
        booking.label, booking.is_labelled = label, True
        booking.save(update_fields=["label", "is_labelled"])
        if booking.returned is not None:
            _tell_order(booking, "return.label_made", {}, now=now)


def refused(booking_id: int, why: str, *, now: datetime) -> None:
    """The carrier will not take it as it is: somebody at the desk mends it and tries again."""
    _put_back(booking_id, BookingState.REFUSED, "freight.refused", {"problem": why[:400]}, why[:400], now=now)


def point_is_closed(booking_id: int, *, now: datetime) -> None:
    """The service point that the shopper chose is no more: he is asked for another, and the parcel waits."""
    with transaction.atomic():
        booking = _locked(Booking, booking_id)
        chosen = ChosenPoint.objects.filter(order=booking.order).first()
        ChosenPoint.objects.filter(order=booking.order).update(is_closed=True)
        told = {"point": str(chosen or "")}
        _put_back(booking_id, BookingState.CLOSED, "freight.point_closed", told, "", now=now)


def cancelled(booking_id: int, *, now: datetime) -> None:
    """The carrier has let it go, or never had it."""
    with transaction.atomic():
        booking = _locked(Booking, booking_id)
        if booking.state != BookingState.CANCELLED:
            _cancelled(booking, now=now)


def not_cancelled(booking_id: int, why: str, *, now: datetime) -> None:
    """The carrier keeps it: the booking stands and is paid for, and somebody takes it up with them."""
    with transaction.atomic():
        booking = _locked(Booking, booking_id)
        if booking.state == BookingState.BOOKED and booking.problem != why[:400]:
            booking.problem = why[:400]
            booking.save(update_fields=["problem"])
            _tell_order(booking, "freight.stands", {"problem": why[:400]}, now=now)


# --- the steps ---


def booked_by(shipment: Shipment) -> str:
    """Who books a parcel: what the warehouses say where its goods lie; by hand where they do not agree."""
    inside = shipment.lines.exclude(line__variant=None).values_list("line__variant_id", flat=True)
    where = Allocation.objects.filter(reference=shipment.order.number, stock_id__in=list(inside))
    said_there = set(where.exclude(warehouse=None).values_list("warehouse__freight", flat=True))
    return said_there.pop() if len(said_there) == 1 else Warehouse.Freight.HAND


def said(point: Point, method: DeliveryMethod, *, now: datetime) -> dict[str, Any]:
    """The fields of a chosen point."""
    return {
        "carrier": method.carrier,
        "points_of": method.points_of,
        "key": point.key,
        "name": point.name,
        "address_1": point.address_1,
        "postal_code": point.postal_code,
        "city": point.city,
        "country": point.country,
        "chosen_at": now,
        "is_closed": False,
    }


def _method(order: Order) -> DeliveryMethod | None:
    """How the order is sent, if a carrier that is plugged in takes it."""
    found = DeliveryMethod.objects.filter(code=order.delivery_method).exclude(product="").first()
    return found if found and found.carrier in carriers() else None


def _ask(thing: Shipment | Return, *, by: int | None, now: datetime) -> Booking:
    live = thing.bookings.exclude(state=BookingState.CANCELLED).first()
    if live is not None:
        return _ask_again(live, by=by, now=now) if live.state in (BookingState.REFUSED, BookingState.CLOSED) else live
    method = _method(thing.order)
    assert method is not None  # noqa: S101  both who call have looked
    is_return = isinstance(thing, Return)
    about: dict[str, Any] = {"returned" if is_return else "shipment": thing}
    booking = Booking.objects.create(
        **about,
        carrier=method.carrier,
        product=method.return_product if is_return else method.product,
        anchor=_anchor(thing),
        asked_at=now,
        asked_by_id=by,
    )
    _say_asked(booking, by=by, now=now)
    return booking


def _anchor(thing: Shipment | Return) -> str:
    """`1001-1-3f2a`: no two shops that share an account have one in common, nor two orders of one number."""
    again = thing.bookings.count()
    return "-".join([str(thing), thing.order.token.hex[:6], *([str(again + 1)] if again else [])])


def _ask_again(booking: Booking, *, by: int | None, now: datetime) -> Booking:
    booking.state = move(BookingState, booking.state, BookingState.ASKED)
    booking.problem = ""
    booking.save(update_fields=["state", "problem"])
    _say_asked(booking, by=by, now=now)
    return booking


def _say_asked(booking: Booking, *, by: int | None, now: datetime) -> None:
    _tell_order(booking, "freight.asked", {"by": by}, now=now)
    publish(f"{booking.carrier}.book", f"booking:{booking.anchor}", {"booking": booking.pk}, at=now)


def _put_back(booking_id: int, state: str, kind: str, told: dict[str, Any], problem: str, *, now: datetime) -> None:
    with transaction.atomic():
        booking = _locked(Booking, booking_id)
        if booking.state != BookingState.SENT:
            return
        booking.state, booking.problem = move(BookingState, booking.state, state), problem
        booking.save(update_fields=["state", "problem"])
        _tell_order(booking, kind, told, now=now)


def _cancelled(booking: Booking, *, now: datetime) -> None:
    booking.state, booking.problem = move(BookingState, booking.state, BookingState.CANCELLED), ""
    booking.save(update_fields=["state", "problem"])
    _tell_order(booking, "freight.called_off", {}, now=now)


def _locked(model: Any, key: int) -> Any:
    """A booking, a shipment or a return, after its order."""
    found = model.objects.get(pk=key)
    order = Order.objects.select_for_update().get(pk=found.order.pk)
    row = model.objects.select_for_update().get(pk=key)
    if isinstance(row, Booking):
        (row.shipment or row.returned).order = order  # type: ignore[union-attr]
    else:
        row.order = order
    return row


def _tell_order(booking: Booking, kind: str, told: dict[str, Any], *, now: datetime) -> None:
    if booking.shipment is not None:
        about: dict[str, Any] = {"shipment": booking.shipment.number}
    else:
        about = {"return": booking.returned_id, "number": booking.returned.number}  # type: ignore[union-attr]
    publish(kind, f"order:{booking.order.number}", {**about, "booking": booking.pk, **told}, at=now)
