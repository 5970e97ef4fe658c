"""A database that never answers: who waits is told, and nobody else is disturbed (4.11.3)."""

import contextlib
import socket
import threading

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from config import disturbance, hanging

pytestmark = pytest.mark.krav("4.11.3")


@pytest.fixture
def watch(monkeypatch):
    """One that asks when it is told to, and is answered when `watch.may_answer` is set."""
    made = hanging.Watch()
    made.may_answer = threading.Event()
    monkeypatch.setattr(made, "is_answered", lambda: made.may_answer.wait(10))
    monkeypatch.setattr(hanging, "watch", made)
    threading.Thread(target=made._keep_asking, daemon=True).start()
    return made


@pytest.fixture
def servers(tmp_path, monkeypatch):
    """Two that take connections and say nothing; the first is the database's. Gives a connection to each."""
    monkeypatch.setattr(hanging, "_servers", {str(tmp_path / "database")})
    with contextlib.ExitStack() as held:
        made = []
        for name in ("database", "other"):
            listening = held.enter_context(socket.socket(socket.AF_UNIX))
            listening.bind(str(tmp_path / name))
            listening.listen()
            asking = held.enter_context(socket.socket(socket.AF_UNIX))
            asking.connect(str(tmp_path / name))
            asking.settimeout(10)
            made.append(asking)
        yield made


def test_only_what_goes_to_the_database_is_cut(servers):
    database, other = servers

    hanging.cut()

    assert database.recv(1) == b""
    other.setblocking(False)
    with pytest.raises(BlockingIOError):
        other.recv(1)


@pytest.mark.django_db
def test_where_the_database_is_is_learnt_from_the_connections(monkeypatch):
    monkeypatch.setattr(hanging, "_servers", set())

    connection_created.send(type(connection), connection=connection)

    assert len(hanging._servers) == 1


def test_an_answer_in_time_changes_nothing(watch):
    watch.may_answer.set()

    watch.look()

    assert not watch.hangs
    assert watch.cuts == 0


def test_without_one_the_next_are_told_at_the_door_until_it_comes(watch, servers):
    reached = []
    door = hanging.unless_it_hangs(lambda environ, start_response: reached.append(environ["PATH_INFO"]) or [b""])
    watch.process = hanging.os.getpid()  # nobody watches here but this test
    watch.since[0] = 0.0  # somebody waits
    looking = threading.Thread(target=watch.look)
    looking.start()

    assert servers[0].recv(1) == b""  # he has been told
    with pytest.raises(hanging.Hangs):
        door({"PATH_INFO": "/meanwhile/"}, None)
    watch.may_answer.set()
    looking.join(10)
    door({"PATH_INFO": "/after/"}, None)

    assert reached == ["/after/"]
    assert list(watch.since) == [0]


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/", "text/html", b"Butiken svarar inte just nu"),
        ("/en/", "text/html", b"does not answer"),
        ("/ready", "application/json", b'{"ok": false}'),
        ("/api/v1/orders", "application/problem+json", b"Service Unavailable"),
    ],
)
def test_what_they_are_told_is_what_nginx_would_have_said(watch, path, kind, words):
    watch.hangs = True
    begun = []
    door = disturbance.told_at_the_door(hanging.unless_it_hangs(lambda *asked: [b"well"]))

    body = door({"PATH_INFO": path, "REQUEST_METHOD": "GET"}, lambda status, headers: begun.append((status, headers)))

    [(status, headers)] = begun
    told = dict(headers)
    assert (status, told["Retry-After"], told["Cache-Control"]) == ("503 Service Unavailable", "30", "no-store")
    assert told["Content-Type"].startswith(kind)
    assert words in b"".join(body)


def test_a_shop_may_wait_instead(settings):
    settings.DATABASE_HANGS_AFTER = 0

    assert hanging.unless_it_hangs(disturbance.server_error) is disturbance.server_error


@pytest.mark.django_db
def test_it_asks_on_a_connection_of_its_own_and_a_refusal_is_an_answer(settings):
    watch = hanging.Watch()

    assert watch.is_answered()
    assert watch.own.info.backend_pid != connection.connection.info.backend_pid
    with socket.socket(fileno=hanging.os.dup(watch.own.pgconn.socket)) as held:
        held.shutdown(socket.SHUT_RDWR)
    assert watch.is_answered()
    assert watch.own is None


@pytest.mark.django_db
def test_one_that_was_cut_has_not_been_answered(monkeypatch):
    watch = hanging.Watch()
    assert watch.is_answered()

    def hears_nothing_and_is_cut():
        watch.cuts += 1
        raise hanging.psycopg.OperationalError

    monkeypatch.setattr(hanging.select, "poll", hears_nothing_and_is_cut)

    assert not watch.is_answered()
