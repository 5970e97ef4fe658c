"""Statements that every page asks, planned once for each database connection instead of once for each question.

Planning a statement of five joins costs the database several times what running it for one product does. Only for
statements that look rows up by keys: the plan is made without knowing the values, and it is made once because the
settings of the database ask for that (`plan_cache_mode`). Left to itself PostgreSQL plans anew the first five times,
and always where it takes an array whose length it does not know for longer than the carts that come.

They are asked through the database's own library (libpq): a purchase asks fifty of them, and a cursor, which finds out
anew each time what it is asked and how, takes longer over most of them than the database does.
"""

import re
import select
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import DiagnosticField, ExecStatus, TransactionStatus

from commerce.copy_lines import array

MOST = 400  # plans that a connection holds; the one asked for longest ago goes first
DONE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)
PLAN_IS_GONE = (b"0A000", b"26000")  # its tables have changed, or somebody has thrown it away
PLACEHOLDER = re.compile(r"%(?:(%)|(?:\((\w+)\))?s)")


def rows(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple]:
    """Every row that a statement gives for some values. One query, in the transaction that is open, if one is.

    `%s` or `%(name)s` stands for a value, whose type follows from its place (`%s::bigint`). Raises what cursors raise.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]  # not by its proxy, which finds out for each word whose thread it is
    if database.queries_logged or database.execute_wrappers or _is_pooled(database):
        return _by_cursor(database, statement, values)
    database.validate_no_broken_transaction()
    driver = _driver(database)
    question = _question(statement)
    with database.wrap_database_errors:
        plans = _plans_of(database, driver)
        given = [_as_array(value) for value in question.in_order(values)]
        result = _answer(driver, plans, question, plans.convert.dump_sequence(given, [PyFormat.TEXT] * len(given)))
        return plans.loaded(result)


def rows_of_many(statement: str, values: Mapping[str, Any]) -> list[tuple]:
    """The same for thousands of keys, planned for them: the plan that is right for one, or that was made when there
    were none, goes through a table for each of them."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, {name: _as_array(value) for name, value in values.items()})
        return cursor.fetchall()


def _as_array(value: Any) -> Any:
    """Most lists are of keys or figures, which need not be looked at one by one."""
    text = array(value) if type(value) is list else None
    return value if text is None else text


def driver() -> Any:
    """The library's connection, alive: for one who begins a transaction before the first question of a request."""
    return _driver(connections[DEFAULT_DB_ALIAS])


def is_pooled() -> bool:
    """Whether a pooler may give each transaction another connection, as Django's own setting for that tells."""
    return _is_pooled(connections[DEFAULT_DB_ALIAS])


def _is_pooled(database: Any) -> bool:
    return bool(database.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))


def _driver(database: Any) -> Any:
    """The library's connection, alive.

    Django asks the database whether it is there before the first question of each request. A connection on which the
    database has said nothing unasked has not been closed, and needs not be asked.
    """
    driver = database.connection
    if driver is not None and not database.health_check_done and not driver.closed and not _has_spoken(driver):
        database.health_check_done = True
    database.close_if_health_check_failed()
    database.ensure_connection()
    return database.connection


def _has_spoken(driver: Any) -> bool:
    """Whether something waits to be read: so it is when the database has closed the connection, or is gone."""
    waiting = select.poll()
    waiting.register(driver.fileno(), select.POLLIN)
    return bool(waiting.poll(0))


def _by_cursor(database: Any, statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple]:
    """The ordinary way. Where queries are written down their values stand in them, to be read."""
    server_binding: Any = ServerBindingCursor
    with (
        database.cursor() if database.queries_logged else database.make_cursor(server_binding(_driver(database))) as one
    ):
        one.execute(statement, values)
        return one.fetchall()


class _Question:
    """A statement whose placeholders are numbered, as the library wants them. Compared by identity."""

    def __init__(self, statement: str):
        self.names: list[str] = []
        self.count = 0
        self.text = PLACEHOLDER.sub(self._numbered, statement).encode()

    def in_order(self, values: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any]:
        return [values[name] for name in self.names] if isinstance(values, Mapping) else values

    def _numbered(self, found: re.Match) -> str:
        percent, name = found.groups()
        if percent:
            return "%"
        if name is None:
            self.count += 1
            return f"${self.count}"
        if name not in self.names:
            self.names.append(name)
        return f"${self.names.index(name) + 1}"


_question = lru_cache(maxsize=2048)(_Question)


class _Plans:
    """The plans of one connection: the name of each question's, the one asked latest last.

    `convert` turns values into what the database reads and back. It is kept, for it remembers how each type is turned.
    """

    def __init__(self, driver: Any) -> None:
        self.driver, self.convert = driver, Transformer(driver)
        self.names: OrderedDict[_Question, bytes] = OrderedDict()
        self.made = 0

    def loaded(self, result: Any) -> list[tuple]:
        self.convert.set_pgresult(result)
        try:
            return self.convert.load_rows(0, result.ntuples, tuple)
        finally:
            self.convert.set_pgresult(None)  # a large answer is not held until the next

    def answer(self, libpq: Any, question: _Question, values: Sequence[Any]) -> Any:
        """What the database says, plan or no plan; an error too is an answer."""
        name = self.names.get(question)
        if name is None:
            self.made += 1
            name = b"shop_%d" % self.made
            made = libpq.prepare(name, question.text)
            if made.status not in DONE:
                return made
            self.names[question] = name
            if len(self.names) > MOST:
                _question_gone, oldest = self.names.popitem(last=False)
                libpq.exec_(b"DEALLOCATE " + oldest)
        self.names.move_to_end(question)
        return libpq.exec_prepared(name, values)


_plans: WeakKeyDictionary[Any, _Plans] = WeakKeyDictionary()  # by Django's connection, which outlives the library's


def _plans_of(database: Any, driver: Any) -> _Plans:
    plans = _plans.get(database)
    if plans is None or plans.driver is not driver:
        plans = _plans[database] = _Plans(driver)
    return plans


def _answer(driver: Any, plans: _Plans, question: _Question, values: Sequence[Any]) -> Any:
    libpq = driver.pgconn
    if not driver.autocommit and libpq.transaction_status == TransactionStatus.IDLE:
        _begin(driver)
    result = plans.answer(libpq, question, values)
    if result.status not in DONE and result.error_field(DiagnosticField.SQLSTATE) in PLAN_IS_GONE:
        plans.names.pop(question, None)
        if libpq.transaction_status == TransactionStatus.IDLE:  # nothing is lost by asking once more
            result = plans.answer(libpq, question, values)
    if result.status not in DONE:
        raise error_from_result(result, driver.info.encoding)
    return result


def _begin(driver: Any) -> None:
    """Open the transaction that Django has announced, as the library's own cursors do before their first statement."""
    if (driver.isolation_level, driver.read_only, driver.deferrable) != (None, None, None):
        driver.execute("SELECT")  # begins as the connection is set up to
        return
    begun = driver.pgconn.exec_(b"BEGIN")
    if begun.status not in DONE:
        raise error_from_result(begun, driver.info.encoding)


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
