"""Statements that are planned once a connection: what comes back, what goes wrong, what the database keeps."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from commerce import prepared
from tests import databases

AT = datetime(2026, 11, 26, 14, 30, tzinfo=UTC)
TOKEN = UUID("11111111-2222-4333-8444-555555555555")


MAKE = "INSERT INTO events_version (tag, version) VALUES (%s::text, 1) RETURNING tag"


def plans() -> dict[str, tuple[int, int]]:
    """How often each plan of this connection was used as it was, and how often it was made anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements")
        return {statement: (generic, custom) for statement, generic, custom in cursor.fetchall()}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("bigint", 7, 7),
        ("bigint", 2**40, 2**40),
        ("text", "räksmörgås 'och' 100%", "räksmörgås 'och' 100%"),
        ("boolean", True, True),
        ("numeric", Decimal("12.50"), Decimal("12.50")),
        ("uuid", TOKEN, TOKEN),
        ("timestamptz", AT, AT),
        ("bigint[]", [1, 2**40], [1, 2**40]),
        ("text[]", ["a,b", 'c"d'], ["a,b", 'c"d']),
        ("text[]", [], []),
        ("text", None, None),
    ],
)
def test_values_come_back_as_a_cursor_gives_them(kind, value, expected):
    statement = f"SELECT %s::{kind}"

    with connection.cursor() as cursor:
        cursor.execute(statement, [value])
        [(by_cursor,)] = cursor.fetchall()

    assert prepared.rows(statement, [value]) == [(expected,)]
    assert by_cursor == expected


@pytest.mark.django_db
def test_a_name_may_stand_twice_and_a_percent_sign_for_itself():
    statement = "SELECT %(a)s::text || %(b)s::text || %(a)s::text, '100%%'"

    assert prepared.rows(statement, {"b": "2", "a": "1", "not there": 3}) == [("121", "100%")]


@pytest.mark.django_db
def test_a_statement_is_planned_once_however_often_it_is_asked():
    statement = "SELECT code FROM customers_level WHERE code = %s::text"

    for code in ("pro", "user", "pro", "nobody", "pro", "user", "premium"):
        prepared.rows(statement, [code])

    assert plans()["SELECT code FROM customers_level WHERE code = $1::text"] == (7, 0)


def test_the_plan_asked_for_longest_ago_goes_first(committing_db, monkeypatch):
    monkeypatch.setattr(prepared, "MOST", 2)

    for one in ("1", "2", "1", "3"):
        prepared.rows(f"SELECT {one}", [])

    assert set(plans()) == {"SELECT 1", "SELECT 3"}
    assert prepared.rows("SELECT 2", []) == [(2,)]


@pytest.mark.django_db
def test_queries_can_be_written_down():
    with CaptureQueriesContext(
        connection,
    ) as queries:
        prepared.rows("SELECT %s::text", ["seen"])

    assert [query["sql"] for query in queries.captured_queries] == ["SELECT 'seen'::text"]


@pytest.mark.django_db
def test_one_who_watches_queries_sees_them():
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        assert prepared.rows("SELECT %s::text", ["x"]) == [("x",)]

    assert seen == ["SELECT %s::text"]


def put_and_fail(tag):
    with transaction.atomic():
        prepared.rows(MAKE, [tag])
        raise ZeroDivisionError


def test_a_transaction_is_opened_by_its_first_statement_and_undone(committing_db):
    with pytest.raises(ZeroDivisionError):
        put_and_fail("undone")
    with transaction.atomic():
        prepared.rows(MAKE, ["kept"])

    found = prepared.rows("SELECT tag FROM events_version WHERE tag = ANY(%s::text[])", [["undone", "kept"]])
    assert found == [("kept",)]


def test_an_error_is_told_as_django_tells_it(committing_db):
    prepared.rows(MAKE, ["taken"])

    with pytest.raises(IntegrityError, match="taken"):
        prepared.rows(MAKE, ["taken"])
    with transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            prepared.rows(MAKE, ["taken"])
        assert prepared.rows(MAKE, ["after a savepoint"]) == [("after a savepoint",)]


@pytest.mark.django_db
def test_a_broken_transaction_is_asked_nothing():
    with transaction.atomic():
        connection.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            prepared.rows("SELECT 1", [])


def test_a_connection_that_the_database_has_closed_is_opened_anew(committing_db):
    [(number,)] = prepared.rows("SELECT pg_backend_pid()", [])
    with psycopg.connect(databases.url_of("postgres"), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    connection.health_check_done = False  # as at the beginning of a request

    [(after,)] = prepared.rows("SELECT pg_backend_pid()", [])

    assert after != number


def test_a_table_may_change_under_its_plan(committing_db):
    read = "SELECT * FROM changing"
    for statement in ("CREATE TABLE changing (a integer)", "INSERT INTO changing VALUES (1)"):
        prepared.rows(statement, [])
    assert prepared.rows(read, []) == [(1,)]

    prepared.rows("ALTER TABLE changing ADD b text DEFAULT 'new'", [])

    assert prepared.rows(read, []) == [(1, "new")]


def test_in_a_transaction_a_changed_table_costs_one_refusal(committing_db):
    read = "SELECT * FROM changing"
    for statement in ("CREATE TABLE changing (a integer)", "INSERT INTO changing VALUES (1)"):
        prepared.rows(statement, [])
    prepared.rows(read, [])
    prepared.rows("ALTER TABLE changing ADD b text DEFAULT 'new'", [])

    with pytest.raises(Exception, match="cached plan"), transaction.atomic():
        prepared.rows(read, [])
    with transaction.atomic():
        assert prepared.rows(read, []) == [(1, "new")]


@pytest.mark.django_db
def test_a_statement_that_is_wrong_says_so():
    with pytest.raises(ProgrammingError, match="nowhere"), transaction.atomic():
        prepared.rows("SELECT * FROM nowhere WHERE a = %s::text", ["x"])


@pytest.mark.django_db
def test_json_goes_in_as_it_is_written():
    assert prepared.rows("SELECT %s::jsonb ->> 'å'", [json.dumps({"å": "ö"})]) == [("ö",)]
