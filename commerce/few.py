"""Statements about a handful of rows by their keys, such as the articles of a cart.

PostgreSQL takes every array whose length it does not know for ten values, finds a plan that is made once too dear for a
cart of one, and plans the statement anew each time: that costs more than running it. Where the keys stand one by one it
knows how many they are. More in docs/teknik/orderns-liv.md.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from commerce import prepared

MOST = 8  # each number of keys is a statement of its own


def rows(statement: str, values: Mapping[str, Any], *, keys: str) -> list[tuple]:
    """As `prepared.rows`, for a statement with `ANY(%(<keys>)s::bigint[])`. One query."""
    wanted = list(values[keys])
    if not 0 < len(wanted) <= MOST:
        return prepared.rows(statement, {**values, keys: wanted})
    one_by_one = {f"{keys}_{place}": key for place, key in enumerate(wanted)}
    return prepared.rows(_spelled_out(statement, keys, len(wanted)), {**values, **one_by_one})


@lru_cache(maxsize=256)
def _spelled_out(statement: str, keys: str, count: int) -> str:
    written = ", ".join(f"%({keys}_{place})s::bigint" for place in range(count))
    return statement.replace(f"ANY(%({keys})s::bigint[])", f"ANY(ARRAY[{written}])")
