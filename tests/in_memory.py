"""Copies of a template in the machine's memory: what no test reads tomorrow need not be written to a disk.

A copy is some two thousand files. A disk takes up to two seconds of a core for them when as many have just been deleted
(ext4 without a journal looks through all of those for each new one), the memory a tenth of a second. Where there is no
room there, or the server is not ours, they are copies as others.
"""

import contextlib

from psycopg import sql

from config import embedded_database
from tests import databases

TABLESPACE = "in_memory"


@contextlib.contextmanager
def copy_of(source: str, suffix: str = ""):
    """A new database, equal to `source`, that exists until the block ends. Gives its name."""
    with databases.at_the_server() as server:
        is_there = embedded_database.is_wanted() and _is_ready(server)
    with databases.copy_of(source, suffix, tablespace=TABLESPACE if is_there else "") as name:
        yield name


def _is_ready(server) -> bool:
    """Whether there is a tablespace in memory; it is made here, and made anew when the machine has been off."""
    folder = embedded_database.in_memory()
    if folder is None:
        return False
    server.execute("SELECT pg_advisory_lock(hashtext(%s))", [TABLESPACE])
    is_known = server.execute("SELECT FROM pg_tablespace WHERE spcname = %s", [TABLESPACE]).fetchone() is not None
    if is_known and not any(folder.glob("PG_*")):
        databases.sweep()
        server.execute(f"DROP TABLESPACE {TABLESPACE}")
        is_known = False
    if not is_known:
        server.execute(
            sql.SQL("CREATE TABLESPACE {} LOCATION {}").format(sql.Identifier(TABLESPACE), sql.Literal(str(folder)))
        )
    server.execute("SELECT pg_advisory_unlock(hashtext(%s))", [TABLESPACE])
    return True
