"""nginx with the whole site's configuration in front of a shop that is there, is gone, and comes back (4.11.3)."""

import contextlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import UnixStreamServer

import pytest

from tests.house.nginx_site import opened

pytestmark = pytest.mark.krav("4.11.3")
KEPT = "private, no-cache"  # what the shop says of a page that it keeps for everybody
CLOSED, DOWN = "closed", "down"


class Shop(BaseHTTPRequestHandler):
    """Answers with how many times it has been asked, so that an answer from a cache is known."""

    protocol_version = "HTTP/1.1"
    asked = 0

    def do_GET(self):
        type(self).asked += 1
        cookie = self.headers.get("Cookie", "")
        body = f"{self.path} {cookie or 'guest'} {self.asked}".encode()
        if self.path.startswith("/broken/"):
            body = b"own 503"
        self.send_response(503 if self.path.startswith("/broken/") else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Vary", "Cookie")
        self.send_header("Cache-Control", "no-store" if self.path.startswith("/konto/") else KEPT)
        if self.path.startswith("/gives-cookie/"):
            self.send_header("Set-Cookie", "csrftoken=1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.do_GET()

    do_HEAD = do_GET

    def address_string(self):
        return "unix"

    def log_message(self, *args):
        pass


class UnixServer(ThreadingHTTPServer):
    address_family = socket.AF_UNIX
    server_bind = UnixStreamServer.server_bind
    daemon_threads = True


@contextlib.contextmanager
def shop_behind(site):
    """While the block lasts something answers as the shop does."""
    path = site.socket_path
    path.unlink(missing_ok=True)
    server = UnixServer(str(path), Shop)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
@pytest.mark.parametrize(("path", "words"), [("/stangt/a", "svarar inte just nu"), ("/en/shut/a", "does not answer")])
def test_without_the_shop_everybody_gets_the_page_at_once(site, method, path, words):
    answer, took = site.ask(path, method, data=b"x" if method == "POST" else None)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.headers["Cache-Control"] == "no-store"
    assert (words in answer.text) is (method != "HEAD")
    assert took < 1


def test_it_comes_back_by_itself(site):
    assert site.ask("/ater/")[0].status_code == 503

    with shop_behind(site):
        answer, took = site.ask("/ater/")

    assert answer.status_code == 200
    assert took < 5


def test_a_kept_page_is_given_to_guests_while_the_shop_is_gone(site):
    with shop_behind(site):
        first = site.ask("/kopp/")[0]
        assert first.status_code == 200

    answer = site.ask("/kopp/")[0]

    assert (answer.status_code, answer.text) == (200, first.text)
    assert answer.headers["X-Shop-Cache"] in ("HIT", "STALE")
    assert site.ask("/kopp/", "HEAD")[0].status_code == 200
    assert site.ask("/kopp/", "POST")[0].status_code == 503


@pytest.mark.parametrize(
    "cookie", ["sessionid=a", "a=b; sessionid=c", "cart=1", "messages=1", "preview=1", "__Host-sessionid=1"]
)
def test_who_has_something_of_his_own_gets_nothing_kept_and_leaves_nothing(site, cookie):
    """A member's page never reaches a guest, nor a guest's a member: the level's prices stay where they belong."""
    path = f"/pris/{abs(hash(cookie))}/"
    with shop_behind(site):
        own = site.ask(path, headers={"Cookie": cookie})[0]
        guest = site.ask(path)[0]
        again = site.ask(path, headers={"Cookie": cookie})[0]

    assert cookie in own.text
    assert "guest" in guest.text
    assert cookie in again.text
    assert again.text != own.text
    assert site.ask(path, headers={"Cookie": cookie})[0].status_code == 503
    assert site.ask(path)[0].text == guest.text


@pytest.mark.parametrize("path", ["/konto/", "/gives-cookie/"])
def test_what_the_shop_does_not_keep_is_not_kept_here(site, path):
    with shop_behind(site):
        assert site.ask(path)[0].status_code == 200

    assert site.ask(path)[0].status_code == 503


def test_an_error_of_the_shop_itself_is_passed_on(site):
    with shop_behind(site):
        assert site.ask("/broken/")[0].text == "own 503"


def test_other_systems_and_monitors_get_json(site):
    api = site.ask("/api/v1/products", "POST")[0]

    for path in ("/healthz", "/live", "/ready", "/health"):
        health = site.ask(path)[0]
        assert (health.status_code, health.json(), health.headers["Retry-After"]) == (503, {"ok": False}, "30")
    assert (api.status_code, api.json()["status"], api.headers["Retry-After"]) == (503, 503, "30")


@pytest.mark.krav("4.10.2")
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_a_planned_outage_shows_its_own_page_with_the_shop_up_or_down(site, method):
    with shop_behind(site):
        assert site.ask("/planerat/", method)[0].status_code == 200
        with site.flag(CLOSED):
            up, took = site.ask("/planerat/", method)
            health, status = site.ask("/healthz")[0], site.ask("/status/")[0]
        assert site.ask("/planerat/", method)[0].status_code == 200
    with site.flag(CLOSED):
        down = site.ask("/en/planned/", method)[0]

    assert (up.status_code, down.status_code, up.headers["Retry-After"]) == (503, 503, "30")
    if method != "HEAD":
        assert "stängd för underhåll" in up.content.decode()
        assert "closed for maintenance" in down.text
    assert took < 1
    assert (health.status_code, status.text) == (200, "status")


@pytest.mark.krav("6.1.6")
@pytest.mark.parametrize("path", ["/live", "/ready", "/health", "/healthz", "/metrics", "/alarms/alertmanager"])
def test_a_planned_outage_does_not_shut_out_those_who_measure(site, path):
    with shop_behind(site), site.flag(CLOSED):
        assert site.ask(path)[0].status_code == 200
        assert site.ask("/konto/")[0].status_code == 503


def test_a_socket_that_systemd_holds_while_no_slot_runs_keeps_nobody_waiting(site):
    path = site.socket_path
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(str(path))
        held.listen(64)
        with site.flag(DOWN):
            answer, took = site.ask("/hallen/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert took < 1


def test_what_the_page_needs_and_the_status_are_files(site):
    assert site.ask("/static/css/tokens.css")[0].text == "tokens"
    assert site.ask("/status/")[0].text == "status"
    assert site.ask("/disturbance/sv.html")[0].status_code == 404


def test_the_status_page_says_that_the_shop_does_not_answer(site):
    assert site.ask("/status/en/")[0].text == "status en"
    for flag in ("unwell", DOWN):
        with site.flag(flag):
            assert site.ask("/status/")[0].text == "unwell"
    assert site.ask("/status/")[0].text == "status"
