"""The public status page as files: nothing but a web server is needed to answer with them.

Written whenever something changes and once a minute, each file whole or not at all. `unwell.html` is the same page as
it is to be while the shop does not answer, and cannot write that itself: the web server chooses it by a flag.
`outages.json` is what `deploy/look` reads to close the shop on time with everything behind it stopped.
"""

import json
import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from operations.status import calendar, standing
from operations.status.disturbed import Component, Disturbance
from operations.status.planned import PlannedOutage
from operations.status.words import lasted, span

FOLDERS = {"sv": "", "en": "en"}
HISTORY = timedelta(days=90)
MONTHS = 12
WORST_FIRST = ("planned", "down", "degraded", "well")


def write_soon() -> None:
    """Once the current transaction is committed."""
    transaction.on_commit(lambda: write(now=timezone.now()), robust=True)


def write(*, now: datetime) -> None:
    """Every file anew. Six queries."""
    told = _told(now)
    folder = Path(settings.STATUS_DIR)
    for language, part in FOLDERS.items():
        with override(language):
            for name, states in (("index.html", told["states"]), ("unwell.html", _unwell(told["states"]))):
                _put(folder / part / name, _page(language, {**told, "states": states}))
            feed = calendar.written(told["outages"], language=language, now=now)
            _put(folder / part / "avbrott.ics", feed)
    closed = [
        {"starts": outage.starts_at.isoformat(), "ends": outage.ends_at.isoformat()}
        for outage in told["outages"]
        if outage.state == PlannedOutage.State.APPROVED and outage.ends_at > now
    ]
    _put(folder / "outages.json", json.dumps(closed, indent=1))


# --- the steps ---


def _told(now: datetime) -> dict[str, Any]:
    outages = list(
        PlannedOutage.objects.filter(approved_at__isnull=False, ends_at__gt=now - calendar.KEPT).order_by("starts_at")
    )
    coming = [one for one in outages if one.state == PlannedOutage.State.APPROVED and one.ends_at > now]
    return {
        "states": standing.each(is_closed=any(one.starts_at <= now for one in coming), now=now),
        "outages": outages,
        "coming": coming,
        "history": list(Disturbance.objects.filter(begins_at__gt=now - HISTORY).order_by("-begins_at")),
        "months": standing.kept_months(MONTHS, now=now),
        "now": now,
    }


def _unwell(states: dict[str, str]) -> dict[str, str]:
    """As it is when the shop does not answer, unless it is closed on purpose."""
    return {component: state if state == "planned" else "down" for component, state in states.items()}


def _page(language: str, told: dict[str, Any]) -> str:
    is_swedish = language == "sv"
    states = [(Component(code).label, state) for code, state in told["states"].items()]
    context = {
        **told,
        "language": language,
        "overall": min((state for _label, state in states), key=WORST_FIRST.index),
        "states": states,
        "coming": [
            (span(one.starts_at, one.ends_at), one.words_sv if is_swedish else one.words_en) for one in told["coming"]
        ],
        "history": [
            (one, lasted(one.begins_at, one.ends_at), one.words_sv if is_swedish else one.words_en)
            for one in told["history"]
        ],
    }
    return render_to_string("operations/status/public.html", context)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, waiting = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(waiting, 0o644)
        os.replace(waiting, path)
    except BaseException:
        Path(waiting).unlink(missing_ok=True)
        raise
