"""Texts to translate as XLIFF and PO: what is written is read back as it was, and what is not ours is refused."""

from datetime import UTC, datetime

import polib
import pytest
from lxml import etree

from cms.translation.unit import Unit
from integrations.formats import gettext_po, xliff
from integrations.formats.problems import Unreadable

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
BOTH = pytest.mark.parametrize("kind", [xliff, gettext_po], ids=["xliff", "po"])
UNITS = [
    Unit(key="page:1:ab:title", source="Om oss", target="About us", where="Om oss, title"),
    Unit(key="page:1:cd:body.x", source='Lera & <a id="a1">glas</a>\när "bäst"', where="Om oss, body"),
    Unit(key="product:name:kopp", source="Kopp", target="Cup", is_sure=False, longest=255),
    Unit(key="variant:label:LL/1:grön", source="  Grön  ", target="\tGreen %(n)s \\"),
]


def written(kind, units=UNITS):
    return kind.write(units, source="sv", target="en", now=NOW)


def read(kind, content):
    return kind.read(content, source="sv", target="en")


@BOTH
def test_what_is_written_is_read_back_as_it_was(kind):
    said = read(kind, written(kind))

    assert [(one.key, one.source, one.target) for one in said] == [(u.key, u.source, u.target) for u in UNITS]
    assert [bool(one.target) and one.is_sure for one in said] == [True, False, False, True]
    assert all(one.line for one in said)


def test_other_programs_read_the_po_file(tmp_path):
    path = tmp_path / "shop.po"
    path.write_bytes(written(gettext_po))

    file = polib.pofile(str(path))

    assert file.metadata["Language"] == "en"
    assert [entry.msgctxt for entry in file.fuzzy_entries()] == ["product:name:kopp"]
    assert file.find("Kopp").comment == "Högst 255 tecken"


def test_the_xliff_file_says_what_tools_ask_for():
    root = etree.fromstring(written(xliff))
    units = root.findall(".//{*}trans-unit")

    assert root.tag == "{urn:oasis:names:tc:xliff:document:1.2}xliff"
    assert dict(root[0].attrib) == {
        "original": "shop",
        "source-language": "sv",
        "target-language": "en",
        "datatype": "plaintext",
        "date": "2026-11-27T12:00:00Z",
    }
    assert [unit.find("{*}target").get("state") for unit in units] == [
        "translated",
        "needs-translation",
        "needs-review-translation",
        "translated",
    ]
    assert units[2].get("maxwidth") == "255"


def test_what_a_tool_puts_in_a_unit_is_read_as_its_words():
    content = written(xliff).replace(b">About us<", b"><mrk mtype='seg' mid='0'>About</mrk> <g id='1'>us</g><")

    assert read(xliff, content)[0].target == "About us"


@BOTH
def test_the_other_way_round_is_refused(kind):
    with pytest.raises(Unreadable, match="inte en av våra"):
        kind.read(written(kind), source="en", target="sv")


@BOTH
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"PK\x03\x04", b"/etc/hostname", b"msgid", b"<xliff", b"<a/>"]
)
def test_what_is_no_translation_file_is_refused(kind, content):
    with pytest.raises(Unreadable):
        read(kind, content)


@BOTH
def test_a_file_that_was_cut_is_refused(kind):
    content = written(kind)

    with pytest.raises(Unreadable):
        read(kind, content[: len(content) // 2 - 3])


def test_the_name_of_a_file_here_is_not_opened(tmp_path):
    path = tmp_path / "secret.po"
    path.write_bytes(written(gettext_po))

    with pytest.raises(Unreadable):
        read(gettext_po, str(path).encode())


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE xliff [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE xliff SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_are_not_followed(declared):
    content = written(xliff).replace(b"<xliff", declared.encode() + b"<xliff", 1).replace(b"About us", b"&a;")

    with pytest.raises(Unreadable):
        read(xliff, content)
