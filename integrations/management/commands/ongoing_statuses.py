from django.conf import settings
from django.core.management.base import BaseCommand

from integrations.warehouses.ongoing.interface import Ongoing


class Command(BaseCommand):
    help = "Show the status numbers that Ongoing has, and what ONGOING_STATUSES says of each."

    def handle(self, *args, **options):
        for number, text in sorted(Ongoing().statuses().items()):
            meaning = settings.ONGOING_STATUSES.get(str(number), "not explained")
            self.stdout.write(f"{number:>5}  {text:<20}  {meaning}")
