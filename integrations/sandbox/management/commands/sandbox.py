import sys

from django.core.management.base import BaseCommand

from integrations.sandbox.__main__ import main


class Command(BaseCommand):
    help = "The shop's partners on this machine, and the pages about them. `make run` starts it."
    requires_system_checks = ()

    def run_from_argv(self, argv):
        """Its options are those of `python -m integrations.sandbox`, which is the same without Django."""
        main(argv[2:])

    def handle(self, *arguments, **options):
        main(sys.argv[2:])
