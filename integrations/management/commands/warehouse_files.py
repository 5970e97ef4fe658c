from django.core.management.base import BaseCommand
from django.utils import timezone

from integrations.warehouses.files import incoming, outgoing


class Command(BaseCommand):
    help = "Show how far the files from a warehouse have been read, and which of ours it has not acknowledged."

    def add_arguments(self, parser):
        parser.add_argument("--begin-at", type=int, help="the number of the next file that is to be taken in")

    def handle(self, *args, begin_at=None, **options):
        now = timezone.now()
        if begin_at is not None:
            incoming.begin_at(begin_at, now=now)
        self.stdout.write(f"The next file from the warehouse has number {incoming.last_taken() + 1}.")
        for row in outgoing.late(now=now):
            self.stdout.write(f"{row.name} of {row.at:%Y-%m-%d %H:%M} has not been acknowledged.")
