"""One at a time, without a transaction that stays open meanwhile. Of a worker that dies the place is free at once."""

import contextlib
from collections.abc import Iterator

from django.db import connection

BATCH, RENDITIONS = 1_870_221, 1_870_222  # what is held, among the database's advisory locks
KEEPING = 1_870_223
LARGEST = 2**31


@contextlib.contextmanager
def alone(what: int, number: int) -> Iterator[bool]:
    """Whether nobody else is at it. Files are read and stored inside, and no transaction waits for the storage."""
    is_free = _ask("pg_try_advisory_lock", what, number % LARGEST)
    try:
        yield is_free
    finally:
        if is_free:
            _ask("pg_advisory_unlock", what, number % LARGEST)


def in_turn(what: int) -> None:
    """Until the transaction ends, whoever asks for the same waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [what])


def _ask(function: str, what: int, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [what, number])
        return cursor.fetchone()[0]
