"""One instant of the database for one page: what it shows and the versions it is kept under belong together."""

from contextlib import contextmanager

import psycopg
from django.db import connection, transaction

from commerce import prepared


@contextmanager
def one_snapshot():
    """Let every query inside see the same committed state, and none of them write.

    A page kept under versions that were read at another instant than its prices could stay wrong for ever. Inside an
    open transaction (tests) there is nothing to do: nobody else's commits are awaited there.
    """
    if connection.in_atomic_block:
        yield
        return
    driver = prepared.driver()
    driver.isolation_level, driver.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
    try:
        with transaction.atomic():
            yield
    finally:
        if not driver.closed:
            driver.isolation_level, driver.read_only = None, None
