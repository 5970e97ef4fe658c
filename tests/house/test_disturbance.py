"""nginx with the whole site's configuration in front of a shop that is there, is gone, and comes back (4.11.3)."""

import contextlib
import os
import shutil
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import UnixStreamServer

import pytest
import requests
from django.conf import settings

pytestmark = pytest.mark.krav("4.11.3")
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {around}
    server {{
        listen 127.0.0.1:{port};
        include {folder}/locations.conf;
        include {folder}/media.conf;
    }}
}}
"""
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


class Site:
    """nginx, and the shop behind it: `with site.shop():` while it runs."""

    def __init__(self, folder, port):
        self.folder, self.base = folder, f"http://127.0.0.1:{port}"

    @contextlib.contextmanager
    def shop(self):
        path = self.folder / "run" / "shop.sock"
        path.unlink(missing_ok=True)
        server = UnixServer(str(path), Shop)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    @contextlib.contextmanager
    def flag(self, name):
        path = self.folder / "run" / name
        path.touch()
        try:
            yield
        finally:
            path.unlink()

    def ask(self, path, method="GET", **more):
        """The answer, and how many seconds it took."""
        begun = time.monotonic()
        answer = requests.request(method, self.base + path, timeout=10, allow_redirects=False, **more)
        return answer, time.monotonic() - begun


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if not NGINX:
        if os.environ.get("CI"):
            pytest.fail("nginx is missing: apt-get install -y nginx")
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("site")
    told = {name: _here(name, folder) for name in ("shop.conf", "shop-locations.conf", "nginx-media.conf")}
    (folder / "locations.conf").write_text(told["shop-locations.conf"], encoding="utf-8")
    (folder / "media.conf").write_text(told["nginx-media.conf"], encoding="utf-8")
    (folder / "run").mkdir()
    for name, content in {
        "static/css/tokens.css": b"tokens",
        "status/index.html": b"status",
        "status/unwell.html": b"unwell",
        "status/en/index.html": b"status en",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""  # the folders of a test are its own user's
    around = told["shop.conf"].split("\nserver {", 1)[0]
    written = MAIN.format(folder=folder, port=port, user=user, around=around)
    (folder / "nginx.conf").write_text(written, encoding="utf-8")
    with subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)]) as process:
        until = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < until:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
        else:
            pytest.fail((folder / "error.log").read_text())
        yield Site(folder, port)
        process.terminate()


def _here(name, folder):
    text = (settings.PROJECT / "deploy" / name).read_text(encoding="utf-8")
    for there, here in {
        "/run/webshop": f"{folder}/run",
        "/var/cache/nginx/webshop": f"{folder}/cache",
        "/srv/webshop/.data/status": f"{folder}/status",
        "/srv/webshop/.data/media": f"{folder}/media",
        "/srv/webshop/staticfiles": f"{folder}/static",
        "/srv/webshop/deploy": str(settings.PROJECT / "deploy"),
    }.items():
        text = text.replace(there, here)
    return text


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

    with site.shop():
        answer, took = site.ask("/ater/")

    assert answer.status_code == 200
    assert took < 5


def test_a_kept_page_is_given_to_guests_while_the_shop_is_gone(site):
    with site.shop():
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
    with site.shop():
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
    with site.shop():
        assert site.ask(path)[0].status_code == 200

    assert site.ask(path)[0].status_code == 503


def test_an_error_of_the_shop_itself_is_passed_on(site):
    with site.shop():
        assert site.ask("/broken/")[0].text == "own 503"


def test_other_systems_and_monitors_get_json(site):
    health, api = site.ask("/healthz")[0], site.ask("/api/v1/products", "POST")[0]

    assert (health.status_code, health.json()) == (503, {"ok": False})
    assert (api.status_code, api.json()["status"], api.headers["Retry-After"]) == (503, 503, "30")


@pytest.mark.krav("4.10.2")
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_a_planned_outage_shows_its_own_page_with_the_shop_up_or_down(site, method):
    with site.shop():
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


def test_a_socket_that_systemd_holds_while_no_slot_runs_keeps_nobody_waiting(site):
    path = site.folder / "run" / "shop.sock"
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
