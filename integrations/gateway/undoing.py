"""Putting back what an import changed, where it is still what the import made it.

Whether it is, is asked of the kind itself: taking the same row in again must change nothing. Putting back is taking in
the row with the values that were there before; rows that were made are taken away.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.bulk import settled_together
from integrations.gateway.import_models import Import, ImportRow
from integrations.gateway.kinds.taking import CannotUndo, Given, Outcome, Taken, Takes, refused

__all__ = ["CannotUndo", "pages", "tried", "undone"]
Page = Sequence[ImportRow]
ATTEMPTS = 5


class _Moved(Exception):
    """Somebody changed a row between the look at it and putting it back."""


def pages(row: Import) -> Iterator[tuple[int, Page]]:
    """The rows that were changed or made, latest first, in chunks numbered from 1."""
    made = row.rows.filter(stage=ImportRow.Stage.TAKEN, outcome__in=[Outcome.NEW, Outcome.CHANGED]).order_by("-line")
    rows, number = made.iterator(chunk_size=row.chunk_size), 0
    while page := list(islice(rows, row.chunk_size)):
        number += 1
        yield number, page


def tried(kind: Takes, page: Page, *, by, now: datetime, reference: str) -> list[Taken]:
    """The rows that cannot be put back, and why; nothing is changed."""
    with transaction.atomic(), settled_together():
        faults = undone(kind, page, by=by, now=now, reference=reference)
        transaction.set_rollback(True)
    return faults


def undone(kind: Takes, page: Page, *, by, now: datetime, reference: str) -> list[Taken]:
    """Put back what can be. Returns the rows that were left as they are, and why. The caller owns the transaction."""
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return _put_back(kind, page, by=by, now=now, reference=reference)
        except _Moved:
            continue
    raise CannotUndo(_("Somebody else changes the same rows just now. Try again in a while."))


def _put_back(kind: Takes, page: Page, *, by, now: datetime, reference: str) -> list[Taken]:
    more: dict[str, Any] = {"by": by, "now": now, "reference": reference}
    since, gone = _changed_since(kind, page, more)
    faults = [refused(_given(row), "", reason) for row in page if (reason := since.get(row.line))]
    whole = [row for row in page if row.line not in since and row.line not in gone]
    changed = [row for row in whole if row.outcome == Outcome.CHANGED]
    made = [_given(row) for row in whole if row.outcome == Outcome.NEW]
    before = [Given(row.line, {**row.given, **_before(row)}) for row in changed]
    became = {taken.line: taken for taken in kind.take(before, into=None, **more)} if before else {}
    for row in changed:
        if fault := _fault(row, became[row.line]):
            faults.append(fault)
    if made:
        faults += [taken for taken in kind.without(made, **more) if taken.outcome == Outcome.REFUSED]
    return faults


def _changed_since(kind: Takes, page: Page, more: dict[str, Any]) -> tuple[dict[int, str], set[int]]:
    """By its line why a row is not as the import left it; and the lines of rows that it made and are gone already."""
    with transaction.atomic(), settled_together():
        again = kind.take([_given(row) for row in page], into=None, **more)
        transaction.set_rollback(True)
    made = {row.line for row in page if row.outcome == Outcome.NEW}
    gone = {taken.line for taken in again if taken.outcome == Outcome.NEW and taken.line in made}
    reason = _("It has been changed since.")
    since = {taken.line: taken.reason or reason for taken in again if taken.outcome != Outcome.UNCHANGED}
    return {line: why for line, why in since.items() if line not in gone}, gone


def _fault(row: ImportRow, taken: Taken) -> Taken | None:
    """None where every changed value is what it was before."""
    if taken.outcome == Outcome.REFUSED:
        return taken
    for column, (was, became) in row.changes.items():
        now_was, now_is = taken.changes.get(column, (became, became))
        if now_was != became:
            raise _Moved
        if now_is != was:
            return refused(_given(row), column, _("What was there before cannot be put back."))
    return None


def _given(row: ImportRow) -> Given:
    return Given(row.line, row.given)


def _before(row: ImportRow) -> dict[str, Any]:
    return {column: was for column, (was, _became) in row.changes.items()}
