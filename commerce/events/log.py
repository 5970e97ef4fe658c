from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from commerce.bulk import copy_in
from commerce.events.models import Event


def publish(kind, subject, payload=None, *, at):
    """Write what happened as a row in the current transaction; once it is committed, nudge whoever tells others.

    `settings.ON_EVENT` is called without arguments after the commit. A nudge that is lost costs time, never an event:
    a sweep finds the rows that have not been routed.
    """
    event = Event.objects.create(kind=kind, subject=subject, payload=payload or {}, at=at)
    _nudge()
    return event


def publish_all(kind, subjects, *, at):
    """Write that the same thing happened to many, as `publish` does for one, in one statement."""
    copy_in(Event, ("kind", "subject", "payload", "at"), [(kind, subject, "{}", at) for subject in subjects])
    _nudge()


def _nudge():
    if settings.ON_EVENT:
        transaction.on_commit(import_string(settings.ON_EVENT), robust=True)
