"""What a variant has cost an audience over time, and the prior price of a reduction. Pure: no database, no clock.

The history is what quoting at each instant would have said, so it follows the policies of lists, offers and VAT. A
change is known from when it was recorded: a price entered today as valid since last month was not in force then.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from commerce.pricing.quote import Candidate, Cut, quote

PRIOR_DAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """From `recorded_at` on it was known that a price holds in [start, end); a later record of it takes over."""

    candidate: Candidate
    start: datetime | None
    end: datetime | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CutInForce:
    """An offer and the half-open interval in which it cut prices."""

    cut: Cut
    start: datetime
    end: datetime | None
    is_announced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The unit price in [start, end), as the buyer sees it. `end` is None for the last one."""

    start: datetime
    end: datetime | None
    unit: Decimal
    is_reduced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A price in the interval in which it was in force as far as was known then."""

    candidate: Candidate
    start: datetime
    end: datetime | None


def held(records: Iterable[Record]) -> list[Held]:
    """Fold what was recorded into what held: each record of a price until the next record of the same price."""
    by_price: dict[int, list[Record]] = {}
    for record in records:
        by_price.setdefault(record.candidate.price_id, []).append(record)
    found = []
    for of_price in by_price.values():
        of_price.sort(key=lambda record: record.recorded_at)
        for record, later in zip(of_price, [*of_price[1:], None], strict=True):
            start = max(record.start or record.recorded_at, record.recorded_at)
            end = _earlier(record.end, later.recorded_at if later else None)
            if end is None or start < end:
                found.append(Held(candidate=record.candidate, start=start, end=end))
    return found


def segments(
    prices: Sequence[Held],
    cuts: Sequence[CutInForce],
    *,
    rate_at: Callable[[datetime], Decimal],
    rate_changes: Iterable[datetime] = (),
    buyer_type: str,
    until: datetime,
) -> list[Segment]:
    """The price of one piece from the first record until just before `until`, oldest first; gaps had no price."""
    spans: list[Held | CutInForce] = [*prices, *cuts]
    edges = {one.start for one in spans} | {one.end for one in spans if one.end}
    if prices:
        edges |= {instant for instant in rate_changes if instant > min(one.start for one in prices)}
    instants = sorted(instant for instant in edges if instant < until)
    found: list[Segment] = []
    for start, end in pairwise([*instants, until]):
        answer = quote(
            0,
            1,
            [one.candidate for one in prices if _holds(one, start)],
            rate=rate_at(start),
            buyer_type=buyer_type,
            cuts=[one.cut for one in cuts if _holds(one, start)],
        )
        if answer is None:
            continue
        announced = {one.cut for one in cuts if one.is_announced and _holds(one, start)}
        unit, is_reduced = answer.unit(buyer_type), bool(announced.intersection(answer.cuts))
        if found and found[-1].end == start and (found[-1].unit, found[-1].is_reduced) == (unit, is_reduced):
            start = found.pop().start
        found.append(Segment(start=start, end=end, unit=unit, is_reduced=is_reduced))
    return found


def prior_price(history: Sequence[Segment], *, at: datetime, is_perishable: bool = False) -> Decimal | None:
    """The lowest price of the 30 days before the reduction that holds at `at` began (prisinformationslagen 7 a §).

    A reduction that deepens step by step began with its first step. Goods that spoil or grow too old quickly are
    exempt by the same section: theirs is the price just before the reduction began. None when no reduction holds at
    `at`, or when the goods had no price before it began.
    """
    past = [segment for segment in history if segment.start <= at]
    if not past or not past[-1].is_reduced or (past[-1].end is not None and past[-1].end <= at):
        return None
    began = past[-1]
    for earlier in reversed(past[:-1]):
        if not earlier.is_reduced or earlier.end != began.start or earlier.unit < began.unit:
            break
        began = earlier
    if is_perishable:
        return next((one.unit for one in reversed(past) if one.start < began.start), None)
    return lowest(history, since=began.start - PRIOR_DAYS, until=began.start)


def lowest(history: Iterable[Segment], *, since: datetime, until: datetime) -> Decimal | None:
    """The lowest price in [since, until); None when there was none."""
    within = [one.unit for one in history if one.start < until and (one.end is None or one.end > since)]
    return min(within, default=None)


def _holds(one: Held | CutInForce, at: datetime) -> bool:
    return one.start <= at and (one.end is None or at < one.end)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((instant for instant in (one, other) if instant is not None), default=None)
