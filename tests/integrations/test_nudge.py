"""Whom an event wakes: a worker, once, and only for what somebody is told of."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from kombu.exceptions import OperationalError

from commerce.events.log import publish, publish_each
from config.schema_stamp import PROJECT
from integrations import inbox, nudging, outbox, routes

ASK = """
import django, redis.connection
django.setup()
from integrations import outbox
tried, really = [], redis.connection.Connection._connect
def counted(self):
    tried.append(1)
    return really(self)
redis.connection.Connection._connect = counted
outbox.nudge()
print(len(tried))
"""
SILENT = """
import os, socket
listening = socket.create_server(("127.0.0.1", 0))
os.environ["BROKER_URL"] = f"{os.environ['KIND']}://guest:guest@127.0.0.1:{listening.getsockname()[1]}//"
import django
django.setup()
from integrations import nudging, outbox
outbox.nudge()
print(nudging._rests_until > 0)
"""
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def sent(monkeypatch):
    """What the broker has been asked for."""
    asked = []
    monkeypatch.setattr(nudging, "current_app", SimpleNamespace(send_task=lambda name, **_how: asked.append(name)))
    monkeypatch.setitem(routes.ROUTES, "test.happened", ["test"])
    return asked


@pytest.mark.django_db
def test_a_worker_is_woken_once_however_often_something_happened(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish("test.happened", "thing:1", at=NOW)
        publish("test.nobody_is_told", "thing:1", at=NOW)
        publish_each([("test.happened", "thing:2", {}), ("test.happened", "thing:3", {})], at=NOW)

    assert sent == ["integrations.tasks.deliver"]


@pytest.mark.django_db
def test_nobody_is_woken_by_what_nobody_is_told_of(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish("test.nobody_is_told", "thing:1", at=NOW)

    assert sent == []


def test_a_broker_that_is_away_is_asked_once_and_then_left_alone_for_a_while(monkeypatch):
    """A shopper waits for one refused connection, not for one at every click."""
    asked = []

    def away(name, **_how):
        asked.append(name)
        raise OperationalError("connection refused")

    monkeypatch.setattr(nudging, "current_app", SimpleNamespace(send_task=away))
    monkeypatch.setattr(nudging, "_rests_until", 0.0)

    for _click in range(5):
        outbox.nudge()
        inbox.nudge()

    assert asked == ["integrations.tasks.deliver"]


def test_a_connection_to_the_broker_is_tried_once_and_not_again_and_again():
    """By default three tries with two seconds between them, in the middle of somebody's purchase."""
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.local", "BROKER_URL": "redis://127.0.0.1:1/0"},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.split() == ["1"]


def test_a_rabbitmq_that_takes_the_call_and_says_nothing_is_left_alone_after_two_seconds():
    told = subprocess.run(
        [sys.executable, "-c", SILENT],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.local", "KIND": "amqp"},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,  # without a limit of its own it waits for ever
    )

    assert told.stdout.split() == ["True"]
