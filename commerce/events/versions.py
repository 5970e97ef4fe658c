"""Versions of what pages show. They live in PostgreSQL so that every process sees a change the moment it commits."""

from django.db import connection

from commerce import prepared

STATEMENT = "SELECT tag, version FROM events_version WHERE tag = ANY(%s)"


def current(tags):
    """The version of each tag; a tag that never changed is 0. One query."""
    if not tags:
        return {}
    found = dict(prepared.rows(STATEMENT, [sorted(tags)]))
    return {tag: found.get(tag, 0) for tag in tags}


def bump(*tags):
    """Tell that what the tags name has changed, as part of the current transaction. Locks the rows in tag order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO events_version (tag, version) SELECT tag, 1 FROM unnest(%s::text[]) AS tag ORDER BY tag "
            "ON CONFLICT (tag) DO UPDATE SET version = events_version.version + 1",
            [sorted(set(tags))],
        )
