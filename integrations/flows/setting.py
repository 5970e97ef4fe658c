"""Setting the rhythm of a flow. Who did it, and what it was before, is written as an event in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from commerce.events.log import publish
from integrations.flows import begun
from integrations.flows.models import WatchedFlow

KIND = "flow.rhythm_changed"
RHYTHM = ("minutes", "opens", "closes", "weekdays", "rests_on_holidays", "failures")
FIELDS = ("is_watched", "told", *RHYTHM)


def change(code: str, values: Mapping[str, Any], *, by: int, now: datetime) -> bool:
    """Set what is given. False when that is what it was. A flow that is watched again is so from now on."""
    with transaction.atomic():
        row, _made = WatchedFlow.objects.select_for_update().get_or_create(code=code, defaults={"since": now})
        before = _said(row)
        was_watched = row.is_watched
        for field, value in values.items():
            setattr(row, field, value)
        after = _said(row)
        if before == after:
            return False
        if row.is_watched and not was_watched:
            row.since = now
            begun.start([code], now=now)
        row.save()
        changed = {field: [before[field], after[field]] for field in FIELDS if before[field] != after[field]}
        publish(KIND, f"flow:{code}", {"by": by, "changed": changed}, at=now)
    return True


def as_usual() -> dict[str, None]:
    """The values that give a flow back the rhythm it has from the start."""
    return dict.fromkeys(RHYTHM)


def _said(row: WatchedFlow) -> dict[str, Any]:
    """As the event holds it: text, numbers and lists."""
    said = {field: getattr(row, field) for field in FIELDS}
    return {field: f"{value:%H:%M}" if hasattr(value, "hour") else value for field, value in said.items()}
