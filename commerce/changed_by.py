"""Who or what is changing things just now, for the versions that triggers write (`commerce.history`).

Within `changed_by` a statement that writes to a table with versions is told by whom, as settings of its transaction.
What bypasses Django's cursors (COPY, prepared statements) is told by `carried`. No other statement costs anything.
"""

import json
import re
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import Any

from django.db import connection, transaction

REQUEST, IMPORT, TASK, COMMAND = "request", "import", "task", "command"
RUNS = (TASK, COMMAND)  # say themselves by their name alone; what they call may know better
TABLES: set[str] = set()  # with versions; `commerce.history.tracked` adds them
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|WITH|MERGE)\b", re.IGNORECASE)
SAY = "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"
_thread = threading.local()


class _Change:
    def __init__(self, facts: dict[str, Any]):
        self.key, self.facts = str(uuid.uuid4()), facts
        self.said_in: Sequence[Any] = ()  # the transaction blocks that were open when it was last said
        self.is_carried = False

    def settings(self) -> tuple[str, str]:
        return self.key, json.dumps(self.facts)


@contextmanager
def changed_by(where: str, what: str, *, user: int | None = None) -> Iterator[None]:
    """`where` is one of the words above, `what` a path or a name that tells of no person.

    Within a request or an import nothing is added: one request is one version, whatever it calls. Within a command or a
    task it is told instead of that, until it ends.
    """
    around: _Change | None = getattr(_thread, "change", None)
    if around and around.facts["where"] not in RUNS:
        yield
        return
    _thread.change = _Change({"where": where, "what": what} | ({"user": user} if user else {}))
    try:
        with nullcontext() if around else connection.execute_wrapper(_tell):
            yield
    finally:
        _fall_silent(_thread.change)
        _thread.change = around
        if around:
            around.said_in = ()


def _fall_silent(change: _Change) -> None:
    """What the same transaction writes afterwards is not by this one."""
    if (change.said_in or change.is_carried) and connection.in_atomic_block and not connection.needs_rollback:
        connection.cursor().execute(SAY, ("", ""))


def carried() -> tuple[str, str] | None:
    """The key and the facts of the change at hand, as the database's own settings take them."""
    change: _Change | None = getattr(_thread, "change", None)
    if change is None:
        return None
    change.is_carried = True
    return change.settings()


def _tell(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    change: _Change = _thread.change
    if not (isinstance(sql, str) and _concerns(sql)):
        return execute(sql, params, many, context)
    if not connection.in_atomic_block:  # the setting would be gone before the statement came
        with transaction.atomic():
            connection.cursor().execute(SAY, change.settings())
            return execute(sql, params, many, context)
    open_blocks = tuple(connection.atomic_blocks)
    if not change.said_in or open_blocks[: len(change.said_in)] != change.said_in:  # a block undone takes it along
        connection.cursor().execute(SAY, change.settings())
        change.said_in = open_blocks
    return execute(sql, params, many, context)


@lru_cache(maxsize=512)
def _concerns(sql: str) -> bool:
    return bool(WRITES.match(sql)) and any(table in sql for table in TABLES)
