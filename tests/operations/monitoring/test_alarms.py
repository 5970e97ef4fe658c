"""A level is crossed, an alarm is raised; it is said again and is still one; it is back, and the alarm is over."""

from datetime import UTC, datetime, time, timedelta

import pytest

from integrations.flows import watch as flows_watch
from operations.monitoring import crossing, keeping, probes, watch
from operations.monitoring.crossing import Where
from operations.monitoring.models import Alarm, Reading, Threshold
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("6.1.3"), pytest.mark.krav("6.1.5")]

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def threshold(**fields):
    Threshold.objects.all().delete()
    given = {
        "figure": "disk.used",
        "side": "over",
        "level": 85,
        "margin": 5,
        "for_minutes": 0,
        "impact": 2,
        "urgency": 1,
    }
    return Threshold.objects.create(**{**given, **fields})


def readings(*values, every=MINUTE, start=NOON, code="disk.used"):
    """The watcher's looks, one a minute; returns the moment after the last."""
    at = start
    for value in values:
        keeping.add_readings({code: value}, now=at)
        watch.judge(now=at)
        at += every
    return at


@pytest.mark.parametrize(
    ("case", "side", "value", "at"),
    [
        ("well under", "over", 50, Where.BACK),
        ("on the level", "over", 85, Where.BETWEEN),
        ("past it", "over", 85.01, Where.PAST),
        ("within the margin", "over", 80.01, Where.BETWEEN),
        ("back by the margin", "over", 80, Where.BACK),
        ("too little", "under", 84.9, Where.PAST),
        ("on the level from above", "under", 85, Where.BETWEEN),
        ("enough", "under", 90, Where.BACK),
    ],
)
def test_where_a_value_stands(case, side, value, at):
    assert crossing.where(Threshold(side=side, level=85, margin=5), value) is at


def test_a_hundred_times_past_the_level_is_one_alarm():
    threshold()

    readings(*[90] * 100)

    alarm = Alarm.objects.get()
    assert (alarm.repeats, alarm.closed_at, alarm.impact, alarm.urgency) == (99, None, 2, 1)
    assert alarm.title == "Disk som används: 90\u00a0%"


def test_it_must_last_as_long_as_was_agreed():
    threshold(for_minutes=5)

    readings(*[90] * 5)
    assert not Alarm.objects.exists()
    readings(90, start=NOON + 5 * MINUTE)

    assert Alarm.objects.get().opened_at == NOON + 5 * MINUTE


def test_one_good_look_in_between_begins_the_count_anew():
    threshold(for_minutes=3)

    readings(90, 90, 90, 70, 90, 90, 90)
    assert not Alarm.objects.exists()
    readings(90, start=NOON + 7 * MINUTE)

    assert Alarm.objects.count() == 1


def test_within_the_margin_it_goes_on():
    threshold()

    readings(90, 83, 84, 81)
    assert Alarm.objects.get().closed_at is None
    readings(80, start=NOON + 4 * MINUTE)

    assert Alarm.objects.get().closed_at == NOON + 4 * MINUTE


def test_the_worst_is_remembered():
    threshold()

    readings(90, 97, 91)

    assert (Alarm.objects.get().value, Alarm.objects.get().worst) == (90, 97)


def test_one_that_flaps_is_one():
    """Over and under every other minute for an hour."""
    threshold(margin=0)

    readings(*[90, 70] * 30)

    alarm = Alarm.objects.get()
    assert (alarm.returns, alarm.repeats) == (29, 0)


def test_one_that_comes_back_much_later_is_another():
    threshold()

    readings(90, 70)
    readings(90, start=NOON + timedelta(hours=2))

    assert Alarm.objects.count() == 2


@pytest.mark.parametrize(
    ("begins", "ends", "clock", "is_quiet"),
    [
        (time(22), time(6), datetime(2026, 11, 27, 20, 59, tzinfo=UTC), False),
        (time(22), time(6), datetime(2026, 11, 27, 21, tzinfo=UTC), True),
        (time(22), time(6), datetime(2026, 11, 28, 4, 59, tzinfo=UTC), True),
        (time(22), time(6), datetime(2026, 11, 28, 5, tzinfo=UTC), False),
        (time(12), time(13), datetime(2026, 7, 1, 10, tzinfo=UTC), True),
        (None, None, NOON, False),
    ],
)
def test_quiet_hours_are_by_the_clock_in_sweden(begins, ends, clock, is_quiet):
    assert crossing.is_quiet(Threshold(quiet_from=begins, quiet_until=ends), now=clock) is is_quiet


