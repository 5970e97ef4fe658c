"""What can be set stands in .env.example and on the page about operation, and what stands there can be set."""

import re

import pytest

from config.schema_stamp import PROJECT

READS = re.compile(r"""(?:\benv(?:\.\w+)?\(|os\.environ\.get\()\s*["']([A-Z0-9_]+)["']""")
EXAMPLES = re.compile(r"(?<![\w])([A-Z][A-Z0-9_]+)=")
ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]+)`", re.MULTILINE)
# For the suite alone; and what `make run` tells its programs by itself.
INSIDE = {"TEST_DATABASE_NAME", "SANDBOX_URL", "SANDBOX_PAGES"}


def read_by_code():
    files = [
        *PROJECT.glob("config/settings/*.py"),
        PROJECT / "config" / "run.py",
        PROJECT / "deploy" / "gunicorn.conf.py",
    ]
    return {name for path in files for name in READS.findall(path.read_text(encoding="utf-8"))} - INSIDE


def test_the_example_names_every_setting():
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")

    assert len(read_by_code()) > 25
    assert set(EXAMPLES.findall(example)) == read_by_code()


@pytest.mark.krav("4.7.4")
def test_the_page_about_operation_names_every_setting():
    page = (PROJECT / "docs" / "teknik" / "drift.md").read_text(encoding="utf-8")
    named = ROW.findall(page)

    assert sorted(named) == sorted(read_by_code())


def test_what_production_demands_is_marked():
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    marked = {EXAMPLES.search(line)[1] for line in example.splitlines() if re.search(r"\s\*(\s|$)", line)}
    page = (PROJECT / "docs" / "teknik" / "drift.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([A-Z0-9_]+)` \| ja \|", page, re.MULTILINE))
    source = (PROJECT / "config" / "settings" / "production.py").read_text(encoding="utf-8")

    assert told == marked == set(re.findall(r'ImproperlyConfigured\("([A-Z_]+) must', source))
