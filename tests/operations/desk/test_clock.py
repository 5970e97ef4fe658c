"""Working time: weekdays 08-17 in Stockholm, not on Swedish holidays, and a clock that can be stopped."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operations.desk import clock

HOUR = timedelta(hours=1)
MONDAY_NINE = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
EASTER_EVE_OF_WORK = datetime(2026, 4, 2, 14, 0, tzinfo=UTC)  # Maundy Thursday, 16:00
INSTANTS = st.integers(0, 730 * 24 * 60).map(
    lambda minutes: MONDAY_NINE - timedelta(days=300) + timedelta(minutes=minutes)
)
SPANS = st.timedeltas(timedelta(minutes=1), timedelta(hours=90))


@pytest.mark.krav("5.1.1.1")
@pytest.mark.parametrize(
    ("case", "since", "span", "out"),
    [
        ("within the day", MONDAY_NINE, 2 * HOUR, datetime(2026, 11, 30, 10, 0, tzinfo=UTC)),
        ("over the night", MONDAY_NINE, 9 * HOUR, datetime(2026, 12, 1, 8, 0, tzinfo=UTC)),
        ("on a Saturday", datetime(2026, 11, 28, 1, 0, tzinfo=UTC), HOUR, datetime(2026, 11, 30, 8, 0, tzinfo=UTC)),
        ("over Easter", EASTER_EVE_OF_WORK, 2 * HOUR, datetime(2026, 4, 7, 7, 0, tzinfo=UTC)),
        ("clocks moved", datetime(2026, 10, 23, 14, 0, tzinfo=UTC), 2 * HOUR, datetime(2026, 10, 26, 8, 0, tzinfo=UTC)),
    ],
)
def test_time_is_out_after_so_much_working_time(case, since, span, out):
    assert clock.out_at(span, since=since) == out


def test_nothing_left_is_out_at_once():
    assert clock.out_at(timedelta(0), since=MONDAY_NINE) == MONDAY_NINE
    assert clock.out_at(-HOUR, since=MONDAY_NINE) == MONDAY_NINE


@settings(max_examples=40)
@given(since=INSTANTS, span=SPANS)
def test_what_has_been_worked_until_it_is_out_is_the_span(since, span):
    out = clock.out_at(span, since=since)

    assert clock.worked(since, out) == span
    assert clock.left_at(out, now=since) == span
    assert clock.left_at(out, now=out) == timedelta(0)


@settings(max_examples=40)
@given(since=INSTANTS, span=SPANS, pause=st.timedeltas(timedelta(0), timedelta(days=20)))
def test_a_stop_counts_for_nothing(since, span, pause):
    """Stopped at once and started later: exactly the working time of the stop is added."""
    later = since + pause
    left = clock.left_at(clock.out_at(span, since=since), now=since)

    assert clock.worked(later, clock.out_at(left, since=later)) == span
