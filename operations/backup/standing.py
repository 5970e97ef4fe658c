"""How the backups are now, in figures: those that levels are held against (`operations.monitoring.figures`)."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from operations.backup.models import Backup, Drill, State

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
NAMES = re.compile(r"(?:(?:(?:ANY|FIRST)\s+)?\d+\s*\()?([^()]*)\)?", re.IGNORECASE)


def read(*, now: datetime) -> dict[str, float]:
    """Nothing where no backup is expected. Where none has been taken, its age is that of the database."""
    if not settings.IS_BACKUP_EXPECTED:
        return {}
    whole = Backup.objects.filter(kind=Backup.Kind.WHOLE)
    last = whole.filter(state=State.DONE).order_by("-begun_at").first()
    passed = Drill.objects.filter(state=State.DONE).order_by("-begun_at").first()
    ended = [
        kind.exclude(state=State.RUNNING).order_by("-begun_at").values_list("state", flat=True).first()
        for kind in (whole, Backup.objects.filter(kind=Backup.Kind.FILES), Drill.objects.all())
    ]
    found: dict[str, float] = {
        "backup.hours": (now - (last.begun_at if last else made_at())) / HOUR,
        "backup.drill_days": (now - (passed.begun_at if passed else made_at())) / DAY,
        "backup.failed": ended.count(State.FAILED),
        **_of_the_server(now),
    }
    if passed is not None:
        found |= {"backup.rpo": passed.rpo_seconds or 0.0, "backup.rto": (passed.rto_seconds or 0.0) / 60}
    return found


def made_at() -> datetime:
    """When the database was made: before that nothing was measured."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(applied) FROM django_migrations")
        made: datetime = cursor.fetchone()[0]
        return made


def _of_the_server(now: datetime) -> dict[str, float]:
    """Whether the log leaves the machine: minutes that archiving has failed, and receivers that are away."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('synchronous_standby_names'), current_setting('archive_mode'), "
            "pg_has_role(current_user, 'pg_monitor', 'member') OR current_setting('is_superuser') = 'on'"
        )
        wanted, archive, may_see = cursor.fetchone()
        found: dict[str, float] = {}
        if archive != "off":
            cursor.execute("SELECT last_archived_time, last_failed_time FROM pg_stat_archiver")
            archived, failed = cursor.fetchone()
            is_failing = failed is not None and (archived is None or failed > archived)
            found["backup.archive"] = max(0.0, (now - (archived or failed)) / MINUTE) if is_failing else 0.0
        names = receivers_named(wanted)
        if names:
            if not may_see:
                raise PermissionError("the shop's user must be in pg_monitor to see who receives the log")
            cursor.execute("SELECT DISTINCT application_name FROM pg_stat_replication WHERE state = 'streaming'")
            here = {name for (name,) in cursor.fetchall()}
            found["backup.receivers"] = len(names - here)
    return found


def has_archive() -> bool:
    """Whether the server's log is kept, so that every moment between two copies can be gone back to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('archive_mode') <> 'off'")
        is_kept: bool = cursor.fetchone()[0]
        return is_kept


def receivers_named(wanted: str) -> set[str]:
    """The names in `synchronous_standby_names`: `ANY 1 (a, "b")`, `FIRST 2 (a, b)` or `a`. `*` names nobody."""
    told = NAMES.fullmatch(wanted.strip())
    names = {name.strip().strip('"') for name in told[1].split(",")} if told else set()
    return names - {"", "*"}
