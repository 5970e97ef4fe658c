from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from operations.backup import told
from operations.backup.drill import drill
from operations.backup.programs import Failed


class Command(BaseCommand):
    help = "Restore the newest copy beside the shop, hold it against the shop, and say RPO and RTO. Exit 1 if it fails."

    def handle(self, **options):
        with translation.override("sv"):
            try:
                done = drill()
            except Failed as error:
                raise CommandError(_("The drill failed: %(why)s") % {"why": error}) from error
            self.stdout.write(told.of_drill(done))
