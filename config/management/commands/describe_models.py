from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.data_model import PAGE, UNSAID, described


class Command(BaseCommand):
    help = "Write docs/teknik/datamodell.md from the models and the database. What is written by hand there is kept."

    def handle(self, *args, **options):
        migrations = MigrationExecutor(connection)
        if migrations.migration_plan(migrations.loader.graph.leaf_nodes()):
            raise CommandError("The database is behind the code: run manage.py migrate first.")
        before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
        page = described(before)
        PAGE.write_text(page, encoding="utf-8")
        self.stdout.write("Nothing has changed." if page == before else f"Wrote {PAGE.name}.")
        if missing := page.count(UNSAID):
            self.stdout.write(f"{missing} headings lack a sentence: look for “{UNSAID}”.")
