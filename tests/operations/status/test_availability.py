"""The arithmetic of the promise: half-open intervals, planned time left out, months by the calendar of Stockholm."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from operations.status import availability
from operations.status.availability import length, minus, month, union, within

pytestmark = [pytest.mark.krav("4.9.1"), pytest.mark.krav("4.11.3")]
START = datetime(2026, 10, 31, 23, tzinfo=UTC)  # November begins in Stockholm
LATER = datetime(2027, 1, 1, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NOVEMBER = date(2026, 11, 1)


def at(minutes, length):
    return (START + minutes * MINUTE, START + (minutes + length) * MINUTE)


@pytest.mark.parametrize(
    ("down", "planned", "percent", "minutes", "is_kept"),
    [
        ([], [], "100.000", 0, True),
        ([at(0, 43)], [], "99.900", 43, True),  # 43.2 of 43,200 minutes may be
        ([at(0, 44)], [], "99.898", 44, False),
        ([at(0, 30), at(20, 30)], [], "99.884", 50, False),  # two components at once are down once
        ([at(100, 60)], [at(100, 60)], "100.000", 0, True),
        ([at(90, 80)], [at(100, 60)], "99.953", 20, True),
        ([at(-30, 60)], [], "99.930", 30, True),  # it began in October
    ],
)
def test_a_month(down, planned, percent, minutes, is_kept):
    found = month(NOVEMBER, down=down, planned=planned, now=LATER)

    assert (found.percent, found.down_minutes, found.is_kept) == (Decimal(percent), minutes, is_kept)
    assert found.promised + found.planned == 30 * DAY


def test_planned_time_is_no_promise():
    found = month(NOVEMBER, down=[], planned=[at(0, 60), at(30, 60)], now=LATER)

    assert (found.planned_minutes, found.promised_minutes) == (90, 30 * 24 * 60 - 90)


def test_a_month_that_goes_on_counts_what_has_passed():
    found = month(NOVEMBER, down=[at(0, 10), at(10_000, 10)], planned=[], now=START + DAY)

    assert (found.promised, found.down_minutes, found.is_kept) == (DAY, 10, False)
    assert found.percent == Decimal("99.305")


def test_a_month_to_come_promises_nothing_yet():
    assert month(date(2027, 5, 1), down=[], planned=[], now=LATER).percent is None


def test_the_clocks_change_within_a_month():
    assert month(date(2026, 10, 1), down=[], planned=[], now=LATER).promised == 31 * DAY + timedelta(hours=1)
    assert month(date(2026, 3, 1), down=[], planned=[], now=LATER).promised == 31 * DAY - timedelta(hours=1)


def test_what_is_left_of_the_promise():
    assert month(NOVEMBER, down=[at(0, 13)], planned=[], now=LATER).minutes_left == 30
    assert month(NOVEMBER, down=[at(0, 99)], planned=[], now=LATER).minutes_left == 0


def test_the_last_months_newest_first():
    now = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # 1 February in Stockholm

    assert availability.months_until(now, 3) == [date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1)]


SPANS = some.lists(some.tuples(some.integers(0, 60), some.integers(0, 20)).map(lambda pair: at(*pair)), max_size=6)


@settings(max_examples=60)
@given(one=SPANS, other=SPANS)
def test_intervals_are_sets_of_minutes(one, other):
    def minutes(spans):
        return {number for number in range(90) for a, b in spans if a <= START + number * MINUTE < b}

    left, gone = union(one), union(other)

    assert minutes(left) == minutes(one)
    assert length(left) == len(minutes(one)) * MINUTE
    assert minutes(minus(left, gone)) == minutes(one) - minutes(other)
    assert length(minus(left, gone)) == len(minutes(one) - minutes(other)) * MINUTE
    assert minutes(within(left, at(10, 30))) == minutes(one) & set(range(10, 40))
