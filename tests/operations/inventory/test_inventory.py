"""What the shop is made of: looked at, listed in the admin, by command, as CycloneDX."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from operations.inventory import cyclonedx, installed, licence_report, programs, sums, survey
from operations.inventory.models import AdvisoryFile, Component, Trouble
from tests.factories.customers import UserFactory, owner, verified

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
INDEX = "inventory_component_modeladmin_index"
VULN = {"id": "PYSEC-2026-1", "fix_versions": ["5.2.8"], "aliases": ["CVE-2026-1"], "description": "SQL i filtret"}


def package(name, version, **fields):
    given = {"licence": "MIT", "is_direct": True, "is_tool": False, "asked_by": ()}
    return installed.Package(name=name, version=version, **{**given, **fields})


@pytest.fixture
def planted(monkeypatch):
    """A small shop: an old Django, a package nobody audited, one without licence, a tool; two programs."""
    packages = [
        package("Django", "5.2.3", licence="BSD-3-Clause"),
        package("lonely", "1.0", is_direct=False, asked_by=("django",)),
        package("nameless", "2.0", licence=""),
        package("checker", "3.0", licence="GPL-3.0-or-later", is_tool=True),
    ]
    here = [
        programs.Program(name="Debian", version="12.11", licence="DFSG", used_for="operativsystem"),
        programs.Program(name="Redis", version="7.0.15", licence="BSD-3-Clause", used_for="kö", is_debians=True),
        programs.Program(name="Python", version="3.8.1", licence="PSF-2.0", used_for="kör"),
    ]
    monkeypatch.setattr(installed, "packages", lambda: packages)
    monkeypatch.setattr(programs, "programs", lambda: iter(here))
    monkeypatch.setattr(programs, "bundled", list)


def audit(**vulns):
    """What pip-audit writes of the planted packages, but for `lonely`."""
    names = {"Django": "5.2.3", "nameless": "2.0", "checker": "3.0"}
    told = [{"name": name, "version": version, "vulns": vulns.get(name, [])} for name, version in names.items()]
    return json.dumps({"dependencies": told, "fixes": []}).encode()


def take_in(content=None, **vulns):
    survey.take_in(content or audit(**vulns), name="audit.json", is_whole=False, now=NOW)


@pytest.mark.krav("6.3.1.3")
def test_an_old_django_is_found_and_the_worst_comes_first(planted):
    take_in(Django=[VULN])

    rows = Component.objects.order_by("trouble", "name").values_list("name", "trouble", "faults", "reason")

    assert list(rows) == [
        ("Django", Trouble.VULNERABLE, "vulnerable", ""),
        ("Python", Trouble.OVER, "unjudged", "rådgivningsfilen handlar bara om Pythonpaket"),
        ("nameless", Trouble.LICENCE, "clean", ""),
        ("Debian", Trouble.UNJUDGED, "unjudged", "rådgivningsfilen handlar bara om Pythonpaket"),
        ("Redis", Trouble.UNJUDGED, "unjudged", "rådgivningsfilen handlar bara om Pythonpaket"),
        ("lonely", Trouble.UNJUDGED, "unjudged", "rådgivningsfilen säger inget om det"),
        ("checker", Trouble.NONE, "clean", ""),
    ]


@pytest.mark.krav("6.3.1.3")
def test_a_program_of_debians_is_supported_for_as_long_as_debian(planted):
    survey.look(now=NOW)

    until = dict(Component.objects.filter(kind="program").values_list("name", "supported_until"))

    assert until["Redis"] == until["Debian"] == datetime(2028, 6, 30).date()  # noqa: DTZ001


def test_a_new_file_takes_the_place_of_the_one_before(planted):
    take_in(Django=[VULN])
    take_in()

    assert AdvisoryFile.objects.count() == 1
    assert sums.of_what_is_known(now=NOW).vulnerable == 0


def test_a_file_that_cannot_be_read_changes_nothing(planted):
    take_in(Django=[VULN])

    with pytest.raises(survey.advisories.Unreadable):
        take_in(b"[1]")

    assert sums.of_what_is_known(now=NOW).vulnerable == 1


@pytest.mark.parametrize(("days", "is_old"), [(30, False), (31, True)])
def test_a_file_grows_old(planted, days, is_old):
    take_in()

    assert sums.of_what_is_known(now=NOW + timedelta(days=days)).is_old is is_old


@pytest.mark.parametrize(
    "fields", [{"faults": "unjudged", "reason": ""}, {"supported_until": "2026-01-01", "support_source": ""}]
)
def test_the_database_wants_a_reason_and_a_source(planted, fields):
    survey.look(now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Component.objects.filter(name="Django").update(**fields)


@pytest.mark.krav("6.3.1.3")
@pytest.mark.krav("6.4.1")
def test_what_is_really_here():
    """The very machine that the test runs on: every package, PostgreSQL and Python, each with a licence."""
    survey.look(now=NOW)
    found = {one.name: one for one in Component.objects.all()}

    assert len(found) > 100
    assert (found["Django"].kind, found["sqlparse"].kind, found["pytest"].kind) == ("direct", "indirect", "tool")
    assert "django" in found["sqlparse"].asked_by
    assert found["PostgreSQL"].version
    assert [one.name for one in found.values() if one.kind != "tool" and one.verdict != "allowed"] == []


@pytest.mark.krav("6.3.1.3")
@pytest.mark.parametrize(("vulns", "named"), [({"Django": [VULN]}, "Django 5.2.3, Python 3.8.1"), ({}, "Python 3.8.1")])
def test_strict_ends_with_an_error(planted, tmp_path, vulns, named):
    file = tmp_path / "audit.json"
    file.write_bytes(audit(**vulns))

    with pytest.raises(CommandError) as raised:
        call_command("inventory", advisories=file, strict=True, stdout=io.StringIO())

    assert (str(raised.value), raised.value.returncode) == (named, 1)


def test_strict_is_content_when_nothing_is_wrong(planted, monkeypatch):
    monkeypatch.setattr(programs, "programs", lambda: iter(()))

    call_command("inventory", strict=True, stdout=io.StringIO())


def test_the_table_says_what_could_not_be_judged(planted):
    take_in(Django=[VULN])
    told = io.StringIO()

    call_command("inventory", stdout=told)

    assert re.search(r"^Django +5\.2\.3 +BSD-3-Clause +2028-04-30 +PYSEC-2026-1 ", told.getvalue(), re.MULTILINE)
    assert re.search(r"^lonely .* okänt +rådgivningsfilen säger inget om det ", told.getvalue(), re.MULTILINE)
    assert told.getvalue().endswith(
        "7 delar\n1 med känd sårbarhet\n1 utan support\n"
        "4 inte bedömda: ingen har sagt om de har sårbarheter\n1 vars licens saknas eller inte finns på listan\n"
    )


def test_as_csv(planted):
    survey.look(now=NOW)
    told = io.StringIO()

    call_command("inventory", format="csv", stdout=told)

    rows = list(csv.DictReader(io.StringIO(told.getvalue()), delimiter=";"))
    assert len(rows) == 7
    assert next(row for row in rows if row["Del"] == "nameless")["Licens"] == "licens saknas"


def test_a_file_that_is_none_is_said_by_the_command(planted, tmp_path):
    with pytest.raises(CommandError, match="No such file") as raised:
        call_command("inventory", advisories=tmp_path / "none.json", stdout=io.StringIO())

    assert raised.value.returncode == 2


@pytest.mark.krav("6.3.1.3")
def test_cyclonedx_has_the_structure_of_version_1_6(planted):
    take_in(Django=[VULN])
    told = io.StringIO()

    call_command("inventory", format="cyclonedx", stdout=told)
    document = json.loads(told.getvalue())

    assert (document["bomFormat"], document["specVersion"], document["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", document["serialNumber"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["metadata"]["timestamp"])
    assert set(document) <= {
        *("$schema", "bomFormat", "specVersion", "serialNumber", "version"),
        *("metadata", "components", "dependencies", "vulnerabilities"),
    }
    references = [one["bom-ref"] for one in document["components"]]
    assert len(references) == len(set(references)) == 7
    known = {*references, document["metadata"]["component"]["bom-ref"]}
    for one in document["components"]:
        assert one["type"] in {"application", "library", "file"}
        assert one["scope"] in {"required", "optional", "excluded"}
        assert one["name"]
        assert one["purl"].startswith("pkg:")
        for licence in one.get("licenses", []):
            assert len(licence) == 1
            assert licence.get("expression") or len(licence["license"]) == 1
    assert all({each["ref"], *each["dependsOn"]} <= known for each in document["dependencies"])
    assert document["dependencies"][1] == {"ref": "pkg:pypi/django@5.2.3", "dependsOn": ["pkg:pypi/lonely@1.0"]}
    assert document["vulnerabilities"] == [
        {
            "id": "PYSEC-2026-1",
            "affects": [{"ref": "pkg:pypi/django@5.2.3"}],
            "description": "SQL i filtret",
            "references": [{"id": "CVE-2026-1", "source": {"name": "CVE"}}],
            "recommendation": "Upgrade to 5.2.8.",
        }
    ]


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("MIT", {"license": {"id": "MIT"}}),
        ("MIT AND PSF-2.0", {"expression": "MIT AND PSF-2.0"}),
        ("BSD", {"license": {"name": "BSD"}}),
        ("DFSG", {"license": {"name": "DFSG"}}),
    ],
)
def test_a_licence_in_cyclonedx(licence, told):
    one = Component(name="x", version="1", kind="direct", licence=licence)

    assert cyclonedx.document([one], now=NOW)["components"][0]["licenses"] == [told]


@pytest.mark.krav("6.3.1.3")
def test_the_page_tells_on_top_what_must_be_seen_to(planted):
    take_in(Django=[VULN])

    page = verified(owner()).get(reverse(INDEX)).content.decode()

    assert "1 med känd sårbarhet" in page
    assert "1 utan support" in page
    assert "1 licens att titta på" in page
    assert "4 inte bedömda" in page
    assert "Jämförda med audit.json, läst 28 november 2026." in page
    assert page.index("PYSEC-2026-1") < page.index("nameless")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "lonely"}, {"lonely"}),
        ({"faults": "vulnerable"}, {"Django"}),
        ({"support": "over"}, {"Python"}),
        ({"licence": "look"}, {"nameless"}),
        ({"kind": "tool"}, {"checker"}),
    ],
)
def test_the_list_is_searched_and_filtered(planted, query, names):
    take_in(Django=[VULN])

    page = verified(owner()).get(reverse(INDEX), query)

    assert {row["cells"][0]["value"] for row in page.context["rows"]} == names


def test_one_component_and_its_advisory(planted):
    take_in(Django=[VULN])
    key = Component.objects.get(name="Django").pk

    page = verified(owner()).get(reverse("inventory_component_modeladmin_inspect", args=[key])).content.decode()

    assert "PYSEC-2026-1, CVE-2026-1: SQL i filtret (lagad i 5.2.8)" in page
    assert "endoflife.date: products/django.md" in page


@pytest.mark.krav("6.3.1.3")
def test_a_file_is_read_on_the_page(planted):
    person = owner()
    file = SimpleUploadedFile("audit.json", audit(Django=[VULN]))

    answer = verified(person).post(reverse("inventory_advisories"), {"file": file})

    assert answer.headers["Location"] == reverse(INDEX)
    assert AdvisoryFile.objects.get().read_by == person
    assert Component.objects.get(name="Django").faults == "vulnerable"


def test_a_file_that_is_no_advisory_file_is_an_error_of_the_form(planted):
    file = SimpleUploadedFile("x.json", b"[1]")

    answer = verified(owner()).post(reverse("inventory_advisories"), {"file": file})

    assert "Filen är varken OSV:s rådgivningar eller rapporten från pip-audit." in answer.content.decode()
    assert AdvisoryFile.objects.count() == 0


def test_looking_anew(planted):
    answer = verified(owner()).post(reverse("inventory_look"))

    assert answer.status_code == 302
    assert Component.objects.count() == 7


@pytest.mark.parametrize("name", ["inventory_advisories", "inventory_look", "inventory_licences", INDEX])
def test_an_editor_sees_and_does_nothing(planted, name):
    browser = verified(UserFactory(roles=["Redaktör"]))

    answer = browser.post(reverse(name)) if name == "inventory_look" else browser.get(reverse(name))

    assert answer.status_code in (302, 403)
    assert answer.status_code == 403 or answer.headers["Location"] == "/admin/"
    assert Component.objects.count() == 0


@pytest.mark.krav("6.2.2")
@pytest.mark.krav("6.4.1")
def test_the_report_of_licences(planted):
    survey.look(now=NOW)

    page = verified(owner()).get(reverse("inventory_licences"))

    assert [(one.licence, one.names) for one in page.context["to_look_at"]] == [("", ["nameless"])]
    assert ["MIT", ["lonely"]] in [[one.licence, one.names] for one in page.context["allowed"]]
    assert "Licens saknas" in page.content.decode()


@pytest.mark.krav("6.4.1")
def test_the_document_of_licences_is_fresh():
    page = licence_report.PAGE.read_text(encoding="utf-8")

    assert page == licence_report.page(), "run: .venv/bin/python manage.py licence_report"
    assert "saknas**" not in page
    assert "inte på listan**" not in page
