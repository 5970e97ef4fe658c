"""The watcher as a process: it asks others whether they live, and tells somebody outside that it does itself."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from integrations import public_addresses
from integrations.flows import heartbeats, outward, own, page_work, watch
from integrations.sandbox.faults import Fault
from integrations.sandbox.server import Answer, Counterpart

pytestmark = pytest.mark.krav("4.5.5")


class DeadMan(Counterpart):
    """Whoever answers at the address outside."""

    status = 200

    def done(self, method, target, headers, body, *, fault=None):
        self.requests.append((method, target, None))
        return Answer(self.status)


@pytest.fixture
def dead_man(settings, monkeypatch):
    monkeypatch.setattr(public_addresses, "is_public", lambda number: True)
    with DeadMan() as there:
        settings.DEAD_MAN_URL = f"{there.address}/ping/4711"
        yield there


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work_it_off():
    call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", "--verbosity", "0", "--interval", "0")


def test_the_watcher_goes_on_whatever_comes_of_its_sign_of_life(committing_db, dead_man, monkeypatch):
    """Minutes of watching, as fast as the clock that it is given."""
    monkeypatch.setattr(watch, "EVERY", timedelta(0))
    for fault in (Fault.DROP, Fault.UNAVAILABLE, Fault.TOO_MANY, Fault.CUT):
        dead_man.faults.on(fault, "GET", "/ping/4711")
    begun = timezone.now()
    stopped, clock = threading.Event(), [begun]

    def now():
        clock[0] += timedelta(seconds=7)
        if len(dead_man.requests) == 2 or clock[0] > begun + timedelta(minutes=30):
            stopped.set()
        return clock[0]

    watch.keep_watching(stopped, now=now)

    assert [one[:2] for one in dead_man.requests] == [("GET", "/ping/4711")] * 2
    assert dead_man.faults.left() == []
    assert clock[0] - heartbeats.last()[own.WATCHER] < timedelta(minutes=2)


@pytest.mark.krav("4.11.4")
def test_it_does_not_wait_for_the_receivers_that_it_is_to_tell_of(committing_db, monkeypatch):
    stopped, told = threading.Event(), []

    def look(**said):
        stopped.set()
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            told.extend(cursor.fetchone())

    monkeypatch.setattr(watch, "EVERY", timedelta(0))
    monkeypatch.setattr(watch, "look", look)
    monkeypatch.setattr(watch, "each_minute", lambda **said: None)

    watch.keep_watching(stopped)

    assert told == ["local"]


@pytest.mark.krav("4.11.4")
@pytest.mark.django_db
@pytest.mark.parametrize(("is_pooled", "is_local"), [(False, True), (True, False)])
def test_no_setting_is_left_on_a_connection_that_a_pooler_gives_to_others(monkeypatch, is_pooled, is_local):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", is_pooled)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO on")
        watch.commit_here()
        cursor.execute("SHOW synchronous_commit")
        assert (cursor.fetchone() == ("local",)) is is_local


@pytest.mark.krav("4.11.4")
@pytest.mark.django_db
@pytest.mark.parametrize("waits", [True, False])
def test_no_sign_of_life_is_given_while_commits_wait(dead_man, settings, monkeypatch, waits):
    settings.EACH_MINUTE = []
    monkeypatch.setattr(watch.page_work, "ask", lambda: None)
    if waits:
        monkeypatch.setattr(watch, "commits_wait", lambda: True)

    watch.each_minute(now=timezone.now())

    assert len(dead_man.requests) == (0 if waits else 1)


@pytest.mark.parametrize(("case", "status", "is_heard"), [("yes", 200, True), ("no such address", 404, False)])
def test_whether_the_sign_of_life_was_heard_is_what_was_answered(dead_man, case, status, is_heard):
    dead_man.status = status

    assert outward.ping() is is_heard


def test_nobody_is_called_where_there_is_no_address(dead_man, settings):
    settings.DEAD_MAN_URL = ""

    assert not outward.ping()
    assert dead_man.requests == []


def test_a_question_that_waits_is_asked_once_and_its_answer_is_not_kept(committing_db, queue):
    assert page_work.ask()
    assert not page_work.ask()
    assert own.TASKS not in heartbeats.last()

    work_it_off()

    assert own.TASKS in heartbeats.last()
    assert page_work.ask()
    assert DBTaskResult.objects.count() == 1


def test_what_pages_asked_for_long_ago_is_forgotten(committing_db, queue):
    page_work.ask()
    work_it_off()
    now = timezone.now()

    assert page_work.forget(now=now + timedelta(days=13)) == 0
    assert page_work.forget(now=now + timedelta(days=15)) == 1
