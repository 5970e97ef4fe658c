"""Every migration from nothing: they make what `config/schema_snapshot.sql` says, which databases are filled from."""

import pytest

from config import schema_snapshot
from tests import databases

pytestmark = pytest.mark.drill


def test_the_migrations_make_what_the_snapshot_says(django_db_blocker):
    with django_db_blocker.unblock():
        assert databases.snapshot() == schema_snapshot.FILE.read_text(encoding="utf-8"), "run `make snapshot`"
