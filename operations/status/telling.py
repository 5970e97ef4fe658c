"""Tells those who follow outages: one event for each of them, in the transaction of what happened.

A shop that comes and goes does not fill their letter boxes: one letter of a component that does not work in half an
hour, and one that it works again for each of those.
"""

from datetime import datetime, timedelta

from commerce.events.log import publish_each
from commerce.events.models import Event
from operations.status.disturbed import Disturbance
from operations.status.followed import OutageFollower
from operations.status.planned import PlannedOutage

LETTER = "outage.letter"
APPROVED, WITHDRAWN, BEGAN, ENDED = "approved", "withdrawn", "began", "ended"
ONE_IN = timedelta(minutes=30)


def of_outage(outage: PlannedOutage, about: str, *, now: datetime) -> None:
    _tell(outage.subject, {"about": about}, now=now)


def of_disturbance(disturbance: Disturbance, *, now: datetime) -> None:
    """That it began, once; that it ended, once, to those who read that it began."""
    told = Event.objects.filter(kind=LETTER)
    own = told.filter(subject=subject_of(disturbance))
    if disturbance.ends_at is None:
        lately = told.filter(payload__about=BEGAN, payload__component=disturbance.component, at__gt=now - ONE_IN)
        if not own.exists() and not lately.exists():
            _tell(subject_of(disturbance), {"about": BEGAN, "component": disturbance.component}, now=now)
    elif own.filter(payload__about=BEGAN).exists() and not own.filter(payload__about=ENDED).exists():
        _tell(subject_of(disturbance), {"about": ENDED, "component": disturbance.component}, now=now)


def subject_of(disturbance: Disturbance) -> str:
    return f"disturbance:{disturbance.pk}"


def _tell(subject: str, payload: dict[str, str], *, now: datetime) -> None:
    followers = OutageFollower.objects.order_by("pk").values_list("pk", flat=True)
    publish_each([(LETTER, subject, {**payload, "follower": pk}) for pk in followers], at=now)
