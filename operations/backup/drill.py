"""A restore drill: the newest copy is restored beside the shop, replayed to its end, and held against the shop.

    the mark        a row in the shop's database, committed when the drill begins
    RPO             0 when the mark came back; else the time from the last that came back to the mark
    RTO             from the beginning of the restore until the shop could open, database, files and erasures

What came back is looked at by a process of its own whose database and folders are the restored ones: nothing that it
does reaches the shop.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from operations.backup import looking, media, method, programs, scratch, taking
from operations.backup.looking import Back, Ledger
from operations.backup.method import Kept, Method
from operations.backup.models import Drill, State
from operations.backup.programs import Failed

LONGEST_LOOK = 3600
KEPT_DRILLS = timedelta(days=731)
DATABASE, REPLAY, FILES, LOOK, CHECK = (
    gettext_noop("database restored"),
    gettext_noop("log replayed"),
    gettext_noop("files restored"),
    gettext_noop("looked at, the forgotten forgotten again"),
    gettext_noop("every page of the tables checked"),
)
# What the process that looks must not reach: the shop's cache, queue, bucket, partners and mail.
CUT_OFF = ("REDIS_URL", "BROKER_URL", "S3_BUCKET", "SEARCH_URL", "DEAD_MAN_URL", "SERVICE_DESK_IMAP_URL")


@dataclass
class Watch:
    """How long each step took."""

    steps: list[list] = field(default_factory=list)

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.steps.append([name, round(time.monotonic() - began, 2)])


def drill() -> Drill:
    """Raises Failed, with the row saying why. Leaves nothing behind but the row."""
    row = Drill.objects.create(begun_at=timezone.now())
    at, before = row.begun_at, looking.ledger()
    try:
        with taking.alone(), _folder() as folder:
            _restore(row, at, before, folder)
    except (Failed, OSError) as error:
        _end(row, State.FAILED, error=str(error)[: taking.LONGEST_ERROR])
        raise Failed(str(error)) from error
    wrong = _wrong(row, before)
    _end(row, State.FAILED if wrong else State.DONE, error=wrong)
    Drill.objects.filter(begun_at__lt=row.begun_at - KEPT_DRILLS).delete()
    if wrong:
        raise Failed(wrong)
    return row


def _restore(row: Drill, at: datetime, before: Ledger, folder: Path) -> None:
    watch, began = Watch(), time.monotonic()
    by = method.chosen()
    kept = next(iter(by.kept()), None)
    if kept is None:
        raise Failed(_("There is no copy to restore."))
    row.label, row.method, row.orders, row.last_order = kept.label, by.code, before.orders, before.last_order
    _need_room(by, kept, folder)
    data = programs.own(folder / "data")
    with watch.step(DATABASE):
        by.restore(kept, data)
        scratch.settle(data, fetch=by.fetch(kept.major))
    with contextlib.ExitStack() as running:
        with watch.step(REPLAY):
            socket = running.enter_context(scratch.running(data, folder, major=kept.major))
        with watch.step(FILES):
            _files(row, folder)
        with watch.step(LOOK):
            back = _look(row, before, socket, folder)
        row.rto_seconds = round(time.monotonic() - began, 1)
        with watch.step(CHECK):
            _check_pages(kept, socket)
    _compare(row, at, back)
    row.steps = watch.steps


def _files(row: Drill, folder: Path) -> None:
    store = taking.files_in()
    copied = media.last(store)
    if copied is not None:
        row.files, row.files_bad = len(copied.files), len(media.restore(store, copied, folder / "files"))


def _look(row: Drill, before: Ledger, socket: Path, folder: Path) -> Back:
    database = connection.settings_dict
    said = dict.fromkeys(CUT_OFF, "") | {
        "DATABASE_URL": scratch.url(socket, user=database["USER"] or "postgres", database=str(database["NAME"])),
        "DATA_DIR": str(folder / "files"),
        "MEDIA_ROOT": str(folder / "files" / "default"),
        "EMAIL_URL": "dummymail://",
        "ERASURE_LOG": settings.ERASURE_LOG,
        "SECRET_KEY": settings.SECRET_KEY,  # what the hashes of the log are made with
    }
    command = [sys.executable, "manage.py", "look_at_restored", str(row.pk), str(before.last_pk)]
    environment = os.environ | {name: str(value) for name, value in said.items()}
    try:
        done = subprocess.run(
            command, cwd=settings.PROJECT, env=environment, capture_output=True, timeout=LONGEST_LOOK, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Failed(_("What came back could not be looked at in an hour.")) from error
    if done.returncode:
        raise Failed(done.stderr.decode(errors="replace").strip()[-2000:])
    return Back.of(json.loads(done.stdout.decode().strip().splitlines()[-1]))


def _compare(row: Drill, at: datetime, back: Back) -> None:
    row.orders_back, row.last_order_back = back.ledger.orders, back.ledger.last_order
    row.forgotten_again = back.forgotten + back.waiting
    row.files_lost = len(set(back.files_away) - set(looking.files_away()))
    if back.has_mark:
        row.rpo_seconds = 0.0
    elif back.replayed_at:
        row.rpo_seconds = max(0.0, (at - datetime.fromisoformat(back.replayed_at)).total_seconds())
    row.error = "" if back.ledger == looking.ledger(last_pk=back.ledger.last_pk) else _("The orders are not the same.")


def _wrong(row: Drill, before: Ledger) -> str:
    """Why it does not count as passed, in words."""
    found = []
    if row.orders_back != before.orders:
        said = {"lost": before.orders - row.orders_back, "all": before.orders}
        found.append(_("%(lost)s of %(all)s orders did not come back.") % said)
    elif row.error:
        found.append(row.error)
    if row.rpo_seconds is None:
        found.append(_("Nothing of the log was replayed: how much is lost cannot be said."))
    if row.files_bad:
        found.append(_("%(count)s files are not what they were.") % {"count": row.files_bad})
    return " ".join(found)


def _check_pages(kept: Kept, socket: Path) -> None:
    """PostgreSQL's own look through every table and index, by one who may: `amcheck` belongs to the server."""
    database = connection.settings_dict
    server = programs.Server(str(socket), user=database["USER"] or "postgres")
    at = programs.folder(kept.major)
    ask = "SELECT rolname FROM pg_roles WHERE rolsuper AND rolcanlogin ORDER BY oid LIMIT 1"
    name = str(database["NAME"])
    above = programs.run(at / "psql", "-XAtc", ask, "-d", name, server=server).strip()
    programs.run(
        at / "pg_amcheck",
        "--install-missing",
        "-d",
        name,
        server=programs.Server(str(socket), user=above or "postgres"),
    )


def _need_room(by: Method, kept: Kept, folder: Path) -> None:
    copied = media.last(taking.files_in())
    needed = by.size(kept) + (copied.bytes if copied else 0)
    if media.room(folder) < needed * taking.MARGIN:
        raise Failed(_("There is not room enough in %(folder)s to restore.") % {"folder": folder.parent})


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """Short, for a socket's name may be no longer; entered by nobody else; gone afterwards."""
    where = Path(tempfile.mkdtemp(prefix="drill-", dir=settings.BACKUP_SCRATCH or None))
    try:
        yield programs.own(where)
    finally:
        shutil.rmtree(where, ignore_errors=True)


def _end(row: Drill, state: str, *, error: str) -> None:
    row.state, row.error, row.ended_at = state, error, timezone.now()
    row.save()
