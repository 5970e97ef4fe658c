"""The shop without its database: 503 and the page for visitors, wherever it is noticed first."""

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from config import disturbance

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.3")]


@pytest.fixture
def gone():
    """Every question to the database fails, as it does when the server has been stopped."""

    def refuse(*asked):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize(
    ("path", "method", "words"),
    [
        ("/", "get", "Butiken svarar inte"),
        ("/", "head", "Butiken svarar inte"),
        ("/en/", "get", "does not answer"),
        ("/sok/", "get", "Butiken svarar inte"),
        ("/konto/login/", "get", "Butiken svarar inte"),
        ("/konto/login/", "post", "Butiken svarar inte"),
    ],
)
def test_visitors_get_the_page(gone, path, method, words):
    answer = getattr(Client(raise_request_exception=False, headers={"cookie": "sessionid=a"}), method)(path)

    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert (words in answer.content.decode()) is (method != "head")


def test_other_faults_are_still_faults():
    try:
        raise RuntimeError
    except RuntimeError:
        answer = disturbance.server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "Retry-After" not in answer


@pytest.mark.parametrize("path", ["/", "/en/", "/api/v1/products"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_is_noticed_at_the_door_too(path, method):
    """A kept page is looked for before Django's own handler, which would otherwise have answered for it."""
    begun = []

    def door(environ, start_response):
        raise OperationalError

    body = disturbance.told_at_the_door(door)(
        {"PATH_INFO": path, "REQUEST_METHOD": method}, lambda status, headers: begun.append((status, dict(headers)))
    )

    [(status, headers)] = begun
    assert status == "503 Service Unavailable"
    assert headers["Retry-After"] == "30"
    assert headers["Content-Type"].startswith("application/problem" if path.startswith("/api/") else "text/html")
    assert (b"".join(body) == b"") is (method == "HEAD")


def test_what_else_fails_there_goes_on():
    def door(environ, start_response):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        disturbance.told_at_the_door(door)({"PATH_INFO": "/", "REQUEST_METHOD": "GET"}, None)
