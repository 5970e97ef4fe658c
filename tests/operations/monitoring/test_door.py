"""What is answered before Django is counted and named too, and what is counted is written when a process ends."""

import pytest
import requests
from django.db import OperationalError

from operations.monitoring import door, request_ids
from operations.monitoring.counting import MOST_NOTED, Counter
from operations.monitoring.middleware import COUNTED
from operations.monitoring.models import AnswerHour
from tests.web_server import open_shop

pytestmark = [pytest.mark.krav("4.2.4"), pytest.mark.krav("6.1.1")]


@pytest.fixture
def counter(monkeypatch):
    counter = Counter()
    monkeypatch.setattr(door, "counter", counter)
    return counter


def answered(status, *, by_django=False, **environ):
    said = []

    def application(environ, start_response):
        if by_django:
            environ[COUNTED] = True
        start_response(status, [("Content-Type", "text/html")])
        return [b"kept"]

    body = door.measured(application)(environ, lambda status, headers: said.append((status, dict(headers))))
    [(told, headers)] = said
    assert (told, list(body)) == (status, [b"kept"])
    return headers


@pytest.mark.parametrize(
    ("status", "route", "failed"), [("200 OK", "kept_page", 0), ("503 Service Unavailable", "nowhere", 1)]
)
def test_what_never_reaches_django_is_counted_and_named(counter, status, route, failed):
    headers = answered(status)

    counter.count_noted()
    [((_hour, source, told, role), tally)] = counter.tallies.items()
    assert (source, told, role, tally.count, tally.failed) == ("server", route, "visitor", 1, failed)
    assert len(headers[request_ids.HEADER]) == 32


def test_it_bears_the_name_that_the_proxy_gave_it(counter):
    assert answered("200 OK", HTTP_X_REQUEST_ID="proxy-1234")[request_ids.HEADER] == "proxy-1234"
    assert answered("200 OK", HTTP_X_REQUEST_ID="a b")[request_ids.HEADER] != "a b"
    assert answered("200 OK")[request_ids.HEADER] != answered("200 OK")[request_ids.HEADER]


def test_what_django_has_counted_is_not_counted_twice(counter):
    assert request_ids.HEADER not in answered("200 OK", by_django=True)

    assert (counter.noted, counter.tallies) == (door.counter.noted.__class__(), {})


def test_what_fails_is_left_to_fail(counter):
    def broken(environ, start_response):
        raise OperationalError

    with pytest.raises(OperationalError):
        door.measured(broken)({}, None)


def test_a_thousand_are_counted_at_once(counter):
    for _turn in range(MOST_NOTED):
        answered("200 OK")

    assert not counter.noted
    assert [tally.count for tally in counter.tallies.values()] == [MOST_NOTED]


def test_what_a_process_has_counted_is_written_when_it_is_asked_to_end(committing_db, tmp_path):
    """A real web server that writes once an hour: SIGTERM has it write the rest."""
    with open_shop(committing_db, tmp_path, MEASURE_EVERY="3600") as shop:
        for _turn in range(3):
            answer = requests.get(f"{shop.address}/", timeout=30)
            assert (answer.status_code, len(answer.headers["X-Request-ID"])) == (200, 32)
        assert requests.get(f"{shop.address}/konto/login/", timeout=30).status_code == 200
        assert not AnswerHour.objects.exists()

    found = dict(AnswerHour.objects.values_list("route", "count"))
    assert found == {"wagtail_serve": 1, "kept_page": 2, "account_login": 1}
