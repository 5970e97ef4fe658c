"""From call to effect: stored as it came, answered after the commit, worked on once. The mirror of the outbox.

`take` has the sender's source judge the raw bytes, and stores what they say. `process_due` claims a message under a
lease, has its source fetch what is needed outside any transaction, and writes the effect together with the message's
own end. What cannot be worked on is parked with its reason; what cannot be worked on yet waits, and is never given up.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from integrations import nudging, registry
from integrations.backoff import wait
from integrations.errors import NotSent, SystemClosed, Unknown
from integrations.models import InboundMessage
from integrations.source import Parked, Told

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
KEPT_HEADERS = ("Content-Type", "User-Agent")
SHOWN_OF_A_SECRET = 14  # of a Stripe signature that is when it was signed
BODY_LIFE = timedelta(days=90)


class NoSuchSender(Exception):
    """Nobody of that name is plugged in."""


class KeyReused(Exception):
    """The sender has used the same key before, for something else. Nothing is stored."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the sender may keep as proof that we have it: our numbers, our checksum of the body, and the count."""

    receipts: list[int]
    checksum: str
    count: int


def largest(code: str) -> int:
    """How many bytes a call may have. Raises NoSuchSender."""
    try:
        return registry.source(code).largest
    except LookupError as error:
        raise NoSuchSender(code) from error


def take(code: str, headers: Mapping[str, str], body: bytes, *, proof: str = "", now: datetime) -> Taken:
    """Check a call, store what it says and return the rows, those that were there before included.

    Raises NoSuchSender, Refused (`integrations.source`) or KeyReused; then nothing is stored.
    """
    try:
        source = registry.source(code)
    except LookupError as error:
        raise NoSuchSender(code) from error
    told = source.parse(headers, body, proof=proof)
    receipts = store(code, told, body=body, headers=_kept(headers), is_whole=source.is_whole, now=now)
    counts = [one.count for one in told if one.count is not None] if source.is_whole else []
    return Taken(receipts, hashlib.sha256(body).hexdigest(), sum(counts) if counts else len(told))


def store(
    code: str,
    told: Sequence[Told],
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    is_whole: bool = False,
    now: datetime,
) -> list[int]:
    """Keep what was told, each thing once by the sender's key. Raises KeyReused when `is_whole` and bodies differ."""
    checksum = hashlib.sha256(body).hexdigest()
    with transaction.atomic():
        InboundMessage.objects.bulk_create(
            [
                InboundMessage(
                    provider=code,
                    key=one.key,
                    kind=one.kind,
                    reference=one.reference,
                    ours=one.ours,
                    count=one.count,
                    body=body,
                    headers=dict(headers or {}),
                    checksum=checksum,
                    received_at=now,
                    due_at=now,
                )
                for one in told
            ],
            ignore_conflicts=True,
        )
        found = InboundMessage.objects.filter(provider=code, key__in=[one.key for one in told]).order_by("id")
        if is_whole and found.exclude(checksum=checksum).exists():
            raise KeyReused(code)
        return list(found.values_list("id", flat=True))


def nudge() -> None:
    """Ask a worker to look at what has come. When the broker is away the sweep finds it a little later."""
    nudging.nudge("integrations.tasks.process")


def process_due(*, now: Callable[[], datetime] = timezone.now, limit: int = 200) -> int:
    """Work on the messages that are due. Returns how many were tried."""
    tried = 0
    while tried < limit and (message := _claim(now())):
        _process(message, now)
        tried += 1
    return tried


def try_again(message_id: int, *, now: datetime) -> bool:
    """Have a parked message worked on once more. False when it is no longer parked."""
    parked = InboundMessage.objects.filter(pk=message_id, state=InboundMessage.State.PARKED)
    return bool(parked.update(state=InboundMessage.State.WAITING, due_at=now, error="", processed_at=None))


def forget_bodies(*, now: datetime) -> int:
    """Empty the bodies of messages that are done with, when they have been kept long enough. Rows stay as proof."""
    done = InboundMessage.objects.filter(state=InboundMessage.State.PROCESSED, received_at__lt=now - BODY_LIFE)
    return done.exclude(body=None).update(body=None)


# --- the steps ---


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that say something, with what proves the sender cut short."""
    kept = {name: headers[name][:200] for name in KEPT_HEADERS if name in headers}
    for name in headers:
        if "signature" in name.lower():
            kept[name] = headers[name][:SHOWN_OF_A_SECRET] + "…"
        elif name.lower() in ("authorization", "cookie"):
            kept[name] = "…"
    return kept


def _claim(now: datetime) -> InboundMessage | None:
    """The next message that is due, under a lease."""
    with transaction.atomic():
        message = (
            InboundMessage.objects.select_for_update(skip_locked=True)
            .defer("body")
            .filter(Q(leased_until=None) | Q(leased_until__lt=now), state=InboundMessage.State.WAITING, due_at__lte=now)
            .order_by("due_at", "id")
            .first()
        )
        if message:
            message.leased_until = now + LEASE
            message.attempts += 1
            message.save(update_fields=["leased_until", "attempts"])
    return message


def _process(message: InboundMessage, now: Callable[[], datetime]) -> None:
    try:
        source = registry.source(message.provider)
        read = source.read(message)
        with transaction.atomic():
            message.events = source.apply(message, read, now=now()) or []
            _end(message, InboundMessage.State.PROCESSED, now=now())
    except Parked as reason:
        message.events = []
        _end(message, InboundMessage.State.PARKED, now=now(), error=str(reason))
    except (NotSent, Unknown, SystemClosed) as error:
        _put_off(message, error, now=now())
    except Exception as error:
        log.exception("message %s could not be worked on", message.pk)
        _put_off(message, error, now=now())


def _put_off(message: InboundMessage, error: Exception, *, now: datetime) -> None:
    """To be tried again, later each time and never given up."""
    message.error = f"{type(error).__name__}: {error}".replace("\0", "")
    message.due_at = now + wait(message.attempts)
    message.leased_until = None
    message.save(update_fields=["error", "due_at", "leased_until"])


def _end(message: InboundMessage, state: str, *, now: datetime, error: str = "") -> None:
    message.state, message.error, message.processed_at, message.leased_until = state, error, now, None
    message.save(update_fields=["state", "error", "processed_at", "leased_until", "events"])
