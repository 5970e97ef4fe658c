"""Versions of what pages show. They live in PostgreSQL so that every process sees a change the moment it commits."""

from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError, connection

from commerce import prepared

STATEMENT = "SELECT tag, version FROM events_version WHERE tag = ANY(%s)"
QUICK = prepared.Quick("versions", "SELECT tag, version FROM events_version WHERE tag = ANY($1::text[])")


def current(tags):
    """The version of each tag; a tag that never changed is 0. One query."""
    if not tags:
        return {}
    found = dict(prepared.rows(STATEMENT, [sorted(tags)]))
    return {tag: found.get(tag, 0) for tag in tags}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Some tags at their versions, as the database reads and writes them: asked about far more often than made."""

    tags: bytes
    found: dict  # tags that have changed at some time, as bytes

    @classmethod
    def of(cls, seen):
        """The stamp of what `current` gave."""
        listed = ",".join(f'"{tag}"' for tag in sorted(seen))
        found = {tag.encode(): str(version).encode() for tag, version in seen.items() if version}
        return cls(f"{{{listed}}}".encode(), found)

    def stands(self):
        """Whether every tag still has its version. One query; a connection that has died is opened again."""
        if self.tags == b"{}":
            return True
        if connection.in_atomic_block or connection.queries_logged:
            return self._found() == self.found
        answer = QUICK.rows(self.tags)
        if answer is not None:
            return dict(answer) == self.found
        database: Any = connection
        database.health_check_done = True  # the next query is the health check
        try:
            return self._found() == self.found
        except (OperationalError, InterfaceError):
            connection.close()
            return self._found() == self.found

    def _found(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT tag, version FROM events_version WHERE tag = ANY(%s::text[])", [self.tags.decode()])
            return {tag.encode(): str(version).encode() for tag, version in cursor.fetchall()}


def bump(*tags):
    """Tell that what the tags name has changed, as part of the current transaction. Locks the rows in tag order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO events_version (tag, version) SELECT tag, 1 FROM unnest(%s::text[]) AS tag ORDER BY tag "
            "ON CONFLICT (tag) DO UPDATE SET version = events_version.version + 1",
            [sorted(set(tags))],
        )
