"""The other half of the port: kinds whose rows are taken in as well. What becomes of each row is told, also of a trial.

`take` gets a chunk of rows and answers for each. The caller owns the transaction: a trial is the same, taken back.
What a kind has more to say about imports of it has a default here: `stops` are what wants a second person, `without`
and `withdraw` undo what `take` alone cannot.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from integrations.formats.tables.column import Value
from integrations.gateway.kinds.kind import Kind


class Outcome(StrEnum):
    NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"


class Given(NamedTuple):
    """One row of a file: where it stands, counted from 1 as its sender counts, and its values by column code."""

    line: int
    values: Mapping[str, Value]


class Taken(NamedTuple):
    """What became of a row: each column that changes with what it was and is, or the column that refuses it and why."""

    line: int
    outcome: Outcome
    changes: Mapping[str, tuple[Value, Value]] = MappingProxyType({})
    column: str = ""
    value: Value = None
    reason: str = ""


class CannotUndo(Exception):
    """What was taken in cannot be taken back as a whole; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """What an import does to so large a part of what there is that a second person is asked.

    Rows are counted in groups (a price list, a warehouse), each beside `Takes.whole` of the group. `percent` is more
    than which it stops, unless `settings.IMPORT_STOPS` says otherwise for `kind.code`. `said` has `count`, `whole`,
    `percent` and `group` to tell.
    """

    code: str
    percent: int
    said: str | Promise
    counts: Callable[[Taken], bool]
    group: Callable[[Given], str] = lambda row: ""


def _vanishes(taken: Taken) -> bool:
    return any(taken.changes.get(column) == (True, False) for column in ("is_active", "is_on_sale"))


CHANGED = Stop(
    code="changed",
    percent=30,
    said=_("%(count)s of %(whole)s rows would change (%(percent)s %%)."),
    counts=lambda taken: taken.outcome == Outcome.CHANGED,
)
VANISHING = Stop(
    code="vanishing",
    percent=10,
    said=_("%(count)s of %(whole)s rows would not be sold any more (%(percent)s %%)."),
    counts=_vanishes,
)


class Takes(Kind):
    """A kind that is taken in. `take_permission` is the right to change what the rows tell."""

    take_permission: ClassVar[str]
    stops: ClassVar[tuple[Stop, ...]] = (CHANGED, VANISHING)

    def begin(self, name: str, *, by, now: datetime) -> int | None:
        """What the rows are taken into, where they need something to lie in; made once for a whole file."""
        return None

    @abstractmethod
    def take(self, rows: Sequence[Given], *, into: int | None, by, now: datetime, reference: str) -> list[Taken]:
        """Take in a chunk, in as few statements for thousands as for one. A row that cannot be stops no other."""

    def usual_group(self) -> str:
        """Of rows that name none."""
        return ""

    def whole(self, group: str, *, now: datetime) -> int:
        """How many rows there are, of the group that a stop counts in."""
        return self.count({}, now=now)

    def without(self, rows: Sequence[Given], *, by, now: datetime, reference: str) -> list[Taken]:
        """Take away rows that an import made. A kind that cannot refuses each of them, as here."""
        reason = gettext("The row was made by the import, and cannot be taken away again.")
        return [refused(row, "", reason) for row in rows]

    def withdraw(self, into: int, *, by, now: datetime) -> None:
        """Take back, as one, what was taken `into`. Raises CannotUndo."""
        raise CannotUndo(gettext("What was taken in cannot be taken back as one."))


def refused(row: Given, column: str, reason: str) -> Taken:
    return Taken(line=row.line, outcome=Outcome.REFUSED, column=column, value=row.values.get(column), reason=reason)


def taken_away(rows: Mapping[int, Given], kept: Mapping[int, str]) -> list[Taken]:
    """What became of rows by the key of what they made, where some had to stay, and why."""
    return [
        refused(row, "", kept[key]) if key in kept else Taken(line=row.line, outcome=Outcome.CHANGED)
        for key, row in rows.items()
    ]


def is_missing(value: Value) -> bool:
    """Nothing, or an empty text; asked this way because an amount takes long to compare with what is no number."""
    return value is None or (isinstance(value, str) and not value)


def compared(row: Given, column: str, before: Value, after: Value) -> Taken:
    """A row of one figure: new where there was none, changed where it was another."""
    if before is after or (before is not None and before == after):
        return Taken(line=row.line, outcome=Outcome.UNCHANGED)
    outcome = Outcome.NEW if before is None else Outcome.CHANGED
    return Taken(line=row.line, outcome=outcome, changes={column: (before, after)})
