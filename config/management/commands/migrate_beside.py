import contextlib
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from config import beside_the_old

WAITS = "2s"  # so long a statement waits for a lock, and everybody behind it
TRIES, PAUSE = 20, 3


class Command(BaseCommand):
    help = (
        "Migrate while the version before goes on: refuses what it cannot live with, waits at most two seconds for a "
        "lock and tries again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--look", action="store_true", help="Judge what is to be applied, and do nothing.")

    def handle(self, *, look, **options):
        self._refuse()
        if look:
            return
        for number in range(1, TRIES + 1):
            try:
                with waiting_for_locks_at_most(WAITS):
                    call_command("migrate", interactive=False, verbosity=options["verbosity"])
            except OperationalError as error:
                if not is_lock_timeout(error) or number == TRIES:
                    raise
                self.stderr.write(f"A table is in use: try {number} of {TRIES} gave way. Again in {PAUSE} s.")
                time.sleep(PAUSE)
            else:
                return

    def _refuse(self):
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not executor.loader.applied_migrations:
            return  # an empty database: no version runs
        state = executor.loader.project_state(
            [key for key in executor.loader.applied_migrations if key in executor.loader.graph.nodes], at_end=True
        )
        found = beside_the_old.judge([one for one, _is_back in plan], state, rows=beside_the_old.rows_by_the_server)
        wrong = beside_the_old.refused(found)
        for one in found:
            if one not in wrong:
                self.stdout.write(f"{one} ({one.reason})")
        if wrong:
            told = "\n".join(f"  {one}" for one in wrong)
            raise CommandError(f"The version that runs cannot live with this:\n{told}\ndocs/drift/release.md says how.")


def is_lock_timeout(error):
    return getattr(error.__cause__, "sqlstate", "") == "55P03"


@contextlib.contextmanager
def waiting_for_locks_at_most(how_long):
    """On this connection. Not in a transaction, whose end would take it back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [how_long])
    try:
        yield
    finally:
        connection.close()  # what was set goes with it
