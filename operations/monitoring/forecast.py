"""What a figure is heading for: a straight line that a few odd days do not move, and the rhythm of the week around it.

    trend      the median of the slopes between all pairs of days (Theil-Sen), each day freed of its weekday
    weekday    the median of what each weekday has beside the trend
    interval   what nine days in ten of the past lay within; wider the further ahead, and by what the line has bent
    limit      the first day on which the trend is past it

Pure arithmetic: no database, no clock. docs/teknik/overvakning.md has a worked example.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

FEWEST_DAYS = 14  # two of each weekday; fewer say nothing of a week
MOST_DAYS = 180
AHEAD = 30
LONGEST = 365  # a limit further away than a year is not told of
ROUNDS = 3  # trend and weekdays are worked out around each other
OUTSIDE = 0.05  # of the days, on each side of the interval

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ahead:
    day: date
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """`slope`: a day. `days_left`: until the trend is past the limit; 0 when it is already; None when not in a year."""

    slope: float
    level: float
    days: list[Ahead]
    days_left: int | None
    limit_day: date | None

    @property
    def a_week(self) -> float:
        return 7 * self.slope


def forecast(days: dict[date, float], *, limit: float | None = None, is_floor: bool = False) -> Forecast | None:
    """Thirty days on from the last of the days that are given. None where they are too few.

    `is_floor`: the limit is one that the figure must not fall below.
    """
    known = sorted(days.items())[-MOST_DAYS:]
    if len(known) < FEWEST_DAYS:
        return None
    first, last = known[0][0], known[-1][0]
    points = [((day - first).days, day.weekday(), value) for day, value in known]
    week = _Week(by_part=all(value > 0 for _x, _weekday, value in points))
    slope, start = _fitted(points, week)
    rests = sorted(week.rest(value, start + slope * x, weekday) for x, weekday, value in points)
    low, high = _part(rests, OUTSIDE), _part(rests, 1 - OUTSIDE)
    bend = _slope([(x, week.freed(value, weekday)) for x, weekday, value in points[len(points) // 2 :]]) - slope
    length = (last - first).days
    is_never_below = all(value >= 0 for _x, _weekday, value in points)
    ahead = []
    for step in range(1, AHEAD + 1):
        day = last + step * DAY
        trend, wider = start + slope * (length + step), (1 + step / max(length, 1)) ** 0.5
        value = week.told(trend, day.weekday())
        told = [
            value,
            week.told(trend + min(0.0, bend * step), day.weekday(), low * wider),
            week.told(trend + max(0.0, bend * step), day.weekday(), high * wider),
        ]
        ahead.append(Ahead(day, *(max(0.0, one) if is_never_below else one for one in told)))
    now = start + slope * length
    left = _days_left(now, slope, limit, is_floor=is_floor)
    return Forecast(slope, now, ahead, left, None if left is None else last + left * DAY)


class _Week:
    """What each weekday has beside the trend: a part of it where all is above nothing, else so much more or less."""

    def __init__(self, *, by_part: bool) -> None:
        self.by_part = by_part
        self.beside = [1.0 if by_part else 0.0] * 7

    def freed(self, value: float, weekday: int) -> float:
        return value / self.beside[weekday] if self.by_part else value - self.beside[weekday]

    def rest(self, value: float, trend: float, weekday: int) -> float:
        """How far a day was from what it should have been: a part of that, or as it is."""
        should = self.told(trend, weekday)
        return value / should - 1 if self.by_part and should > 0 else value - should

    def told(self, trend: float, weekday: int, rest: float = 0.0) -> float:
        return trend * self.beside[weekday] * (1 + rest) if self.by_part else trend + self.beside[weekday] + rest

    def learn(self, points: list[tuple[int, int, float]], slope: float, start: float) -> None:
        """Take in what each weekday has beside this trend."""
        seen: list[list[float]] = [[] for _weekday in range(7)]
        for x, weekday, value in points:
            trend = start + slope * x
            if not self.by_part:
                seen[weekday].append(value - trend)
            elif trend > 0:
                seen[weekday].append(value / trend)
        usual = 1.0 if self.by_part else 0.0
        found = [median(some) if some else usual for some in seen]
        middle = sum(found) / 7
        self.beside = [one / middle if self.by_part else one - middle for one in found]


def _fitted(points: list[tuple[int, int, float]], week: _Week) -> tuple[float, float]:
    """Slope a day, and the value on the first day. The weekdays are learnt on the way."""
    slope = start = 0.0
    for _round in range(ROUNDS):
        free = [(x, week.freed(value, weekday)) for x, weekday, value in points]
        slope = _slope(free)
        start = median(value - slope * x for x, value in free)
        week.learn(points, slope, start)
    free = [(x, week.freed(value, weekday)) for x, weekday, value in points]
    slope = _slope(free)
    return slope, median(value - slope * x for x, value in free)


def _slope(points: list[tuple[int, float]]) -> float:
    slopes = [
        (other - value) / (later - x) for place, (x, value) in enumerate(points) for later, other in points[place + 1 :]
    ]
    return median(slopes)


def _part(ordered: list[float], part: float) -> float:
    """The value that so large a part lies below."""
    return ordered[round(part * (len(ordered) - 1))]


def _days_left(now: float, slope: float, limit: float | None, *, is_floor: bool) -> int | None:
    if limit is None:
        return None
    room, pace = (now - limit, -slope) if is_floor else (limit - now, slope)
    if room <= 0:
        return 0
    if pace <= 0 or room / pace > LONGEST:
        return None
    return int(-(-room // pace))
