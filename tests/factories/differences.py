"""Two books held against each other: what is found, in few words, and what a counterpart knew before a test."""

import contextlib
import copy
from datetime import datetime, timedelta

from django.utils import timezone

from integrations.reconciliation.looking import compare

BOOKS_OF = {"contract", "heard", "address", "now", "interface", "doors"}


def in_a_day(**time) -> datetime:
    """When everything that is under way has had its time."""
    return timezone.now() + timedelta(**(time or {"hours": 6}))


def found(system, *, now=None, since=None):
    """What differs: pairs of kind and subject, in order."""
    return sorted((one.kind, one.subject) for one in differences(system, now=now, since=since))


def differences(system, *, now=None, since=None):
    now = now or in_a_day()
    return compare(system, now=now, since=since or now - timedelta(days=20))


@contextlib.contextmanager
def untouched(books):
    """What a test does to a counterpart's books is taken back."""
    names = [name for name in vars(books) if name not in BOOKS_OF]
    kept = {name: copy.deepcopy(getattr(books, name)) for name in names if is_plain(getattr(books, name))}
    yield books
    for name, value in kept.items():
        setattr(books, name, value)


def is_plain(value) -> bool:
    return not callable(value) and type(value).__module__ in ("builtins", "collections", "datetime", "itertools")
