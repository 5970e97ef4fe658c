from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from operations.backup import told
from operations.backup.programs import Failed
from operations.backup.taking import back_up


class Command(BaseCommand):
    help = "Copy the database and the files to BACKUP_DIR, and forget copies that are older than is kept."

    def add_arguments(self, parser):
        parser.add_argument("--files", action="store_true", help="The files alone.")

    def handle(self, *, files, **options):
        with translation.override("sv"):
            try:
                taken = back_up(is_of_files_alone=files)
            except Failed as error:
                raise CommandError(_("The backup failed: %(why)s") % {"why": error}) from error
            self.stdout.write(told.of_backup(taken))
