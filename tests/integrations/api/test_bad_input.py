"""What cannot be read is refused with a problem, and never a fault of ours."""

import json

import pytest
from django.db import connection

from commerce.orders.models import Order

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2")]
BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><order>&b;</order>"""
OUTSIDE = (
    """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><order><note>&x;</note></order>"""
)
DEEP_XML = "<a>" * 5000 + "</a>" * 5000
JSON, XML = "application/json", "application/xml"
SAID = [
    ("nested ten thousand deep", b"[" * 10_000 + b"]" * 10_000, JSON, 400),
    ("nested a little too deep", b'{"a":' * 30 + b"1" + b"}" * 30, JSON, 400),
    ("fifty megabytes", b'"' + b"x" * 50_000_000 + b'"', JSON, 413),
    ("nothing, of no type", b"", JSON, 415),
    ("no JSON", b"{lines: 1}", JSON, 400),
    ("no object", b"[1]", JSON, 422),
    ("not a number", b'{"total": NaN}', JSON, 400),
    ("a number of five thousand digits", b'{"total": ' + b"9" * 5000 + b"}", JSON, 400),
    ("a number beyond the database's", b'{"total": 99999999999999999999}', JSON, 400),
    ("a name twice", b'{"note": "a", "note": "b"}', JSON, 400),
    ("NUL", json.dumps({"note": "a\0b"}).encode(), JSON, 400),
    ("NUL in a name", json.dumps({"a\0b": 1}).encode(), JSON, 400),
    ("half a surrogate", b'{"note": "\\ud800"}', JSON, 400),
    ("not UTF-8", '{"note": "å"}'.encode("latin-1"), JSON, 400),
    ("UTF-16", '{"note": "å"}'.encode("utf-16"), "application/json; charset=utf-16", 415),
    ("a form", b"note=a", "application/x-www-form-urlencoded", 415),
    ("a picture", b"\x89PNG", "image/png", 415),
    ("white space", b" ", JSON, 400),
    ("no type at all", b"{}", "", 415),
    ("entities within entities", BOMB.encode(), XML, 400),
    ("a file of the server", OUTSIDE.encode(), XML, 400),
    ("XML nested deep", DEEP_XML.encode(), XML, 400),
    ("XML cut off", b"<order><note>", XML, 400),
    ("an element twice", b"<order><note>a</note><note>b</note><email>c</email></order>", XML, 400),
]


@pytest.mark.parametrize(("case", "content", "kind", "status"), SAID, ids=[one[0] for one in SAID])
def test_a_body_that_cannot_be_read(system, mug, case, content, kind, status):
    answer = system.post("/orders", content=content, content_type=kind)

    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert "root:" not in answer.content.decode()
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("case", "path", "status"),
    [
        ("NUL in the address", "/products/a%00b", 400),
        ("NUL in a parameter", "/products?category=%00", 400),
        ("bytes that are no text", "/products/%ff%fe", 404),
        ("a parameter that is none", "/products?colour=blue", 400),
        ("a parameter twice", "/products?limit=1&limit=2", 400),
        ("no number", "/products?limit=many", 422),
        ("too many", "/products?limit=10001", 422),
        ("none", "/products?limit=0", 422),
        ("a huge number", "/products?limit=" + "9" * 400, 422),
        ("no day", "/orders?since=yesterday", 422),
        ("a parcel that is none", "/deliveries/10001-99999999999999999999", 404),
        ("SQL", "/orders/1'%20OR%20'1'='1", 404),
    ],
)
def test_an_address_that_cannot_be(system, mug, case, path, status):
    answer = system.get(path)

    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_beyond_every_clock_are_days(system, mug, day):
    assert system.get("/orders", {"since": day}).status_code == 200
    assert system.get("/orders", {"until": day}).status_code == 200


def test_a_failure_of_ours_tells_nothing_of_us(system, mug, monkeypatch, caplog):
    def fail(*_given, **_more):
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr("integrations.api.rows.things", fail)

    answer = system.get("/products")

    assert (answer.status_code, answer.json()["code"]) == (500, "failure")
    assert "hunter2" not in answer.content.decode()
    assert "the API failed at GET /api/v1/products" in caplog.text
