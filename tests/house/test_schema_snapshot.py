"""A new database is filled from `config/schema_snapshot.sql`. That the migrations make the same is a drill's to say."""

import pytest
from django.core.management import call_command
from django.db import connections

from config import schema_snapshot, schema_stamp
from home.models import HomePage
from tests import databases


@pytest.fixture
def empty(django_db_blocker):
    with django_db_blocker.unblock(), databases.empty("_new") as name, databases.connected_to(name):
        yield name


def test_it_is_of_the_migrations_that_are_here():
    assert schema_snapshot.made_of() == schema_stamp.parts(), "run `make snapshot`"


def test_an_empty_database_is_filled_and_nothing_is_left_to_migrate(empty):
    assert schema_snapshot.load(connections["default"])
    call_command("migrate", check_unapplied=True, verbosity=0)
    assert schema_snapshot.body(databases.url_of(empty)) == schema_snapshot.FILE.read_text().partition("\n\n")[2]


def test_each_shop_has_keys_of_its_own_and_both_languages_of_its_start_page_the_same(empty, django_db_blocker):
    def keys() -> set:
        return set(HomePage.objects.values_list("translation_key", flat=True))

    schema_snapshot.load(connections["default"])
    [first] = keys()
    with databases.empty("_other") as other, databases.connected_to(other):
        schema_snapshot.load(connections["default"])
        [second] = keys()
    assert first != second


def test_a_database_with_something_in_it_is_left_alone(empty):
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE somebody_was_here ()")
    assert not schema_snapshot.load(connections["default"])
    assert connections["default"].introspection.table_names() == ["somebody_was_here"]


def test_a_newer_server_s_snapshot_is_not_given_to_an_older(empty, monkeypatch, tmp_path):
    file = tmp_path / "newer.sql"
    file.write_text(schema_snapshot.FILE.read_text().replace("-- PostgreSQL 18\n", "-- PostgreSQL 99\n", 1))
    monkeypatch.setattr(schema_snapshot, "FILE", file)
    assert not schema_snapshot.load(connections["default"])
    assert connections["default"].introspection.table_names() == []


def test_one_that_is_behind_is_gone_on_from_and_one_of_something_else_is_not():
    parts = schema_stamp.parts()
    assert schema_snapshot.is_of(parts | {"cms/migrations/9999_newer.py": "0123abcd"})
    some = next(iter(parts))
    assert not schema_snapshot.is_of(parts | {some: "changed"})
    assert not schema_snapshot.is_of({name: digest for name, digest in parts.items() if name != some})
