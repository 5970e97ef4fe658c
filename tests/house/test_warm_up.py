"""Before the first visitor: what the server's workers have read when they are made."""

import json
import os
import subprocess
import sys

import pytest

from config.schema_stamp import PROJECT

LOOK = """
import json, sys
import config.wsgi
from config import warm_up
from django.db import connection
from django.template import engines
from django.urls import get_resolver

def seen():
    return {
        "views": "config.urls" in sys.modules,
        "templates": sorted(t.name for t in engines["django"].engine.template_loaders[0].get_template_cache.values()),
        "addresses": get_resolver()._populated if "config.urls" in sys.modules else False,
        "queue": "celery.backends.base" in sys.modules,
        "asked": connection.connection is not None,
    }

before = seen()
warm_up.warm_up()
warm_up.freeze()
import gc
print(json.dumps([before, seen(), gc.get_freeze_count()]))
"""


@pytest.fixture(scope="module")
def looked():
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.local", "DATABASE_URL": "postgres://127.0.0.1:1/no"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=PROJECT, env=env, capture_output=True, text=True, timeout=120, check=True
    )
    return json.loads(done.stdout)


def test_a_worker_has_views_addresses_templates_and_the_queue_from_the_start(looked):
    before, after, _frozen = looked

    assert not before["views"]
    assert after["views"]
    assert after["addresses"]
    assert after["queue"]
    assert {"base.html", "cart/cart.html", "checkout/checkout.html", "checkout/confirmation.html"} <= {
        *after["templates"]
    } - {*before["templates"]}


def test_the_database_is_not_asked(looked):
    """It does not even answer here: the server can start before it does, and shares no connection with its workers."""
    _before, after, _frozen = looked

    assert not after["asked"]


def test_what_has_been_read_is_not_looked_through_for_garbage(looked):
    _before, _after, frozen = looked

    assert frozen > 100_000
