from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from operations.acceptance import deploying, signing
from operations.acceptance.models import Handover


class Command(BaseCommand):
    help = "Say whether a version may be put in production: exit 0 when the customer has accepted it, else 1 and why."

    def add_arguments(self, parser):
        parser.add_argument("version", metavar="VERSION")
        parser.add_argument(
            "--done", action="store_true", help="It has been put in production: the time to claim begins."
        )

    def handle(self, *, done, **options):
        version = options["version"]
        if not deploying.is_production():
            self.stdout.write(_("This is not the production environment: any version may be tried here."))
            return
        reason = deploying.why_not(version)
        if reason:
            raise CommandError(reason)
        if done:
            signing.put_in_production(Handover.objects.get(version=version), now=timezone.now())
            self.stdout.write(
                _("Version %(version)s is in production: the time to claim has begun.") % {"version": version}
            )
        else:
            self.stdout.write(
                _("Version %(version)s is accepted, and may be put in production.") % {"version": version}
            )
