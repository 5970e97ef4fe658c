"""`deploy/look` closes and opens the shop on time, with the shop and its database stopped."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from runpy import run_path
from threading import Thread

import pytest
from django.conf import settings

pytestmark = [pytest.mark.krav("4.10.2"), pytest.mark.krav("4.11.3")]
SCRIPT = settings.PROJECT / "deploy" / "look"
NOBODY = "http://127.0.0.1:9/healthz"
HOUR = timedelta(hours=1)


class Well(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def answering():
    server = HTTPServer(("127.0.0.1", 0), Well)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/healthz"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def look(tmp_path):
    """Look once, with the outages that are given as hours from now, and say which flags there are."""

    def look(outages, address=NOBODY):
        now = datetime.now(UTC)
        spans = [{"starts": (now + a * HOUR).isoformat(), "ends": (now + b * HOUR).isoformat()} for a, b in outages]
        (tmp_path / "outages.json").write_text(json.dumps(spans), encoding="utf-8")
        return ran(tmp_path, address)

    (tmp_path / "flags").mkdir()
    return look


def ran(folder, address=NOBODY):
    subprocess.run([sys.executable, SCRIPT, folder, folder / "flags", address], check=True, timeout=30)
    return {path.name for path in (folder / "flags").iterdir()}


def test_it_closes_and_opens_on_time(look, answering):
    assert look([(1, 2)], answering) == set()
    assert look([(-1, 1), (5, 6)], answering) == {"closed"}
    assert look([(-3, -1)], answering) == set()


def test_it_says_when_the_shop_does_not_answer(look, answering):
    assert look([]) == {"unwell"}
    assert look([], answering) == set()


@pytest.mark.parametrize("text", ["", "{", "[{}]", '[{"starts": 1, "ends": 2}]', "[[]]"])
def test_a_list_that_cannot_be_read_neither_closes_nor_opens(look, tmp_path, text):
    look([(-1, 1)])
    (tmp_path / "outages.json").write_text(text, encoding="utf-8")

    assert "closed" in ran(tmp_path)
    (tmp_path / "flags" / "closed").unlink()
    assert "closed" not in ran(tmp_path)


def test_an_outage_is_half_open():
    is_closed = run_path(str(SCRIPT))["is_closed"]
    starts = datetime(2026, 12, 20, 1, tzinfo=UTC)
    text = json.dumps([{"starts": starts.isoformat(), "ends": (starts + HOUR).isoformat()}])

    assert [is_closed(text, starts + n * HOUR) for n in (0, 0.5, 1)] == [True, True, False]
    assert not is_closed(text, starts - timedelta(microseconds=1))
