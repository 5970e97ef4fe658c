from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

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
    """Write that the same thing happened to many, as `publish` does for one, in one statement for a thousand."""
    Event.objects.bulk_create((Event(kind=kind, subject=subject, at=at) for subject in subjects), batch_size=1000)
    _nudge()


def _nudge():
    if settings.ON_EVENT:
        transaction.on_commit(import_string(settings.ON_EVENT), robust=True)
