"""However slow another system is, a worker is free for what comes in: only so many deliver at once."""

import contextlib
from types import SimpleNamespace

import pytest
from django.db import connection

from commerce.events.log import publish
from integrations import nudging, routes, tasks, turns
from integrations.models import Delivery
from tests.integrations.test_outbox import NOW, take

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.5")]


@pytest.fixture
def asked(monkeypatch):
    """What the broker has been asked for."""
    asked = []
    monkeypatch.setattr(nudging, "current_app", SimpleNamespace(send_task=lambda name, **_how: asked.append(name)))
    monkeypatch.setitem(routes.ROUTES, "test.happened", ["test"])
    monkeypatch.setitem(routes.TARGETS, "test", f"{take.__module__}.take")
    return asked


@contextlib.contextmanager
def another_worker(*, number):
    """Has a turn, by a connection of its own."""
    beside = connection.copy()
    try:
        with beside.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [turns.DELIVERING, number])
            assert cursor.fetchone() == (True,)
            yield
    finally:
        beside.close()


def happen(times=1):
    for number in range(times):
        publish("test.happened", f"thing:{number}", at=NOW)


def states():
    return set(Delivery.objects.values_list("state", flat=True))


def test_while_enough_are_at_it_a_worker_is_left_for_something_else(asked, settings):
    settings.DELIVERERS = 2
    happen()

    with another_worker(number=0), another_worker(number=1):
        assert tasks.deliver() == 0

    assert not Delivery.objects.exists()
    assert tasks.deliver() == 1  # both are gone, however they ended
    assert states() == {"delivered"}


def test_the_second_turn_is_free_beside_the_first(asked, settings):
    settings.DELIVERERS = 2
    happen()

    with another_worker(number=0):
        assert tasks.deliver() == 1


def test_what_is_left_when_a_turn_ends_is_asked_for_again(asked):
    happen(201)

    tasks.deliver()
    first, nudges = Delivery.objects.filter(state="delivered").count(), len(asked)
    tasks.deliver()

    assert (first, nudges) == (200, 1)
    assert states() == {"delivered"}
    assert len(asked) == 1


def test_a_system_in_trouble_is_not_asked_for_again_and_again(asked, monkeypatch):
    happen()
    monkeypatch.setitem(routes.TARGETS, "test", f"{take.__module__}.fail")

    tasks.deliver()

    assert states() == {"waiting"}
    assert asked == []
