"""Fetching pictures: from the public web only, within limits. The servers here are local, so they are let through."""

import socket
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from integrations import picture_fetch, public_addresses
from integrations.picture_fetch import FetchFailed, fetch_picture
from integrations.sandbox.listening import Listening


class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/picture":
            self._answer(200, b"picture")
        elif self.path == "/moved":
            self._answer(302, b"", Location="/picture")
        elif self.path == "/round":
            self._answer(302, b"", Location="/round")
        elif self.path == "/inside":
            self._answer(302, b"", Location="http://169.254.169.254/latest/meta-data/")
        elif self.path == "/large":
            self._answer(200, b"x" * 300_000)
        else:
            self._answer(404, b"")

    def _answer(self, status, content, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch):
    with Listening(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        really = public_addresses.is_public
        monkeypatch.setattr(public_addresses, "is_public", lambda number: number == "127.0.0.1" or really(number))
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_picture_is_fetched_also_where_it_has_moved(server):
    assert fetch_picture(f"{server}/picture") == b"picture"
    assert fetch_picture(f"{server}/moved") == b"picture"


@pytest.mark.parametrize("path", ["/gone", "/round", "/inside"])
def test_what_is_not_there_fails(path, server):
    with pytest.raises(FetchFailed):
        fetch_picture(server + path)


def test_a_file_that_is_too_large_is_given_up(server, monkeypatch):
    monkeypatch.setattr(picture_fetch, "LARGEST", 200_000)

    with pytest.raises(FetchFailed):
        fetch_picture(f"{server}/large")


def test_a_file_that_takes_too_long_is_given_up(server, monkeypatch):
    monkeypatch.setattr(picture_fetch, "TOTAL_SECONDS", -1)

    with pytest.raises(FetchFailed):
        fetch_picture(f"{server}/large")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:5432/",
        "http://10.0.0.1/x.jpg",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "file:///etc/passwd",
        "ftp://example.com/x",
        "//example.com/x",
        "kopp.jpg",
        "",
        "http://[",
        "http://example.com:99999999/",
    ],
)
def test_addresses_inside_and_odd_ones_are_never_asked(address, monkeypatch):
    monkeypatch.setattr(picture_fetch, "_ask", lambda *args: pytest.fail("it was asked"))

    with pytest.raises(FetchFailed):
        fetch_picture(address)


def test_a_name_that_leads_inside_is_refused(monkeypatch):
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: inside)

    with pytest.raises(FetchFailed):
        fetch_picture("https://bilder.example/kopp.jpg")
