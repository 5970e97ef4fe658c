"""Port: who can be asked whether a VAT number is valid, and what the answers mean.

An answer is kept as it came. Silence is no answer: it never makes a valid number invalid, nor an unknown one valid.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from commerce.customers.organisations import Organisation, VatCheck

log = logging.getLogger(__name__)

ASK_AGAIN_AFTER = timedelta(days=1)
RETRY_AFTER = timedelta(minutes=30)  # when there was no answer
HOLDS_FOR = timedelta(days=30)  # how long "valid" is proof enough while nobody answers
MOST_AT_ONCE = 200
SILENCES_IN_A_ROW = 5  # then whoever is asked is away, and the rest waits for the next sweep


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back. `reference` is the proof that we asked, `raw` the whole answer."""

    answer: str  # a VatCheck.Answer
    reference: str = ""
    raw: dict = field(default_factory=dict)


class VatNumberChecker(Protocol):
    def ask(self, number: str) -> Answered:
        """Ask about a number with its country in front. Never raises for a service that is away: that is SILENT.

        Has a timeout, may be called twice, and is never called inside a transaction.
        """


PORT = ("ask",)


def checker() -> VatNumberChecker | None:
    """The checker that the settings name; None where none is."""
    return import_string(settings.VAT_NUMBER_CHECKER)() if settings.VAT_NUMBER_CHECKER else None


def check(organisation: Organisation, *, now: datetime) -> VatCheck | None:
    """Ask about an organisation's number and keep the answer. None, asking nobody, without a checker or a number."""
    asked = checker()
    with transaction.atomic(durable=True):  # refuses to be called inside a transaction: nobody waits for a network
        organisation.refresh_from_db(fields=["vat_number"])
    if asked is None or not organisation.vat_number:
        return None
    told = asked.ask(organisation.vat_number)
    return VatCheck.objects.create(
        organisation=organisation,
        number=organisation.vat_number,
        asked_at=now,
        answer=told.answer,
        reference=told.reference,
        raw=told.raw,
    )


def due(*, now: datetime) -> QuerySet[Organisation]:
    """Organisations whose number is to be asked about: never asked, unanswered for half an hour, or a day old."""
    last = VatCheck.objects.filter(organisation=OuterRef("pk"), number=OuterRef("vat_number")).order_by("-asked_at")
    return (
        Organisation.objects.filter(is_active=True)
        .exclude(vat_number="")
        .annotate(last_asked=Subquery(last.values("asked_at")[:1]), last_answer=Subquery(last.values("answer")[:1]))
        .filter(
            Q(last_asked__isnull=True)
            | Q(last_asked__lte=now - ASK_AGAIN_AFTER)
            | Q(last_answer=VatCheck.Answer.SILENT, last_asked__lte=now - RETRY_AFTER)
        )
        .order_by(F("last_asked").asc(nulls_first=True), "pk")
    )


def check_due(*, now: datetime) -> int:
    """Ask about every number that is due. Returns how many were asked about. Stops when nobody answers."""
    if checker() is None:
        return 0
    asked = silences = 0
    for organisation in due(now=now)[:MOST_AT_ONCE]:
        told = check(organisation, now=now)
        asked += 1
        silences = silences + 1 if told and told.answer == VatCheck.Answer.SILENT else 0
        if silences == SILENCES_IN_A_ROW:
            log.warning("no answers about VAT numbers; the rest waits for the next sweep")
            break
    return asked


def ask_soon() -> None:
    """Have a changed number asked about once the transaction is over. Without a broker the sweep does it."""
    if settings.VAT_NUMBER_CHECKER:
        transaction.on_commit(_nudge, robust=True)


def _nudge() -> None:
    try:
        current_app.send_task("commerce.customers.tasks.check_vat_numbers", retry=False)
    except (OperationalError, OSError) as error:
        log.warning("no broker to nudge, the sweep will ask: %s", error)


def is_valid_at(organisation: Organisation, at: datetime, *, number: str | None = None) -> bool:
    """Whether the number was valid at the moment of a sale (reverse charge): the last answer before it said so.

    An answer holds for thirty days; asked daily, only a month of silence makes it run out. `number` is the one an
    order carries, where that may differ from the organisation's of today.
    """
    last = last_answer(organisation, at, number=number)
    return last is not None and last.answer == VatCheck.Answer.VALID and last.asked_at > at - HOLDS_FOR


def last_answer(organisation: Organisation, at: datetime, *, number: str | None = None) -> VatCheck | None:
    """The last answer, silence apart, at or before a moment. One query."""
    asked = VatCheck.objects.filter(
        organisation=organisation, number=organisation.vat_number if number is None else number, asked_at__lte=at
    )
    return asked.exclude(answer=VatCheck.Answer.SILENT).order_by("-asked_at", "-pk").first()
