from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from integrations import registry
from integrations.errors import DeliveryRefused, NotSent, SystemClosed, Unknown
from integrations.reconciliation.models import DifferenceRow
from integrations.reconciliation.reconcile import reconcile


class Command(BaseCommand):
    help = "Hold the shop's books against those of other systems, and list what differs. Exits with 1 when any does."

    def add_arguments(self, parser):
        parser.add_argument("system", nargs="?", help="only this one, e.g. fortnox")
        parser.add_argument("--days", type=int, help="how far back to look, where the usual is not enough")

    def handle(self, *, system, days, **options):
        since = timezone.now() - timedelta(days=days) if days else None
        codes = [one.code for one in registry.comparisons()]
        if system and system not in codes:
            raise CommandError(f"{system} is not compared. What is: {', '.join(codes)}.")
        for code in [system] if system else codes:
            self._compare(code, since)
        rows = DifferenceRow.objects.filter(gone_at=None).exclude(state=DifferenceRow.State.IGNORED).order_by("pk")
        for row in rows.filter(system=system) if system else rows:
            self.stdout.write(f"{row.pk} {row.system} {row.kind} {row.subject} ours={row.ours} theirs={row.theirs}")
        if self.has_failed or rows.exists():
            raise SystemExit(1)

    has_failed = False

    def _compare(self, code, since):
        try:
            kept = reconcile(code, since=since)
        except (DeliveryRefused, NotSent, SystemClosed, Unknown, OSError) as error:
            self.has_failed = True
            self.stderr.write(f"{code}: {type(error).__name__}: {error}")
        else:
            self.stdout.write(f"{code}: {kept.new} new, {kept.changed} changed, {kept.gone} gone")
