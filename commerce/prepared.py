"""Statements that every page asks, planned once for each database connection instead of once for each question.

Planning a statement of five joins costs the database several times what running it for one product does. Only for
statements that look rows up by keys: the plan is made without knowing the values, and it is made once because the
settings of the database ask for that (`plan_cache_mode`). Left to itself PostgreSQL plans anew the first five times,
and always where it takes an array whose length it does not know for longer than the carts that come.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakSet

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg.pq import ExecStatus

THRESHOLD = 0  # a statement is prepared when it is first asked


def rows(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple]:
    """Every row that a statement gives for some values. One query."""
    with _cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _cursor() -> Any:
    """One that passes the values beside the statement. Where queries are written down they stand in it, to be read."""
    if connection.queries_logged:
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    driver = connection.connection
    if driver.prepare_threshold is None and not is_pooled():
        driver.prepare_threshold = THRESHOLD  # concerns these cursors only: Django's own are never prepared
    cursor: Any = ServerBindingCursor
    return connection.make_cursor(cursor(driver))


def is_pooled() -> bool:
    """Whether a pooler may give each transaction another connection, as Django's own setting for that tells."""
    return bool(connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))


class Quick:
    """One statement of one value, asked through the database's own library: a tenth of the time that a cursor takes.

    For what every request asks outside a transaction. Value and answers are bytes, as the database writes them.
    """

    def __init__(self, name: str, statement: str):
        self.name, self.statement = f"shop_{name}".encode(), statement.encode()
        self.known: WeakSet[Any] = WeakSet()  # connections that have the plan

    def rows(self, value: bytes) -> list[Any] | None:
        """The rows; None when they cannot be had this way, and the ordinary way will say why."""
        driver = connection.connection
        if driver is None or driver.closed or is_pooled():
            return None
        result = self._ask(driver, value)
        if result.status != ExecStatus.TUPLES_OK:
            self.known.discard(driver)
            return None
        columns = range(result.nfields)
        return [tuple(result.get_value(row, column) for column in columns) for row in range(result.ntuples)]

    def _ask(self, driver: Any, value: bytes) -> Any:
        libpq = driver.pgconn
        if driver not in self.known:
            libpq.prepare(self.name, self.statement)
            self.known.add(driver)
        return libpq.exec_prepared(self.name, [value])
