"""What is done with files that have come, step by step and chunk by chunk, by whoever has the lease.

A worker that dies keeps its lease until it runs out. The next one goes on from the chunk that was reached: each chunk,
its rows on record and its number are one transaction, and a worker whose lease has gone to another writes nothing.
"""

import json
import logging
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commerce.bulk import copy_in, settled_together
from commerce.changed_by import IMPORT, changed_by
from commerce.customers.person import without_addresses
from commerce.events.log import publish
from integrations.formats.problems import Problem, Unreadable
from integrations.formats.tables.column import clean
from integrations.formats.tables.values import read_text
from integrations.gateway import importing, intake, reading, undoing, weighing
from integrations.gateway.import_models import Import, ImportRow, Marked, SavedMapping
from integrations.gateway.kinds.taking import Outcome, Taken, Takes
from integrations.gateway.reading import Chunk
from integrations.gateway.unhurried import collected_seldom

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
UNDONE = "import.undone"
MOST_REMARKS = 50
ROW = ("of_id", "stage", "chunk", "line", "outcome", "column", "value", "reason", "given", "changes")
Clock = Callable[[], datetime]
State, GoesTo, Stage = Import.State, Import.GoesTo, ImportRow.Stage


class LeaseLost(Exception):
    """Another worker has it."""


def run(row: Import, *, now: Clock = timezone.now) -> Import:
    """Do what is due with a small one while its bringer waits. Larger ones are left to a worker."""
    if row.size <= importing.AT_ONCE and (claimed := _claim(row.pk, now())):
        work(claimed, now=now)
    row.refresh_from_db()
    return row


def run_due(*, now: Clock = timezone.now) -> int:
    """Do all that waits, one import after another; one that fails stops no other. Returns how many there were."""
    count = 0
    while row := _claim(None, now()):
        work(row, now=now)
        count += 1
    return count


def work(row: Import, *, now: Clock = timezone.now) -> None:
    """Take one that is claimed as far as it goes. What goes wrong is said on its row."""
    steps = {State.ARRIVED: _read, State.TO_TRY: _try, State.TO_TAKE: _take, State.TO_UNDO: _undo}
    with translation.override(row.language):
        try:
            with importing.at_hand(row) as path, collected_seldom():
                while row.is_at_work:
                    steps[State(row.state)](row, path, now)
        except LeaseLost:
            log.warning("import %s has gone to another worker", row.pk)
            return
        except (Unreadable, importing.Refused, undoing.CannotUndo) as fault:
            _fail(row, str(fault), now())
        except Exception as error:
            log.exception("import %s failed", row.pk)
            _fail(row, without_addresses(f"{type(error).__name__}: {error}")[:1000], now())


# --- the steps: each leaves the row in another state, with its lease kept where there is more to do ---


def _read(row: Import, path: Path, now: Clock) -> None:
    kind = _allowed(row, row.by)
    sample = reading.sampled(path, row.options, name=row.name, kind=kind)
    given = {code: name for code, name in row.mapped.items() if name in sample["headings"]}
    given = given or found_columns(kind, sample["headings"])
    if row.goes_to:
        reading.refuse_if_short(kind, given)
        state = State.TO_TRY
    else:
        state = State.READ
    _save(row, now(), state=state, sample=sample, mapped=given, remarks=sample["remarks"])


def _try(row: Import, path: Path, now: Clock) -> None:
    """The same as taking it in, taken back chunk by chunk; what it said is kept."""
    kind = _allowed(row, row.by)
    counts: Counter[str] = Counter()
    weighed: weighing.Counts = {}
    remarks: list[str] = []
    row.rows.all().delete()
    for chunk in _chunks(row, kind, path):
        with transaction.atomic(), settled_together():
            became = kind.take(chunk.rows, into=None, by=row.by, now=now(), reference=row.name[:60])
            transaction.set_rollback(True)
        weighing.add(weighed, kind, chunk.rows, became)
        counts += _counted(chunk, became)
        _remark(remarks, chunk)
        with transaction.atomic():
            _keep(row, Stage.TRIED, chunk, became)
            _save(row, now(), done=row.done + _size(chunk), tried=_plain(counts), weighed=weighed, remarks=remarks)
    at = now()
    stops = weighing.weigh(weighed, kind, now=at)
    goes_on = not stops and row.goes_to == GoesTo.TAKEN
    state = State.HELD if stops else State.TO_TAKE if goes_on else State.TRIED
    _save(row, at, state=state, stops=stops, tried=_plain(counts), tried_at=at, chunk=0, done=0)


