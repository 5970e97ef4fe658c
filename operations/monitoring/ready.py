"""Whether this process can take visitors: database and cache answer, every migration is made, the disk has room."""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

LEAST_FREE = 0.05  # of the disk
_MIGRATED: set[str] = set()


def look() -> dict[str, bool]:
    """Each in its turn; what raises is not ready, and the rest is asked all the same."""
    return {name: _is_well(check) for name, check in CHECKS.items()}


def _is_well(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - whatever is wrong, it is not ready, and the answer says what
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _cache() -> bool:
    cache.set("monitoring:ready", "yes", 10)
    return cache.get("monitoring:ready") == "yes"


def _migrations() -> bool:
    """Asked until it is so, and not again: a process never gets newer code than it has."""
    name = str(connection.settings_dict["NAME"])
    if name not in _MIGRATED:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _MIGRATED.add(name)
    return True


def _disk() -> bool:
    space = shutil.disk_usage(settings.MEDIA_ROOT)
    return space.free >= LEAST_FREE * space.total


CHECKS = {"database": _database, "cache": _cache, "migrations": _migrations, "disk": _disk}
