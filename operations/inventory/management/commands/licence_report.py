"""Writes the tables of docs/teknik/licenser.md."""

from django.core.management.base import BaseCommand

from operations.inventory import licence_report


class Command(BaseCommand):
    help = "Writes docs/teknik/licenser.md from the licences of the packages that are installed."

    def handle(self, **options):
        licence_report.PAGE.write_text(licence_report.page(), encoding="utf-8")
