"""Whom an event wakes: a worker, once, and only for what somebody is told of."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from commerce.events.log import publish, publish_each
from integrations import outbox, routes

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def sent(monkeypatch):
    """What the broker has been asked for."""
    asked = []
    monkeypatch.setattr(outbox, "current_app", SimpleNamespace(send_task=lambda name, **_how: asked.append(name)))
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
