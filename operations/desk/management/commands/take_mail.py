import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from integrations import inbox
from integrations.source import Refused
from operations.desk.mailbox import fetching
from operations.desk.mailbox.source import LARGEST, MAILBOX


class Command(BaseCommand):
    help = "Take a letter to the service desk from standard input (take_mail < letter.eml), or all from the mailbox."

    def add_arguments(self, parser):
        parser.add_argument("--fetch", action="store_true", help="fetch by IMAP from SERVICE_DESK_IMAP_URL instead")

    def handle(self, *args, **options):
        if options["fetch"]:
            count = fetching.fetch(now=timezone.now())
            self.stdout.write(f"{count} letters taken.")
        else:
            try:
                inbox.take(MAILBOX, {}, sys.stdin.buffer.read(LARGEST + 1), now=timezone.now())
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write("Taken.")
        inbox.nudge()
