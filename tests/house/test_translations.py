"""The Swedish catalogue is whole, keeps its placeholders, and speaks as the shop speaks."""

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import translation

from config import translations

CONVERTER = re.compile(r"<[^>]+>")
ADDRESS = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*/|<[a-z]+:[a-z_]+>/)+(([a-z0-9]+(-[a-z0-9]+)*|<[a-z]+:[a-z_]+>)\.pdf)?")
UNWANTED = {
    "an exclamation mark": re.compile(r"!"),
    "vänligen": re.compile(r"\bvänligen\b", re.IGNORECASE),
    "Ni for one reader": re.compile(r"\b[Nn]i\b|\bEr\b|\bEr[at]\b"),
    "kundvagn for varukorg": re.compile(r"kundvagn", re.IGNORECASE),
}
CATALOGUE = [entry for entry in polib.pofile(str(translations.CATALOGUE)) if not entry.obsolete]
ADDRESSES = [entry for entry in CATALOGUE if entry.msgctxt == "address"]
REWORDED = [entry for entry in CATALOGUE if any(file == "config/reworded.py" for file, _ in entry.occurrences)]
PACKAGES = ["django", "allauth", "wagtail", "wagtail_localize", "wagtail_modeladmin"]


def swedish(entry):
    return [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())


def routes(patterns, before=""):
    """Every whole address in the language that is active."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def test_nothing_is_missing_unsure_or_has_other_placeholders():
    assert translations.problems() == []


def test_the_catalogue_holds_the_shop_and_not_a_part_of_it():
    assert len(CATALOGUE) > 400
    assert len(ADDRESSES) > 15


@pytest.mark.parametrize("what", UNWANTED)
def test_words_the_shop_does_not_use_are_absent(what):
    found = [text for entry in CATALOGUE for text in swedish(entry) if UNWANTED[what].search(text)]

    assert found == []


@pytest.mark.parametrize("entry", ADDRESSES, ids=lambda entry: entry.msgid)
def test_an_address_is_plain_lower_case_and_keeps_what_it_carries(entry):
    assert ADDRESS.fullmatch(entry.msgstr), entry.msgstr
    assert CONVERTER.findall(entry.msgstr) == CONVERTER.findall(entry.msgid)
    assert entry.msgstr != entry.msgid


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_two_addresses_of_the_shop_are_the_same(language):
    with translation.override(language):
        count = Counter(CONVERTER.sub("<>", route) for route in routes(get_resolver().url_patterns))

    own = [entry.msgstr if language == "sv" else entry.msgid for entry in ADDRESSES]
    assert [route for route, times in count.items() if times > 1 and any(part in route for part in own)] == []


def test_ends_of_a_text_match():
    """A full stop, a colon or an ellipsis in English has its like in Swedish: the same kind of thing is said."""
    uneven = [
        (entry.msgid, text)
        for entry in CATALOGUE
        for text in swedish(entry)
        if text and entry not in ADDRESSES + REWORDED and (entry.msgid[-1] in ".:?…") != (text[-1] in ".:?…")
    ]

    assert uneven == []


def test_what_the_shop_rewords_is_still_said_by_a_package():
    folders = [Path(find_spec(package).origin).parent for package in PACKAGES]
    files = [file for folder in folders for file in folder.rglob("locale/[es][nv]/LC_MESSAGES/*.po")]
    said = {entry.msgid for file in files for entry in polib.pofile(str(file))}

    assert len(REWORDED) > 40
    assert [entry.msgid for entry in REWORDED if entry.msgid not in said] == []
