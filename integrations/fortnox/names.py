"""What Fortnox calls things of ours. Two workers may learn the same name at once."""

from django.db import IntegrityError, transaction

from integrations import refs

SYSTEM = "fortnox"


def theirs(kind: str, ours: str) -> str | None:
    return refs.theirs(SYSTEM, kind, ours)


def ours(kind: str, theirs: str) -> str | None:
    return refs.ours(SYSTEM, kind, theirs)


def forget(kind: str, *, ours: str) -> None:
    """Fortnox has it no more: it is looked for by our own number again."""
    refs.forget(SYSTEM, kind, ours=ours)


def remember(kind: str, *, ours: str, theirs: str) -> None:
    """Raises IntegrityError when it has another name already."""
    try:
        with transaction.atomic():
            refs.remember(SYSTEM, kind, ours=ours, theirs=theirs)
    except IntegrityError:
        if refs.theirs(SYSTEM, kind, ours) != theirs:
            raise
