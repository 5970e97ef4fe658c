"""What this environment is, as JSON on the output: `manage.py describe_environment > a.json`."""

import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from operations.inventory import environment


class Command(BaseCommand):
    help = "Describes this environment, without secrets, for compare_environments."

    def handle(self, **options):
        told = environment.described(now=timezone.now())
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True))
