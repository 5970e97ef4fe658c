"""The chart of a figure: the days that were, the line it is heading for, what it may well be, and the level."""

from dataclasses import dataclass
from datetime import date

from operations.monitoring.trends import Trend

HEIGHT, WIDTH = 100.0, 300.0
AIR = 1.1  # so much higher than the highest


@dataclass(frozen=True, slots=True)
class Curve:
    """Points as SVG reads them, in a box of `WIDTH` by `HEIGHT`. `tick`: where the days that were end."""

    was: str
    ahead: str
    band: str
    level_y: float | None
    tick: float
    highest: float
    first: date
    last: date


def curve(trend: Trend) -> Curve | None:
    """None where there are fewer than two days."""
    if len(trend.days) < 2:
        return None
    days = list(trend.days.items())
    ahead = trend.ahead.days if trend.ahead else []
    first, last = days[0][0], ahead[-1].day if ahead else days[-1][0]
    level = trend.threshold.level if trend.threshold else None
    tops = [value for _day, value in days] + [one.high for one in ahead] + ([level] if level is not None else [])
    highest = max(*tops, 1e-9) * AIR
    span = (last - first).days

    def x(day: date) -> float:
        return round(WIDTH * (day - first).days / span, 2)

    def y(value: float) -> float:
        return round(HEIGHT * (1 - min(max(value, 0.0), highest) / highest), 2)

    upper = [f"{x(one.day)},{y(one.high)}" for one in ahead]
    lower = [f"{x(one.day)},{y(one.low)}" for one in reversed(ahead)]
    joined = [f"{x(days[-1][0])},{y(days[-1][1])}"] if ahead else []
    return Curve(
        was=" ".join(f"{x(day)},{y(value)}" for day, value in days),
        ahead=" ".join([*joined, *(f"{x(one.day)},{y(one.value)}" for one in ahead)]),
        band=" ".join([*upper, *lower]),
        level_y=None if level is None else y(level),
        tick=x(days[-1][0]),
        highest=highest / AIR,
        first=first,
        last=last,
    )
