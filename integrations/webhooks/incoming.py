"""What other systems hand in: judged, kept, answered with a receipt, and told on as an event that partners listen to.

The receipt becomes `delivered` when the last of those has confirmed what came of it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from commerce.events.log import publish
from commerce.events.models import Event
from integrations.bounded import Unreadable, read_json
from integrations.models import Delivery, InboundMessage
from integrations.source import Refused, Source, Told
from integrations.webhooks.models import Sender
from integrations.webhooks.signing import NotSigned, check

LONGEST_KEY, LONGEST_KIND = 200, 60


class HandedIn(Source):
    """A body is `{"kind": "...", "records": [...]}`, signed, with an `Idempotency-Key` of the sender's."""

    largest = 5 * 1024 * 1024
    is_whole = True

    def __init__(self, sender: Sender):
        self._sender = sender

    def parse(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Told]:
        try:
            check(self._sender.secret, body, headers.get("Webshop-Signature", ""), now=timezone.now())
            told = read_json(body)
        except (NotSigned, Unreadable) as problem:
            raise Refused(str(problem)) from problem
        key = headers.get("Idempotency-Key", "").strip()
        if not key or len(key) > LONGEST_KEY or not key.isprintable():
            raise Refused(f"Idempotency-Key: 1 to {LONGEST_KEY} characters")
        kind, records = _content(told)
        _as_they_count(headers, body, len(records))
        return [Told(key=key, kind=kind, count=len(records))]

    def apply(self, message: InboundMessage, read: Any, *, now: datetime) -> list[int]:
        told = {"message": message.pk, "count": message.count}
        return [publish(f"received.{message.kind}", f"inbound:{message.pk}", told, at=now).pk]


@dataclass(frozen=True, slots=True)
class State:
    """Where something that was handed in is now. `waits_for` are the receivers that have not confirmed it."""

    word: str
    why: str = ""
    waits_for: tuple[str, ...] = ()


def state_of(message: InboundMessage) -> State:
    """received, refused (parked, with why), delivering, or delivered: every receiver has proved that it has it."""
    if message.state == InboundMessage.State.PARKED:
        return State("refused", message.error)
    if message.state == InboundMessage.State.WAITING:
        return State("received")
    deliveries = Delivery.objects.filter(event__in=message.events)
    waits = deliveries.filter(state__in=Delivery.NOT_DONE).values_list("target", flat=True)
    is_routed = not message.events or not _unrouted(message.events)
    if waits or not is_routed:
        return State("delivering", waits_for=tuple(sorted(set(waits))))
    return State("delivered")


def _unrouted(events: list[int]) -> bool:
    return Event.objects.filter(pk__in=events, is_routed=False).exists()


def _content(told: Any) -> tuple[str, list]:
    kind, records = (told.get("kind"), told.get("records")) if isinstance(told, dict) else (None, None)
    if not isinstance(kind, str) or not kind or len(kind) > LONGEST_KIND or not kind.replace(".", "").isidentifier():
        raise Refused(f"kind: a word of at most {LONGEST_KIND} letters, digits, dots and underscores")
    if not isinstance(records, list):
        raise Refused("records: a list")
    return kind, records


def _as_they_count(headers: Mapping[str, str], body: bytes, count: int) -> None:
    """A sender who says how much it is, or what its checksum is, must be right."""
    told = headers.get("Webshop-Count", "").strip()
    if told and told != str(count):
        raise Refused(f"Webshop-Count says {told[:20]}, the body has {count} records")
    checksum = headers.get("Webshop-Checksum", "").strip().lower()
    if checksum and checksum != hashlib.sha256(body).hexdigest():
        raise Refused("Webshop-Checksum is not the SHA-256 of the body")
