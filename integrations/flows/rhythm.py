"""How often, or how soon, something is expected, and during which hours of which days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

STOCKHOLM = ZoneInfo("Europe/Stockholm")
EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))  # Monday is 0, as in `date.weekday`
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """When the clock of a deadline goes, by the clocks of Stockholm: from `opens` to `closes` (None: midnight)."""

    opens: time = time(0)
    closes: time | None = None
    weekdays: frozenset[int] = EVERY_DAY
    rests_on_holidays: bool = False

    def __post_init__(self):
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError("Some weekday is needed, and Monday is 0.")
        if self.closes is not None and self.closes <= self.opens:
            raise ValueError("What closes must have been open.")

    @property
    def is_always(self) -> bool:
        return self == ALWAYS

    def is_open_day(self, day: date) -> bool:
        return day.weekday() in self.weekdays and not (self.rests_on_holidays and day in swedish_holidays(day.year))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is sent is to be confirmed `within` so long; a job is to have ended well within so long after the last time.

    Only time inside `hours` counts. `failures`: after how many failed runs in a row it is told of, deadline or not.
    """

    within: timedelta
    hours: Hours = Hours()
    failures: int = 1

    def deadline(self, since: datetime) -> datetime:
        return elapsed(self.within, since=since, hours=self.hours)


ALWAYS = Hours()


def elapsed(span: timedelta, *, since: datetime, hours: Hours) -> datetime:
    """The first instant at which so much open time has passed since then."""
    since = since.astimezone(UTC)  # a sum of local times would forget that the clocks are moved
    if hours.is_always:
        return since + span
    left = span
    for opens, closes in openings(since, hours):
        begins = max(opens, since)
        if closes - begins >= left:
            return begins + left
        left -= closes - begins
    raise AssertionError("openings never end")


def openings(since: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Every open stretch that has not closed by then, in order and without end.

    A time that the clocks pass twice, or never, makes the stretch longer rather than shorter.
    """
    day = since.astimezone(STOCKHOLM).date() - DAY
    while True:
        if hours.is_open_day(day):
            opens = min(_instants(day, hours.opens))
            closes = max(_instants(day, hours.closes) if hours.closes else _instants(day + DAY, time(0)))
            if closes > since:
                yield opens, closes
        day += DAY


def _instants(day: date, at: time) -> list[datetime]:
    return [datetime.combine(day, at.replace(fold=fold), tzinfo=STOCKHOLM).astimezone(UTC) for fold in (0, 1)]


@cache
def swedish_holidays(year: int) -> frozenset[date]:
    """Red days, and the three eves on which nobody works: midsommarafton, julafton and nyårsafton."""
    return frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))
