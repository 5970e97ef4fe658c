"""The other half of the port: kinds whose rows are taken in as well. What becomes of each row is told, also of a trial.

`take` gets a chunk of rows and answers for each. The caller owns the transaction: a trial is the same, taken back.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from integrations.formats.tables.column import Value
from integrations.gateway.kinds.kind import Kind


class Outcome(StrEnum):
    NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"


@dataclass(frozen=True, slots=True)
class Given:
    """One row of a file: where it stands, counted from 1 as its sender counts, and its values by column code."""

    line: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a row: each column that changes with what it was and is, or the column that refuses it and why."""

    line: int
    outcome: Outcome
    changes: Mapping[str, tuple[Value, Value]] = field(default_factory=dict)
    column: str = ""
    value: Value = None
    reason: str = ""


class Takes(Kind):
    """A kind that is taken in. `take_permission` is the right to change what the rows tell."""

    take_permission: ClassVar[str]

    def begin(self, name: str, *, by, now: datetime) -> int | None:
        """What the rows are taken into, where they need something to lie in; made once for a whole file."""
        return None

    @abstractmethod
    def take(self, rows: Sequence[Given], *, into: int | None, by, now: datetime, reference: str) -> list[Taken]:
        """Take in a chunk, in as few statements for thousands as for one. A row that cannot be stops no other."""


def refused(row: Given, column: str, reason: str) -> Taken:
    return Taken(line=row.line, outcome=Outcome.REFUSED, column=column, value=row.values.get(column), reason=reason)


def compared(row: Given, column: str, before: Value, after: Value) -> Taken:
    """A row of one figure: new where there was none, changed where it was another."""
    if before == after:
        return Taken(line=row.line, outcome=Outcome.UNCHANGED)
    outcome = Outcome.NEW if before is None else Outcome.CHANGED
    return Taken(line=row.line, outcome=outcome, changes={column: (before, after)})
