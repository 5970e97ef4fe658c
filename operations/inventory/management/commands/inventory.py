"""Everything the shop is made of: `manage.py inventory`, as a table, as CSV or as CycloneDX."""

import csv
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commerce.register.harmless import harmless
from operations.inventory import cyclonedx, survey
from operations.inventory.advisories import Unreadable
from operations.inventory.judging import State
from operations.inventory.models import Component, Trouble

SERIOUS = (Trouble.VULNERABLE, Trouble.OVER)


class Command(BaseCommand):
    help = "Lists every component with version, licence, end of support and known vulnerabilities."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=("table", "csv", "cyclonedx"), default="table")
        parser.add_argument("--advisories", type=Path, help="an advisory file to read first: OSV's or pip-audit's")
        parser.add_argument("--whole", action="store_true", help="that file is OSV's of the whole of PyPI")
        parser.add_argument("--strict", action="store_true", help="end with 1 when something is vulnerable or too old")

    def handle(self, *, format, advisories, whole, strict, **options):
        now = timezone.now()
        with translation.override("sv"):
            if advisories:
                self._take_in(advisories, whole, now)
            else:
                survey.look(now=now)
            components = list(Component.objects.order_by("trouble", "kind", "name"))
            write = {"table": self._table, "csv": self._csv, "cyclonedx": self._cyclonedx}[format]
            write(components, now)
            serious = [one for one in components if one.trouble in SERIOUS]
            if strict and serious:
                raise CommandError(", ".join(map(str, serious)), returncode=1)

    def _take_in(self, path, whole, now):
        try:
            survey.take_in(path.read_bytes(), name=path.name, is_whole=whole, now=now)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        except Unreadable as error:
            raise CommandError(f"{path}: {error}", returncode=2) from error

    def _table(self, components, now):
        rows = [_row(one) for one in components]
        widths = [min(38, max(map(len, column))) for column in zip(*rows, _headings(), strict=True)]
        for row in (_headings(), *rows):
            cells = (cell[:width].ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())
        for line in _sums(components):
            self.stdout.write(line)

    def _csv(self, components, now):
        writer = csv.writer(self.stdout, delimiter=";", lineterminator="\n")
        writer.writerow(_headings())
        writer.writerows([harmless(cell) for cell in _row(one)] for one in components)

    def _cyclonedx(self, components, now):
        self.stdout.write(json.dumps(cyclonedx.document(components, now=now), ensure_ascii=False, indent=2))


def _headings():
    words = (_("Component"), _("Version"), _("Licence"), _("Supported until"), _("Vulnerabilities"), _("Kind"))
    return [*map(str, words), _("To do")]


def _row(one):
    faults = ", ".join(found["id"] for found in one.found) or one.reason or one.get_faults_display()
    until = one.supported_until.isoformat() if one.supported_until else _("unknown")
    licence = one.licence or one.get_verdict_display()
    kind, trouble = one.get_kind_display(), one.get_trouble_display()
    return [one.name, one.version or _("unknown"), licence, until, str(faults), str(kind), str(trouble)]


def _sums(components):
    vulnerable = sum(one.faults == State.VULNERABLE for one in components)
    over = sum(one.support == "over" for one in components)
    unjudged = sum(one.faults == State.UNJUDGED for one in components)
    licences = sum(one.verdict != "allowed" for one in components)
    yield ""
    yield ngettext("%d component", "%d components", len(components)) % len(components)
    yield _("%d with a known vulnerability") % vulnerable
    yield _("%d out of support") % over
    yield _("%d not judged: nobody has said whether they have vulnerabilities") % unjudged
    yield _("%d whose licence is missing or not on the list") % licences
