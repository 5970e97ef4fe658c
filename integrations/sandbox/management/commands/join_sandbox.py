from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from integrations.sandbox import joining


class Command(BaseCommand):
    help = "Have the shop and the partners on this machine be of one world, or part where there are none."

    def handle(self, **options):
        if settings.SANDBOX_URL:
            joining.join(now=timezone.now())
        else:
            joining.part()
