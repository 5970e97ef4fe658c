"""The days of a figure, what it is heading for, and what to do about it: what the page of a figure shows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import localize
from django.utils.translation import gettext as _

from integrations.flows.rhythm import STOCKHOLM
from operations.monitoring.figures import FIGURES, PERCENT, Figure
from operations.monitoring.forecast import FEWEST_DAYS, MOST_DAYS, Forecast, forecast
from operations.monitoring.models import FigureHour, Reading, Threshold
from operations.monitoring.words import level_words, with_unit

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trend:
    figure: Figure
    days: dict[date, float]
    threshold: Threshold | None
    ahead: Forecast | None
    reading: Reading | None

    @property
    def now(self) -> str:
        return with_unit(self.figure.code, self.reading.value) if self.reading else ""

    @property
    def level(self) -> str:
        return level_words(self.threshold) if self.threshold else ""

    @property
    def days_left(self) -> int | None:
        return self.ahead.days_left if self.ahead else None

    @property
    def tone(self) -> str:
        """`bad` within a month, `wait` within three, else `good`; `quiet` where nothing can be said."""
        if self.ahead is None or self.threshold is None:
            return "quiet"
        if self.days_left is None or self.days_left > 90:
            return "good"
        return "bad" if self.days_left <= 30 else "wait"

    @property
    def verdict(self) -> str:
        """What it is heading for, in a few words."""
        if self.ahead is None:
            return _("Too few days yet: %(count)s of %(fewest)s") % {"count": len(self.days), "fewest": FEWEST_DAYS}
        if self.threshold is None:
            return _("No level to be held against")
        if self.days_left is None:
            return _("Not past the level within a year")
        if self.days_left == 0:
            return _("Past the level now")
        return _("Past the level in about %(days)s days") % {"days": self.days_left}

    @property
    def proposal(self) -> str:
        """`w. 51: one worker more`. Empty where nothing needs to be done within a year."""
        if self.ahead is None or self.days_left is None or self.ahead.limit_day is None:
            return ""
        act = str(self.figure.remedy) or _("look at it together with the one who answers for the level")
        week = max(self.ahead.limit_day - timedelta(days=14), max(self.days)).isocalendar().week
        return _("w. %(week)s: %(act)s") % {"week": week, "act": act}

    @property
    def week_words(self) -> str:
        """How it moves in a week."""
        if self.ahead is None:
            return ""
        moved = self.ahead.a_week
        if abs(moved) < 0.05:
            return _("Stands still")
        much = abs(round(moved, 1))
        points = _("%(number)s percentage points") % {"number": localize(much)}
        shown = points if self.figure.unit == PERCENT else with_unit(self.figure.code, much)
        return (_("Up %(much)s a week") if moved > 0 else _("Down %(much)s a week")) % {"much": shown}


def trends(*, now: datetime) -> list[Trend]:
    """Every figure that can run out, in three questions; what runs out first stands first."""
    shown = [one for one in FIGURES.values() if one.is_capacity]
    found = _trends(shown, now=now)
    return sorted(found, key=lambda one: (one.days_left is None, one.days_left or 0))


def trend(code: str, *, now: datetime) -> Trend | None:
    figure = FIGURES.get(code)
    return _trends([figure], now=now)[0] if figure else None


def _trends(shown: list[Figure], *, now: datetime) -> list[Trend]:
    codes = [one.code for one in shown]
    days, levels = _days(codes, now=now), _levels(codes)
    readings = Reading.objects.in_bulk(codes)
    found = []
    for figure in shown:
        level = levels.get(figure.code)
        is_floor = level is not None and level.side == Threshold.Side.UNDER
        ahead = forecast(days[figure.code], limit=level.level if level else None, is_floor=is_floor)
        found.append(Trend(figure, days[figure.code], level, ahead, readings.get(figure.code)))
    return found


def _days(codes: list[str], *, now: datetime) -> dict[str, dict[date, float]]:
    """The mean of each whole day in Sweden."""
    rows = FigureHour.objects.filter(code__in=codes, hour__gte=now - MOST_DAYS * DAY)
    sums: dict[str, dict[date, list[float]]] = defaultdict(dict)
    today = now.astimezone(STOCKHOLM).date()
    for code, hour, count, total in rows.values_list("code", "hour", "count", "total"):
        day = hour.astimezone(STOCKHOLM).date()
        if day < today:
            both = sums[code].setdefault(day, [0.0, 0.0])
            both[0] += total
            both[1] += count
    return {code: {day: total / count for day, (total, count) in sorted(sums[code].items())} for code in codes}


def _levels(codes: list[str]) -> dict[str, Threshold]:
    """The first level that each figure would meet."""
    found: dict[str, Threshold] = {}
    for one in Threshold.objects.filter(figure__in=codes, is_active=True).order_by("figure", "level"):
        kept = found.get(one.figure)
        if kept is None or one.side == Threshold.Side.UNDER:
            found[one.figure] = one
    return found
