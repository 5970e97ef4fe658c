"""The levels as rules of the real Prometheus, which agrees with our own watcher; and what the shop hears of it."""

import json
import subprocess
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from operations.desk.models import Ticket
from operations.monitoring import crossing, keeping, probes, prometheus, watch
from operations.monitoring.crossing import Where
from operations.monitoring.models import Alarm, Reading, Threshold
from tests.operations.monitoring.test_alarms import MINUTE, threshold
from tests.operations.monitoring.test_outside import alert, tell
from tests.operations.monitoring.tools import tool, written

pytestmark = [pytest.mark.django_db, pytest.mark.krav("6.1.5")]


def asked(*command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def noticed(level, value, **more):
    """What Alertmanager says when Prometheus has found the level crossed, by the rule that we gave it."""
    [rule] = prometheus.group([level])["rules"]
    told = alert(**more)
    told["labels"] = {"alertname": rule["alert"], **rule["labels"]}
    told["annotations"] = {**rule["annotations"], "value": f"{value:g}"}
    return told


# --- the files ---


def test_prometheus_accepts_its_configuration_and_every_rule(tmp_path):
    folder = written(tmp_path, prometheus.rules_file())
    for name in ("metrics.token", "alarms.token"):
        (folder / name).write_text("hemlig")

    status, said = asked(tool("promtool"), "check", "config", "prometheus.yml", folder=folder)

    assert (status, "FAILED" in said) == (0, False), said
    assert f"{Threshold.objects.filter(is_active=True).count() - 1} rules found" in said


def test_alertmanager_accepts_its_configuration(tmp_path):
    status, said = asked(tool("amtool"), "check-config", "alertmanager.yml", folder=written(tmp_path, "groups: []"))

    assert status == 0, said
    assert "2 receivers" in said


@pytest.mark.parametrize("wrong", [("expr: vector(1)", "expr: vector("), ("alert: Watchdog", "alarm: Watchdog")])
def test_a_fault_in_a_rule_is_seen(tmp_path, wrong):
    folder = written(tmp_path, "groups: []", **dict([wrong]))

    assert asked(tool("promtool"), "check", "rules", "shop.rules.yml", folder=folder)[0] != 0


# --- it agrees with our own watcher ---

CASES = [
    ("over", [90, 90, 90, 83, 81, 80, 79, 83, 86, 85]),
    ("under", [50, 39, 38, 37, 43, 44.5, 45, 46, 41, 39, 40]),
]


@pytest.mark.parametrize(("side", "values"), CASES)
@pytest.mark.parametrize(("margin", "minutes"), [(5, 0), (0, 0), (5, 2)])
def test_prometheus_and_the_watcher_say_the_same_of_every_reading(tmp_path, side, values, margin, minutes):
    level = threshold(side=side, level=85 if side == "over" else 40, margin=margin, for_minutes=minutes)
    ours = by_the_watcher(level, values)
    written(tmp_path, prometheus.rules_file())
    [rule] = prometheus.group([level])["rules"]
    labels = {**rule["labels"], "figure": level.figure}
    tests = {
        "rule_files": ["levels.rules.yml"],
        "evaluation_interval": "1m",
        "tests": [
            {
                "interval": "1m",
                "input_series": [
                    {"series": 'shop_figure{figure="disk.used"}', "values": " ".join(str(one) for one in values)}
                ],
                "alert_rule_test": [
                    {
                        "eval_time": f"{minute}m",
                        "alertname": rule["alert"],
                        "exp_alerts": [
                            {
                                "exp_labels": labels,
                                "exp_annotations": {**rule["annotations"], "value": f"{values[minute]:g}"},
                            }
                        ]
                        if is_open
                        else [],
                    }
                    for minute, is_open in enumerate(ours)
                ],
            }
        ],
    }
    (tmp_path / "tests.yml").write_text(json.dumps(tests), encoding="utf-8")

    status, said = asked(tool("promtool"), "test", "rules", "tests.yml", folder=tmp_path)

    assert status == 0, said
    assert any(ours)
    assert not all(ours)


def by_the_watcher(level, values):
    """Whether its alarm is open after each reading."""
    at, found = timezone.now() - timedelta(hours=1), []
    for value in values:
        keeping.add_readings({level.figure: value}, now=at)
        watch.judge(now=at)
        found.append(Alarm.objects.filter(closed_at=None).exists())
        at += MINUTE
    return found


def test_a_level_that_is_switched_off_and_prometheus_own_are_no_rules():
    threshold(is_active=False)
    Threshold.objects.create(figure="prometheus.silent", level=5)

    assert json.loads(prometheus.rules_file().removeprefix(prometheus.HEAD)) == {
        "groups": [{"name": "levels", "rules": []}]
    }


def test_the_command_writes_the_file_when_a_level_has_changed(tmp_path, capsys):
    level, path = threshold(), tmp_path / "levels.rules.yml"

    def said():
        call_command("prometheus_rules", into=path)
        return capsys.readouterr().out.strip().rpartition(": ")[2]

    assert [said(), said()] == ["written", "as it was"]
    Threshold.objects.filter(pk=level.pk).update(level=91)
    assert said() == "written"
    assert "> 91.0" in path.read_text()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("prometheus_rules", into=tmp_path / "nowhere" / "levels.rules.yml")


# --- what the shop hears ---


def test_what_both_notice_is_one_alarm_and_one_incident_with_the_agreed_priority():
    level, now = threshold(), timezone.now()
    keeping.add_readings({"disk.used": 90}, now=now)

    tell(noticed(level, 90), noticed(level, 90))
    watch.judge(now=now + MINUTE)
    tell(noticed(level, 97))

    alarm, ticket = Alarm.objects.get(), Ticket.objects.get(kind="incident")
    assert (alarm.threshold, alarm.title, alarm.worst, alarm.repeats) == (level, "Disk som används: 90\u00a0%", 97, 3)
    assert (ticket.impact, ticket.urgency, alarm.incident) == (2, 1, ticket)


@pytest.mark.parametrize(
    ("case", "value", "is_over"), [("it is back", 70, True), ("it is not", 90, False), ("within the margin", 83, False)]
)
def test_that_it_is_over_is_believed_when_the_last_reading_says_so(case, value, is_over):
    level = threshold()
    tell(noticed(level, 90))
    keeping.add_readings({"disk.used": value}, now=timezone.now())

    tell(noticed(level, 90, status="resolved"))

    assert (Alarm.objects.get().closed_at is not None) is is_over


def test_a_figure_that_is_gone_ends_no_alarm():
    level = threshold()
    tell(noticed(level, 90))

    tell(noticed(level, 90, status="resolved"))

    assert Alarm.objects.get().closed_at is None


def test_a_level_that_is_switched_off_or_quiet_raises_nothing(monkeypatch):
    tell(noticed(threshold(is_active=False), 90))
    assert not Alarm.objects.exists()
    level = threshold()
    monkeypatch.setattr(crossing, "is_quiet", lambda one, now: True)

    tell(noticed(level, 90))

    assert not Alarm.objects.exists()


def test_a_level_that_has_been_taken_away_or_is_none_is_an_alert_as_any_other():
    gone = noticed(threshold(), 90)
    Threshold.objects.all().delete()

    tell(gone, alert(mark="b", threshold="'; --"))

    assert set(Alarm.objects.values_list("threshold", flat=True)) == {None}
    assert Alarm.objects.count() == 2


@pytest.mark.parametrize("value", ["", "NaN", "mycket"])
def test_a_level_without_its_value_is_refused(value):
    told = noticed(threshold(), 90)
    told["annotations"]["value"] = value

    assert tell(told).status_code == 400
    assert not Alarm.objects.exists()


def test_a_rule_that_is_older_than_the_level_raises_nothing_that_is_back():
    level = threshold()
    assert crossing.where(level, 60) is Where.BACK

    tell(noticed(level, 60))

    assert not Alarm.objects.exists()


def test_its_sign_of_life_is_no_alarm_and_its_silence_is_one():
    Threshold.objects.exclude(figure="prometheus.silent").delete()
    assert "prometheus.silent" not in probes.read(now=timezone.now())
    began = timezone.now() - timedelta(days=400)

    assert tell(alert(alertname="Watchdog", began=began)).status_code == 200
    heard = Reading.objects.get(code="prometheus.heard").at
    read = [probes.read(now=heard + ahead)["prometheus.silent"] for ahead in (MINUTE, 6 * MINUTE)]
    assert read == [1, 6]
    assert not Alarm.objects.exists()
    keeping.add_readings({"prometheus.silent": 6}, now=heard + 6 * MINUTE)
    watch.judge(now=heard + 6 * MINUTE)

    assert Alarm.objects.get().threshold.figure == "prometheus.silent"
