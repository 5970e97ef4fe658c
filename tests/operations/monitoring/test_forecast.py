"""The forecast against truth that is made up: 120 days are known, the next 30 are held against what came."""

import random
from datetime import date, timedelta

import pytest

from operations.monitoring.forecast import FEWEST_DAYS, forecast

pytestmark = [pytest.mark.krav("6.1.2"), pytest.mark.krav("6.3.4")]

FIRST = date(2026, 6, 1)
KNOWN, AHEAD, SERIES = 120, 30, 20
WEEK = (1.0, 1.05, 1.08, 1.1, 1.2, 0.75, 0.6)
SHAPES = {
    "linear": lambda day: 100 + 0.8 * day,
    "exponential": lambda day: 100 * 1.004**day,
    "flat": lambda day: 150.0,
}


def truth(shape, seed, *, noise=0.05):
    chance = random.Random(seed)
    days = [FIRST + timedelta(days=number) for number in range(KNOWN + AHEAD)]
    values = [
        SHAPES[shape](number) * WEEK[day.weekday()] * (1 + chance.gauss(0, noise)) for number, day in enumerate(days)
    ]
    return dict(zip(days, values, strict=True))


def split(whole):
    days = sorted(whole)
    return {day: whole[day] for day in days[:KNOWN]}, [whole[day] for day in days[KNOWN:]]


@pytest.mark.parametrize("shape", list(SHAPES))
def test_it_is_wrong_by_ten_percent_at_most_on_average(shape):
    wrong = []
    for seed in range(SERIES):
        known, came = split(truth(shape, seed))
        told = forecast(known).days
        wrong += [abs(one.value - real) / real for one, real in zip(told, came, strict=True)]

    assert len(wrong) == SERIES * AHEAD
    assert 100 * sum(wrong) / len(wrong) <= 10


@pytest.mark.parametrize("shape", list(SHAPES))
def test_most_of_what_comes_lies_within_the_interval(shape):
    within = 0
    for seed in range(SERIES):
        known, came = split(truth(shape, seed))
        within += sum(one.low <= real <= one.high for one, real in zip(forecast(known).days, came, strict=True))

    assert within / (SERIES * AHEAD) >= 0.75


@pytest.mark.parametrize("seed", range(5))
def test_the_days_until_a_limit_are_right_to_a_fifth(seed):
    """The trend passes 250 on day 187.5, which is 68.5 days after the last that is known; a weekday is 0.97 of it."""
    known, _came = split(truth("linear", seed, noise=0.03))
    limit = 250 * sum(WEEK) / 7

    left = forecast(known, limit=limit).days_left

    assert 68.5 * 0.8 <= left <= 68.5 * 1.2


def test_a_few_odd_days_move_nothing():
    known, _came = split(truth("flat", 1, noise=0))
    calm = forecast(known)
    for number in (10, 50, 90, 115):
        known[FIRST + timedelta(days=number)] = 5_000

    odd = forecast(known)

    assert odd.slope == pytest.approx(calm.slope, abs=0.05)
    assert odd.days[0].value == pytest.approx(calm.days[0].value, rel=0.02)


@pytest.mark.parametrize(
    ("case", "values", "limit", "is_floor", "left"),
    [
        ("one a day, twenty to go", range(30), 49, False, 20),
        ("past it already", range(30), 29, False, 0),
        ("never, it falls", range(30, 0, -1), 49, False, None),
        ("never, it stands still", [5] * 30, 49, False, None),
        ("later than anybody plans", [number / 1000 for number in range(30)], 49, False, None),
        ("down to a floor", range(60, 30, -1), 11, True, 20),
        ("no limit", range(30), None, False, None),
    ],
)
def test_days_until_the_limit(case, values, limit, is_floor, left):
    days = {FIRST + timedelta(days=number): float(value) for number, value in enumerate(values)}

    assert forecast(days, limit=limit, is_floor=is_floor).days_left == left


def test_two_weeks_are_needed():
    days = {FIRST + timedelta(days=number): 1.0 for number in range(FEWEST_DAYS)}

    assert forecast(days) is not None
    days.popitem()
    assert forecast(days) is None


def test_days_that_are_missing_are_no_days():
    days = {FIRST + timedelta(days=number): 2.0 * number for number in range(0, 60, 3)}

    assert forecast(days).slope == pytest.approx(2.0)


def test_what_is_never_below_nothing_is_not_foretold_to_be():
    days = {FIRST + timedelta(days=number): max(0.0, 40.0 - number) for number in range(40)}

    assert min(one.low for one in forecast(days).days) == 0
