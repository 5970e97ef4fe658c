"""A backup: the database first and the files after it, so that every row of the copy has its file. One at a time."""

import contextlib
import fcntl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from operations.backup import erased, media, method
from operations.backup.models import Backup, State
from operations.backup.programs import Failed

LONGEST_ERROR = 4000
MARGIN = 1.2  # so much more room than the last copy took


def back_up(*, is_of_files_alone: bool = False) -> Backup:
    """Take one, and forget what is older than is kept. Raises Failed, with the row saying why."""
    begun = timezone.now()
    kind = Backup.Kind.FILES if is_of_files_alone else Backup.Kind.WHOLE
    with alone():
        row = Backup.objects.create(label=label_of(begun), kind=kind, begun_at=begun)
        try:
            if not is_of_files_alone:
                _of_the_database(row)
            _of_the_files(row)
        except (Failed, OSError) as error:
            _end(row, State.FAILED, error=str(error)[:LONGEST_ERROR])
            raise Failed(str(error)) from error
        _end(row, State.DONE)
        _forget(row)
    return row


def label_of(moment: datetime) -> str:
    """`20261128T021500Z`, with a fraction so that two in one second are two."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S}{moment.microsecond // 1000:03d}Z"


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Holds off every other backup to the same folder. Raises Failed where one goes on, or there is no folder."""
    where = folder()
    with (where / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failed(_("Another backup goes on.")) from error
        yield


def folder() -> Path:
    """The one that backups are in. A mount that is away is no folder: nothing is copied to the disk beneath it."""
    if not settings.BACKUP_DIR:
        raise Failed(_("BACKUP_DIR is not set: nothing is backed up."))
    where = Path(settings.BACKUP_DIR)
    if not where.is_dir():
        raise Failed(_("%(folder)s is not there. Is it mounted?") % {"folder": where})
    return where


def files_in() -> Path:
    return folder() / "media"


def _of_the_database(row: Backup) -> None:
    by = method.chosen()
    earlier = (
        Backup.objects.filter(method=by.code, state=State.DONE, kind=Backup.Kind.WHOLE).order_by("-begun_at").first()
    )
    if earlier and media.room(folder()) < earlier.database_bytes * MARGIN:
        raise Failed(_("There is not room enough in %(folder)s for one copy more.") % {"folder": folder()})
    kept = by.take(row.label)
    row.method, row.label, row.database_bytes = by.code, kept.label, by.size(kept)
    row.save(update_fields=["method", "label", "database_bytes"])


def _of_the_files(row: Backup) -> None:
    copied = media.copy(files_in(), label_of(timezone.now()), now=timezone.now())
    row.files, row.new_files, row.file_bytes = len(copied.files), copied.new, copied.bytes
    row.save(update_fields=["files", "new_files", "file_bytes"])


def _forget(row: Backup) -> None:
    before = row.begun_at - timedelta(days=settings.BACKUP_KEEP_DAYS)
    if row.kind == Backup.Kind.WHOLE:
        method.chosen().forget(before=before)
    media.forget(files_in(), before=before)
    erased.forget(before=before)
    Backup.objects.filter(begun_at__lt=before).delete()


def _end(row: Backup, state: str, *, error: str = "") -> None:
    row.state, row.error, row.ended_at = state, error, timezone.now()
    row.save(update_fields=["state", "error", "ended_at"])
