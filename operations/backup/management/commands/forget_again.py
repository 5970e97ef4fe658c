from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from operations.backup import erased


class Command(BaseCommand):
    help = "After a restore: forget again those who were forgotten after the moment that was restored to."

    def handle(self, **options):
        with translation.override("sv"):
            again = erased.forget_again(now=timezone.now())
            said = {"count": again.forgotten, "waiting": again.waiting, "log": erased.path()}
            self.stdout.write(
                _("Forgotten again: %(count)s. Wait until what is unfinished is done: %(waiting)s. By %(log)s.") % said
            )
