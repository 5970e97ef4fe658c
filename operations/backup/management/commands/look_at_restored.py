import json

from django.core.management.base import BaseCommand

from operations.backup.looking import look


class Command(BaseCommand):
    help = "Called by restore_drill, with the restored database as DATABASE_URL: what came back, as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("drill", type=int)
        parser.add_argument("last_pk", type=int)

    def handle(self, *, drill, last_pk, **options):
        self.stdout.write(json.dumps(look(drill=drill, last_pk=last_pk).as_json()))
