"""The one way out: what is told of transport, what is kept, and where it will not go."""

import socket
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from django.db import transaction

from integrations import client, public_addresses
from integrations.client import CalledInTransaction, Client
from integrations.errors import NotSent, Unknown
from integrations.sandbox.listening import Listening

ANSWERS = {
    "/ok": (200, {"Content-Type": "application/json"}, b'{"number": 7, "access_token": "very secret"}'),
    "/broken": (500, {}, b""),
    "/many": (429, {"Retry-After": "120"}, b""),
    "/many-by-date": (429, {"Retry-After": "Fri, 27 Nov 2026 08:00:00 GMT"}, b""),
    "/elsewhere": (302, {"Location": "/ok"}, b""),
    "/html": (200, {"Content-Type": "text/html"}, b"<html>Gateway</html>"),
    "/deep": (200, {"Content-Type": "application/json"}, b"[" * 100_000),
    "/large": (200, {}, b"x" * 3000),
    "/half": (200, {"Content-Length": "100"}, b"half"),
    "/no": (422, {"Content-Type": "application/json"}, b'{"error": "no such article"}'),
}


class Partner(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.do_GET()

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/drop":
            self.close_connection = True
            return
        if path == "/slow":
            self.server.let_go.wait(20)
        status, headers, body = ANSWERS.get(path, (404, {}, b""))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = path == "/half"

    def log_message(self, *args):
        pass


@pytest.fixture
def partner():
    with Listening(("127.0.0.1", 0), Partner) as server:
        server.let_go = threading.Event()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.let_go.set()
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("path", "status"), [("/ok", 200), ("/no", 422), ("/elsewhere", 302), ("/gone", 404)])
def test_statuses_are_for_the_adapter_to_judge_and_nothing_is_followed(partner, path, status):
    answer = Client(partner).call("GET", path)

    assert (answer.status, answer.is_ok) == (status, status == 200)


@pytest.mark.parametrize("path", ["/broken", "/drop", "/half"])
def test_what_may_have_arrived_is_unknown(partner, path):
    with pytest.raises(Unknown):
        Client(partner).call("POST", path, json={})


def test_an_answer_that_does_not_come_in_time_is_unknown(partner):
    with pytest.raises(Unknown):
        Client(partner, read=0.2).call("POST", "/slow", json={})


def test_an_answer_that_is_too_large_is_unknown(partner):
    with pytest.raises(Unknown):
        Client(partner, largest=1000).call("GET", "/large")


@pytest.mark.parametrize("path", ["/html", "/deep"])
def test_an_answer_that_cannot_be_read_is_unknown(partner, path):
    answer = Client(partner).call("GET", path)

    with pytest.raises(Unknown):
        answer.json()


def test_nobody_at_home_is_not_sent():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"

    with pytest.raises(NotSent):
        Client(address).call("POST", "/", json={})


def test_a_name_that_nobody_has_is_not_sent():
    with pytest.raises(NotSent):
        Client("http://nobody.invalid").call("GET", "/")


@pytest.mark.parametrize(("path", "wait"), [("/many", timedelta(minutes=2)), ("/many-by-date", None)])
def test_too_many_is_not_sent_and_tells_how_long(partner, path, wait):
    with pytest.raises(NotSent) as caught:
        Client(partner).call("GET", path)

    assert caught.value.wait == wait


def test_what_was_said_is_kept_without_its_secrets(partner):
    with client.kept() as seen:
        Client(partner, auth=("shop", "my password")).call(
            "POST",
            "/ok",
            params={"api_key": "k-1", "page": "2"},
            json={"name": "Åsa", "client_secret": "hush", "card": {"pin": 1234}, "shipping": "home"},
        )

    [said] = seen.exchanges
    assert (said.method, said.status, said.url) == ("POST", 200, f"{partner}/ok?api_key=…&page=2")
    assert "hush" not in said.asked
    assert "1234" not in said.asked
    assert '"shipping": "home"' in said.asked
    assert said.answered == '{"number": 7, "access_token": "…"}'


def test_what_went_wrong_is_kept_too(partner):
    with client.kept() as seen, pytest.raises(Unknown):
        Client(partner).call("GET", "/broken")

    assert (seen.exchanges[0].status, seen.exchanges[0].answered) == (500, "")


def test_no_call_begins_when_the_time_is_out(partner):
    with client.kept(until=0.0), pytest.raises(NotSent):
        Client(partner).call("GET", "/ok")


def test_no_call_is_made_inside_a_transaction(committing_db, partner):
    with transaction.atomic(), pytest.raises(CalledInTransaction):
        Client(partner).call("GET", "/ok")

    assert Client(partner).call("GET", "/ok").is_ok


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://10.1.2.3/", "http://[::ffff:169.254.169.254]/"])
def test_an_address_that_somebody_gave_never_leads_inside(address):
    with pytest.raises(NotSent):
        Client(public_only=True).call("GET", address)


def test_a_name_that_answers_differently_the_second_time_gains_nothing(partner, monkeypatch):
    """The number that is connected to is one that was looked at."""
    really, asked = socket.getaddrinfo, []

    def answers(host, port, *args, **kwargs):
        if host != "changing.example":
            return really(host, port, *args, **kwargs)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    port = partner.rpartition(":")[2]

    with pytest.raises(NotSent):
        Client(public_only=True).call("GET", f"http://changing.example:{port}/ok")
    monkeypatch.setattr(public_addresses, "is_public", lambda number: True)
    assert Client(public_only=True).call("GET", f"http://changing.example:{port}/ok").is_ok
    assert len(asked) == 2, "once for each call, and never again"
