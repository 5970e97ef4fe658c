"""Bookings on their way to a carrier: each is booked once, however often it is tried, and its label is fetched.

The outbox asks `look_up` before every try but the first. A booking that somebody asks for anew has a delivery of its
own, so `send` asks too where the booking has been tried before.
"""

from datetime import datetime

from django.utils import timezone

from commerce.events.models import Event
from commerce.orders.freight import booking as freight
from commerce.orders.freight.consignment import of_booking
from commerce.orders.freight.models import Booking
from commerce.orders.shipping import (
    Booked,
    CannotCancel,
    Carrier,
    CarrierUnavailable,
    Consignment,
    Near,
    PointClosed,
    carriers,
)
from commerce.orders.states import BookingState
from integrations.errors import DeliveryRefused, NotSent, Unknown
from integrations.models import Delivery
from integrations.target import How, Lane, Receipt, Target

NOTHING_TO_DO = Receipt(remote_id="")
CANCEL = "cancel"


class Carry(Target):
    """What one carrier is told. `carrier` is its code."""

    is_in_order = False  # a booking that was refused does not hold back that it is called off
    lane = Lane.FIRST

    def __init__(self, carrier: str):
        self.system = carrier

    def anchor(self, event: Event) -> str:
        return event.subject.removeprefix("booking:")

    def look_up(self, delivery: Delivery) -> Receipt | None:
        booking = _booking(delivery)
        if booking.state == BookingState.CANCELLED:
            return NOTHING_TO_DO
        if _is_cancelling(delivery):
            return None  # letting go twice is letting go once
        if booking.state == BookingState.BOOKED:
            return self._with_label(booking, _told(booking))
        if booking.state != BookingState.SENT:
            return None
        found = self._carrier.look_up(of_booking(booking, was_tried=True))
        return self._finish(booking, found, How.READ_BACK) if found else None

    def send(self, delivery: Delivery) -> Receipt:
        if _is_cancelling(delivery):
            return self._let_go(_booking(delivery))
        begun = freight.begin(delivery.event.payload["booking"], now=timezone.now())
        if begun is None:
            booking = _booking(delivery)
            return self._with_label(booking, _told(booking)) if booking.remote_id else NOTHING_TO_DO
        booking, was_tried = begun
        consignment = of_booking(booking, was_tried=was_tried)
        if was_tried and delivery.attempts == 1 and (found := self._carrier.look_up(consignment)):
            return self._finish(booking, found, How.READ_BACK)
        return self._book(booking, consignment)

    # --- the steps ---

    @property
    def _carrier(self) -> Carrier:
        return carriers()[self.system]

    def _book(self, booking: Booking, consignment: Consignment) -> Receipt:
        try:
            self._refuse_closed_point(consignment)
            found = self._carrier.book(consignment)
        except PointClosed:
            freight.point_is_closed(booking.pk, now=timezone.now())
            return NOTHING_TO_DO
        except DeliveryRefused as refusal:
            freight.refused(booking.pk, str(refusal), now=timezone.now())
            raise
        return self._finish(booking, found, How.ANSWER)

    def _refuse_closed_point(self, consignment: Consignment) -> None:
        """The point that was chosen is looked at again: it may have closed since. Raises PointClosed, NotSent."""
        if (point := consignment.point) is None:
            return
        near = Near(country=point.country, postal_code=point.postal_code, city=point.city, address=point.address_1)
        try:
            open_ones = self._carrier.points(consignment.points_of, near)
        except CarrierUnavailable as error:
            raise NotSent(f"service points could not be looked at: {error}") from error
        if point.key not in {one.key for one in open_ones}:
            raise PointClosed(point.key)

    def _finish(self, booking: Booking, found: Booked, how: How) -> Receipt:
        """Written at once, so that nothing is booked again whatever becomes of the label."""
        booking = freight.booked(booking.pk, found, now=timezone.now())
        _forget_refusals(booking, now=timezone.now())
        return self._with_label(booking, found, how)

    def _with_label(self, booking: Booking, found: Booked, how: How = How.READ_BACK) -> Receipt:
        if booking.is_labelled:
            return Receipt(remote_id=found.remote_id, number=found.tracking_number, how=how)
        label = found.label
        if not label:
            label = self._carrier.label(found, of_booking(booking, was_tried=True))
        if not label.startswith(b"%PDF-"):
            raise Unknown(f"{self._carrier.name} gave a label that is no PDF")
        freight.labelled(booking.pk, label, now=timezone.now())
        return Receipt(remote_id=found.remote_id, number=found.tracking_number, how=how, holds=label)

    def _let_go(self, booking: Booking) -> Receipt:
        if booking.state == BookingState.SENT and (found := self._carrier.look_up(of_booking(booking, was_tried=True))):
            booking = freight.booked(booking.pk, found, now=timezone.now())
        if booking.state == BookingState.BOOKED:
            try:
                self._carrier.cancel(_told(booking), of_booking(booking, was_tried=True))
            except (CannotCancel, DeliveryRefused) as kept:
                freight.not_cancelled(booking.pk, str(kept), now=timezone.now())
                raise DeliveryRefused(str(kept)) from kept
        freight.cancelled(booking.pk, now=timezone.now())
        return Receipt(remote_id=booking.remote_id)


def _booking(delivery: Delivery) -> Booking:
    related = ("shipment__order", "returned__order")
    return Booking.objects.select_related(*related).get(pk=delivery.event.payload["booking"])


def _is_cancelling(delivery: Delivery) -> bool:
    return delivery.event.kind.endswith(f".{CANCEL}")


def _told(booking: Booking) -> Booked:
    """What the carrier said when it was booked."""
    return Booked(
        remote_id=booking.remote_id,
        tracking_number=booking.tracking_number,
        tracking_url=booking.tracking_url,
        label=bytes(booking.label or b""),
    )


def _forget_refusals(booking: Booking, *, now: datetime) -> None:
    """Tries that had stopped are over with this one: nobody need look at them."""
    stopped = Delivery.objects.filter(subject=f"booking:{booking.anchor}", state=Delivery.State.STOPPED)
    stopped.exclude(event__kind__endswith=f".{CANCEL}").update(state=Delivery.State.CANCELLED, leased_until=None)