def test_what_is_crossed_in_quiet_hours_is_told_when_they_end():
    threshold(quiet_from=time(12), quiet_until=time(14))

    after = readings(*[90] * 60)
    assert not Alarm.objects.exists()
    readings(90, start=after)

    assert Alarm.objects.get().opened_at == NOON + timedelta(hours=1)


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(days=400), -timedelta(minutes=11)])
def test_a_reading_of_another_time_says_nothing(ahead):
    threshold()
    keeping.add_readings({"disk.used": 99}, now=NOON + ahead)

    watch.judge(now=NOON)

    assert not Alarm.objects.exists()


def test_a_clock_that_jumps_back_ends_no_alarm_before_it_began():
    threshold()
    readings(90)
    Reading.objects.all().delete()

    readings(70, start=NOON - 5 * MINUTE)

    alarm = Alarm.objects.get()
    assert alarm.closed_at == alarm.opened_at


def test_without_a_reading_an_alarm_stays():
    threshold()
    readings(90)

    watch.judge(now=NOON + timedelta(hours=1))

    assert Alarm.objects.get().closed_at is None


def test_a_level_that_is_switched_off_ends_its_alarm():
    level = threshold()
    readings(90)
    Threshold.objects.filter(pk=level.pk).update(is_active=False)

    watch.judge(now=NOON + MINUTE)

    assert Alarm.objects.get().closed_at == NOON + MINUTE


def test_one_level_that_cannot_be_judged_stops_no_other(monkeypatch, caplog):
    threshold()
    other = Threshold.objects.create(figure="mail.oldest", level=10, for_minutes=0)
    keeping.add_readings({"disk.used": 90, "mail.oldest": 60}, now=NOON)
    plain = crossing.where

    def broken(one, value):
        if one.figure == "disk.used":
            raise ZeroDivisionError
        return plain(one, value)

    monkeypatch.setattr(crossing, "where", broken)
    watch.judge(now=NOON)

    assert [alarm.threshold for alarm in Alarm.objects.all()] == [other]
    assert "could not be judged" in caplog.text


@pytest.mark.krav("6.1.1")
def test_every_component_is_read_each_minute_by_the_watcher(monkeypatch):
    monkeypatch.setattr("integrations.flows.outward.ping", lambda: None)

    flows_watch.each_minute(now=NOON)

    read = {one.code: one.value for one in Reading.objects.all()}
    assert {code for code in read if code.endswith(".up")} == {f"{one.component}.up" for one in probes.PROBES}
    assert read["components.down"] == 0
    assert 0 < read["disk.used"] < 100
    assert read["database.mb"] > 1


def test_a_component_that_does_not_answer_is_said_to_be_down(monkeypatch):
    def broken(_now):
        raise OSError("no route")

    monkeypatch.setattr(probes, "PROBES", (probes.Probe("search", broken), probes.Probe("disk", probes._disk)))

    read = probes.read(now=NOON)

    assert (read["search.up"], read["disk.up"], read["components.down"]) == (0, 1, 1)


def test_what_is_read_says_nothing_about_any_person():
    person = UserFactory()

    read = probes.read(now=NOON)

    assert all(isinstance(value, int | float) for value in read.values())
    assert person.email not in str(read)


@pytest.mark.krav("4.2.4")
def test_the_page_of_answer_times_says_whether_the_rule_holds():
    from tests.operations.monitoring.test_counting import counted

    now = datetime.now(tz=UTC)
    counter = counted(*[0.2] * 8, *[3.0] * 2, source="page")
    counter.tallies = {(int(now.timestamp() // 3600), *key[1:]): tally for key, tally in counter.tallies.items()}
    counter.write()

    page = verified(owner()).get("/admin/monitoring/answers/").content.decode()

    assert "80,0 %" in page
    assert "Håller inte" in page
    assert "Adminens första sida" in page


@pytest.mark.parametrize(
    "address", ["/admin/monitoring/answers/", "/admin/monitoring/alarm/", "/admin/monitoring/threshold/"]
)
@pytest.mark.parametrize(("who", "status"), [(owner, 200), (lambda: UserFactory(roles=["Redaktör"]), 302)])
def test_who_may_look(address, who, status):
    assert verified(who()).get(address).status_code == status


@pytest.mark.krav("6.1.3")
def test_the_first_page_tells_of_open_alarms():
    threshold()
    readings(90)

    page = verified(owner()).get("/admin/").content.decode()

    assert "Öppna larm" in page


def test_an_alarm_outlives_its_level_and_is_over_when_the_level_is_taken_away():
    level = threshold()
    at = readings(90)

    level.delete()
    watch.judge(now=at)

    kept = Alarm.objects.get()
    assert (kept.threshold, kept.closed_at) == (None, at)
