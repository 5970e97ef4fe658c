"""Five releases in a row while people read and put goods in carts, one with a migration: nobody is refused (4.5.4).

The web server is started as systemd starts it: it is given the socket that stays open (`LISTEN_FDS`), in one of the
releases by systemd's own `systemd-socket-activate`, says when it is ready (`NOTIFY_SOCKET`) and is asked to end when
the next one is. Connections are one for each question, as nginx makes them here.
"""

import http.client
import os
import socket
import threading
import time
from collections import Counter
from urllib.parse import urlencode

import psycopg
import pytest
from django.urls import reverse

from commerce.cart.models import CartLine
from config import preparation
from tests import databases
from tests.drills import slots
from tests.drills.slots import Slot
from tests.factories.catalogue import sellable

pytestmark = [pytest.mark.drill, pytest.mark.whole_machine, pytest.mark.krav("4.5.4")]
RELEASES, CLIENTS, BY_SYSTEMD, WITH_MIGRATION = 5, 4, 2, 3
ONE_POST_IN = 4
BETWEEN = 0.05  # seconds that a visitor reads before he asks again
WELL = (200, 302, 303)
EXPAND = "ALTER TABLE cart_cart ADD COLUMN added_by_a_release text"


class Crowd:
    """Visitors who ask one thing after another until they are told to stop; every answer is counted."""

    def __init__(self, port, sku):
        self.port, self.sku = port, sku
        self.answers, self.failed = Counter(), []
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self._ask_on) for _ in range(CLIENTS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *fault):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def _ask_on(self):
        asked = 0
        while not self.stopped.is_set():
            asked += 1
            method = "GET" if asked % ONE_POST_IN else "POST"
            try:
                self.answers[method, self._ask(method, asked)] += 1
            except (OSError, http.client.HTTPException) as fault:
                self.failed.append((method, repr(fault)))
            self.stopped.wait(BETWEEN)

    def _ask(self, method, asked):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            if method == "POST":
                body = urlencode({"sku": self.sku, "quantity": 1})
                kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
                connection.request("POST", reverse("cart_add"), body, kind)
            else:
                connection.request("GET", f"/?asked={asked}")
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()


def test_five_releases_refuse_nobody(committing_db, tmp_path):
    assert slots.ACTIVATE or "CI" not in os.environ, "systemd-socket-activate is missing: apt-get install -y systemd"
    preparation.compile_translations()
    preparation.prepare("static", settings="config.settings.local")
    goods = sellable(price="100.00", stock=1_000_000)
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listening:
        begun = time.monotonic()
        slot = Slot(listening, databases.url_of(committing_db), tmp_path, 0)
        try:
            with Crowd(listening.getsockname()[1], goods.sku) as crowd:
                for number in range(1, RELEASES + 1):
                    if number == WITH_MIGRATION:
                        expand(committing_db)
                    by_systemd = number == BY_SYSTEMD and slots.ACTIVATE is not None
                    new = Slot(listening, databases.url_of(committing_db), tmp_path, number, by_systemd=by_systemd)
                    old, slot = slot, new
                    old.end()
        finally:
            slot.process.terminate()
            slot.process.wait()

    posted = sum(count for (method, status), count in crowd.answers.items() if method == "POST" and status in WELL)
    print(f"{RELEASES} releases in {time.monotonic() - begun:.0f} s: {dict(crowd.answers)}")  # noqa: T201
    assert crowd.failed == []
    assert {status for _method, status in crowd.answers} <= set(WELL)
    assert posted > RELEASES
    assert CartLine.objects.count() == posted


def expand(database):
    """As a migration does here: it waits a moment for its lock, and tries again, so that no reader waits behind it."""
    with psycopg.connect(databases.url_of(database), autocommit=True) as connection:
        connection.execute("SET lock_timeout = '200ms'")
        for _attempt in range(50):
            try:
                connection.execute(EXPAND)
            except psycopg.errors.LockNotAvailable:
                continue
            return
        pytest.fail("no lock in fifty tries")
