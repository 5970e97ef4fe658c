"""An alarm: raised, said again, over. One is open for each key, and what comes back soon is the same one.

Each change is one transaction with what it leads to, so an alarm without its incident is never seen.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from operations.monitoring import incidents
from operations.monitoring.models import Alarm, Threshold

SAME_AGAIN = timedelta(minutes=30)  # one that was over for a shorter time than this has not been over
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is to be told of, whoever noticed it."""

    key: str
    title: str
    text: str
    impact: int
    urgency: int
    threshold: Threshold | None = None
    value: float | None = None


def open_alarms() -> QuerySet[Alarm]:
    return Alarm.objects.filter(closed_at=None)


@transaction.atomic
def sound(said: Said, *, now: datetime) -> Alarm:
    """Open the alarm of this key, or count once more the one that is open. Takes a lock on it."""
    alarm = _still_there(said.key, now)
    if alarm is None:
        try:
            with transaction.atomic():
                alarm = _opened(said, now)
                incidents.begun(alarm, now=now)
                return alarm
        except IntegrityError:  # somebody else opened it in between
            alarm = Alarm.objects.select_for_update().get(key=said.key, closed_at=None)
    is_back = alarm.closed_at is not None
    if not is_back:
        alarm.repeats += 1
    else:
        alarm.closed_at, alarm.returns = None, alarm.returns + 1
    alarm.last_at = max(alarm.last_at, now)
    alarm.save(update_fields=["repeats", "returns", "closed_at", "last_at"])
    if is_back:
        incidents.begun(alarm, now=now)
    return alarm


def _still_there(key: str, now: datetime) -> Alarm | None:
    """The one that is open, or was over so lately that it is not."""
    rows = Alarm.objects.select_for_update().filter(key=key)
    lately = rows.filter(closed_at__gt=now - SAME_AGAIN).order_by("-closed_at")
    return rows.filter(closed_at=None).first() or lately.first()


def _opened(said: Said, now: datetime) -> Alarm:
    return Alarm.objects.create(
        key=said.key,
        threshold=said.threshold,
        title=said.title[:LONGEST_TITLE],
        text=said.text,
        value=said.value,
        worst=said.value,
        impact=said.impact,
        urgency=said.urgency,
        opened_at=now,
        last_at=now,
    )


@transaction.atomic
def quieten(key: str, *, now: datetime) -> Alarm | None:
    """The alarm of this key is over. None when none was open: twice is as once."""
    alarm = Alarm.objects.select_for_update().filter(key=key, closed_at=None).first()
    if alarm is None:
        return None
    alarm.closed_at = max(now, alarm.opened_at)
    alarm.save(update_fields=["closed_at"])
    incidents.over(alarm, now=now)
    return alarm


def note_worst(alarm: Alarm, worst: float) -> None:
    if worst != alarm.worst:
        Alarm.objects.filter(pk=alarm.pk).update(worst=worst)
        alarm.worst = worst


def recurrences(threshold: Threshold, *, since: datetime) -> int:
    """How often it has been crossed: alarms, and times that one came back."""
    found = threshold.alarms.filter(opened_at__gte=since)  # type: ignore[attr-defined]
    return sum(found.annotate(times=F("returns") + 1).values_list("times", flat=True))
