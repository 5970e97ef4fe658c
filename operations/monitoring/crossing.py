"""Whether a level is crossed: pure arithmetic over one threshold and what was read last."""

from datetime import datetime, time, timedelta
from enum import Enum

from integrations.flows.rhythm import STOCKHOLM
from operations.monitoring.models import Threshold

STALE = timedelta(minutes=10)  # a reading older than this says nothing
AHEAD = timedelta(minutes=1)  # nor one from further ahead: somebody's clock has jumped


class Where(Enum):
    PAST = "past the level"
    BETWEEN = "back over the level, and within the margin"
    BACK = "back by the margin"


def is_believed(at: datetime, *, now: datetime) -> bool:
    return now - STALE <= at <= now + AHEAD


def where(threshold: Threshold, value: float) -> Where:
    """On the level itself nothing is crossed."""
    past = value - threshold.level if threshold.side == Threshold.Side.OVER else threshold.level - value
    if past > 0:
        return Where.PAST
    return Where.BACK if -past >= threshold.margin else Where.BETWEEN


def has_lasted(threshold: Threshold, since: datetime, *, now: datetime) -> bool:
    return now - since >= timedelta(minutes=threshold.for_minutes)


def is_quiet(threshold: Threshold, *, now: datetime) -> bool:
    """Half open, by the clock in Sweden; a span may go past midnight."""
    begins, ends = threshold.quiet_from, threshold.quiet_until
    if begins is None or ends is None:
        return False
    at: time = now.astimezone(STOCKHOLM).time()
    return begins <= at < ends if begins < ends else at >= begins or at < ends


def worse(threshold: Threshold, one: float | None, other: float) -> float:
    if one is None:
        return other
    return max(one, other) if threshold.side == Threshold.Side.OVER else min(one, other)
