from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from integrations.flows import health


class Command(BaseCommand):
    help = (
        "Say how old the heartbeat of each process is. Ends with an error when one is too old, for a monitor outside."
    )

    def handle(self, **options):
        found = health.pulses(now=timezone.now())
        for pulse in found:
            age = "never" if pulse.age is None else f"{pulse.age.total_seconds():.0f} s"
            self.stdout.write(f"{pulse.process}: {age}{'' if pulse.is_fresh else ', TOO OLD'}")
        if not all(pulse.is_fresh for pulse in found):
            raise CommandError("Something has fallen silent.")
