"""What monitors outside are told, and by which tokens; and what Alertmanager calls about."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from config.wsgi import application
from integrations.api import tokens
from integrations.api.scopes import Scope
from operations.monitoring import alertmanager, keeping, ready
from operations.monitoring.counting import Counter
from operations.monitoring.models import Alarm
from tests.factories.api import token_of
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("6.1.6")]
OUTSIDE = {"REMOTE_ADDR": "203.0.113.7"}


def asked(address, token=None):
    headers = {"authorization": f"Bearer {token.written}"} if token else {}
    return Client().get(address, headers=headers, **OUTSIDE)


@pytest.mark.django_db(databases=[])
@pytest.mark.parametrize(("method", "body"), [("GET", [b'{"ok": true}']), ("HEAD", [b""])])
def test_live_asks_nothing_and_nobody(method, body):
    """Without a database at all: that a question is asked here fails the test."""
    said = []

    answer = application({"PATH_INFO": "/live", "REQUEST_METHOD": method}, lambda status, headers: said.append(status))

    assert (said, list(answer)) == (["200 OK"], body)


def test_ready_when_all_is_in_its_place(client):
    answer = client.get("/ready", **OUTSIDE)

    assert answer.json() == {"ok": True, "database": True, "cache": True, "migrations": True, "disk": True}
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (200, True)


@pytest.mark.parametrize("what", list(ready.CHECKS))
def test_one_thing_that_is_missing_is_not_ready(client, monkeypatch, what):
    def broken():
        raise OSError

    monkeypatch.setitem(ready.CHECKS, what, broken)

    answer = client.get("/ready", **OUTSIDE)

    assert (answer.status_code, answer.json()["ok"], answer.json()[what]) == (503, False, False)


@pytest.mark.parametrize("address", ["/health", "/metrics"])
def test_a_token_is_let_in_until_it_is_revoked(address):
    token = token_of(scopes=[Scope.READ_MONITORING])
    assert asked(address, token).status_code == 200

    tokens.revoke(token.row, now=timezone.now())

    assert (asked(address, token).status_code, asked(address).status_code) == (401, 401)


@pytest.mark.parametrize("address", ["/health", "/metrics"])
def test_a_token_for_something_else_is_refused(address):
    assert asked(address, token_of(scopes=[Scope.READ_ORDERS])).status_code == 403


def test_a_token_measures_so_often_a_minute():
    token = token_of(scopes=[Scope.READ_MONITORING], per_minute=2)

    assert [asked("/metrics", token).status_code for _turn in range(3)] == [200, 200, 429]


def test_health_tells_of_each_component_and_how_old_that_is():
    keeping.add_readings({"disk.up": 1, "disk.used": 41.25, "search.up": 0}, now=timezone.now() - timedelta(seconds=30))

    told = asked("/health", token_of(scopes=[Scope.READ_MONITORING])).json()

    assert told["ok"] is False
    assert told["components"]["disk"] == {"ok": True, "age": 30, "figures": {"disk.used": 41.25}}
    assert told["components"]["search"]["ok"] is False


@pytest.mark.parametrize(("who", "status"), [(owner, 200), (lambda: UserFactory(roles=["Redaktör"]), 401)])
def test_health_is_for_those_who_look_after_the_shop(who, status):
    assert verified(who()).get("/health", **OUTSIDE).status_code == status


@pytest.mark.krav("6.1.1")
def test_metrics_are_what_has_been_counted_and_read():
    counter = Counter()
    for seconds in (0.05, 2.0, 3.0):
        counter.add("page", "wagtailadmin_home", "staff", seconds)
    counter.write()
    keeping.add_readings({"disk.used": 41}, now=timezone.now())
    keeping.add_readings({"mail.oldest": 7}, now=timezone.now() - timedelta(hours=1))

    told = asked("/metrics", token_of(scopes=[Scope.READ_MONITORING])).content.decode()

    series = 'role="staff",source="page",view="wagtailadmin_home"'
    assert f'shop_answer_seconds_bucket{{le="2.0",{series}}} 2.0' in told
    assert f'shop_answer_seconds_bucket{{le="+Inf",{series}}} 3.0' in told
    assert f"shop_answer_seconds_count{{{series}}} 3.0" in told
    assert 'shop_figure{figure="disk.used"} 41.0' in told
    assert 'shop_figure{figure="mail.oldest"}' not in told
    assert 'shop_figure_age_seconds{figure="mail.oldest"} 36' in told
    assert "shop_alarms_open 0.0" in told


@pytest.mark.parametrize(
    ("given", "is_taken"), [("proxy-1234", True), ("kort", False), ("a b c d e f g h", False), ("x" * 65, False)]
)
def test_every_answer_has_the_name_of_its_request(client, given, is_taken):
    named = client.get("/ready", headers={"x-request-id": given}).headers["X-Request-ID"]

    assert (named == given) is is_taken
    assert len(named) == (len(given) if is_taken else 32)


# --- Alertmanager ---


def alert(status="firing", mark="a1b2c3", began=None, **labels):
    return {
        "status": status,
        "fingerprint": mark,
        "startsAt": (began or timezone.now() - timedelta(minutes=1)).isoformat(),
        "labels": {"alertname": "SlowAdmin", "impact": "2", "urgency": "1", **labels},
        "annotations": {"summary": "Admin är långsam", "description": "Var femte sida tar över 2 s."},
    }


def tell(*alerts, content=None, token=None):
    body = json.dumps({"version": "4", "alerts": alerts}) if content is None else content
    who = token or token_of(scopes=[Scope.WRITE_ALARMS])
    return Client().post(
        "/alarms/alertmanager",
        body,
        content_type="application/json",
        headers={"authorization": f"Bearer {who.written}"},
        **OUTSIDE,
    )


@pytest.mark.krav("6.1.5")
def test_an_alert_said_a_hundred_times_is_one_alarm():
    token, one = token_of(scopes=[Scope.WRITE_ALARMS]), alert()

    assert {tell(one, token=token).status_code for _turn in range(100)} == {200}

    found = Alarm.objects.get()
    assert (found.title, found.impact, found.urgency, found.repeats) == ("Admin är långsam", 2, 1, 99)


@pytest.mark.krav("6.1.5")
def test_an_alert_that_is_over_ends_its_alarm_and_a_new_start_is_another():
    began = timezone.now() - timedelta(hours=2)

    tell(alert(began=began))
    tell(alert("resolved", began=began))
    tell(alert("resolved", began=began))
    tell(alert())

    assert [one.closed_at is None for one in Alarm.objects.order_by("pk")] == [False, True]


@pytest.mark.parametrize(
    ("case", "content", "status"),
    [
        ("no JSON", "{", 400),
        ("a list", "[]", 400),
        ("alerts that are none", '{"alerts": 1}', 400),
        ("an alert that is none", '{"alerts": [null]}', 400),
        ("a state of its own", json.dumps({"alerts": [{"status": "maybe"}]}), 400),
        ("no fingerprint", json.dumps({"alerts": [{"status": "firing"}]}), 400),
        ("a fingerprint that is a text", json.dumps({"alerts": [alert(mark="a'; --")]}), 400),
        ("no start", json.dumps({"alerts": [{**alert(), "startsAt": None}]}), 400),
        ("no such day", json.dumps({"alerts": [{**alert(), "startsAt": "2026-02-30T00:00:00Z"}]}), 400),
        ("a start without a zone", json.dumps({"alerts": [{**alert(), "startsAt": "2026-11-28T00:00:00"}]}), 400),
        ("a clock that jumped ahead", json.dumps({"alerts": [alert(began=timezone.now() + timedelta(days=1))]}), 400),
        ("a clock of long ago", json.dumps({"alerts": [alert(began=timezone.now() - timedelta(days=31))]}), 400),
        ("too many", json.dumps({"alerts": [alert()] * 201}), 400),
        ("too much", " " * (alertmanager.LARGEST + 1), 413),
    ],
)
def test_what_is_no_alert_is_refused_and_raises_nothing(case, content, status):
    answer = tell(content=content)

    assert (answer.status_code, answer.json()["ok"], Alarm.objects.count()) == (status, False, 0)


def test_a_flood_of_alerts_is_refused_and_what_is_open_goes_on(monkeypatch):
    monkeypatch.setattr(alertmanager, "MOST_OPEN", 3)
    three = [alert(mark=f"a{number}") for number in range(3)]

    assert tell(*three).status_code == 200
    assert tell(alert(mark="b")).status_code == 429
    assert tell(*three).status_code == 200
    assert tell(alert("resolved", mark="a0", began=None)).status_code == 200

    assert Alarm.objects.count() == 3


def test_a_priority_that_is_none_is_the_usual_one():
    tell(alert(impact="9", urgency="hög"))

    assert (Alarm.objects.get().impact, Alarm.objects.get().urgency) == (3, 3)


def test_alarms_are_raised_by_tokens_that_may():
    assert tell(alert(), token=token_of(scopes=[Scope.READ_MONITORING])).status_code == 403
    assert Client().post("/alarms/alertmanager", "{}", content_type="application/json").status_code == 401
    assert not Alarm.objects.exists()
