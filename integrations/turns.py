"""At most so many workers deliver at once. A system that takes its time, or counts our calls, never has all of them:
what others have told us, and the shop's own clock, always find a worker.
"""

import contextlib
from collections.abc import Iterator

from django.db import connection

DELIVERING = 1_870_213  # what the turns are called among the database's advisory locks


@contextlib.contextmanager
def turn(*, most: int) -> Iterator[bool]:
    """Whether one of `most` turns was free; it is held until the end. Of a worker that dies it is free at once."""
    number = next((number for number in range(most) if _ask("pg_try_advisory_lock", number)), None)
    try:
        yield number is not None
    finally:
        if number is not None:
            _ask("pg_advisory_unlock", number)


def _ask(function: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [DELIVERING, number])
        return cursor.fetchone()[0]