def _take(row: Import, path: Path, now: Clock) -> None:
    kind = _allowed(row, row.by)
    if row.approved_by and not importing.may_approve(row, row.approved_by):
        raise importing.Refused(_("Whoever approved the import may not do so any more."))
    if row.into is None and not row.chunk:
        with transaction.atomic():
            into = kind.begin(row.name, by=row.by, now=now())
            _save(row, now(), into=into)
    counts = Counter(row.outcome)
    for chunk in _chunks(row, kind, path):
        if chunk.number <= row.chunk:
            continue
        with changed_by(IMPORT, row.name, user=row.by_id), transaction.atomic(), settled_together():
            _hold(row)
            became = kind.take(chunk.rows, into=row.into, by=row.by, now=now(), reference=row.name[:60])
            _keep(row, Stage.TAKEN, chunk, became)
            counts += _counted(chunk, became)
            done = row.done + _size(chunk)
            _save(row, now(), chunk=chunk.number, done=done, outcome=_plain(counts))
    told = {"by": row.by_id, "name": row.name, "into": row.into, **_plain(counts)}
    with transaction.atomic():
        at = now()
        _save(row, at, state=State.TAKEN, ended_at=at, outcome=_plain(counts))
        row.rows.filter(stage=Stage.TRIED).delete()
        publish(intake.TAKEN, f"import:{row.pk}", {**told, "kind": kind.code}, at=at)


def _undo(row: Import, path: Path, now: Clock) -> None:
    """First whether all of it can be, then chunk by chunk. Where it cannot, nothing is done and the rows are named."""
    kind = _allowed(row, row.undone_by)
    if row.into is not None:
        _withdraw(row, kind, now)
        return
    if not row.chunk:
        row.rows.filter(stage=Stage.LEFT).delete()
        left = 0
        for _number, page in undoing.pages(row):
            faults = undoing.tried(kind, page, by=row.undone_by, now=now(), reference=row.name[:60])
            left += len(faults)
            with transaction.atomic():
                _keep_left(row, page, faults)
                _save(row, now())
        if left:
            said = ngettext(
                "Nothing was undone: %(count)s row has changed since, or cannot be put back.",
                "Nothing was undone: %(count)s rows have changed since, or cannot be put back.",
                left,
            )
            _save(row, now(), state=State.TAKEN, problem=said % {"count": left})
            return
    for number, page in undoing.pages(row):
        if number <= row.chunk:
            continue
        with changed_by(IMPORT, row.name, user=row.undone_by_id), transaction.atomic(), settled_together():
            _hold(row)
            faults = undoing.undone(kind, page, by=row.undone_by, now=now(), reference=row.name[:60])
            _keep_left(row, page, faults)
            _save(row, now(), chunk=number, done=row.done + len(page))
    _end_undo(row, now())


def _withdraw(row: Import, kind: Takes, now: Clock) -> None:
    try:
        with changed_by(IMPORT, row.name, user=row.undone_by_id), transaction.atomic():
            kind.withdraw(row.into, by=row.undone_by, now=now())  # type: ignore[arg-type]
            _end_undo(row, now())
    except undoing.CannotUndo as reason:
        _save(row, now(), state=State.TAKEN, problem=str(reason))


def _end_undo(row: Import, at: datetime) -> None:
    left = row.rows.filter(stage=Stage.LEFT).count()
    said = ngettext(
        "%(count)s row changed while it was undone, and was left as it is.",
        "%(count)s rows changed while it was undone, and were left as they are.",
        left,
    ) % {"count": left}
    with transaction.atomic():
        _save(row, at, state=State.UNDONE, undone_at=at, problem=said if left else "")
        publish(UNDONE, f"import:{row.pk}", {"by": row.undone_by_id, "kind": row.kind, "left": left}, at=at)


# --- what the steps share ---


def found_columns(kind: Takes, headings: list[str]) -> dict[str, str]:
    """As they were chosen for a file with the same headings, or as they are called."""
    saved = SavedMapping.objects.filter(kind=kind.code, headings=headings).order_by("-made_at").first()
    return dict(saved.mapped) if saved else intake.suggested(kind, headings)


def _allowed(row: Import, person: Any) -> Takes:
    kind = importing.known(row.kind)
    importing.refuse_unless_may(person, kind)
    return kind


def _chunks(row: Import, kind: Takes, path: Path) -> Iterator[Chunk]:
    return reading.chunks(kind, path, row.options, row.mapped, name=row.name, size=row.chunk_size)


