"""The months that documents are about: whole ones, by the calendar of Sweden."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from operations.status.availability import STOCKHOLM, instant, next_month


class NoMonth(ValueError):
    """What was said is no month of the past or the present."""


@dataclass(frozen=True, slots=True)
class Month:
    """`since` <= moment < `until`; the month that goes on ends `now`."""

    first: date
    since: datetime
    until: datetime

    @property
    def name(self) -> str:
        return f"{self.first:%Y-%m}"


def month(text: str, *, now: datetime) -> Month:
    """`2026-11`; empty is the last whole month. Raises NoMonth."""
    this = now.astimezone(STOCKHOLM).date().replace(day=1)
    if not text:
        first = (this - timedelta(days=1)).replace(day=1)
    else:
        try:
            first = date.fromisoformat(f"{text}-01")
        except ValueError as error:
            raise NoMonth(text) from error
        if not date(2000, 1, 1) <= first <= this:
            raise NoMonth(text)
    return Month(first, instant(first), min(instant(next_month(first)), now))


def last_months(count: int, *, now: datetime) -> list[Month]:
    """The newest first, this month too."""
    found, first = [], now.astimezone(STOCKHOLM).date().replace(day=1)
    for _number in range(count):
        found.append(Month(first, instant(first), min(instant(next_month(first)), now)))
        first = (first - timedelta(days=1)).replace(day=1)
    return found
