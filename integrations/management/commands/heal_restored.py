from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime

from integrations.restored import report
from integrations.restored.heal import NotNow, heal


class Command(BaseCommand):
    help = "After the database has been restored: bring back what others know since then. Stop the shop first."

    def add_arguments(self, parser):
        parser.add_argument("--restored-to", required=True, help="the moment, e.g. 2026-11-27T08:15:00+01:00")
        parser.add_argument(
            "--not-alone",
            action="store_true",
            help="others are connected to the database, and none of them is the shop",
        )

    def handle(self, *, restored_to, not_alone, **options):
        at = parse_datetime(restored_to)
        if at is None or at.tzinfo is None:
            raise CommandError("--restored-to is a moment with its time zone, e.g. 2026-11-27T08:15:00+01:00.")
        with translation.override("sv"):
            try:
                healed = heal(restored_to=at, now=timezone.now(), is_alone=not not_alone)
            except NotNow as reason:
                raise CommandError(str(reason)) from reason
            self.stdout.write(report.written(healed))
            if healed.away:
                raise CommandError(report.not_over(healed))
