"""Each minute: read the figures, hold them against the levels, and tell of what is crossed and what is back.

The process that watches the flows does it (`manage.py watch_flows`), so it goes on without broker and worker.
"""

import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from operations.monitoring import alarms, crossing, keeping, probes, words
from operations.monitoring.crossing import Where
from operations.monitoring.models import Reading, Threshold

log = logging.getLogger(__name__)

OF_LEVELS = "threshold:"  # how the keys of their alarms begin


def each_minute(*, now: datetime) -> None:
    keeping.add_readings(probes.read(now=now), now=now)
    judge(now=now)


def judge(*, now: datetime) -> None:
    """Hold the last readings against every level. One that goes wrong is logged, and stops no other."""
    readings = {one.code: one for one in Reading.objects.all() if crossing.is_believed(one.at, now=now)}
    _end_those_without_a_level(now=now)
    for pk in Threshold.objects.order_by("pk").values_list("pk", flat=True):
        try:
            judge_one(pk, readings, now=now)
        except Exception:
            log.exception("threshold %s could not be judged", pk)


@transaction.atomic
def judge_one(pk: int, readings: Mapping[str, Reading], *, now: datetime) -> None:
    """Under a lock on the threshold, so that two watchers raise one alarm. Without a reading nothing is said."""
    threshold = Threshold.objects.select_for_update().filter(pk=pk).first()
    if threshold is None:
        return
    key = key_of(threshold)
    if not threshold.is_active:
        alarms.quieten(key, now=now)
        _note_since(threshold, None)
        return
    reading = readings.get(threshold.figure)
    if reading is None:
        return
    at = crossing.where(threshold, reading.value)
    if at is Where.PAST:
        _note_since(threshold, threshold.crossed_since or now)
        _past(threshold, key, reading.value, now=now)
    elif at is Where.BACK or not alarms.open_alarms().filter(key=key).exists():
        _note_since(threshold, None)
        alarms.quieten(key, now=now)


def hear_of(threshold: Threshold, value: float | None, *, is_over: bool, now: datetime) -> None:
    """Somebody else has held the level against its figure, and waited as long as was agreed.

    That it is over is believed when the last reading says so: a figure that is gone ends an alert, and no alarm.
    """
    if is_over:
        rows = Reading.objects.filter(code=threshold.figure)
        judge_one(threshold.pk, {one.code: one for one in rows if crossing.is_believed(one.at, now=now)}, now=now)
    elif threshold.is_active and value is not None and crossing.where(threshold, value) is not Where.BACK:
        _raise(threshold, value, now=now)


def key_of(threshold: Threshold) -> str:
    return f"{OF_LEVELS}{threshold.pk}"


def _end_those_without_a_level(*, now: datetime) -> None:
    """Somebody has taken the level away: nobody would ever say that they are over."""
    left = alarms.open_alarms().filter(threshold=None, key__startswith=OF_LEVELS)
    for key in left.values_list("key", flat=True):
        alarms.quieten(key, now=now)


def _past(threshold: Threshold, key: str, value: float, *, now: datetime) -> None:
    is_open = alarms.open_alarms().filter(key=key).exists()
    if is_open or crossing.has_lasted(threshold, threshold.crossed_since or now, now=now):
        _raise(threshold, value, now=now)


@transaction.atomic
def _raise(threshold: Threshold, value: float, *, now: datetime) -> None:
    """Unless hours are quiet: then it waits until they end. What is open already is said again all the same."""
    key = key_of(threshold)
    if crossing.is_quiet(threshold, now=now) and not alarms.open_alarms().filter(key=key).exists():
        return
    alarm = alarms.sound(words.said(threshold, key, value), now=now)
    alarms.note_worst(alarm, crossing.worse(threshold, alarm.worst, value))


def _note_since(threshold: Threshold, since: datetime | None) -> None:
    if threshold.crossed_since != since:
        threshold.crossed_since = since
        threshold.save(update_fields=["crossed_since"])
