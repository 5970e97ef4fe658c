from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from operations.backup import restoring
from operations.backup.programs import Failed


class Command(BaseCommand):
    help = (
        "Restore a copy of the database and the files to an empty folder. Needs no database. Then start PostgreSQL on "
        "FOLDER/data: it replays the log to its end, or to --until."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER", nargs="?")
        parser.add_argument("--until", metavar="2026-11-28T08:15:00+01:00", help="The moment to go back to.")
        parser.add_argument("--list", action="store_true", help="Say which copies there are, and do nothing.")

    def handle(self, *, folder, until, list, **options):
        with translation.override("sv"):
            try:
                if list:
                    self.stdout.write("\n".join(restoring.named()))
                    return
                if folder is None:
                    raise CommandError(_("Say which folder to restore to."))
                self.stdout.write(restoring.restore(folder, until=_moment(until)))
            except Failed as error:
                raise CommandError(str(error)) from error


def _moment(text):
    if not text:
        return None
    at = parse_datetime(text)
    if at is None or at.tzinfo is None:
        raise CommandError(_("--until is a moment with its time zone, e.g. 2026-11-28T08:15:00+01:00."))
    return at
