"""The interface's own texts out to a translator and back, in the same files as the texts of pages.

    python -m config.interface_files send xliff > interface.xlf     or `po`
    python -m config.interface_files take-in interface.xlf

English is the source here and Swedish the translation. What comes back is filed in the catalogue, which is part of the
program: it is tested, delivered and taken back with it.
"""

import hashlib
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import polib

from cms.translation.unit import CHANGED, NEW, UNCHANGED, Outcome, Said, Unit, to_take_in
from config import translations
from integrations.formats import gettext_po, xliff
from integrations.formats.problems import Unreadable

SOURCE, TARGET = "en", "sv"
FORMATS = {"xliff": xliff, "po": gettext_po}


def units(catalogue: polib.POFile) -> list[Unit]:
    """Every text that the program uses; one that is counted is two, its singular and its plural."""
    return [
        Unit(
            key=key,
            source=source,
            target=target,
            is_sure=not entry.fuzzy,
            where=", ".join(file for file, _line in entry.occurrences[:3]),
        )
        for entry in catalogue
        if not entry.obsolete
        for key, source, target in _forms(entry)
    ]


def take_in(all_said: Iterable[Said], catalogue: polib.POFile) -> Outcome:
    """File what came back in the catalogue. Left out, with the reason: a text no longer used, other placeholders."""
    outcome = Outcome()
    places = {
        key: (entry, form, source)
        for entry in catalogue
        if not entry.obsolete
        for form, (key, source, _target) in enumerate(_forms(entry))
    }
    for said in to_take_in(all_said, outcome):
        entry, form, source = places.get(said.key, (None, 0, ""))
        if entry is None or source != said.source:
            outcome.refuse(said, "No code or template uses this text any more.")
            continue
        before = _put(entry, form, said.target)
        faults = [fault for fault in translations.problems_of(entry) if "placeholders" in fault]
        if faults:
            _put(entry, form, before)
            outcome.refuse(said, faults[0])
            continue
        outcome.counts[UNCHANGED if before == said.target else CHANGED if before else NEW] += 1
    return outcome


def _forms(entry):
    """Key, English and Swedish of each form of an entry."""
    mark = hashlib.sha256(f"{entry.msgctxt or ''}\4{entry.msgid}".encode()).hexdigest()[:20]
    if not entry.msgid_plural:
        return [(f"interface:{mark}:0", entry.msgid, entry.msgstr)]
    swedish = entry.msgstr_plural
    return [
        (f"interface:{mark}:0", entry.msgid, swedish.get(0, "")),
        (f"interface:{mark}:1", entry.msgid_plural, swedish.get(1, "")),
    ]


def _put(entry, form, text):
    """Returns what stood there."""
    if entry.msgid_plural:
        before, entry.msgstr_plural[form] = entry.msgstr_plural.get(form, ""), text
    else:
        before, entry.msgstr = entry.msgstr, text
    return before


def main(action="", given="", *_more):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    import django

    django.setup()
    if action == "send" and given in FORMATS:
        catalogue = polib.pofile(str(translations.CATALOGUE))
        sys.stdout.buffer.write(
            FORMATS[given].write(units(catalogue), source=SOURCE, target=TARGET, now=datetime.now(UTC))
        )
    elif action == "take-in" and given:
        content = Path(given).read_bytes()
        kind = xliff if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else gettext_po
        try:
            said = kind.read(content, source=SOURCE, target=TARGET)
        except Unreadable as fault:
            raise SystemExit(str(fault)) from fault
        with translations.open_catalogue() as catalogue:
            outcome = take_in(said, catalogue)
        lines = [f"{count} {name}" for name, count in sorted(outcome.counts.items())]
        lines += [f"line {one.line}: {one.source[:80]!r}: {why}" for one, why in outcome.faults]
        sys.stdout.write("\n".join([*lines, ""]))
    else:
        raise SystemExit("usage: python -m config.interface_files send xliff|po, or take-in FILE")


if __name__ == "__main__":
    main(*sys.argv[1:])
