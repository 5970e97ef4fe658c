"""From callback to effect: stored as it came, answered after the commit, worked on once. The mirror of the outbox.

`take` checks a call and stores it. `process_due` claims a message under a lease, reads the payment from its provider
outside any transaction, and writes what follows together with the message's own end. `catch_up` asks providers for
what was never called in. A message is only a hint: what counts is what the provider's books say when we look.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from celery import current_app
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_noop
from kombu.exceptions import OperationalError

from commerce.orders import settle
from commerce.orders.models import Payment
from commerce.orders.payments import Callback, ProviderUnavailable, called_as, named, providers
from integrations.attempt import LEASE
from integrations.backoff import wait
from integrations.models import InboundMessage

log = logging.getLogger(__name__)

UNKNOWN = gettext_noop("No payment of ours has this reference.")  # told in the reader's language
KEPT_HEADERS = ("Content-Type", "User-Agent")
SHOWN_OF_A_SECRET = 14  # of a Stripe signature that is when it was signed
OVERLAP, LONGEST_LOOK_BACK = timedelta(hours=1), timedelta(days=29)
BODY_LIFE = timedelta(days=90)


class NoSuchSender(Exception):
    """Nobody of that name is plugged in."""


def take(code: str, headers: Mapping[str, str], body: bytes, *, proof: str = "", now: datetime) -> list[int]:
    """Check a provider's call, store what it says and return the rows, those that were there before included.

    Raises NoSuchSender, or CallbackRefused (`commerce.orders.payments`); then nothing is stored.
    """
    provider = providers().get(code)
    if provider is None:
        raise NoSuchSender(code)
    callbacks = provider.parse_callback(headers, body, proof=proof)
    return _store(code, callbacks, body=body, headers=_kept(headers), now=now)


def nudge() -> None:
    """Ask a worker to look at what has come. When the broker is away the sweep finds it a little later."""
    try:
        current_app.send_task("integrations.tasks.process", retry=False)
    except (OperationalError, OSError) as error:
        log.warning("no broker to nudge, the sweep will process: %s", error)


def process_due(*, now: Callable[[], datetime] = timezone.now, limit: int = 200) -> int:
    """Work on the messages that are due. Returns how many were tried."""
    tried = 0
    while tried < limit and (message := _claim(now())):
        _process(message, now)
        tried += 1
    return tried


def catch_up(*, now: datetime, look_back: timedelta | None = None) -> int:
    """Take in what providers say has happened and nobody called about. Returns how many messages were new.

    Looks back to an hour before the newest message of the provider, or as far as is asked.
    """
    before = InboundMessage.objects.count()
    for code, provider in providers().items():
        try:
            callbacks = list(provider.list_since(_since(code, look_back, now=now)))
        except ProviderUnavailable as error:
            log.warning("%s could not be asked what has happened: %s", code, error)
            continue
        _store(code, callbacks, body=b"", headers={}, now=now)
    return InboundMessage.objects.count() - before


def try_again(message_id: int, *, now: datetime) -> bool:
    """Have a parked message worked on once more. False when it is no longer parked."""
    parked = InboundMessage.objects.filter(pk=message_id, state=InboundMessage.State.PARKED)
    return bool(parked.update(state=InboundMessage.State.WAITING, due_at=now, error="", processed_at=None))


def forget_bodies(*, now: datetime) -> int:
    """Empty the bodies of messages that are done with, when they have been kept long enough. Rows stay as proof."""
    done = InboundMessage.objects.filter(state=InboundMessage.State.PROCESSED, received_at__lt=now - BODY_LIFE)
    return done.exclude(body=None).update(body=None)


# --- the steps ---


def _store(
    code: str, callbacks: Sequence[Callback], *, body: bytes, headers: dict[str, str], now: datetime
) -> list[int]:
    keys = [callback.key for callback in callbacks]
    with transaction.atomic():
        InboundMessage.objects.bulk_create(
            [
                InboundMessage(
                    provider=code,
                    key=callback.key,
                    kind=callback.kind,
                    reference=callback.reference,
                    ours=callback.ours,
                    body=body,
                    headers=headers,
                    checksum=hashlib.sha256(body).hexdigest(),
                    received_at=now,
                    due_at=now,
                )
                for callback in callbacks
            ],
            ignore_conflicts=True,
        )
        found = InboundMessage.objects.filter(provider=code, key__in=keys).order_by("id")
        return list(found.values_list("id", flat=True))


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that say something, with what proves the sender cut short."""
    kept = {name: headers[name][:200] for name in KEPT_HEADERS if name in headers}
    for name in headers:
        if "signature" in name.lower():
            kept[name] = headers[name][:SHOWN_OF_A_SECRET] + "…"
        elif name.lower() in ("authorization", "cookie"):
            kept[name] = "…"
    return kept


def _since(code: str, look_back: timedelta | None, *, now: datetime) -> datetime:
    if look_back is None:
        newest = InboundMessage.objects.filter(provider=code).aggregate(at=Max("received_at"))["at"]
        look_back = OVERLAP + (now - newest if newest else timedelta(days=1))
    return now - min(look_back, LONGEST_LOOK_BACK)


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
        payment = _payment_of(message)
        if payment is None:
            _end(message, InboundMessage.State.PARKED, now=now(), error=UNKNOWN)
        else:
            _apply(message, payment, now=now())
    except ProviderUnavailable as error:
        _put_off(message, error, now=now())
    except Exception as error:
        log.exception("message %s could not be worked on", message.pk)
        _put_off(message, error, now=now())


def _put_off(message: InboundMessage, error: Exception, *, now: datetime) -> None:
    """To be tried again, later each time and never given up."""
    message.error = f"{type(error).__name__}: {error}"
    message.due_at = now + wait(message.attempts)
    message.leased_until = None
    message.save(update_fields=["error", "due_at", "leased_until"])


def _payment_of(message: InboundMessage) -> Payment | None:
    """By our own name of it, by the provider's, or by that of something that has happened to it."""
    payment, codes = named(message.ours), called_as(message.provider)
    if payment is not None and payment.provider in codes:
        payment.reference = payment.reference or message.reference
        return payment
    if not message.reference:
        return None
    ours = Payment.objects.filter(provider__in=codes)
    return (
        ours.filter(reference=message.reference).first()
        or ours.filter(events__key=message.reference).distinct().first()
    )


def _apply(message: InboundMessage, payment: Payment, *, now: datetime) -> None:
    """Read the books, then write what they say and that this is done as one."""
    reading = providers()[payment.provider].read(payment)
    with transaction.atomic():
        settle.learn(payment.pk, reading, now=now)
        _end(message, InboundMessage.State.PROCESSED, now=now)


def _end(message: InboundMessage, state: str, *, now: datetime, error: str = "") -> None:
    message.state, message.error, message.processed_at, message.leased_until = state, error, now, None
    message.save(update_fields=["state", "error", "processed_at", "leased_until"])
