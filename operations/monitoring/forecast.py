"""What a figure is heading for: a straight line that a few odd days do not move, and the rhythm of the week around it.

    trend      the median of the slopes between all pairs of days (Theil-Sen), each day freed of its weekday
    weekday    the median of what each weekday has beside the trend
    interval   what nine days in ten of the past lay within, wider the further ahead
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
    slope, start, beside = _fitted(points)
    rests = sorted(value - (start + slope * x + beside[weekday]) for x, weekday, value in points)
    low, high = _part(rests, OUTSIDE), _part(rests, 1 - OUTSIDE)
    length = (last - first).days
    is_never_below = all(value >= 0 for _x, _weekday, value in points)
    ahead = []
    for step in range(1, AHEAD + 1):
        day = last + step * DAY
        value = start + slope * (length + step) + beside[day.weekday()]
        wider = (1 + step / max(length, 1)) ** 0.5
        told = [value, value + low * wider, value + high * wider]
        ahead.append(Ahead(day, *(max(0.0, one) if is_never_below else one for one in told)))
    now = start + slope * length
    left = _days_left(now, slope, limit, is_floor=is_floor)
    return Forecast(slope, now, ahead, left, None if left is None else last + left * DAY)


def _fitted(points: list[tuple[int, int, float]]) -> tuple[float, float, list[float]]:
    """Slope a day, value on the first day, and what each weekday has beside that."""
    beside = [0.0] * 7
    slope = start = 0.0
    for _round in range(ROUNDS):
        free = [(x, value - beside[weekday]) for x, weekday, value in points]
        slope = _slope(free)
        start = median(value - slope * x for x, value in free)
        rests: list[list[float]] = [[] for _weekday in range(7)]
        for x, weekday, value in points:
            rests[weekday].append(value - start - slope * x)
        beside = [median(some) if some else 0.0 for some in rests]
        middle = sum(beside) / 7
        beside = [one - middle for one in beside]
        start += middle
    return slope, start, beside


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
