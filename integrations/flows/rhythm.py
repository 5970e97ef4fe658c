"""How often, or how soon, something is expected, and during which hours of which days."""

from dataclasses import dataclass
from datetime import time, timedelta

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))  # Monday is 0, as in `date.weekday`


@dataclass(frozen=True, slots=True)
class Hours:
    """When the clock of a deadline goes, by the clocks of Stockholm: from `opens` to `closes` (None: midnight)."""

    opens: time = time(0)
    closes: time | None = None
    weekdays: frozenset[int] = EVERY_DAY
    rests_on_holidays: bool = False


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is sent is to be confirmed `within` so long; a job is to have ended well within so long after the last time.

    Only time inside `hours` counts. `failures`: after how many failed runs in a row it is told of, deadline or not.
    """

    within: timedelta
    hours: Hours = Hours()
    failures: int = 1
