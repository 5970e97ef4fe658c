"""Statements that every page asks, planned once for each database connection instead of once for each question.

Planning a statement of five joins costs the database several times what running it for one product does. Only for
statements that look rows up by keys: the plan is made without knowing the values.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor

THRESHOLD = 2  # a statement is prepared when it is asked for the third time


def rows(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple]:
    """Every row that a statement gives for some values. One query."""
    with _cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _cursor() -> Any:
    """One that passes the values beside the statement. Where queries are written down they stand in it, to be read."""
    if connection.queries_logged:
        return connection.cursor()
    connection.ensure_connection()
    driver = connection.connection
    if driver.prepare_threshold is None and not is_pooled():
        driver.prepare_threshold = THRESHOLD  # concerns these cursors only: Django's own are never prepared
    return connection.make_cursor(ServerBindingCursor(driver))


def is_pooled() -> bool:
    """Whether a pooler may give each transaction another connection, as Django's own setting for that tells."""
    return bool(connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))
