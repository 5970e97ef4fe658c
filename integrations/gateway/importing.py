"""The door for files that come in, whoever brings them: the admin, the API, a watched folder, the clock.

    row = importing.receive(file, "saldo.xlsx", "stock", by=user, now=now)       # kept, and to be read
    working.run(row)                                    # small ones at once; others are left to a worker
    importing.choose(row, mapped={"sku": "Art.nr", "on_hand": "Saldo"}, by=user, now=now)   # then it is tried
    importing.take(row, by=user, now=now)               # after the trial; Refused where a second person is needed

With `goes_to=Import.GoesTo.TAKEN` one goes through all of it without a hand, as far as it may. `work` does the steps.
An import never has more rights than the person in whose name it runs: each step asks again.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import IO, Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce.events.log import publish
from integrations import nudging
from integrations.formats.problems import Unreadable
from integrations.gateway import intake, reading
from integrations.gateway.import_models import Import, ImportRow, ImportSource
from integrations.gateway.kinds import registry
from integrations.gateway.kinds.taking import Outcome, Takes

TASK = "integrations.gateway.tasks.run_imports"
AT_ONCE = 2_000_000  # bytes: no more than a person waits for
KEPT_FOR, PERSONAL_KEPT_FOR = timedelta(days=400), timedelta(days=30)
MAY_APPROVE = "integrations.approve_import"
RECEIVED, APPROVED, FETCHED = "import.received", "import.approved", "import.fetched"
PIECE = 1 << 20
State, GoesTo, Origin = Import.State, Import.GoesTo, Import.Origin


class Refused(Exception):
    """It cannot be done, or not by this person; the text says why."""


def receive(
    file: IO[bytes],
    name: str,
    kind: str,
    *,
    by,
    now: datetime,
    origin: str = Origin.UPLOAD,
    source: ImportSource | None = None,
    goes_to: str = GoesTo.COLUMNS,
    mapped: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Import:
    """Keep a file and put it in the queue. Raises Refused, and then nothing is kept.

    A file that a source has brought before, by its checksum, is the import that it was then, unless nothing came of it.
    Without `mapped` the columns are found by their headings. The file is stored at once: one who calls it in a
    transaction deletes it where that does not last.
    """
    port = known(kind)
    refuse_unless_may(by, port)
    sha256, size = _weighed(file)
    if source and (before := same(sha256, source=source)):
        return before
    row = Import(
        kind=port.code,
        name=PurePath(name.replace("\\", "/")).name[:200] or "fil",
        size=size,
        sha256=sha256,
        origin=origin,
        source=source,
        by=by,
        received_at=now,
        goes_to=goes_to,
        mapped=dict(mapped or {}),
        options=dict(options or {}),
        language=get_language() or "sv",
        chunk_size=intake.CHUNK,
        expires_at=now + (PERSONAL_KEPT_FOR if port.is_personal else KEPT_FOR),
    )
    row.file.save(row.name, File(file), save=False)
    told = {"by": by.pk, "kind": row.kind, "name": row.name, "sha256": sha256, "size": size, "origin": row.origin}
    try:
        with transaction.atomic():
            row.save()
            publish(RECEIVED, f"import:{row.pk}", told, at=now)
            transaction.on_commit(lambda: _nudge(row), robust=True)
    except IntegrityError:
        row.file.delete(save=False)
        if source and (before := same(sha256, source=source)):  # another worker was first
            return before
        raise
    return row


def same(sha256: str, *, source: ImportSource) -> Import | None:
    """What the same file of the same source was taken for, if anything came of it or may yet."""
    found = Import.objects.filter(source=source, sha256=sha256).exclude(state__in=Import.NOT_TAKEN)
    return found.order_by("-pk").first()


def taken_before(row: Import) -> Import | None:
    """An import of the very same file that is in already."""
    found = Import.objects.filter(kind=row.kind, sha256=row.sha256, state=State.TAKEN).exclude(pk=row.pk)
    return found.order_by("-pk").first()


def read_again(row: Import, *, options: Mapping[str, Any], by, now: datetime) -> Import:
    """Read it another way; what it seems to be is found out again. Raises Refused."""
    with _at(row, {State.READ, State.TRIED, State.HELD, State.FAILED}, by=by) as locked:
        if locked.outcome:
            raise Refused(_("A part of the file is in already. Go on from where it stopped, or upload it again."))
        locked.options, locked.mapped, locked.state, locked.problem = dict(options), {}, State.ARRIVED, ""
        _forget_trial(locked)
    return _queued(locked)


def choose(row: Import, *, mapped: Mapping[str, str], by, now: datetime) -> Import:
    """Say which heading is which column, and have it tried. Raises Refused, also where a column is missing."""
    port = known(row.kind)
    if names := reading.missing(port, mapped):
        raise Refused(_("The file has no column for %(names)s.") % {"names": ", ".join(names)})
    with _at(row, {State.READ, State.TRIED, State.HELD}, by=by) as locked:
        locked.mapped, locked.state = dict(mapped), State.TO_TRY
        _forget_trial(locked)
    return _queued(locked)


def take(row: Import, *, by, now: datetime) -> Import:
    """Have it taken in after its trial. Raises Refused, also where it waits for a second person."""
    with _at(row, {State.TRIED}, by=by) as locked:
        locked.state, locked.chunk, locked.done = State.TO_TAKE, 0, 0
    return _queued(locked)


def may_approve(row: Import, user) -> bool:
    """Whether somebody is the second person of an import."""
    return is_second_person(user, of=row.by_id, kind=known(row.kind))


def is_second_person(user, *, of: int | None, kind: Takes) -> bool:
    """Not the one in whose name it is, with the right to approve and to what is changed."""
    return user.pk != of and user.has_perm(MAY_APPROVE) and intake.may_take(user, kind)


def approve(row: Import, *, by, now: datetime) -> Import:
    """A second person agrees, and it is taken in. Raises Refused for the one in whose name it is."""
    if row.by_id == by.pk:
        raise Refused(_("Somebody else than the one who brought the file must approve it."))
    if not may_approve(row, by):
        raise Refused(_("You may not approve imports of %(kind)s.") % {"kind": known(row.kind).title})
    with _at(row, {State.HELD}, by=by) as locked:
        locked.approved_by, locked.approved_at = by, now
        locked.state, locked.chunk, locked.done = State.TO_TAKE, 0, 0
        publish(APPROVED, f"import:{row.pk}", {"by": by.pk, "stops": locked.stops}, at=now)
    return _queued(locked)


def put_aside(row: Import, *, by, now: datetime) -> Import:
    """Nothing becomes of it. The file is kept. Raises Refused."""
    with _at(row, {State.READ, State.TRIED, State.HELD}, by=by) as locked:
        locked.state, locked.ended_at = State.PUT_ASIDE, now
    return locked


def go_on(row: Import, *, by, now: datetime) -> Import:
    """After a failure: from the chunk it reached if it was being taken in, otherwise from the start. Raises Refused."""
    with _at(row, {State.FAILED}, by=by) as locked:
        if locked.outcome:
            locked.state = State.TO_TAKE
        else:
            locked.state = State.TO_TRY if locked.mapped and locked.sample else State.ARRIVED
            _forget_trial(locked)
        locked.problem, locked.ended_at = "", None
    return _queued(locked)


def undo(row: Import, *, by, now: datetime) -> Import:
    """Have the whole import undone, where nothing of it has changed since. Raises Refused."""
    with _at(row, {State.TAKEN}, by=by) as locked:
        locked.state, locked.undone_by = State.TO_UNDO, by
        locked.chunk, locked.done, locked.problem = 0, 0, ""
    return _queued(locked)


def fetched(row: Import, *, by, now: datetime) -> IO[bytes]:
    """The file as it came, opened; that it was fetched is remembered. Raises Refused."""
    refuse_unless_may(by, known(row.kind))
    if not row.file:
        raise Refused(_("The file is not kept any more."))
    opened = row.file.open("rb")
    publish(FETCHED, f"import:{row.pk}", {"by": by.pk, "kind": row.kind, "what": "file"}, at=now)
    return opened


def rejected(row: Import, file: IO[bytes], *, by, now: datetime) -> int:
    """Write the refused rows, in the format they came in and with the reason last. Raises Refused."""
    refuse_unless_may(by, known(row.kind))
    if not row.file:
        raise Refused(_("The file is not kept any more."))
    stage = ImportRow.Stage.TAKEN if row.outcome else ImportRow.Stage.TRIED
    found = row.rows.filter(stage=stage, outcome=Outcome.REFUSED).order_by("-pk").values_list("line", "reason")
    with at_hand(row) as path:
        count = intake.write_refused(
            path,
            file,
            name=row.name,
            refusals=dict(found),
            kind=known(row.kind),
            options=reading.options_of(row.options),
        )
    publish(FETCHED, f"import:{row.pk}", {"by": by.pk, "kind": row.kind, "what": "refused", "rows": count}, at=now)
    return count


def forget(*, now: datetime) -> int:
    """Delete files and rows whose time is out. That the import was, by whom and with what outcome, stays on record.

    One that still waits for somebody is put aside then; one that is worked on is left until it is done.
    """
    count = 0
    for row in Import.objects.filter(expires_at__lte=now).exclude(file="").order_by("pk"):
        with transaction.atomic():
            locked = Import.objects.select_for_update(of=("self",)).get(pk=row.pk)
            if locked.is_at_work:
                continue
            if locked.state not in Import.OVER:
                locked.state, locked.ended_at = State.PUT_ASIDE, now
            locked.rows.all().delete()
            locked.file, locked.sample = "", {}
            locked.save(update_fields=["state", "ended_at", "file", "sample"])
        row.file.delete(save=False)
        count += 1
    return count


def known(code: str) -> Takes:
    """The kind. Raises Refused for one that is not taken in."""
    if code not in registry.TAKEN_IN:
        raise Refused(_("There is nothing called %(code)s that is taken in.") % {"code": code})
    return registry.TAKEN_IN[code]


def those_for(user) -> list[Takes]:
    """What a user may take in."""
    return [kind for kind in registry.TAKEN_IN.values() if intake.may_take(user, kind)]


def refuse_unless_may(user, kind: Takes) -> None:
    if user is None or not intake.may_take(user, kind):
        raise Refused(_("You may not change %(kind)s.") % {"kind": kind.title})


@contextmanager
def at_hand(row: Import) -> Iterator[Path]:
    """The file on this machine, wherever it is kept. Raises Unreadable where it is gone."""
    if not row.file:
        raise Unreadable(_("The file is not kept any more."))
    try:
        yield Path(row.file.path)
    except NotImplementedError:
        with tempfile.NamedTemporaryFile() as held, row.file.open("rb") as kept:
            for piece in kept.chunks(PIECE):
                held.write(piece)
            held.flush()
            yield Path(held.name)


# --- the steps ---


def _weighed(file: IO[bytes]) -> tuple[str, int]:
    checksum, size = hashlib.sha256(), 0
    file.seek(0)
    for piece in _pieces(file):
        checksum.update(piece)
        size += len(piece)
    file.seek(0)
    return checksum.hexdigest(), size


def _pieces(file: IO[bytes]) -> Iterable[bytes]:
    return iter(lambda: file.read(PIECE), b"")


@contextmanager
def _at(row: Import, states: set[Import.State], *, by) -> Iterator[Import]:
    """The import, locked, where it stands in one of the states; saved at the end. Raises Refused."""
    refuse_unless_may(by, known(row.kind))
    with transaction.atomic():
        locked = Import.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if locked.state not in states:
            raise Refused(_("%(name)s is where that cannot be done: %(state)s.") % _told(locked))
        yield locked
        locked.save()
        if locked.is_at_work:
            transaction.on_commit(lambda: _nudge(locked), robust=True)


def _told(row: Import) -> dict[str, str]:
    return {"name": row.name, "state": row.get_state_display()}


def _forget_trial(row: Import) -> None:
    row.rows.all().delete()
    row.tried, row.stops, row.weighed, row.tried_at, row.chunk, row.done = {}, [], {}, None, 0, 0


def _queued(row: Import) -> Import:
    row.lease = row.leased_until = None
    return row


def _nudge(row: Import) -> None:
    if row.size > AT_ONCE:
        nudging.nudge(TASK)
