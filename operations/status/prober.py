"""The shop asks its own `/healthz` once a minute, as a visitor would, and keeps the answers.

Two bad ones in a row are a disturbance, from the first; the next good one ends it. Minutes without any answer, because
nothing here ran, are a disturbance too: nobody can say that the shop was there. The owner says which of them count.
"""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from integrations.client import Client
from integrations.errors import NotSent, Unknown
from operations.status import disturbing, public
from operations.status.disturbed import Asked, Component, Disturbance
from operations.status.planned import PlannedOutage

SILENCE = timedelta(minutes=5)
KEPT = timedelta(days=400)
BAD_IN_A_ROW = 2
WELL = 200


def each_minute(*, now: datetime) -> None:
    """Ask, judge and write the status page. Called by the watcher (`settings.EACH_MINUTE`)."""
    if settings.STATUS_PROBE_URL:
        begun = time.monotonic()
        is_well = _ask()
        judge(is_well, int((time.monotonic() - begun) * 1000), now=now)
    public.write(now=now)


def judge(is_well: bool, milliseconds: int, *, now: datetime) -> None:
    """Keep one answer, and begin or end the disturbance that it proves."""
    last = Asked.objects.order_by("-at").first()
    Asked.objects.create(at=now, is_well=is_well, milliseconds=milliseconds)
    Asked.objects.filter(at__lt=now - KEPT).delete()
    if last and now - last.at > SILENCE:
        _silence(last.at, now)
    going_on = Disturbance.objects.filter(component=Component.SHOP, ends_at=None, source="probe").first()
    if is_well and going_on:
        disturbing.write(going_on, by=None, now=now, ends_at=now)
    elif not is_well and not going_on:
        lately = list(Asked.objects.order_by("-at").values_list("at", "is_well")[:BAD_IN_A_ROW])
        if len(lately) == BAD_IN_A_ROW and not any(was_well for _at, was_well in lately):
            _begin(lately[-1][0], None, now=now)


# --- the steps ---


def _ask() -> bool:
    client = Client(read=10, total=15, largest=64 * 1024)
    try:
        return client.call("GET", settings.STATUS_PROBE_URL).status == WELL
    except (NotSent, Unknown):
        return False


def _silence(since: datetime, now: datetime) -> None:
    """Nothing was asked meanwhile; where the shop was closed on purpose that says nothing."""
    if not PlannedOutage.objects.filter(approved_at__isnull=False, starts_at__lt=now, ends_at__gt=since).exists():
        _begin(since, now, now=now)


def _begin(begins: datetime, ends: datetime | None, *, now: datetime) -> None:
    """Unless somebody has written of it already."""
    known = Disturbance.objects.filter(Q(ends_at=None) | Q(ends_at__gt=begins), component=Component.SHOP)
    if not known.exists():
        found = Disturbance(component=Component.SHOP, source="probe", begins_at=begins, ends_at=ends)
        disturbing.write(found, by=None, now=now)
