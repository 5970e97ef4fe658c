"""What nShift has of ours: what is stored there and not booked, and what its list of printed shipments says is booked.

The list is the only place to find a booking whose answer was lost. It is read on from where it ended last, never
oftener than every five minutes, and what is ours is remembered.
"""

from datetime import timedelta

from django.utils import timezone

from integrations import cursors, refs
from integrations.carriers.nshift.client import NshiftClient, Thing
from integrations.errors import DeliveryRefused, NotSent
from integrations.models import Cursor, ExternalRef

SYSTEM, STREAM = "nshift", "nshift.printed"
STORED, SHIPMENT, PARCEL = "stored shipment", "shipment", "parcel"
APART = timedelta(minutes=5)
NO_LICENCE = "NoLicense"


def was_stored(anchor: str) -> bool:
    return refs.theirs(SYSTEM, STORED, anchor) is not None


def remember_stored(anchor: str, key: str) -> None:
    forget_stored(anchor)
    refs.remember(SYSTEM, STORED, ours=anchor, theirs=key)


def forget_stored(anchor: str) -> None:
    """It is there no more, and was not booked: we took it away."""
    ExternalRef.objects.filter(system=SYSTEM, kind=STORED, ours=anchor).delete()


def remember(anchor: str, shipment: Thing) -> None:
    """Which of nShift's shipments is which of ours, and the parcel's number. Of several with one anchor the first."""
    key, number = str(shipment.get("id") or ""), str(shipment.get("shipmentNo") or "")
    if anchor and key and refs.theirs(SYSTEM, SHIPMENT, anchor) is None:
        refs.remember(SYSTEM, SHIPMENT, ours=anchor, theirs=key)
        if number:
            refs.remember(SYSTEM, PARCEL, ours=key, theirs=number)


def known(anchor: str) -> tuple[str, str] | None:
    """nShift's name of our shipment, and the parcel's number."""
    key = refs.theirs(SYSTEM, SHIPMENT, anchor)
    return (key, refs.theirs(SYSTEM, PARCEL, key) or "") if key else None


def find(client: NshiftClient, anchor: str) -> tuple[str, str] | None:
    """The same, after the list has been read on. Raises NotSent when it was read a moment ago: ask later."""
    last = Cursor.objects.filter(stream=STREAM).values_list("at", flat=True).first()
    if last and (left := last + APART - timezone.now()) > timedelta(0):
        raise NotSent("nShift's list of what is printed was read less than five minutes ago", wait=left)
    _read_on(client)
    return known(anchor)


def _read_on(client: NshiftClient) -> None:
    position, is_done = cursors.position(STREAM) or "-1", False
    while not is_done:
        try:
            told = client.one("/shipments", fetchId=position)
        except DeliveryRefused as refusal:
            if NO_LICENCE not in str(refusal):
                raise
            raise DeliveryRefused(
                "nShift may have booked it, and cannot be asked without the licence TrackBack: look for the order "
                "number in nShift before it is tried again."
            ) from refusal
        for shipment in told.get("shipments") or []:
            if shipment.get("status") != "cancelled":
                remember(str(shipment.get("orderNo") or ""), shipment)
        before, position = position, str(told.get("fetchId") or position)
        is_done = bool(told.get("done", True)) or position == before
        cursors.advance(STREAM, position, now=timezone.now())
