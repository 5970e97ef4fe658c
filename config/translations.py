"""The catalogue of translations, kept without GNU gettext: `locale/sv/LC_MESSAGES/django.po`.

    python -m config.translations compile    what the program reads (.mo), written when the .po is newer
    python -m config.translations collect    take in new texts from code and templates, retire those gone
    python -m config.translations add        read {"English": "Svenska", ...} as JSON and file it
    python -m config.translations check      fail, and say why, when a text lacks a Swedish translation

A text with a plural is given as {"%(n)s piece": ["%(n)s styck", "%(n)s stycken"]}, one with a context as
{"context|Text": "..."}.
"""

import contextlib
import fcntl
import json
import os
import re
import sys
from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "locale" / "sv" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "sv",
    "MIME-Version": "1.0",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def compile_all() -> None:
    """Write each .mo that is missing or older than its .po."""
    for source in PROJECT.glob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            moved = target.with_suffix(f".{os.getpid()}")
            polib.pofile(str(source)).save_as_mofile(str(moved))
            moved.replace(target)


def collect() -> None:
    """Bring the catalogue in step with code and templates; no translation is lost, those not used are set aside."""
    with open_catalogue() as catalogue:
        _bring_in_step(catalogue)


def add(translations: dict) -> None:
    """File translations under their English texts. A text that nobody uses (yet) is refused."""
    with open_catalogue() as catalogue:
        entries = _bring_in_step(catalogue)
        unknown = [key for key in translations if _key(key) not in entries]
        if unknown:
            raise SystemExit("No code or template uses:\n  " + "\n  ".join(unknown))
        for key, value in translations.items():
            _translate(entries[_key(key)], value)


def problems() -> list[str]:
    """What the Swedish catalogue lacks or has wrong."""
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    found = []
    for key, message in _messages().items():
        where = min(message.files)
        if key not in entries:
            found.append(f"{where}: not in the catalogue: {message.text!r}")
        else:
            found += [f"{where}: {problem}: {message.text!r}" for problem in problems_of(entries[key])]
    return sorted(found)


def problems_of(entry: polib.POEntry) -> list[str]:
    """What is wrong with one translation."""
    pairs = [(entry.msgid, entry.msgstr)]
    if entry.msgid_plural:
        forms = entry.msgstr_plural
        pairs = [(entry.msgid, forms.get(0, "")), (entry.msgid_plural, forms.get(1, ""))]
    found = ["unsure (fuzzy)"] if entry.fuzzy else []
    for english, swedish in pairs:
        if not swedish:
            found.append("not translated")
        elif not _same_placeholders(english, swedish, strict=english != entry.msgid or not entry.msgid_plural):
            found.append(f"placeholders differ from {swedish!r}")
    return found


def _same_placeholders(english: str, swedish: str, *, strict: bool) -> bool:
    """The singular may drop the number ("a piece"); nothing else may differ."""
    wanted, given = set(PLACEHOLDER.findall(english)), set(PLACEHOLDER.findall(swedish))
    return given == wanted if strict else given <= wanted


def _messages() -> dict:
    from config import message_scan

    return message_scan.in_project()


@contextlib.contextmanager
def open_catalogue():
    """The catalogue, held alone until it is written back."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(CATALOGUE.parent):
        catalogue = polib.pofile(str(CATALOGUE), wrapwidth=110) if CATALOGUE.exists() else polib.POFile(wrapwidth=110)
        yield catalogue
        catalogue.metadata = HEADER
        catalogue.sort(key=lambda entry: (entry.obsolete, entry.msgid.lower(), entry.msgid, entry.msgctxt or ""))
        moved = CATALOGUE.with_suffix(".new")
        catalogue.save(str(moved))
        moved.replace(CATALOGUE)


@contextlib.contextmanager
def _alone_in(folder: Path):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _bring_in_step(catalogue: polib.POFile) -> dict:
    """Returns the entries in use, by context and text."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    messages = _messages()
    for key, entry in known.items():
        entry.obsolete = key not in messages
    for key, message in messages.items():
        if key not in known:
            known[key] = polib.POEntry(msgid=message.text, msgctxt=message.context)
            catalogue.append(known[key])
        _describe(known[key], message)
    return {key: known[key] for key in messages}


def _describe(entry: polib.POEntry, message) -> None:
    entry.occurrences = [(file, "") for file in sorted(message.files)]
    if message.plural and entry.msgid_plural != message.plural:
        entry.msgid_plural, entry.msgstr = message.plural, ""
        entry.msgstr_plural = entry.msgstr_plural or {0: "", 1: ""}
    has_percent = re.search(r"%\(\w+\)[sd]|%[sd]", message.text + (message.plural or ""))
    entry.flags = [flag for flag in entry.flags if flag != "python-format"] + (["python-format"] if has_percent else [])


def _translate(entry: polib.POEntry, value) -> None:
    if entry.msgid_plural:
        if not isinstance(value, list) or len(value) != 2:
            raise SystemExit(f"{entry.msgid!r} has a plural: give [singular, plural]")
        entry.msgstr_plural = dict(enumerate(value))
    else:
        entry.msgstr = value
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]


def _key(text: str) -> tuple:
    if (None, text) in _messages():
        return (None, text)
    context, _, rest = text.partition("|")
    return (context, rest)


def main(action: str) -> None:
    if action == "compile":
        return compile_all()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    import django

    django.setup()
    if action == "collect":
        collect()
    elif action == "add":
        add(json.load(sys.stdin))
    elif action == "check":
        found = problems()
        if found:
            raise SystemExit("\n".join([*found, f"{len(found)} texts to look at. Then: make messages"]))
    else:
        raise SystemExit("usage: python -m config.translations compile|collect|add|check")
    return None


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
