"""Begin, change and end a disturbance."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from commerce.customers.models import User
from commerce.events.log import publish
from operations.status import public, telling
from operations.status.disturbed import Disturbance

SAID = ("component", "effect", "begins_at", "ends_at", "words_sv", "words_en", "is_counted", "why_not")


class Refused(Exception):
    """It cannot be kept so, and is not. Says why, to the person who tried."""


def write(disturbance: Disturbance, *, by: User | None, now: datetime, **said: Any) -> Disturbance:
    """Keep one, new or changed, and tell of it. Raises Refused in the words of the rule that it breaks."""
    for name, value in said.items():
        setattr(disturbance, name, value)
    disturbance.written_by = by or disturbance.written_by
    try:
        with transaction.atomic():
            disturbance.full_clean()
            disturbance.save()
            kind = "disturbance.ended" if disturbance.ends_at else "disturbance.told"
            payload = {"component": disturbance.component, "effect": disturbance.effect}
            public.write_soon()
            publish(kind, telling.subject_of(disturbance), payload, at=now)
            telling.of_disturbance(disturbance, now=now)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    except IntegrityError as wrong:  # another one began meanwhile
        raise Refused(str(Disturbance._meta.constraints[-1].violation_error_message)) from wrong
    return disturbance
