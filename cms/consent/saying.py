"""Saying yes, saying no, and taking a yes back: each is a row that stays as proof."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from cms.consent.models import Consent
from cms.consent.purposes import PURPOSES

HOLDS = timedelta(days=365)
KEPT = timedelta(days=3 * 365)  # as proof, after it was said


def holds(key: uuid.UUID | None, purpose: str, *, now: datetime) -> Consent | None:
    """The yes that stands for a purpose, if there is one that is not too old. One query."""
    if key is None:
        return None
    given = Consent.objects.filter(key=key, purpose=purpose, is_given=True, withdrawn_at=None)
    return given.filter(said_at__gt=now - HOLDS).first()


def said_by(key: uuid.UUID | None) -> list[Consent]:
    """All that was said from one browser, the latest first."""
    return list(Consent.objects.filter(key=key).order_by("-said_at", "-pk")) if key else []


@transaction.atomic
def say(key: uuid.UUID, purpose: str, *, is_given: bool, language: str, page: str, now: datetime) -> Consent:
    """Keep what was said, with the words of the question. A no takes back a yes; a second yes begins anew."""
    withdraw(key, purpose, now=now)
    return Consent.objects.create(
        key=key,
        purpose=purpose,
        is_given=is_given,
        asked=str(PURPOSES[purpose].asked),
        language=language,
        page=page[:2000],
        said_at=now,
    )


def withdraw(key: uuid.UUID, purpose: str, *, now: datetime) -> int:
    """Take back the yes for a purpose. Returns how many there were: none or one."""
    return Consent.objects.filter(key=key, purpose=purpose, is_given=True, withdrawn_at=None).update(withdrawn_at=now)


def forget_old(*, now: datetime) -> int:
    """Drop what was said three years ago. Returns how many."""
    return Consent.objects.filter(said_at__lt=now - KEPT).delete()[0]
