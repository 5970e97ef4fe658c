"""Making files of rows: at once where they are few, otherwise by a worker that tells how far it has come.

Whoever asks must have the right to what the rows tell, and is asked again when a saved export is made by the clock.
Each export that is asked for, and each time its file is fetched, is an event.
"""

import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commerce.customers.person import without_addresses
from commerce.events.log import publish
from integrations import nudging
from integrations.formats.tables import registry as formats
from integrations.formats.tables.column import Unwritable, Value
from integrations.formats.tables.format import Options
from integrations.gateway.kinds import registry
from integrations.gateway.kinds.kind import Filters, Kind
from integrations.gateway.models import Export, SavedExport, Wanted

log = logging.getLogger(__name__)

TASK = "integrations.gateway.tasks.make_exports"
AT_ONCE = 2_000  # rows: no more than a person waits for, whatever the format
KEPT_FOR = timedelta(days=7)
LEASE = timedelta(minutes=10)
PROGRESS = 10_000
ASKED, FETCHED = "export.asked", "export.fetched"
Clock = Callable[[], datetime]
State = Export.State


class Refused(Exception):
    """Whoever asks may not have it; the text says why."""


def write(
    kind: Kind,
    codes: Sequence[str],
    chosen: Filters,
    file: IO[bytes],
    *,
    format: str,
    language: str,
    now: datetime,
    on_written: Callable[[int], None] = lambda written: None,
) -> int:
    """Write the rows to a file and return how many. Raises Unwritable where the format has no place for one.

    The only way rows become a file: for the admin, the API and the clock alike.
    """
    columns = kind.columns(codes, language=language)
    counted = _Counted(kind.rows(codes, chosen, now=now), on_written)
    with translation.override(language):
        formats.by_code(format).write(counted, file, columns, Options(title=str(kind.title), at=now))  # type: ignore[arg-type]
    return counted.count


def ask(wanted: Wanted, *, by, now: datetime) -> Export:
    """Have a file made of what is wanted: now if its rows are few, otherwise by a worker. Raises Refused."""
    kind = registry.by_code(wanted.kind)
    if not registry.may_have(by, kind):
        raise Refused(_("You may not have %(kind)s as a file.") % {"kind": kind.title})
    saved = wanted if isinstance(wanted, SavedExport) else None
    export = Export(
        saved=saved,
        by=by,
        asked_at=now,
        name=file_name(wanted, now=now),
        **{name: getattr(wanted, name) for name in ("kind", "columns", "chosen", "format", "language")},
    )
    export.total = kind.count(export.chosen, now=now)
    told = {"by": by.pk, "kind": kind.code, "format": export.format, "columns": export.columns}
    with transaction.atomic():
        export.save()
        publish(ASKED, f"export:{export.pk}", {**told, "chosen": export.chosen, "rows": export.total}, at=now)
        transaction.on_commit(lambda: _begin(export), robust=True)
    return export


def _begin(export: Export) -> None:
    if export.total > AT_ONCE:
        nudging.nudge(TASK)


def make_at_once(export: Export, *, now: Clock = timezone.now) -> None:
    """Make a small one while its asker waits. Larger ones are left to a worker."""
    if export.total <= AT_ONCE and _claim(export.pk, now()):
        make(export, now=now)


def make_due(*, now: Clock = timezone.now) -> int:
    """Make every export that waits, one after another; one that fails stops no other. Returns how many were made."""
    count = 0
    while export := _claim(None, now()):
        make(export, now=now)
        count += 1
    return count


def make(export: Export, *, now: Clock = timezone.now) -> None:
    """Make the file of one that is claimed. What goes wrong is said on its row."""
    rows = Export.objects.filter(pk=export.pk)

    def on_written(written: int) -> None:
        rows.update(written=written, leased_until=now() + LEASE)

    at = now()
    try:
        with tempfile.TemporaryFile() as held:
            count = write(
                registry.by_code(export.kind),
                export.columns,
                export.chosen,
                held,
                format=export.format,
                language=export.language,
                now=at,
                on_written=on_written,
            )
            export.size = held.seek(0, os.SEEK_END)
            held.seek(0)
            export.file.save(export.name, File(held), save=False)
        export.state, export.written, export.expires_at = State.READY, count, at + KEPT_FOR
    except Unwritable as fault:
        export.state, export.problem = State.FAILED, str(fault)
    except Exception as error:
        log.exception("export %s cannot be made", export.pk)
        export.state = State.FAILED
        export.problem = without_addresses(f"{type(error).__name__}: {error}")[:1000]
    export.ended_at, export.leased_until = now(), None
    export.save(update_fields=["state", "written", "expires_at", "ended_at", "leased_until", "problem", "size", "file"])


def fetched(export: Export, *, by, now: datetime) -> IO[bytes]:
    """The file, opened, for whoever may have it; that it was fetched is remembered. Raises Refused."""
    kind = registry.by_code(export.kind)
    if not registry.may_have(by, kind):
        raise Refused(_("You may not have %(kind)s as a file.") % {"kind": kind.title})
    if not export.file or export.expires_at is None or export.expires_at <= now:
        raise Refused(_("The file is not kept any more. Make it again."))
    opened = export.file.open("rb")
    publish(FETCHED, f"export:{export.pk}", {"by": by.pk, "kind": kind.code, "rows": export.written}, at=now)
    return opened


def forget(*, now: datetime) -> int:
    """Delete the files whose time is out. What was made, and for whom, stays on record."""
    count = 0
    for export in Export.objects.filter(expires_at__lte=now).exclude(file="").order_by("pk"):
        export.file.delete(save=False)
        count += Export.objects.filter(pk=export.pk).update(file="")
    return count


def file_name(wanted: Wanted, *, now: datetime) -> str:
    """`priser-2026-11-27.xlsx`: in the language of the file."""
    with translation.override(wanted.language):
        word = slugify(str(registry.by_code(wanted.kind).short))
    return f"{word}-{timezone.localtime(now):%Y-%m-%d-%H%M}.{formats.by_code(wanted.format).extension}"


def _claim(pk: int | None, now: datetime) -> Export | None:
    """One that waits, or whose worker died; nobody else has it while the lease lasts."""
    left = Q(state=State.WAITING) | Q(state=State.MAKING, leased_until__lt=now)
    with transaction.atomic():
        waiting = Export.objects.select_for_update(skip_locked=True).filter(left)
        if pk is not None:
            waiting = waiting.filter(pk=pk)
        export = waiting.order_by("pk").first()
        if export:
            export.state, export.leased_until, export.written = State.MAKING, now + LEASE, 0
            export.save(update_fields=["state", "leased_until", "written"])
    return export


class _Counted:
    """The rows as they pass, and how many have."""

    def __init__(self, rows: Iterator[Sequence[Value]], on_written: Callable[[int], None]) -> None:
        self._rows = rows
        self._on_written = on_written
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Value]]:
        count = 0
        for count, row in enumerate(self._rows, start=1):
            yield row
            if not count % PROGRESS:
                self._on_written(count)
        self.count = count
