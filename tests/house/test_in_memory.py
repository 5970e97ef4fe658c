"""Copies of the template lie in the machine's memory where there is room, and on the disk where there is none."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connection

from config import embedded_database
from config.schema_stamp import PROJECT
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


@pytest.fixture
def own_server():
    """A server of this test's own, where its user can reach it; `call` runs `config.embedded_database` for it."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)

        def call(code):
            said = subprocess.run(
                [sys.executable, "-c", f"from config import embedded_database as server; {code}"],
                cwd=PROJECT,
                env={**os.environ, "DATA_DIR": place, "DATABASE_URL": ""},
                stdout=subprocess.PIPE,
                text=True,
                timeout=120,
                check=True,
            )
            return said.stdout.strip()

        assert place in call("print(server.url())")
        yield call
        call("server.forget()")


@pytest.mark.drill
def test_a_server_starts_after_a_power_cut_that_emptied_the_memory(own_server):
    own_server("server.start()")
    folder = Path(own_server("print(server.in_memory())"))
    with psycopg.connect(own_server("print(server.url('postgres'))"), autocommit=True) as opened:
        opened.execute(f"CREATE TABLESPACE in_memory LOCATION '{folder}'")
        opened.execute("CREATE DATABASE lost TABLESPACE in_memory")
        opened.execute("CREATE TABLE kept ()")
        postmaster = psutil.Process(opened.info.backend_pid).parent()

        family = [postmaster, *postmaster.children()]
        for one in family:
            one.kill()
        psutil.wait_procs(family, timeout=30)
    shutil.rmtree(folder)

    own_server("server.start()")
    with psycopg.connect(own_server("print(server.url('postgres'))"), autocommit=True) as opened:
        assert opened.execute("SELECT to_regclass('kept') IS NOT NULL").fetchone() == (True,)
        opened.execute("DROP DATABASE lost")
        opened.execute("DROP TABLESPACE in_memory")
    own_server("server.forget()")
    assert not folder.exists()
