"""An alarm becomes one incident at the desk with the agreed priority, and the desk is told when it is over."""

from datetime import UTC, datetime, timedelta

import pytest

from operations.desk import life
from operations.desk.models import Ticket
from operations.monitoring import alarms, keeping, proposing
from operations.monitoring.alarms import Said
from operations.monitoring.models import Alarm, Threshold
from tests.factories.customers import owner, verified
from tests.operations.monitoring.test_alarms import MINUTE, NOON, readings, threshold

pytestmark = [pytest.mark.django_db, pytest.mark.krav("6.1.5")]


def incidents():
    return list(Ticket.objects.filter(kind="incident").order_by("pk"))


def words(ticket):
    return [entry.text for entry in ticket.entries.filter(kind="internal").order_by("pk")]


def test_a_hundred_times_past_the_level_is_one_incident_with_the_agreed_priority():
    threshold(impact=2, urgency=1)

    readings(*[90] * 100)

    [one] = incidents()
    assert (one.impact, one.urgency, one.title) == (2, 1, "Disk som används: 90 %")
    assert Alarm.objects.get().incident == one
    assert words(one) == []


def test_the_incident_is_told_when_it_is_over():
    threshold()

    readings(90, 90, 90, 70)

    [one] = incidents()
    assert words(one) == ["Det är över. Det varade 3 min och sades 3 gånger."]
    assert one.state == "new"


def test_one_that_flaps_is_one_incident_that_is_not_filled_with_words():
    threshold(margin=0)

    readings(*[90, 70] * 30)

    [one] = incidents()
    assert len(words(one)) == 6  # an hour, once in ten minutes


def test_one_that_comes_back_later_is_told_of_on_the_incident_that_is_not_solved():
    threshold()
    readings(90, 70)

    readings(90, start=NOON + timedelta(hours=5))

    [one] = incidents()
    assert Alarm.objects.count() == 2
    assert words(one)[-1] == "Det är där igen: Disk som används: 90\u00a0%"


def test_after_the_incident_is_solved_the_next_one_is_new():
    threshold()
    readings(90, 70)
    life.solve(incidents()[0], "Rensade loggar.", now=NOON + timedelta(hours=1))

    readings(90, start=NOON + timedelta(hours=5))

    assert [one.state for one in incidents()] == ["solved", "new"]


@pytest.mark.krav("6.1.3")
def test_one_that_comes_again_and_again_becomes_one_problem():
    threshold()
    for turn in range(4):
        readings(90, 70, start=NOON + turn * timedelta(hours=3))

    [problem] = Ticket.objects.filter(kind="problem")
    assert problem.title == "Kommer igen: Disk som används: 90 %"
    assert "3 gånger" in problem.text


def test_twice_is_no_problem():
    threshold()
    for turn in range(2):
        readings(90, 70, start=NOON + turn * timedelta(hours=3))

    assert not Ticket.objects.filter(kind="problem").exists()


def test_alarms_of_others_are_one_incident_for_each_fingerprint():
    for began in ("2026-11-27T10:00:00+00:00", "2026-11-27T11:00:00+00:00"):
        said = Said(key=f"alertmanager:a1:{began}", title="Långsam", text="", impact=2, urgency=2)
        alarms.sound(said, now=NOON)

    assert (Alarm.objects.count(), len(incidents())) == (2, 1)


def test_an_alarm_that_could_not_become_an_incident_is_no_alarm(monkeypatch):
    """Both or neither: the next look tries again."""
    threshold()

    def broken(**_said):
        raise RuntimeError("the desk is closed")

    monkeypatch.setattr("operations.desk.opening.open_ticket", broken)
    readings(90)
    assert not Alarm.objects.exists()
    monkeypatch.undo()
    readings(90, start=NOON + MINUTE)

    assert (Alarm.objects.count(), len(incidents())) == (1, 1)


@pytest.mark.krav("6.1.3")
@pytest.mark.parametrize(
    ("case", "turns", "value", "level"),
    [("crossed often", 6, 92, 97), ("crossed seldom", 2, 92, None), ("often, but not as a rule", 6, 60, None)],
)
def test_a_level_that_is_crossed_again_and_again_is_proposed_another(case, turns, value, level):
    one = threshold()
    for turn in range(turns):
        readings(90, 70, start=NOON + turn * timedelta(hours=1))
    for hour in range(1, 200):
        keeping.add_readings({"disk.used": value}, now=NOON - timedelta(hours=hour))

    assert proposing.proposed_level(one, now=NOON + timedelta(hours=8)) == level


def test_the_pages_of_an_alarm_and_its_threshold_lead_to_each_other_and_to_the_incident():
    one = threshold()
    readings(90)
    browser, alarm = verified(owner()), Alarm.objects.get()

    page = browser.get(f"/admin/monitoring/alarm/inspect/{alarm.pk}/").content.decode()
    level = browser.get(f"/admin/monitoring/threshold/inspect/{one.pk}/").content.decode()

    assert f"/admin/desk/ticket/inspect/{alarm.incident_id}/" in page
    assert f"/admin/monitoring/threshold/inspect/{one.pk}/" in page
    assert f"/admin/monitoring/capacity/{one.figure}/" in level


def test_a_new_shop_has_levels_that_nobody_has_agreed_on():
    assert Threshold.objects.filter(agreed_on=None).count() == Threshold.objects.count() >= 15


def test_a_level_is_made_and_changed_in_the_register():
    browser = verified(owner())
    given = {
        "figure": "mail.oldest",
        "side": "over",
        "level": "42,5",
        "margin": "2",
        "for_minutes": "5",
        "impact": "3",
        "urgency": "2",
        "agreed_on": "2026-11-01",
        "agreed_with": "Driftmötet",
        "is_active": "on",
    }

    answer = browser.post("/admin/monitoring/threshold/create/", given)

    assert answer.status_code == 302
    made = Threshold.objects.get(figure="mail.oldest", level=42.5)
    assert (made.agreed_with, made.agreed_on.isoformat()) == ("Driftmötet", "2026-11-01")


@pytest.mark.krav("6.1.2")
@pytest.mark.krav("6.3.4")
def test_the_page_of_capacity_says_when_and_what():
    """A disk that fills by one percent a day from 60, and has 85 as its level: on day 25 after the last."""
    threshold()
    begun = datetime(2026, 10, 1, 12, tzinfo=UTC)
    now = datetime.now(tz=UTC)
    days = min(40, (now - begun).days)
    for back in range(days, 0, -1):
        keeping.add_readings({"disk.used": 75 - back * 0.5}, now=now - timedelta(days=back))
    browser = verified(owner())

    page = browser.get("/admin/monitoring/capacity/").content.decode()
    one = browser.get("/admin/monitoring/capacity/disk.used/").content.decode()

    assert "Förbi nivån om ungefär 21 dagar" in page
    assert "en större disk, eller gamla filer flyttade" in one
    assert browser.get("/admin/monitoring/capacity/finns.inte/").status_code == 404
