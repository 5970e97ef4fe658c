import signal
import threading

from django.core.management.base import BaseCommand
from django.utils import timezone

from integrations.flows import watch


class Command(BaseCommand):
    help = "Watch the flows: tell of what has not come in time. A process of its own, beside the worker."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="look once, and end")

    def handle(self, *, once, **options):
        if once:
            watch.look(now=timezone.now())
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        watch.keep_watching(stopped)
