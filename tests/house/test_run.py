"""`make run` says in a sentence why it cannot start, and starts nothing then."""

import fcntl
import os
import socket
import subprocess
import sys

import pytest
from django.db import connection

from config import embedded_database, schema_stamp
from config.schema_stamp import PROJECT


def run(data, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "config.run", *arguments],
        cwd=PROJECT,
        env={**os.environ, "DATA_DIR": str(data), "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("port", ["abc", "0", "-1", "70000", "80.5"])
def test_what_is_no_port_is_refused(tmp_path, port):
    done = run(tmp_path, PORT=port)

    assert done.returncode == 1
    assert done.stderr == f"PORT={port} is not a port: give a number from 1 to 65535.\n"


def test_a_port_that_is_taken_is_named_with_one_that_is_free(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(tmp_path, PORT=str(port))

    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port}: Address already in use. Another one is free: make run PORT=")
    assert not (tmp_path / "mail").exists()


def test_a_second_run_in_the_same_folder_is_refused(tmp_path):
    with (tmp_path / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run(tmp_path)

    assert done.returncode == 1
    assert done.stderr == "The shop already runs from this folder. `make stop` stops it.\n"


def test_a_database_that_does_not_answer_is_said_to_be_so(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]

    done = run(tmp_path, PORT=str(free))

    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("case", "settings", "environment", "expected"),
    [
        ("nothing is set", "", {}, True),
        ("named in the environment", "", {"DATABASE_URL": "postgres://x/y"}, False),
        ("named in .env", "DATABASE_URL=postgres://x/y\n", {}, False),
        ("exported in .env", "export DATABASE_URL='postgres://x/y'\n", {}, False),
        ("set aside in .env", "# DATABASE_URL=postgres://x/y\n", {}, True),
        ("another setting", "LOG_LEVEL=INFO\n", {}, True),
        ("emptied", "", {"DATABASE_URL": ""}, True),
    ],
)
def test_the_embedded_database_is_for_those_who_name_no_other(
    tmp_path, monkeypatch, case, settings, environment, expected
):
    (tmp_path / ".env").write_text(settings, encoding="utf-8")
    monkeypatch.setattr(embedded_database, "PROJECT", tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert embedded_database.is_wanted() is expected, case


class TestSchemaStamp:
    """What decides whether `make run` has anything to migrate."""

    @pytest.fixture(autouse=True)
    def _own(self, committing_db):
        with connection.cursor() as cursor:
            schema_stamp.write(cursor)

    def matches(self):
        with connection.cursor() as cursor:
            return schema_stamp.matches(cursor)

    def test_it_matches_what_was_just_migrated(self):
        assert self.matches()

    def test_it_differs_when_a_migration_was_taken_back(self):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")

        assert not self.matches()

    def test_it_differs_when_a_migration_is_new(self, monkeypatch):
        monkeypatch.setattr(schema_stamp, "fingerprint", lambda: "another")

        assert not self.matches()

    def test_an_empty_database_never_matches(self):
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE django_migrations")

        assert not self.matches()


def test_the_fingerprint_changes_with_a_migration(tmp_path, monkeypatch):
    for name in ("constraints.txt", "config/settings/base.py", "cms/migrations/0001_initial.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((PROJECT / name).read_bytes())
    monkeypatch.setattr(schema_stamp, "PROJECT", tmp_path)
    before = schema_stamp.fingerprint()

    (tmp_path / "cms/migrations/0002_more.py").write_text("", encoding="utf-8")

    assert schema_stamp.fingerprint() != before
    assert schema_stamp.fingerprint() == schema_stamp.fingerprint()
