"""Copies of the template lie in the machine's memory where there is room, and on the disk where there is none."""

import pytest
from django.db import connection

from config import embedded_database
from tests import databases, in_memory

pytestmark = pytest.mark.skipif(not embedded_database.is_wanted(), reason="the server is not ours")


def place_of_a_copy():
    """The tablespace of a new copy, and how many levels stand in it."""
    with in_memory.copy_of(databases.migrated_template(), "_place") as name, databases.connected_to(name):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT spcname, (SELECT count(*) FROM customers_level) FROM pg_database"
                " JOIN pg_tablespace space ON space.oid = dattablespace WHERE datname = current_database()"
            )
            return cursor.fetchone()


def test_where_there_is_room_it_lies_in_memory(committing_db):
    assert place_of_a_copy() == (in_memory.TABLESPACE, 4)


def test_where_there_is_no_room_it_is_a_copy_as_others(committing_db, monkeypatch):
    monkeypatch.setattr(embedded_database, "MEMORY_NEEDED", 2**60)

    assert place_of_a_copy() == ("pg_default", 4)


def test_where_the_machine_has_no_such_place_there_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(embedded_database, "MEMORY", tmp_path / "none")

    assert embedded_database.in_memory() is None
