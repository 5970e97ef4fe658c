"""Two descriptions of environments held against each other: what differs, and what of it is as it should be."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from operations.inventory.environment import FORMAT

MISSING = "–"
# Section, pattern of the name, why it may differ. Everything else that differs is a fault.
EXPECTED = (
    ("settings", "SITE_URL", "värdnamn"),
    ("settings", "ALLOWED_HOSTS: *", "värdnamn"),
    ("settings", "CSRF_TRUSTED_ORIGINS: *", "värdnamn"),
    ("settings", "ENVIRONMENT", "miljöns namn"),
    ("settings", "*_API_BASE", "partnerns adress för prov"),
    ("settings", "*_AUTH_BASE", "partnerns adress för prov"),
    ("settings", "NSHIFT_TEST", "partnerns adress för prov"),
    ("settings", "PAYMENT_PROVIDERS.demo", "tar aldrig emot riktiga pengar"),
    ("interfaces", "PROMOTION_FROM_URL", "innehåll hämtas från testmiljön"),
    ("interfaces", "SANDBOX_URL", "provmotparter finns bara i testmiljön"),
)
SECTIONS = {
    "release": "Butikens version",
    "packages": "Pythonpaket",
    "programs": "Program på datorn",
    "settings": "Inställningar",
    "interfaces": "Gränssnitt och hemligheter (bara om de är satta)",
    "schema": "Databasens schema",
    "flows": "Flöden",
    "content types": "Innehållstyper",
    "roles": "Rollernas rättigheter",
    "postgresql": "PostgreSQL",
    "server files": "Filer för nginx och systemd",
}


class NotComparable(Exception):
    """It is no description of an environment, or one of another format; the message says so, in Swedish."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One name that is not the same in both. `reason` says why it may differ; empty where it may not."""

    section: str
    name: str
    first: str
    second: str
    reason: str

    @property
    def is_expected(self) -> bool:
        return bool(self.reason)


def read(content: bytes | str) -> dict[str, dict[str, str]]:
    """The sections of a description. Raises NotComparable."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotComparable("är inte JSON") from error
    if not isinstance(told, dict) or not isinstance(told.get("sections"), dict):
        raise NotComparable("är ingen beskrivning av en miljö")
    if told.get("format") != FORMAT:
        raise NotComparable(f"har formatet {told.get('format')}; det här programmet läser {FORMAT}")
    sections = told["sections"]
    if set(sections) != set(SECTIONS) or not all(map(_is_plain, sections.values())):
        raise NotComparable("saknar delar, eller har andra än de som jämförs")
    return sections


def differences(first: dict[str, dict[str, str]], second: dict[str, dict[str, str]]) -> Iterator[Difference]:
    """By section and name."""
    for section in SECTIONS:
        for name in sorted({*first[section], *second[section]}):
            one, other = first[section].get(name, MISSING), second[section].get(name, MISSING)
            if one != other:
                yield Difference(section, name, one, other, _reason(section, name))


def _reason(section: str, name: str) -> str:
    return next((why for where, pattern, why in EXPECTED if where == section and fnmatchcase(name, pattern)), "")


def _is_plain(section: Any) -> bool:
    return isinstance(section, dict) and all(isinstance(value, str) for value in section.values())
