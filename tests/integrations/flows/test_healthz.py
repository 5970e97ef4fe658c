"""Whoever watches the shop from outside: what `/healthz` says to whom, and the call that shouts when it stops."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from integrations import checks, outbox
from integrations.flows import heartbeats, outward, own, page_work, watch
from integrations.models import Delivery
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.5")]
PROCESSES = (own.WORKER, own.CLOCK, own.PICTURES, own.TASKS, own.WATCHER)
OUTSIDE = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def alive():
    for process in PROCESSES:
        heartbeats.beat(process, now=timezone.now())


def test_all_is_well_when_every_process_has_been_heard_of(client, alive, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        answer = client.get("/healthz", **OUTSIDE)

    assert (answer.status_code, answer.json()) == (200, {"ok": True, "database": True})
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("process", PROCESSES)
def test_one_that_is_silent_is_enough_to_be_told_of(client, alive, process):
    heartbeats.beat(process, now=timezone.now() - timedelta(minutes=16))

    answer = client.get("/healthz", **OUTSIDE)

    assert (answer.status_code, answer.json()) == (503, {"ok": False, "database": True})


def test_one_that_has_never_been_heard_of_is_silent(client):
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize(
    ("case", "who", "asked", "is_told"),
    [
        ("anybody outside", None, OUTSIDE, False),
        ("on the machine", None, {"REMOTE_ADDR": "127.0.0.1"}, True),
        ("on the machine, IPv6", None, {"REMOTE_ADDR": "::1"}, True),
        ("by a proxy on the machine", None, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}, False),
        ("by a socket of a file", None, {"REMOTE_ADDR": ""}, False),
        ("the owner", owner, OUTSIDE, True),
        ("a developer", lambda: UserFactory(roles=["Utvecklare"]), OUTSIDE, True),
        ("an editor", lambda: UserFactory(roles=["Redaktör"]), OUTSIDE, False),
    ],
)
def test_how_old_the_signs_are_is_for_those_who_look_after_the_shop(client, alive, case, who, asked, is_told):
    browser = verified(who()) if who else client

    told = browser.get("/healthz", **asked).json()

    assert told["ok"]
    assert set(told.get("processes", ())) == (set(PROCESSES) if is_told else set())
    assert all(one["ok"] and one["age"] < 60 for one in told.get("processes", {}).values())


def test_an_owner_without_the_second_factor_is_anybody(alive):
    browser = Browser()
    browser.force_login(owner())

    assert "processes" not in browser.get("/healthz", **OUTSIDE).json()


def test_a_database_that_does_not_answer_is_said_to_be_so(client, alive):
    """Here it is a table that is away: to the view it is the same."""
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before; ALTER TABLE integrations_heartbeat RENAME TO somewhere_else")
    answer = client.get("/healthz")
    with connection.cursor() as cursor:
        cursor.execute("ROLLBACK TO SAVEPOINT before")

    assert (answer.status_code, answer.json()) == (503, {"ok": False, "database": False})


def test_only_reading_is_answered(client, alive):
    assert client.post("/healthz").status_code == 405


def test_the_watcher_asks_those_who_work_for_pages_whether_they_live():
    """They have a queue of their own, in the database; the worker of it takes the question like all else."""
    page_work.ask()

    assert own.TASKS in heartbeats.last()


def test_no_sign_of_life_goes_to_an_address_of_our_own_network(settings, caplog):
    settings.DEAD_MAN_URL = "https://127.0.0.1/ping/hemlig"

    assert not outward.ping()
    assert "did not get through" in caplog.text
    assert "hemlig" not in caplog.text


def test_the_address_is_never_one_in_the_open(settings):
    settings.DEAD_MAN_URL = "http://ping.example.se/"

    assert [one.id for one in checks.notices_can_be_trusted(None)] == ["integrations.E032"]


def test_a_watcher_that_falls_silent_is_told_of_and_closes_when_it_is_back(alive):
    """The worker looks at the watcher every fifteen seconds: within a minute of the deadline somebody knows."""
    code, now = f"shop.{own.WATCHER}", timezone.now()
    watch.look(now=now, only=[code])
    heartbeats.beat(own.WATCHER, now=now)

    watch.look(now=now + timedelta(seconds=119), only=[code])
    assert not watch.misses.open_codes()
    watch.look(now=now + timedelta(seconds=135), only=[code])
    assert watch.misses.open_codes() == {code}

    heartbeats.beat(own.WATCHER, now=now + timedelta(minutes=5))
    watch.look(now=now + timedelta(minutes=5), only=[code])
    assert not watch.misses.open_codes()
    outbox.route_events(now=now + timedelta(minutes=5))
    kinds = Delivery.objects.filter(target="notices.mail").order_by("pk").values_list("event__kind", flat=True)
    assert list(kinds) == ["flow.missed", "flow.recovered"]
