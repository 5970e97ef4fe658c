"""What Prometheus' Alertmanager calls about (its webhook, version 4): an alert begins, is said again, or is over.

It says the same again and again until it is over, and after a restart: an alarm is one for each fingerprint and start.
What it says of a level of the shop's own (`prometheus`) is the alarm that the shop's watcher would have raised.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from integrations.api.scopes import Scope
from operations.monitoring import alarms, bearer, keeping, watch
from operations.monitoring.alarms import Said
from operations.monitoring.figures import HEARD
from operations.monitoring.models import Threshold

LARGEST = 256 * 1024
MOST = 200  # alerts in one call
MOST_OPEN = 500  # alarms of others that are open at once: more is a flood, and is refused
AHEAD, OLDEST = timedelta(minutes=10), timedelta(days=30)
USUAL = 3  # impact and urgency where no label says
LONGEST_TEXT = 4_000
WATCHDOG = "Watchdog"  # an alert that always fires: that it comes says that Prometheus and Alertmanager live
LEVEL = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Alert:
    """`level`: the shop's own, of which Prometheus has noticed that it is crossed, at `value` where it says so."""

    said: Said
    is_over: bool
    is_sign_of_life: bool
    level: Threshold | None
    value: float | None


class Unreadable(Exception):
    """It is not what Alertmanager sends, or its clock is not ours. The text says what is wrong."""


@csrf_exempt  # it is known by its token
@require_POST
def told(request: HttpRequest) -> JsonResponse:
    """200 with how many were taken; 400 where the call is not understood, 413 or 429 where it is too much."""
    now = timezone.now()
    if refused := bearer.refusal(request, Scope.WRITE_ALARMS, now=now):
        return refused
    content = request.read(LARGEST + 1)
    if len(content) > LARGEST:
        return JsonResponse({"ok": False, "error": f"at most {LARGEST} bytes"}, status=413)
    try:
        read = [_read(one, now=now) for one in _alerts(content)]
    except Unreadable as problem:
        return JsonResponse({"ok": False, "error": str(problem)}, status=400)
    others = {one.said.key for one in read if not (one.is_over or one.level or one.is_sign_of_life)}
    if _is_flood(others):
        return JsonResponse({"ok": False, "error": "too many alarms are open"}, status=429)
    for one in read:
        _take(one, now=now)
    return JsonResponse({"ok": True, "taken": len(read)})


def _take(one: Alert, *, now: datetime) -> None:
    if one.is_sign_of_life:
        if not one.is_over:
            keeping.add_readings({HEARD: 1}, now=now)
    elif one.level:
        watch.hear_of(one.level, one.value, is_over=one.is_over, now=now)
    elif one.is_over:
        alarms.quieten(one.said.key, now=now)
    else:
        alarms.sound(one.said, now=now)


def _is_flood(keys: set[str]) -> bool:
    is_open = set(alarms.open_alarms().filter(threshold=None).values_list("key", flat=True)[: MOST_OPEN + 1])
    return len(is_open | keys) > MOST_OPEN and bool(keys - is_open)


def _alerts(content: bytes) -> list[Any]:
    try:
        whole = json.loads(content)
    except ValueError as error:
        raise Unreadable("not JSON") from error
    found = whole.get("alerts") if isinstance(whole, dict) else None
    if not isinstance(found, list) or len(found) > MOST:
        raise Unreadable(f"`alerts` is a list of at most {MOST}")
    return found


def _read(one: Any, *, now: datetime) -> Alert:
    """Raises Unreadable."""
    if not isinstance(one, dict) or one.get("status") not in ("firing", "resolved"):
        raise Unreadable("an alert is firing or resolved")
    mark, labels, notes = one.get("fingerprint"), _texts(one.get("labels")), _texts(one.get("annotations"))
    if not isinstance(mark, str) or not mark.isalnum() or len(mark) > 64:
        raise Unreadable("an alert has a fingerprint")
    began = _moment(one.get("startsAt"))
    is_sign_of_life = labels.get("alertname") == WATCHDOG  # it began when Prometheus did, and never ends
    if not is_sign_of_life and not now - OLDEST <= began <= now + AHEAD:
        raise Unreadable(f"startsAt {began.isoformat()} is not of now: {now.isoformat()}")
    said = Said(
        key=f"alertmanager:{mark}:{began.isoformat()}",
        title=notes.get("summary") or labels.get("alertname") or mark,
        text=notes.get("description", "")[:LONGEST_TEXT],
        impact=_grade(labels.get("impact")),
        urgency=_grade(labels.get("urgency")),
    )
    is_over, level, value = one["status"] == "resolved", _level(labels.get("threshold")), _number(notes.get("value"))
    if level and value is None and not is_over:
        raise Unreadable("an alert of a level says its value")
    return Alert(said=said, is_over=is_over, is_sign_of_life=is_sign_of_life, level=level, value=value)


def _texts(told: Any) -> dict[str, str]:
    return {key: value for key, value in told.items() if isinstance(value, str)} if isinstance(told, Mapping) else {}


def _moment(written: Any) -> datetime:
    try:
        found = parse_datetime(written) if isinstance(written, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Unreadable("startsAt is a moment with its zone")
    return found


def _level(label: str | None) -> Threshold | None:
    """None where it is of no level of ours, or of one that has been taken away."""
    if label is None or not LEVEL.fullmatch(label):
        return None
    return Threshold.objects.filter(pk=int(label)).first()


def _number(written: str | None) -> float | None:
    try:
        found = float(written or "")
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _grade(label: str | None) -> int:
    return int(label) if label in ("1", "2", "3", "4") else USUAL
