"""Backups in the admin: whether there are any that can be restored, how fast, and how much would be lost."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from operations.backup import erased, standing
from operations.backup.models import Backup, Drill, State
from operations.backup.told import seconds_words, size_words

TITLE = _("Backups")
MAY_SEE = "backup.view_backup"
SHOWN = 30
TONES = {State.RUNNING: "wait", State.DONE: "good", State.FAILED: "bad"}
MOST_HOURS, MOST_DAYS = 26, 8  # as the levels that a shop begins with


class BackupsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)  # type: ignore[union-attr]


@require_safe
def backups(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(MAY_SEE):  # type: ignore[union-attr]
        raise PermissionDenied
    now = timezone.now()
    whole = Backup.objects.filter(kind=Backup.Kind.WHOLE, state=State.DONE).order_by("-begun_at").first()
    kept = Backup.objects.filter(kind=Backup.Kind.WHOLE, state=State.DONE, begun_at__gte=now - _kept_for())
    passed = Drill.objects.filter(state=State.DONE).order_by("-begun_at").first()
    context = {
        "is_expected": settings.IS_BACKUP_EXPECTED,
        "whole": whole,
        "passed": passed,
        "rpo": seconds_words(passed.rpo_seconds) if passed else "",
        "rto": seconds_words(passed.rto_seconds) if passed else "",
        "is_fresh": whole is not None and now - whole.begun_at <= MOST_HOURS * standing.HOUR,
        "is_proven": passed is not None and now - passed.begun_at <= MOST_DAYS * standing.DAY,
        "drills": [_drill(one) for one in Drill.objects.order_by("-begun_at")[:SHOWN]],
        "taken": [_backup(one) for one in Backup.objects.order_by("-begun_at")[:SHOWN]],
        "noted": len(erased.noted()),
        "oldest": kept.order_by("begun_at").values_list("ended_at", flat=True).first(),
        "has_archive": standing.has_archive(),
        "page_title": TITLE,
        "header_title": TITLE,
        "header_icon": "download",
        "breadcrumbs_items": [{"url": "", "label": TITLE}],
    }
    return render(request, "operations/backup/backups.html", context)


def addresses() -> list[URLPattern]:
    return [path("backups/", backups, name="backups")]


def _kept_for() -> timedelta:
    return timedelta(days=settings.BACKUP_KEEP_DAYS)


def _drill(one: Drill) -> dict[str, Any]:
    steps = [(_(name), seconds_words(seconds)) for name, seconds in one.steps]
    told = {"rpo": seconds_words(one.rpo_seconds), "rto": seconds_words(one.rto_seconds), "steps": steps}
    return {"row": one, "tone": TONES[State(one.state)], **told}


def _backup(one: Backup) -> dict[str, Any]:
    took = seconds_words(round((one.ended_at - one.begun_at).total_seconds(), 1)) if one.ended_at else ""
    size = size_words(one.database_bytes) if one.database_bytes else ""
    tone, files = TONES[State(one.state)], size_words(one.file_bytes)
    return {"row": one, "tone": tone, "took": took, "size": size, "files": files}
