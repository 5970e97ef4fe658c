"""Two books held against each other: what is found, in few words, and what a counterpart knew before a test."""

import contextlib
import copy
from datetime import datetime, timedelta

from django.utils import timezone

from integrations.partner import Partner
from integrations.reconciliation.comparison import Comparison, Difference, Kind, Remedy
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


THEIRS: dict[str, str] = {}  # by order number what the other side holds
OURS: dict[str, str] = {}
MOVING: set[str] = set()
ANSWERS: list[Exception] = []


class ColdStore(Comparison):
    """Another system's books, as a future partner would name them: a class, and a line in the settings."""

    code, title, compares = "cold_store", "Kylhuset", "Backar som de ska ha."
    remedies = {
        Kind.MISSING_THERE: (Remedy.RESEND,),
        Kind.UNKNOWN_HERE: (Remedy.ADOPT,),
        Kind.OTHER_PIECES: (Remedy.ADOPT, Remedy.RESEND),
    }

    def differences(self, look):
        if ANSWERS:
            raise ANSWERS[0]
        for number in sorted(OURS.keys() | THEIRS.keys()):
            subject = f"order:{number}"
            if number in MOVING:
                look.leave(subject)
            elif look.wants(subject):
                look.count()
                yield from self._of(number, subject)

    def _of(self, number, subject):
        ours, theirs = ({"row:1": books[number]} if number in books else {} for books in (OURS, THEIRS))
        if ours != theirs:
            kind = Kind.OTHER_PIECES if ours and theirs else Kind.MISSING_THERE if ours else Kind.UNKNOWN_HERE
            yield Difference(system=self.code, kind=kind, subject=subject, ours=ours, theirs=theirs, order=number)

    def adopt(self, difference, *, now):
        OURS[difference.order] = THEIRS[difference.order]

    def resend(self, difference, *, now):
        THEIRS[difference.order] = OURS[difference.order]


class ColdStorePartner(Partner):
    code, name = "cold_store", "Kylhuset"
    comparisons = (ColdStore,)


@contextlib.contextmanager
def cold_store(settings):
    """A shop whose only partner is the cold store; both books are empty."""
    settings.PARTNERS = ["tests.factories.differences.ColdStorePartner"]
    for books in (THEIRS, OURS, MOVING, ANSWERS):
        books.clear()
    yield
    for books in (THEIRS, OURS, MOVING, ANSWERS):
        books.clear()
