"""What payment providers tell us. A call is only a hint: what counts is what the provider's books say when we look."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext_noop

from commerce.orders import settle
from commerce.orders.models import Payment
from commerce.orders.payments import (
    Callback,
    CallbackRefused,
    ProviderUnavailable,
    Reading,
    called_as,
    named,
    providers,
)
from integrations import inbox
from integrations.errors import NotSent
from integrations.flows.runs import Run
from integrations.models import InboundMessage
from integrations.source import Parked, Refused, Source, Told

log = logging.getLogger(__name__)

UNKNOWN = gettext_noop("No payment of ours has this reference.")  # told in the reader's language
OVERLAP, LONGEST_LOOK_BACK = timedelta(hours=1), timedelta(days=29)


class PaymentSource(Source):
    """A provider: its books are read outside any transaction, and what they say is written as the message ends."""

    def __init__(self, code: str):
        self._provider = providers()[code]

    def parse(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Told]:
        try:
            return _told(self._provider.parse_callback(headers, body, proof=proof))
        except CallbackRefused as refusal:
            raise Refused(str(refusal)) from refusal

    def read(self, message: InboundMessage) -> tuple[Payment, Reading]:
        payment = _payment_of(message)
        if payment is None:
            raise Parked(UNKNOWN)
        try:
            return payment, providers()[payment.provider].read(payment)
        except ProviderUnavailable as error:
            raise NotSent(str(error)) from error

    def apply(self, message: InboundMessage, read: tuple[Payment, Reading], *, now: datetime) -> None:
        payment, reading = read
        settle.learn(payment.pk, reading, now=now)


def catch_up(*, now: datetime, look_back: timedelta | None = None, run: Run | None = None) -> int:
    """Take in what providers say has happened and nobody called about. Returns how many messages were new.

    Looks back to an hour before the newest message of the provider, or as far as is asked. What each said is counted
    in the run.
    """
    run = run or Run()
    before = InboundMessage.objects.count()
    for code, provider in providers().items():
        try:
            callbacks = list(provider.list_since(_since(code, look_back, now=now)))
        except ProviderUnavailable as error:
            log.warning("%s could not be asked what has happened: %s", code, error)
            run.failed, run.error = run.failed + 1, f"{code}: {error}"
            continue
        run.read += len(callbacks)
        inbox.store(code, _told(callbacks), now=now)
    run.created = InboundMessage.objects.count() - before
    return run.created


def _told(callbacks: Iterable[Callback]) -> list[Told]:
    return [Told(key=one.key, kind=one.kind, reference=one.reference, ours=one.ours) for one in callbacks]


def _since(code: str, look_back: timedelta | None, *, now: datetime) -> datetime:
    if look_back is None:
        newest = InboundMessage.objects.filter(provider=code).aggregate(at=Max("received_at"))["at"]
        look_back = OVERLAP + (now - newest if newest else timedelta(days=1))
    return now - min(look_back, LONGEST_LOOK_BACK)


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
