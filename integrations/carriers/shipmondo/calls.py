"""Shipmondo's calls: a JWT made with a key of ours. Only a hint that a sales order has come further.

Assumed: the algorithm is HS256, and the call is `{"data": "<jwt>"}`. Nobody else's algorithm is taken, `none` least.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_noop

from commerce.orders.freight import scans
from commerce.orders.freight.models import Booking
from commerce.orders.shipping import Booked, Seen, carriers
from integrations.bounded import Unreadable, read_json
from integrations.errors import DeliveryRefused, NotSent
from integrations.models import InboundMessage
from integrations.source import Parked, Refused, Source, Told

UNKNOWN = gettext_noop("No booking of ours has this name.")  # told in the reader's language
ALGORITHM = "HS256"


class ShipmondoCalls(Source):
    def parse(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Told]:
        if not settings.SHIPMONDO_WEBHOOK_SECRET:
            raise Refused("there is no secret to know Shipmondo by")
        try:
            told = _proved(_field(read_json(body), "data"))
            order = _field(told, "data", kind=dict)
            anchor, status = _field(order, "order_id"), _field(order, "order_status")
            key = f"{_field(order, 'id', kind=int)}-{status}-{_field(order, 'updated_at')}"
        except (Unreadable, binascii.Error, ValueError) as error:
            raise Refused(f"not a call as Shipmondo makes them: {error}") from error
        return [Told(key=key[:200], kind=f"Orders {status}"[:120], reference=str(order["id"]), ours=anchor[:200])]

    def read(self, message: InboundMessage) -> tuple[Booking, list[Seen]]:
        booking = Booking.objects.filter(anchor=message.ours, carrier="shipmondo").first()
        if booking is None:
            raise Parked(UNKNOWN)
        try:
            told = Booked(remote_id=booking.remote_id, tracking_number=booking.tracking_number)
            return booking, list(carriers()["shipmondo"].track(told, booking.anchor))
        except DeliveryRefused as refusal:
            raise NotSent(str(refusal)) from refusal

    def apply(self, message: InboundMessage, read: tuple[Booking, list[Seen]], *, now: datetime) -> None:
        """A parcel's way is kept; what comes back is followed by the return itself."""
        booking, seen = read
        if booking.shipment_id:
            scans.learn(booking.shipment_id, seen, now=now)


def _proved(token: str) -> Any:
    """What a JWT says, when it was made with our key. Raises ValueError, Unreadable."""
    head, body, proof = token.split(".")
    if _field(read_json(_bytes(head)), "alg") != ALGORITHM:
        raise ValueError("an algorithm that is not ours")
    ours = hmac.new(settings.SHIPMONDO_WEBHOOK_SECRET.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    if not constant_time_compare(_bytes(proof).hex(), ours.hex()):
        raise ValueError("it does not bear our key")
    return read_json(_bytes(body))


def _bytes(word: str) -> bytes:
    return base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)


def _field(thing: Any, name: str, *, kind: type = str) -> Any:
    found = thing.get(name) if isinstance(thing, dict) else None
    if not isinstance(found, kind):
        raise ValueError(f"no {name}")
    return found
