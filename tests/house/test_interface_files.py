"""The interface's texts go to a translator and come back into the catalogue, in the files that pages use."""

from datetime import UTC, datetime

import polib
import pytest

from cms.translation.unit import Said
from config import interface_files
from integrations.formats import gettext_po, xliff

NOW = datetime(2026, 11, 27, tzinfo=UTC)


@pytest.fixture
def catalogue():
    file = polib.POFile()
    file.append(polib.POEntry(msgid="Cart", msgstr="Varukorg"))
    file.append(polib.POEntry(msgid="Order", msgctxt="verb", msgstr=""))
    counted = {0: "%(n)s del", 1: "%(n)s delar"}
    file.append(polib.POEntry(msgid="%(n)s part", msgid_plural="%(n)s parts", msgstr_plural=counted))
    file.append(polib.POEntry(msgid="Gone", msgstr="Borta", obsolete=True))
    return file


def said(catalogue, **words):
    return [
        Said(key=unit.key, source=unit.source, target=words[unit.source])
        for unit in interface_files.units(catalogue)
        if unit.source in words
    ]


@pytest.mark.parametrize("kind", [xliff, gettext_po])
def test_what_goes_out_comes_back_as_it_was(catalogue, kind):
    out = interface_files.units(catalogue)
    assert [unit.source for unit in out] == ["Cart", "Order", "%(n)s part", "%(n)s parts"]

    content = kind.write(out, source="en", target="sv", now=NOW)
    outcome = interface_files.take_in(kind.read(content, source="en", target="sv"), catalogue)

    assert (outcome.counts, outcome.faults) == ({"unchanged": 3, "empty": 1}, [])


def test_a_translation_is_filed_where_it_belongs(catalogue):
    outcome = interface_files.take_in(
        said(catalogue, **{"Order": "Beställ", "Cart": "Korg", "%(n)s parts": "%(n)s bitar"}), catalogue
    )

    assert outcome.counts == {"new": 1, "changed": 2}
    assert catalogue.find("Order", msgctxt="verb").msgstr == "Beställ"
    assert catalogue.find("Cart").msgstr == "Korg"
    assert catalogue.find("%(n)s part").msgstr_plural == {0: "%(n)s del", 1: "%(n)s bitar"}


def test_other_placeholders_are_refused_and_the_text_stays(catalogue):
    outcome = interface_files.take_in(said(catalogue, **{"%(n)s parts": "%(m)s bitar"}), catalogue)

    assert [one.source for one, _why in outcome.faults] == ["%(n)s parts"]
    assert catalogue.find("%(n)s part").msgstr_plural[1] == "%(n)s delar"


def test_a_text_that_is_used_no_more_is_told(catalogue):
    outcome = interface_files.take_in([Said(key="interface:x:0", source="Gone", target="Väck")], catalogue)

    assert len(outcome.faults) == 1
    assert catalogue.find("Gone", include_obsolete_entries=True).msgstr == "Borta"
