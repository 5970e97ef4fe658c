"""The agreed levels as a file of rules for Prometheus.

manage.py prometheus_rules              shows it
manage.py prometheus_rules --into FILE  writes it, whole or not at all, where it differs
"""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.monitoring import prometheus


class Command(BaseCommand):
    help = "Show or write the agreed levels as rules of Prometheus."

    def add_arguments(self, parser):
        parser.add_argument("--into", type=Path, metavar="FILE", help="write it there, where it differs")

    def handle(self, *, into: Path | None, **_options):
        text = prometheus.rules_file()
        if into is None:
            self.stdout.write(text, ending="")
            return
        try:
            is_new = not into.exists() or into.read_text(encoding="utf-8") != text
            if is_new:
                beside = into.with_name(f".{into.name}.{os.getpid()}")
                beside.write_text(text, encoding="utf-8")
                beside.replace(into)
        except OSError as fault:
            raise CommandError(f"{into} cannot be written: {fault}") from fault
        self.stdout.write(f"{into}: {'written' if is_new else 'as it was'}")
