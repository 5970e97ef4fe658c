"""Deadlines are counted in open time: nights, weekends, red days and the two days a year when the clocks are moved."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.flows.rhythm import ALWAYS, STOCKHOLM, WORKDAYS, Hours, elapsed, openings, swedish_holidays

OFFICE = Hours(opens=time(6), closes=time(22), weekdays=WORKDAYS, rests_on_holidays=True)
MOMENTS = st.integers(0, 15 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
SPANS = st.timedeltas(timedelta(minutes=1), timedelta(days=5))
QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


@st.composite
def some_hours(draw):
    opens = draw(QUARTERS)
    closes = draw(st.one_of(st.none(), QUARTERS.filter(lambda at: at > opens)) if opens < time(23, 45) else st.none())
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    return Hours(opens=opens, closes=closes, weekdays=days, rests_on_holidays=draw(st.booleans()))


def stockholm(text):
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def open_time(since, until, hours):
    """Open time between two instants, added up in another way: clipped stretches."""
    total = timedelta()
    for opens, closes in openings(since, hours):
        if opens >= until:
            return total
        total += min(closes, until) - max(opens, since)
    return total


@pytest.mark.krav("4.5.5")
@pytest.mark.parametrize(
    ("case", "since", "minutes", "deadline"),
    [
        ("by day", "2026-11-25T14:00", 15, "2026-11-25T14:15"),
        ("ends as it closes", "2026-11-25T21:45", 15, "2026-11-25T22:00"),
        ("over the night", "2026-11-25T21:55", 15, "2026-11-26T06:10"),
        ("in the night", "2026-11-26T03:12", 15, "2026-11-26T06:15"),
        ("over the weekend", "2026-11-27T21:50", 15, "2026-11-30T06:05"),
        ("midsummer: the eve is a day of rest", "2026-06-18T21:55", 15, "2026-06-22T06:10"),
        ("Christmas: Thursday the 24th to Sunday", "2026-12-23T21:55", 15, "2026-12-28T06:10"),
        ("Easter: Friday to Monday", "2026-04-02T21:55", 15, "2026-04-07T06:10"),
        ("longer than a day", "2026-11-25T20:00", 17 * 60, "2026-11-26T21:00"),
    ],
)
def test_a_deadline_in_office_hours(case, since, minutes, deadline):
    assert elapsed(timedelta(minutes=minutes), since=stockholm(since), hours=OFFICE) == stockholm(deadline)


@pytest.mark.parametrize(
    ("case", "since", "hours_later", "deadline"),
    [
        ("the night in spring has an hour less", "2026-03-28T23:00", 4, "2026-03-29T04:00+02:00"),
        ("the night in autumn has an hour more", "2026-10-24T23:00", 4, "2026-10-25T02:00+01:00"),
    ],
)
def test_an_hour_is_an_hour_when_the_clocks_are_moved(case, since, hours_later, deadline):
    nights = Hours(weekdays=frozenset(range(7)), opens=time(0), closes=time(12))
    found = elapsed(timedelta(hours=hours_later), since=stockholm(since), hours=ALWAYS)

    assert found == datetime.fromisoformat(deadline)
    assert elapsed(timedelta(hours=1), since=stockholm("2026-03-29T01:30"), hours=nights) == stockholm(
        "2026-03-29T03:30"
    )


def test_it_opens_by_the_clock_on_the_wall_before_and_after_the_clocks_are_moved():
    every_day = Hours(opens=time(6), closes=time(22))

    found = [elapsed(timedelta(minutes=15), since=stockholm(f"{day}T23:00"), hours=every_day) for day in
             ("2026-03-28", "2026-10-24")]  # fmt: skip

    assert found == [
        datetime(2026, 3, 29, 4, 15, tzinfo=UTC),
        datetime(2026, 10, 25, 5, 15, tzinfo=UTC),
    ]


@given(since=MOMENTS, span=SPANS, hours=some_hours())
@settings(max_examples=150, deadline=None)
def test_exactly_so_much_open_time_has_passed_at_the_deadline(since, span, hours):
    hours = hours if span <= timedelta(hours=4) else ALWAYS

    assert open_time(since, elapsed(span, since=since, hours=hours), hours) == span


@given(since=MOMENTS, later=SPANS, hours=some_hours())
@settings(max_examples=150, deadline=None)
def test_who_came_later_has_no_earlier_deadline(since, later, hours):
    span = timedelta(minutes=15)

    assert elapsed(span, since=since, hours=hours) <= elapsed(span, since=since + later, hours=hours)


@given(since=MOMENTS, hours=some_hours())
@settings(max_examples=150, deadline=None)
def test_a_deadline_falls_in_an_open_hour_of_an_open_day(since, hours):
    at = elapsed(timedelta(minutes=1), since=since, hours=hours)
    just_before = (at - timedelta(seconds=1)).astimezone(STOCKHOLM)

    assert hours.is_open_day(just_before.date())


def test_holidays_are_the_red_days_and_the_eves_that_nobody_works_on():
    days = swedish_holidays(2026)

    assert {date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 31), date(2026, 1, 6), date(2026, 5, 14)} <= days
    assert date(2026, 4, 30) not in days
    assert date(2026, 7, 5) not in days, "an ordinary Sunday is for the weekdays to say"


@pytest.mark.parametrize(
    "wrong", [{"weekdays": frozenset()}, {"weekdays": frozenset({7})}, {"opens": time(9), "closes": time(9)}]
)
def test_hours_that_never_open_are_refused(wrong):
    with pytest.raises(ValueError, match=r"weekday|closes"):
        Hours(**wrong)
