"""Backups, and how it went when they were restored."""

from datetime import timedelta

from django.utils import timezone

from operations.backup import drill
from operations.backup.models import Backup, Drill, State
from tests.screenshots.shots import shot

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
STEPS = [[drill.DATABASE, 96.0], [drill.FILES, 41.0], [drill.LOOK, 12.5], [drill.CHECK, 1.2]]


def some_backups():
    """A week of nights, the files between them, and a drill of each of two Sundays."""
    if Backup.objects.exists():
        return
    night = timezone.localtime().replace(hour=2, minute=15, second=0, microsecond=0)
    night -= DAY if night > timezone.localtime() else timedelta()
    for back in range(7):
        taken(Backup.Kind.WHOLE, night - back * DAY, took=timedelta(minutes=4, seconds=back), new=38 + back)
    for quarter in range(1, 4):
        taken(Backup.Kind.FILES, night + quarter * 15 * MINUTE, took=timedelta(seconds=6), new=quarter)
    sunday = night - DAY * ((night.weekday() + 1) % 7)
    for weeks, people in ((0, 1), (1, 0)):
        restored(sunday - weeks * 7 * DAY + 60 * MINUTE, people=people)


def taken(kind, at, *, took, new):
    is_whole = kind == Backup.Kind.WHOLE
    Backup.objects.create(
        label=f"{at:%Y%m%d-%H%M%S}-{kind}",
        kind=kind,
        method="pg_basebackup" if is_whole else "",
        state=State.DONE,
        begun_at=at,
        ended_at=at + took,
        database_bytes=412_000_000 if is_whole else 0,
        files=18_240 + new,
        new_files=new,
        file_bytes=2_940_000_000,
    )


def restored(at, *, people):
    Drill.objects.create(
        label=f"{at:%Y%m%d}",
        method="pg_basebackup",
        state=State.DONE,
        begun_at=at,
        ended_at=at + 3 * MINUTE,
        rpo_seconds=0,
        rto_seconds=150.7,
        steps=STEPS,
        orders=5120,
        orders_back=5120,
        files=18_278,
        forgotten_again=people,
    )


@shot(as_owner=True)
def backups(page):
    some_backups()
    page.goto("/admin/backups/")
