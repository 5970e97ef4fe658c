"""A version is held against what advisories say; what cannot be judged is said."""

import io
import json
import zipfile

import pytest

from operations.inventory import advisories, judging
from operations.inventory.judging import Coverage, State

pytestmark = pytest.mark.krav("6.3.1.3")


def osv(*, name="Django", identifier="GHSA-1", events=(), versions=(), ecosystem="PyPI", **other):
    affected = {"package": {"ecosystem": ecosystem, "name": name}, "versions": list(versions)}
    if events:
        affected["ranges"] = [{"type": "ECOSYSTEM", "events": list(events)}]
    return {"id": identifier, "aliases": ["CVE-2026-1"], "summary": "SQL", "affected": [affected], **other}


def judged(file, version, *, name="django", is_whole=False):
    read = advisories.read(json.dumps(file).encode())
    coverage = Coverage(looked_at=read.looked_at, passed_over=read.passed_over, is_whole=is_whole)
    return judging.judge(name, version, [one for one in read.said if one.package == name], coverage)


BEFORE_5_2_8 = [{"introduced": "5.2"}, {"fixed": "5.2.8"}]


@pytest.mark.parametrize(
    ("case", "events", "versions", "version", "state"),
    [
        ("the first that is affected", BEFORE_5_2_8, [], "5.2", State.VULNERABLE),
        ("the last before it was mended", BEFORE_5_2_8, [], "5.2.7", State.VULNERABLE),
        ("10 comes after 8", BEFORE_5_2_8, [], "5.2.10", State.CLEAN),
        ("the mended one", BEFORE_5_2_8, [], "5.2.8", State.CLEAN),
        ("a candidate of the mended one comes before it", BEFORE_5_2_8, [], "5.2.8rc1", State.VULNERABLE),
        ("before it came in", BEFORE_5_2_8, [], "5.1.99", State.CLEAN),
        ("from the very first", [{"introduced": "0"}, {"fixed": "2"}], [], "0.1.dev1", State.VULNERABLE),
        ("never mended", [{"introduced": "0"}], [], "99", State.VULNERABLE),
        ("the last affected", [{"introduced": "1"}, {"last_affected": "1.4"}], [], "1.4", State.VULNERABLE),
        ("after the last affected", [{"introduced": "1"}, {"last_affected": "1.4"}], [], "1.4.1", State.CLEAN),
        ("came back", [*BEFORE_5_2_8, {"introduced": "6.0"}, {"fixed": "6.0.1"}], [], "6.0", State.VULNERABLE),
        ("events in no order", [{"fixed": "5.2.8"}, {"introduced": "5.2"}], [], "5.2.7", State.VULNERABLE),
        ("named, written otherwise", [], ["5.2.0"], "5.2", State.VULNERABLE),
        ("another is named", [], ["5.2.0", "2005-a"], "5.2.1", State.CLEAN),
    ],
)
def test_a_version_against_an_advisory(case, events, versions, version, state):
    assert judged(osv(events=events, versions=versions), version).state == state


def test_an_old_django_is_found_among_many():
    file = [
        osv(identifier="GHSA-2", name="wagtail", events=[{"introduced": "0"}, {"fixed": "1"}]),
        osv(events=BEFORE_5_2_8),
    ]

    found = judged(file, "5.2.3")

    assert [(one.identifier, one.aliases, one.fixed_in) for one in found.found] == [
        ("GHSA-1", ["CVE-2026-1"], ["5.2.8"])
    ]


@pytest.mark.parametrize(
    ("case", "file", "version", "reason"),
    [
        ("nobody looked", osv(name="wagtail", versions=["1"]), "5.2", "rådgivningsfilen säger inget om det"),
        ("a version that is none", osv(events=BEFORE_5_2_8), "trunk", "versionen går inte att jämföra: trunk"),
        ("no version", osv(events=BEFORE_5_2_8), "", "versionen går inte att jämföra: –"),
        ("told in commits", osv(), "5.2", "går inte att hålla mot GHSA-1"),
        (
            "a bound that is no version",
            osv(events=[{"introduced": "0"}, {"fixed": "abc"}]),
            "5",
            "går inte att hålla mot GHSA-1",
        ),
        (
            "passed over",
            {"dependencies": [{"name": "Django", "skip_reason": "not on PyPI"}]},
            "5.2",
            "filens upphov gick förbi det: not on PyPI",
        ),
        (
            "audited at another version",
            {"dependencies": [{"name": "django", "version": "5.1", "vulns": []}]},
            "5.2",
            "rådgivningsfilen gäller version 5.1",
        ),
    ],
)
def test_what_cannot_be_judged_is_said(case, file, version, reason):
    found = judged(file, version)

    assert (found.state, found.reason) == (State.UNJUDGED, reason)


def test_without_a_file_nothing_is_judged():
    assert judging.judge("django", "5.2", [], None).reason == "ingen rådgivningsfil är läst"


def test_one_that_holds_outweighs_one_that_cannot_be_read():
    assert judged([osv(identifier="GHSA-2"), osv(events=BEFORE_5_2_8)], "5.2").state == State.VULNERABLE


def test_a_whole_ecosystem_speaks_of_those_it_does_not_name():
    assert judged(osv(name="wagtail", versions=["1"]), "5.2", is_whole=True).state == State.CLEAN


def test_what_was_withdrawn_or_is_of_another_ecosystem_counts_not():
    withdrawn = osv(events=BEFORE_5_2_8, withdrawn="2026-01-01T00:00:00Z")

    assert advisories.read(json.dumps([withdrawn, osv(ecosystem="npm", versions=["5.2"])]).encode()).said == []


def test_pip_audits_report():
    vuln = {"id": "PYSEC-1", "fix_versions": ["5.2.8"], "aliases": ["CVE-1"], "description": "SQL"}
    file = {"dependencies": [{"name": "Django", "version": "5.2.3", "vulns": [vuln]}], "fixes": []}

    assert [one.identifier for one in judged(file, "5.2.3").found] == ["PYSEC-1"]
    assert judged({"dependencies": [{"name": "django", "version": "5.2", "vulns": []}]}, "5.2").state == State.CLEAN


def test_the_zip_of_an_ecosystem():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(3):
            file.writestr(f"GHSA-{number}.json", json.dumps(osv(identifier=f"GHSA-{number}", versions=["5.2"])))
        file.writestr("readme.txt", "not an advisory")

    assert [one.identifier for one in advisories.read(packed.getvalue()).said] == ["GHSA-0", "GHSA-1", "GHSA-2"]


@pytest.mark.parametrize(
    ("case", "content"),
    [
        ("empty", b""),
        ("no JSON", b"<xml/>"),
        ("a number", b"1"),
        ("an object of something else", b'{"a": 1}'),
        ("a list of something else", b'[{"id": 5}]'),
        ("nested without end", b"[" * 100_000),
        ("a broken zip", b"PK\x03\x04nothing"),
        ("a dependency without a name", b'{"dependencies": [{}]}'),
        ("not UTF-8", b"\xff\xfe\x00"),
    ],
)
def test_what_is_no_advisory_file_is_refused(case, content):
    with pytest.raises(advisories.Unreadable):
        advisories.read(content)


def test_a_zip_that_swells_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(advisories, "MOST_UNPACKED", 1_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.json", " " * 2_000)

    with pytest.raises(advisories.Unreadable, match="för stor"):
        advisories.read(packed.getvalue())