def _claim(pk: int | None, now: datetime) -> Import | None:
    """One that waits, or whose worker died; nobody else has it while the lease lasts."""
    with transaction.atomic():
        waiting = Import.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            Q(lease=None) | Q(leased_until__lt=now), state__in=Import.WORK
        )
        if pk is not None:
            waiting = waiting.filter(pk=pk)
        row = waiting.order_by("pk").first()
        if row:
            row.lease, row.leased_until = uuid.uuid4(), now + LEASE
            if row.state == State.TO_TRY:
                row.done = 0
            row.save(update_fields=["lease", "leased_until", "done"])
    return row


def _hold(row: Import) -> None:
    """Raises LeaseLost. The row stays locked until the chunk is in."""
    if not Import.objects.select_for_update(of=("self",)).filter(pk=row.pk, lease=row.lease).exists():
        raise LeaseLost


def _save(row: Import, now: datetime, **changed: Any) -> None:
    """Write, and renew the lease, or give it back where there is no more to do. Raises LeaseLost."""
    is_more = changed.get("state", row.state) in Import.WORK
    lease = {"lease": row.lease, "leased_until": now + LEASE} if is_more else {"lease": None, "leased_until": None}
    if not Import.objects.filter(pk=row.pk, lease=row.lease).update(**changed, **lease):
        raise LeaseLost
    for name, value in {**changed, **lease}.items():
        setattr(row, name, value)


def _fail(row: Import, problem: str, now: datetime) -> None:
    """It stays where it was: what is in is in. An undoing that failed leaves it taken in, to be undone again."""
    row.refresh_from_db()
    state = State.TAKEN if row.state == State.TO_UNDO else State.FAILED
    _save(row, now, state=state, problem=problem, **({} if state == State.TAKEN else {"ended_at": now}))


def _counted(chunk: Chunk, became: Iterable[Taken]) -> Counter[str]:
    counts: Counter[str] = Counter(str(taken.outcome) for taken in became)
    refused = {problem.line for problem in chunk.problems if problem.refuses and problem.line is not None}
    if refused:
        counts[str(Outcome.REFUSED)] += len(refused)
    return counts


def _size(chunk: Chunk) -> int:
    return len(chunk.rows) + len({problem.line for problem in chunk.problems if problem.refuses})


def _plain(counts: Counter[str]) -> dict[str, int]:
    return {str(outcome): counts.get(str(outcome), 0) for outcome in Outcome}


def _remark(remarks: list[str], chunk: Chunk) -> None:
    for problem in chunk.problems:
        said = str(problem)
        if not problem.refuses and said not in remarks and len(remarks) < MOST_REMARKS:
            remarks.append(said)


def _keep(row: Import, stage: str, chunk: Chunk, became: Iterable[Taken]) -> None:
    given = {one.line: one.values for one in chunk.rows}
    rows = [
        _row(row, stage, chunk.number, taken, given.get(taken.line, {}))
        for taken in became
        if taken.outcome != Outcome.UNCHANGED
    ]
    codes = {heading: code for code, heading in row.mapped.items()}
    rows += [
        (row.pk, stage, chunk.number, problem.line, Outcome.REFUSED, *_of_problem(problem, codes), "{}", "{}")
        for problem in chunk.problems
        if problem.refuses and problem.line is not None
    ]
    if rows:
        copy_in(ImportRow, ROW, rows)


def _row(row: Import, stage: str, number: int, taken: Taken, given: Any) -> tuple:
    value = clean(read_text(taken.value) or "")[:1000]
    told = (taken.line, str(taken.outcome), taken.column, value, clean(taken.reason))
    return (row.pk, stage, number, *told, written(dict(given)), written(dict(taken.changes)))


def _of_problem(problem: Problem, codes: dict[str, str]) -> tuple[str, str, str]:
    return codes.get(problem.column, problem.column)[:1000], "", clean(problem.message)


def _keep_left(row: Import, page: undoing.Page, faults: Iterable[Taken]) -> None:
    given = {one.line: one.given for one in page}
    rows = [_row(row, Stage.LEFT, 0, taken, given[taken.line]) for taken in faults]
    if rows:
        copy_in(ImportRow, ROW, rows)


def written(values: dict[str, Any]) -> str:
    """As JSON, without the one character that the database has no place for."""
    return json.dumps(values, cls=Marked, ensure_ascii=False).replace("\\u0000", "\N{REPLACEMENT CHARACTER}")
