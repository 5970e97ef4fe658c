"""A queue of the shop's own that is neither deliveries nor messages, as a flow looks at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Pile:
    """What is to be done: how much waits, since when the first does, and how much has stopped."""

    backlog: int = 0
    oldest: datetime | None = None
    stopped: int = 0
    last_success: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Queued:
    """`hours` gives, since a moment, each hour with how much was done and how much of that had trouble."""

    pile: Callable[[datetime], Pile]
    hours: Callable[[datetime], list[tuple[datetime, int, int]]]
    page: str  # the name of the address where it is seen
