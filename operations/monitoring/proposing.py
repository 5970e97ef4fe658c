"""A level that is crossed again and again: something must be done, or it is wrong and another one is proposed.

proposed = what nineteen hours in twenty of the last thirty days stayed within, and the margin beside it
"""

from datetime import datetime, timedelta

from operations.monitoring import alarms
from operations.monitoring.models import FigureHour, Threshold

OFTEN = 5  # crossings
WITHIN = timedelta(days=30)
PART = 0.95
FEWEST_HOURS = 48


def proposed_level(threshold: Threshold, *, now: datetime) -> float | None:
    """Another level to agree on; None where it is not crossed often, or has been measured too little."""
    if alarms.recurrences(threshold, since=now - WITHIN) < OFTEN:
        return None
    is_over = threshold.side == Threshold.Side.OVER
    rows = FigureHour.objects.filter(code=threshold.figure, hour__gte=now - WITHIN)
    values = sorted(rows.values_list("highest" if is_over else "lowest", flat=True))
    if len(values) < FEWEST_HOURS:
        return None
    place = round((PART if is_over else 1 - PART) * (len(values) - 1))
    level = values[place] + (threshold.margin if is_over else -threshold.margin)
    is_softer = level > threshold.level if is_over else level < threshold.level
    return round(level, 1) if is_softer else None
