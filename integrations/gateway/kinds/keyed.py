"""Kinds whose rows are each named by a key: compared with what the shop holds, column by column.

The same rules for all of them. A column that the file lacks is left alone. An empty cell empties, where there may be
nothing. A row that says what is there already changes nothing. Chunks of one kind wait for each other.
"""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from integrations.formats.tables.column import Value
from integrations.gateway.kinds.taking import Given, Outcome, Taken, Takes, refused

Key = Any  # whatever names a row, hashable
Values = dict[str, Value]


class Refuse(Exception):
    """The row cannot be taken in, because of the column; the text says why."""

    def __init__(self, column: str, reason: str):
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass(slots=True, kw_only=True)
class Held:
    """What the shop holds of one row: its primary key, and the value of each column as it goes out."""

    pk: int
    values: Values


@dataclass(slots=True, kw_only=True)
class Asked:
    """A row that can be taken in. `values` are the columns of the file as they are kept; `held` None: it is new."""

    row: Given
    key: Key
    values: Values
    held: Held | None
    refusal: Refuse | None = None

    @property
    def is_new(self) -> bool:
        return self.held is None

    @property
    def changes(self) -> dict[str, tuple[Value, Value]]:
        """By column what it was and what it becomes; of a new row what is said at all."""
        before = self.held.values if self.held else {}
        return {code: (before.get(code), value) for code, value in self.values.items() if before.get(code) != value}

    def whole(self, codes: Iterable[str]) -> Values:
        """The columns as they shall be: those that the file lacks as they are."""
        before = self.held.values if self.held else {}
        return {code: self.values[code] if code in self.values else before.get(code) for code in codes}


@dataclass(slots=True)
class Chunk:
    """What is known before the rows are looked at: what the shop holds by key, and words of the kind's own."""

    held: Mapping[Key, Held]
    words: Any = None
    by: Any = None
    seen: dict[Key, int] = field(default_factory=dict)


class Keyed(Takes):
    @abstractmethod
    def look_up(self, rows: Sequence[Given], *, by) -> Chunk:
        """What the shop holds of the rows, locked where they are going to be written. A few queries for all."""

    @abstractmethod
    def read(self, row: Given, chunk: Chunk) -> tuple[Key, Values]:
        """What names the row, and its columns as they are kept. Raises Refuse."""

    @abstractmethod
    def write(self, asked: list[Asked], chunk: Chunk, *, by, now: datetime, reference: str) -> None:
        """Write new and changed rows, in a few statements for all; says in `refusal` why one could not be."""

    def word_for_word(self, row: Given, chunk: Chunk) -> Key | None:
        """The key of a row that says just what there is already, so that it need not be read; None: read it."""
        return None

    def examine(self, asked: Asked, chunk: Chunk) -> None:
        """Whether a row that is new or changes may. Raises Refuse."""

    def take(self, rows: Sequence[Given], *, into: int | None, by, now: datetime, reference: str) -> list[Taken]:
        take_turn(self.code)
        chunk = self.look_up(rows, by=by)
        became: list[Taken] = []
        wanted: list[Asked] = []
        for row in rows:
            key = self.word_for_word(row, chunk)
            if key is not None and chunk.seen.setdefault(key, row.line) == row.line:
                became.append(Taken(line=row.line, outcome=Outcome.UNCHANGED))
                continue
            try:
                asked = self._asked(row, chunk)
                if asked.is_new or asked.changes:
                    self.examine(asked, chunk)
                    wanted.append(asked)
                else:
                    became.append(Taken(line=row.line, outcome=Outcome.UNCHANGED))
            except Refuse as refusal:
                became.append(refused(row, refusal.column, refusal.reason))
        if wanted:
            self.write(wanted, chunk, by=by, now=now, reference=reference)
        became += [_taken(asked) for asked in wanted]
        return sorted(became, key=lambda taken: taken.line)

    def _asked(self, row: Given, chunk: Chunk) -> Asked:
        key, values = self.read(row, chunk)
        first = chunk.seen.setdefault(key, row.line)
        if first != row.line:
            column = next(one.code for one in self.fields if one.is_key)
            raise Refuse(column, _("Row %(line)s says the same thing.") % {"line": first})
        return Asked(row=row, key=key, values=values, held=chunk.held.get(key))


def _taken(asked: Asked) -> Taken:
    if asked.refusal:
        return refused(asked.row, asked.refusal.column, asked.refusal.reason)
    outcome = Outcome.NEW if asked.is_new else Outcome.CHANGED
    return Taken(line=asked.row.line, outcome=outcome, changes=asked.changes)


def take_turn(code: str) -> None:
    """Wait until nobody else takes in rows of the kind; the turn lasts as long as the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"gateway.{code}"])


# --- how cells are read ---


def text(row: Given, code: str, *, most: int = 0, is_needed: bool = False) -> str | None:
    """One line of text; None for an empty cell. Raises Refuse."""
    value = row.values.get(code)
    said = "" if value is None else str(value).strip()
    if not said:
        if is_needed:
            raise Refuse(code, _("It is missing."))
        return None
    if most and len(said) > most:
        raise Refuse(code, _("Longer than %(most)s characters.") % {"most": most})
    if not said.isprintable():
        raise Refuse(code, _("It is to be one line of letters and signs."))
    return said


def number(row: Given, code: str, *, least: int = 0, most: int = 2_147_483_647) -> int | None:
    """Raises Refuse for one out of bounds."""
    value = row.values.get(code)
    if value is None or value == "":
        return None
    found = int(str(value))
    if not least <= found <= most:
        raise Refuse(code, _("It is to be between %(least)s and %(most)s.") % {"least": least, "most": most})
    return found


def yes(row: Given, code: str, *, usual: bool) -> bool:
    value = row.values.get(code)
    return usual if value is None else bool(value)
