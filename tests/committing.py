"""Tests that commit: threads, locks, on_commit, live servers.

    def test_two_buyers_one_piece(committing_db):
        ...  # a database of its own: commits stay, every thread sees them, nothing is left behind

Use the fixture instead of `django_db(transaction=True)`, whose clean-up also deletes the pages, locales and levels
that migrations made. Threads must end before the test does; `in_threads` sees to that.
"""

import threading

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connections

from cms.storefront import frame
from commerce.pricing import upcoming
from integrations.feeds import kept as feeds
from tests import databases, in_memory


@pytest.fixture(scope="session")
def migrated(django_db_setup, django_db_blocker):
    """The name of the template; found once, for which every migration is read."""
    with django_db_blocker.unblock():
        return databases.migrated_template()


@pytest.fixture
def committing_db(request, migrated, django_db_blocker):
    """A fresh copy of the migrated database for this test alone; returns its name."""
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        pytest.fail("committing_db replaces django_db: a test uses one of them")
    with django_db_blocker.unblock():
        forget_rows()
        with in_memory.copy_of(migrated, "_own") as name, databases.connected_to(name):
            yield name
        forget_rows()


def in_threads(*calls) -> list:
    """Run the calls at the same moment, each in a thread; return what each returned or the exception it raised."""
    start = threading.Barrier(len(calls))
    results: list = [None] * len(calls)

    def run(place, call):
        try:
            start.wait(timeout=30)
            results[place] = call()
        except Exception as error:  # noqa: BLE001 - the caller asserts on what was raised
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    if any(thread.is_alive() for thread in threads):
        pytest.fail("a thread did not finish within two minutes")
    return results


def forget_rows() -> None:
    """Empty what the process remembers of the database that it leaves."""
    forget_versioned()
    ContentType.objects.clear_cache()


def forget_versioned() -> None:
    """Empty what is kept under a version: after a rollback the same number can mean something else."""
    for name in settings.CACHES:
        caches[name].clear()
    frame.forget()
    upcoming.forget()
    feeds.forget()
