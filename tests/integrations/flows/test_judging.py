"""Happened, failed, did not happen: three things, told apart."""

from datetime import UTC, datetime, time, timedelta

import pytest

from integrations.flows.flow import Flow
from integrations.flows.judging import Facts, State, Verdict, judge
from integrations.flows.rhythm import WORKDAYS, Hours, Rhythm

pytestmark = pytest.mark.krav("4.5.5")

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # a Wednesday, 13:00 in Stockholm
OFFICE = Hours(opens=time(6), closes=time(22), weekdays=WORKDAYS, rests_on_holidays=True)
ORDERS = Flow(code="test.orders", name="Ordrar", rhythm=Rhythm(timedelta(minutes=15), OFFICE), targets=("test.order",))
STOCK = Flow(code="test.stock", name="Lager", rhythm=Rhythm(timedelta(hours=1), OFFICE, failures=2))


def ago(minutes):
    return NOW - timedelta(minutes=minutes)


def facts(**known):
    return Facts(since=ago(60 * 24 * 30), **known)


@pytest.mark.parametrize(
    ("case", "known", "verdict"),
    [
        ("nothing has ever been sent", {}, Verdict(State.NEW)),
        ("all has arrived", {"last_success": ago(3)}, Verdict(State.HAPPENED)),
        ("one is on its way", {"oldest": ago(14)}, Verdict(State.WAITING, ago(-1))),
        ("one has waited too long and was never tried", {"oldest": ago(15)}, Verdict(State.MISSED, ago(0), True)),
        ("tried, and refused for too long", {"oldest": ago(40), "problem": "503"},
         Verdict(State.FAILED, ago(25), True)),
        ("one has not even begun", {"last_success": ago(3), "unbegun": ago(20)}, Verdict(State.MISSED, ago(5), True)),
        ("one has stopped: told as what it is", {"last_success": ago(3), "stopped": 1}, Verdict(State.FAILED)),
        ("the door is closed, and there is time left", {"oldest": ago(5), "is_closed": True, "problem": "the key"},
         Verdict(State.FAILED, ago(-10))),
        ("the door is closed, and there is none", {"oldest": ago(16), "is_closed": True, "problem": "the key"},
         Verdict(State.FAILED, ago(1), True)),
    ],
)  # fmt: skip
def test_what_is_sent_has_a_deadline_each(case, known, verdict):
    assert judge(ORDERS, ORDERS.rhythm, facts(**known), now=NOW) == verdict


@pytest.mark.parametrize(
    ("case", "known", "verdict"),
    [
        ("came", {"last_success": ago(59)}, Verdict(State.HAPPENED, ago(-1))),
        ("did not come", {"last_success": ago(60)}, Verdict(State.MISSED, ago(0), True)),
        ("failed once, and may", {"last_success": ago(30), "failures": 1}, Verdict(State.FAILED, ago(-30))),
        ("failed twice in a row", {"last_success": ago(30), "failures": 2}, Verdict(State.FAILED, ago(-30), True)),
        ("failed, and the time is up", {"last_success": ago(70), "failures": 1}, Verdict(State.FAILED, ago(10), True)),
        ("did nothing and said nothing", {"last_success": ago(30), "is_silent": True},
         Verdict(State.SILENT, ago(-30), True)),
    ],
)  # fmt: skip
def test_a_job_comes_again_and_again(case, known, verdict):
    assert judge(STOCK, STOCK.rhythm, facts(**known), now=NOW) == verdict


def test_a_job_that_has_never_run_is_counted_from_when_it_was_first_watched():
    new = Facts(since=ago(30))
    old = Facts(since=ago(90))

    assert judge(STOCK, STOCK.rhythm, new, now=NOW) == Verdict(State.NEW, ago(-30))
    assert judge(STOCK, STOCK.rhythm, old, now=NOW) == Verdict(State.MISSED, ago(30), True)


def test_nobody_is_woken_in_the_night():
    evening = datetime(2026, 11, 25, 20, 55, tzinfo=UTC)  # 21:55 in Stockholm
    night = evening + timedelta(hours=4)

    waiting = judge(ORDERS, ORDERS.rhythm, Facts(since=ago(999), oldest=evening), now=night)
    morning = judge(ORDERS, ORDERS.rhythm, Facts(since=ago(999), oldest=evening), now=waiting.expected_at)

    assert waiting == Verdict(State.WAITING, datetime(2026, 11, 26, 5, 10, tzinfo=UTC))
    assert morning.state == State.MISSED
