"""Shared by every test: the database is PostgreSQL, started here when none is named, and always freshly copied."""

import contextlib
import gc
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples

from config import embedded_database, translations

pytest_plugins = ["tests.committing", "tests.made_once"]

if embedded_database.is_wanted():
    embedded_database.start()
translations.compile_all()
# What takes its time on a busy machine is not wrong for that.
examples.register_profile("shop", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("shop")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Give this test process its own copy of the migrated template; whatever it holds is dropped at the end."""
    from tests import databases, in_memory

    with contextlib.ExitStack() as held:
        with django_db_blocker.unblock():
            databases.sweep()
            name = held.enter_context(in_memory.copy_of(databases.migrated_template()))
            held.enter_context(databases.connected_to(name))
        yield
        with django_db_blocker.unblock():
            held.close()


@pytest.fixture(autouse=True)
def swedish_first():
    """A request to an English page leaves its language in the thread; every test begins in Swedish."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def goods_without_pictures(request, monkeypatch):
    """Goods of tests have no pictures and are published all the same; tests of that rule take `pictures_matter`."""
    if "pictures_matter" not in request.fixturenames:
        monkeypatch.setattr("cms.checks.goods.has_picture", lambda page: True)


@pytest.fixture
def pictures_matter():
    """Product pages without a picture are refused, as in the shop."""


@pytest.fixture(autouse=True)
def nothing_kept():
    """No test starts with what another's version numbers stood for."""
    from tests.committing import forget_versioned

    forget_versioned()


def pytest_configure(config):
    """While several workers read the tests, another makes the template that all of them would wait for."""
    if config.getoption("numprocesses", None) and not config.getoption("collectonly"):
        config.template_made = subprocess.Popen([sys.executable, "-m", "tests.databases"])


def pytest_unconfigure(config):
    if hasattr(config, "template_made"):
        config.template_made.wait()


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: "drills" not in item.path.parts)  # the long ones first, so that none is left to the end
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and (marker.kwargs.get("transaction") or "transactional_db" in getattr(item, "fixturenames", ())):
            raise pytest.UsageError(
                f"{item.nodeid}: use the fixture committing_db, which leaves pages and levels alone"
            )


def pytest_collection_finish():
    """All that has been imported stays until the end: the collector need not look through it again and again.

    Nor need it look as often as a process that is to live for months: what a page leaves behind is some megabytes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
