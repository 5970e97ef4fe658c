"""A table of what a partner holds, for people to read: the newest first, each row with the shop's own order."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

Thing = dict[str, Any]
GOOD, WAIT, BAD, QUIET = "good", "wait", "bad", "quiet"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is held. `key` is what its buttons name it by, `acts` are (name, words) of each."""

    number: str
    order: str = ""
    state: tuple[str, str] = ("", QUIET)
    sum: str = ""
    at: datetime | None = None
    more: str = ""
    key: str = ""
    acts: tuple[tuple[str, str], ...] = ()
    link: tuple[str, str] = ("", "")
    thing: Any = None


@dataclass(frozen=True, slots=True)
class Holding:
    title: str
    rows: list[Row]

    @property
    def has(self) -> set[str]:
        """The columns in which something stands."""
        found = {name for name in ("order", "sum", "at", "more", "acts") for one in self.rows if getattr(one, name)}
        found |= {"acts" for one in self.rows if one.link[0]}
        return found | {"state" for one in self.rows if one.state[0]}


def kronor(ore: int) -> str:
    return money(Decimal(ore) / 100)


def money(amount: Any) -> str:
    return f"{Decimal(str(amount)):,.2f} kr".replace(",", "\u00a0").replace(".", ",")


def epoch(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
