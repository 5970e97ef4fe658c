"""Rows of a file taken in: columns found by their headings, each row answered for, each chunk whole or not at all.

    summary = take_in(kind, path, name="saldo.xlsx", by=user, now=now, dry_run=True, tell=print)

A file that was broken off is taken in again from the start: what is in already is unchanged.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from commerce.bulk import settled_together
from commerce.events.log import publish
from integrations.formats.problems import Problem
from integrations.formats.tables import foreign
from integrations.formats.tables import registry as formats
from integrations.formats.tables.column import Column
from integrations.formats.tables.format import PLAIN, Options, Table
from integrations.gateway import reading, weighing
from integrations.gateway.kinds.kind import Field, column_of
from integrations.gateway.kinds.registry import PERSONAL
from integrations.gateway.kinds.taking import Given, Outcome, Taken, Takes
from integrations.gateway.unhurried import collected_seldom

CHUNK = 5_000
TAKEN = "import.taken"
LANGUAGES = ("sv", "en")
Mapped = Mapping[str, str]  # column code to the heading in the file


@dataclass(slots=True)
class Summary:
    """How many rows of each outcome, and why each refused one was, by its line."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    refusals: dict[int, str] = field(default_factory=dict)
    weighed: weighing.Counts = field(default_factory=dict)
    into: int | None = None


def suggested(kind: Takes, headings: list[str]) -> dict[str, str]:
    """Which heading of a file is which column: by its code, by its name in either language, by what others call it."""
    left = {_loose(heading): heading for heading in reversed(headings)}
    found = {}
    for one in kind.fields:
        if one.comes_in and (word := next((word for word in _words(one) if word in left), None)):
            found[one.code] = left.pop(word)
    return found


def may_take(user, kind: Takes) -> bool:
    """Whether somebody may change what the rows tell; of rows that tell of people, with a right of its own."""
    return user.is_active and user.has_perm(kind.take_permission) and (not kind.is_personal or user.has_perm(PERSONAL))


def headings(path: Path, *, name: str) -> list[str]:
    """The headings of a file. Raises Unreadable."""
    with foreign.read(path, name=name) as table:
        return [column.name for column in table.columns]


def take_in(
    kind: Takes,
    path: Path,
    *,
    name: str,
    by,
    now: datetime,
    mapped: Mapped | None = None,
    dry_run: bool,
    tell: Callable[[Taken | Problem], None] = lambda told: None,
) -> Summary:
    """Take in a file, or, with `dry_run`, say what that would do and leave nothing behind.

    `tell` gets each row that is not as it was, and each remark about the file. Raises Unreadable where a column that
    must be there is not, and PermissionDenied.
    """
    if not may_take(by, kind):
        raise PermissionDenied(_("You may not change %(kind)s.") % {"kind": kind.title})
    wanted: list[Field] = []

    def choose(headings: list[str]) -> tuple[Column, ...]:
        named = suggested(kind, headings) if mapped is None else mapped
        reading.refuse_if_short(kind, named)
        wanted.extend(reading.chosen(kind, named))
        return tuple(column_of(one, named[one.code]) for one in wanted)

    summary = Summary()

    def told(taken: Taken) -> None:
        summary.outcomes[taken.outcome] += 1
        if taken.outcome == Outcome.REFUSED:
            summary.refusals[taken.line] = taken.reason
        if taken.outcome != Outcome.UNCHANGED:
            tell(taken)

    with collected_seldom(), foreign.read(path, name=name, choose=choose) as table:
        summary.into = None if dry_run else kind.begin(name, by=by, now=now)
        for chunk in _chunks(table, [one.code for one in wanted], summary, tell):
            with transaction.atomic(), settled_together():
                became = kind.take(chunk, into=summary.into, by=by, now=now, reference=name[:60])
                if dry_run:
                    transaction.set_rollback(True)
            weighing.add(summary.weighed, kind, chunk, became)
            for taken in became:
                told(taken)
    if not dry_run:
        counts = {str(outcome): count for outcome, count in summary.outcomes.items()}
        publish(TAKEN, f"import:{kind.code}", {"by": by.pk, "name": name, "into": summary.into, **counts}, at=now)
    return summary


def write_refused(
    path: Path, file: IO[bytes], *, name: str, refusals: Mapping[int, str], kind: Takes, options: Options = PLAIN
) -> int:
    """Write the rows that were refused, as they came and in the format they came in, with the reason last."""
    with reading.as_it_stands(path, options, name=name, kind=kind) as table:
        columns = [*table.columns, Column(name=_reason_heading(table), width=200)]
        rows = [[*row.values, refusals[row.line]] for row in table.rows if row.line in refusals]
        written = replace(PLAIN, delimiter=options.delimiter, encoding=options.encoding)
        formats.by_code(table.format).write(rows, file, columns, written)  # type: ignore[arg-type]
    return len(rows)


# --- the steps ---


def _chunks(table: Table, codes: list[str], summary: Summary, tell) -> Iterator[list[Given]]:
    """Rows as they can be read; those with a cell that cannot are refused on the way."""
    rows = iter(table.rows)
    while True:
        chunk = [Given(row.line, dict(zip(codes, row.values, strict=True))) for row in islice(rows, CHUNK)]
        for problem in table.taken_problems():
            if problem.refuses and problem.line is not None:
                summary.outcomes[Outcome.REFUSED] += problem.line not in summary.refusals
                summary.refusals[problem.line] = problem.message
            tell(problem)
        if not chunk:
            return
        yield chunk


def _words(one: Field) -> list[str]:
    words = [one.code]
    for language in LANGUAGES:
        with translation.override(language):
            words.append(str(one.name))
    return [_loose(word) for word in (*words, *one.called)]


def _loose(words: str) -> str:
    return " ".join(words.replace("_", " ").split()).casefold()


def _reason_heading(table: Table) -> str:
    heading = _("Reason")
    taken = {column.name for column in table.columns}
    return heading if heading not in taken else f"{heading} (2)"
