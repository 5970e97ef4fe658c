import json
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from commerce.customers.demo import create_demo_logins
from config import schema_snapshot, schema_stamp
from operations.services.demo import create_demo_services


class Command(BaseCommand):
    help = "Do what `make run` found wanting before it opens the shop, in one process: migrate, demo, sandbox, static."

    def add_arguments(self, parser):
        parser.add_argument("steps", nargs="+", choices=["migrate", "demo", "sandbox", "static"])

    def handle(self, *, steps, **options):
        for step in steps:
            getattr(self, step)()

    def migrate(self):
        self.stdout.write("Bringing the database up to date")
        schema_snapshot.load(connection)
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            schema_stamp.write(cursor)

    def demo(self):
        self.stdout.write("Loading the demo shop")
        call_command("load_demo_shop", stdout=self.stdout, stderr=self.stderr)
        create_demo_services(now=timezone.now())
        if settings.DEMO_LOGINS:
            rows = [dict(zip(("who", "email", "password", "secret"), row, strict=True)) for row in create_demo_logins()]
            logins = Path(settings.DATA_DIR) / "demo-logins.json"
            logins.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    def sandbox(self):
        call_command("join_sandbox")

    def static(self):
        self.stdout.write("Gathering style sheets and scripts")
        call_command("collectstatic", interactive=False, verbosity=0)
