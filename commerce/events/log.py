import json
from functools import cache, partial

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from commerce import prepared
from commerce.bulk import copy_in
from commerce.events.models import Event

INSERT = """
INSERT INTO events_event (kind, subject, payload, at, is_routed)
VALUES (%s::text, %s::text, %s::jsonb, %s::timestamptz, false) RETURNING id
"""


def publish(kind, subject, payload=None, *, at):
    """Write what happened as a row in the current transaction; once it is committed, nudge whoever tells others.

    `settings.ON_EVENT` is called with the kind after the commit. A nudge that is lost costs time, never an event: a
    sweep finds the rows that have not been routed.
    """
    event = happened(kind, subject, payload, at=at)
    [(event.pk,)] = prepared.rows(INSERT, [kind, subject, json.dumps(event.payload), at])
    event._state.adding, event._state.db = False, connection.alias
    return event


def happened(kind, subject, payload=None, *, at):
    """The event that `publish` writes, for one who writes it together with other rows of the current transaction."""
    _nudge(kind)
    return Event(kind=kind, subject=subject, payload=payload or {}, at=at)


def publish_all(kind, subjects, *, at):
    """Write that the same thing happened to many, as `publish` does for one, in one statement."""
    copy_in(Event, ("kind", "subject", "payload", "at"), [(kind, subject, "{}", at) for subject in subjects])
    _nudge(kind)


def publish_each(told, *, at):
    """Write what happened to many, each a kind, a subject and a payload, in one statement."""
    rows = [(kind, subject, json.dumps(payload), at) for kind, subject, payload in told]
    if rows:
        copy_in(Event, ("kind", "subject", "payload", "at"), rows)
        for kind in dict.fromkeys(row[0] for row in rows):
            _nudge(kind)


def _nudge(kind):
    """Once for each transaction and kind, however often it happened in it."""
    if settings.ON_EVENT:
        nudge = _nudge_of(settings.ON_EVENT, kind)
        kept_by = set(connection.savepoint_ids)
        if not any(waits[1] is nudge and waits[0] <= kept_by for waits in connection.run_on_commit):
            transaction.on_commit(nudge, robust=True)


@cache
def _nudge_of(path, kind):
    """One and the same for a kind, so that it is known again among those that wait for the commit."""
    return partial(import_string(path), kind)
