"""Every difference between two environments: `manage.py compare_environments A B`, each a file or an address."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from integrations.client import Client
from integrations.errors import NotSent, Unknown
from operations.inventory import comparing

PATH = "/miljo/"
ON_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}


class Command(BaseCommand):
    help = "Lists every difference between two environments; ends with 1 when there are others than expected ones."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("first", help="a file of describe_environment, or the address of a shop")
        parser.add_argument("second", help="the same; tokens come from COMPARE_TOKEN_A and COMPARE_TOKEN_B")

    def handle(self, *, first, second, **options):
        one, other = _fetched(first, "COMPARE_TOKEN_A"), _fetched(second, "COMPARE_TOKEN_B")
        found = list(comparing.differences(one, other))
        faults = [each for each in found if not each.is_expected]
        self._write(faults, "Skillnader som inte ska finnas", first, second)
        self._write([each for each in found if each.is_expected], "Väntade skillnader", first, second)
        if faults:
            raise CommandError(f"{len(faults)} skillnader som inte ska finnas.", returncode=1)
        self.stdout.write(
            "Miljöerna är lika, bortsett från de väntade skillnaderna." if found else "Miljöerna är lika."
        )

    def _write(self, found, title, first, second):
        if not found:
            return
        self.stdout.write(f"{title}: {len(found)}   (A = {first}, B = {second})")
        section = ""
        for one in found:
            if one.section != section:
                section = one.section
                self.stdout.write(f"  {comparing.SECTIONS[section]}")
            why = f"   ({one.reason})" if one.reason else ""
            self.stdout.write(f"    {one.name}: A {one.first} | B {one.second}{why}")
        self.stdout.write("")


def _fetched(place, variable):
    try:
        return comparing.read(_asked(place, variable) if "://" in place else Path(place).read_bytes())
    except comparing.NotComparable as error:
        raise CommandError(f"{place} {error}.", returncode=2) from error
    except OSError as error:
        raise CommandError(f"{place} går inte att läsa: {error.strerror}.", returncode=2) from error


def _asked(address, variable):
    """A token never goes over an open line, except on this machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in ON_THIS_MACHINE:
        raise CommandError(f"{address}: en token skickas bara över https.", returncode=2)
    token = os.environ.get(variable, "")
    if not token:
        raise CommandError(f"{variable} saknas: miljöns ENVIRONMENT_TOKEN.", returncode=2)
    try:
        answer = Client(address, headers={"Authorization": f"Bearer {token}"}).call("GET", PATH)
    except (NotSent, Unknown) as error:
        raise CommandError(f"{address} svarade inte: {error}.", returncode=2) from error
    if not answer.is_ok:
        raise CommandError(f"{address} svarade {answer.status}: är token rätt, och satt där?", returncode=2)
    return answer.body
