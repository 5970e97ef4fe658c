"""A person, as privacy law knows one, and what each room of the shop says of what it holds about people.

A room tells by one `Room` in its module `privacy`, named in `settings.PERSONAL_DATA`; `commerce.privacy` calls them
all. Nothing here reads the database.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
GONE = "[raderat]"
SHORTEST = 6  # a shorter trace would be found in words that have nothing to do with the person


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, or known by an e-mail address alone. `traces` are what free text may name him by."""

    email: str
    user_id: int | None = None
    traces: frozenset[str] = frozenset()

    def redact(self, text: str) -> str:
        """The text without the person's e-mail addresses and phone numbers."""
        for trace in sorted(self.traces | {self.email}, key=len, reverse=True):
            if len(trace) >= SHORTEST:
                text = re.sub(re.escape(trace), GONE, text, flags=re.IGNORECASE)
        return text


@dataclass(frozen=True, slots=True)
class Block:
    """Why a person cannot be forgotten yet, in words for him, and what ends it. The words name nobody."""

    why: str
    until: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays when a person is forgotten, and by which rule."""

    what: Any
    why: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What one room holds about people. All but the title, `export` and `forget` may be left out.

    `export` gives plain values for JSON, `count` how many things that is where they may be many, and `documents` pairs
    of file name and content. `forget` runs inside the one
    transaction of the erasure, may run twice, and says how many rows it changed by kind. `forget_old` does the same
    for rows whose time has run out, some at a time.
    """

    title: Any
    export: Callable[[Person], Mapping[str, Any]]
    forget: Callable[[Person, datetime], Mapping[str, int]]
    traces: Callable[[Person], Iterable[str]] = field(default=lambda person: ())
    blocks: Callable[[Person, datetime], list[Block]] = field(default=lambda person, now: [])
    documents: Callable[[Person], Iterable[tuple[str, bytes]]] = field(default=lambda person: ())
    forget_old: Callable[[datetime], int] = field(default=lambda now: 0)
    count: Callable[[Person], int] | None = None
    goes: tuple[Any, ...] = ()
    stays: tuple[Kept, ...] = ()


def without_addresses(text: str) -> str:
    """For logs and error columns, which must never hold anybody's address."""
    return ADDRESS.sub("[adress]", text)


def kept_through(day: date, *, fiscal_year_ends: tuple[int, int], years: int = 7) -> date:
    """The last day on which what belongs to `day` must be kept (bokföringslagen 7 kap. 2 §).

    Seven years after the end of the calendar year in which its fiscal year ended.
    """
    ends = date(day.year, *fiscal_year_ends)
    return date((ends if day <= ends else date(day.year + 1, *fiscal_year_ends)).year + years, 12, 31)


def free_through(today: date, *, fiscal_year_ends: tuple[int, int], years: int = 7) -> date:
    """The last day whose records need no longer be kept today."""
    return date(today.year - years - 1, *fiscal_year_ends)
