import json

from django.core.management.base import BaseCommand

from commerce.customers.demo import create_demo_logins


class Command(BaseCommand):
    help = "Make or mend the demo log-ins and write them as JSON, with the second factor's secret where there is one."

    def handle(self, **options):
        rows = [dict(zip(("who", "email", "password", "secret"), row, strict=True)) for row in create_demo_logins()]
        self.stdout.write(json.dumps(rows, ensure_ascii=False))
