"""The door: a kept page is answered before Django, and as Django would."""

import re
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from commerce.cart import basket, cookie
from commerce.pricing.models import Price
from tests.cms.kept_pages import CUP, kept_cup, terminate
from tests.committing import in_threads
from tests.factories.customers import UserFactory


@pytest.fixture
def cup(committing_db):
    return kept_cup()


@pytest.fixture
def server():
    """The shop as its web server calls it, outside Django's test client."""
    from config.wsgi import application

    def get(path, **environ):
        told = {}
        asked = RequestFactory().get(path, SERVER_NAME="testserver", **environ).environ
        body = b"".join(application(asked, lambda status, headers, _error=None: told.update(status=status, h=headers)))
        return told["status"], dict(told["h"]), body

    return get


def test_the_door_answers_a_guest_as_the_whole_of_django_does(cup, server):
    made, kept_page = Client().get(CUP), Client().get(CUP)

    status, headers, body = server(CUP)

    assert status == "200 OK"
    assert body == made.content == kept_page.content
    expected = dict(kept_page.headers)
    names = [said.pop("X-Request-ID") for said in (headers, expected)]
    assert headers == expected
    assert all(names)
    assert names[0] != names[1]
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_the_door_asks_the_database_once_and_django_nothing(cup, server, monkeypatch):
    server(CUP)
    monkeypatch.setattr(BaseHandler, "get_response", None)

    with CaptureQueriesContext(connection) as asked:
        status, _headers, body = server(CUP)

    assert [query["sql"].split("FROM")[1].split()[0] for query in asked.captured_queries] == ["events_version"]
    assert (status, len(body) > 1000) == ("200 OK", True)


def test_a_price_change_is_seen_at_the_door_at_once(cup, server):
    server(CUP)
    server(CUP)

    Price.objects.filter(amount=249).update(amount=Decimal("198.50"))

    assert "198,50" in server(CUP)[2].decode()
    assert "249\xa0kr" not in server(CUP)[2].decode()


def test_the_door_fills_in_the_cart_and_believes_no_forged_one(cup, server):
    cart = basket.open_cart(user_id=None)
    basket.add(cart, "LL-1", 3)
    response = HttpResponse()
    cookie.write(response, cart)
    server(CUP)

    own = server(CUP, HTTP_COOKIE=f"cart={response.cookies['cart'].value}")[2].decode()
    forged = server(CUP, HTTP_COOKIE="cart=2.7:forged:forged")[2].decode()

    assert re.search(r'class="tool__count"[^>]*>3<', own)
    assert "tool__count" not in forged
    assert "tool__count" not in server(CUP)[2].decode()


def test_the_door_lets_nobody_with_a_session_or_a_strange_host_past(cup, server):
    pro = Client()
    pro.force_login(UserFactory(level_id="pro", first_name="Petra", last_name="Lind"))
    server(CUP)

    member = server(CUP, HTTP_COOKIE=f"sessionid={pro.cookies['sessionid'].value}")[2].decode()

    assert "219\xa0kr" in member
    assert "Petra Lind" in member
    assert server(CUP, HTTP_HOST="elsewhere.example")[0].startswith("400")


def test_what_is_kept_for_https_is_not_sent_over_http(cup, server, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    server(CUP, HTTP_X_FORWARDED_PROTO="https")
    before = len(caches["pages"]._cache)

    server(CUP, HTTP_X_FORWARDED_PROTO="http")

    assert len(caches["pages"]._cache) == before + 1


def test_the_door_opens_a_lost_connection_again(cup, server):
    server(CUP)
    server(CUP)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    in_threads(lambda: terminate(pid))

    status, _headers, body = server(CUP)

    assert status == "200 OK"
    assert "Kopp Glimma" in body.decode()
