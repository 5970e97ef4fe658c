"""How much of the promised time the shop was there: arithmetic on half-open intervals, without clock or database.

Promised is the whole time, day and night (4.9.1), but for what was approved as planned (4.10). What was down and
planned at once counts as planned. The promise is 99.9 % of a month: 43 minutes of one of 30 days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
PROMISE = Decimal("99.9")
NOTHING, MICROSECOND, MINUTE = timedelta(), timedelta(microseconds=1), timedelta(minutes=1)
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Month:
    """`first` is its first day. `promised` is what has passed of it so far, less `planned`."""

    first: date
    promised: timedelta
    planned: timedelta
    down: timedelta

    @property
    def percent(self) -> Decimal | None:
        """To three decimals, never rounded up; None when nothing was promised."""
        if not self.promised:
            return None
        share = Decimal((self.promised - self.down) // MICROSECOND) * 100 / Decimal(self.promised // MICROSECOND)
        return share.quantize(Decimal("0.001"), ROUND_DOWN)

    @property
    def down_minutes(self) -> int:
        """Whole minutes, a begun one counted."""
        return -(-self.down // MINUTE)

    @property
    def planned_minutes(self) -> int:
        return -(-self.planned // MINUTE)

    @property
    def promised_minutes(self) -> int:
        return self.promised // MINUTE

    @property
    def is_kept(self) -> bool:
        """Whether the promise was kept, so far."""
        return self.percent is None or self.percent >= PROMISE

    @property
    def minutes_left(self) -> int:
        """How much more could be down without breaking the promise for what has passed; not below nothing."""
        allowed = self.promised * int(1000 - PROMISE * 10) / 1000
        return max(allowed - self.down, NOTHING) // MINUTE


def month(first: date, *, down: Iterable[Span], planned: Iterable[Span], now: datetime) -> Month:
    """The figures of one month by the calendar of Stockholm, until `now` when it goes on."""
    starts, ends = instant(first), min(instant(next_month(first)), now)
    if ends <= starts:
        return Month(first, NOTHING, NOTHING, NOTHING)
    excused = within(union(planned), (starts, ends))
    gone = minus(within(union(down), (starts, ends)), excused)
    return Month(first, ends - starts - length(excused), length(excused), length(gone))


def next_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_until(now: datetime, count: int) -> list[date]:
    """The first days of the last so many months, the newest first."""
    found = [now.astimezone(STOCKHOLM).date().replace(day=1)]
    while len(found) < count:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def union(spans: Iterable[Span]) -> list[Span]:
    """The same time without overlaps, in order."""
    merged: list[Span] = []
    for starts, ends in sorted(span for span in spans if span[1] > span[0]):
        if merged and starts <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        else:
            merged.append((starts, ends))
    return merged


def within(spans: Sequence[Span], frame: Span) -> list[Span]:
    cut = [(max(starts, frame[0]), min(ends, frame[1])) for starts, ends in spans]
    return [span for span in cut if span[1] > span[0]]


def minus(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """What is in `spans` and in none of `others`; both without overlaps."""
    left = list(spans)
    for other_starts, other_ends in others:
        left = [
            part
            for starts, ends in left
            for part in ((starts, min(ends, other_starts)), (max(starts, other_ends), ends))
            if part[1] > part[0]
        ]
    return left


def length(spans: Iterable[Span]) -> timedelta:
    return sum((ends - starts for starts, ends in spans), NOTHING)


def instant(day: date) -> datetime:
    """When the day begins in Stockholm."""
    return datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM).astimezone(UTC)
