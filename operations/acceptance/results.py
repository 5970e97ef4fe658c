"""What the tests of the requirements said, read from pytest's JUnit file.

`tests/accepting.py` writes with each test which requirements it proves; a test without any is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError  # the types; what is read is read by defusedxml

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse
from django.utils.translation import gettext as _

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
MOST_BYTES = 100_000_000
MOST_FAILED_NAMES = 50


class Unreadable(Exception):
    """The file is no JUnit file of the shop's tests. Says why."""


@dataclass(frozen=True)
class Test:
    file: str
    name: str
    outcome: str
    numbers: tuple[str, ...]
    seconds: float


@dataclass
class Results:
    """When and where the tests were run, and each that proves a requirement."""

    at: datetime
    machine: str
    tests: list[Test] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        return sum(test.outcome == outcome for test in self.tests)

    @property
    def seconds(self) -> float:
        return sum(test.seconds for test in self.tests)

    def of(self, number: str) -> list[Test]:
        return [test for test in self.tests if number in test.numbers]


def read(path: Path) -> Results:
    """Raises Unreadable for a file that is something else, too large, or has no test of a requirement."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(_("The file with results is too large."))
        root = parse(path, forbid_dtd=True).getroot()
    except OSError as error:
        raise Unreadable(_("The file cannot be read: %(reason)s") % {"reason": error.strerror}) from error
    except (ParseError, DefusedXmlException) as error:
        raise Unreadable(_("The file is no JUnit file with results of tests.")) from error
    suites = list(root.iter("testsuite"))
    if not suites:
        raise Unreadable(_("The file is no JUnit file with results of tests."))
    tests = [test for suite in suites for case in suite.iter("testcase") if (test := _test(case)).numbers]
    if not tests:
        raise Unreadable(_("No test in the file proves a requirement. Run them with -p tests.accepting."))
    try:
        at = datetime.fromisoformat(suites[0].get("timestamp", ""))
    except ValueError as error:
        raise Unreadable(_("The file does not say when the tests were run.")) from error
    if at.tzinfo is None:
        raise Unreadable(_("The file does not say when the tests were run."))
    return Results(at=at, machine=_machine(suites[0]), tests=tests)


def proofs_of(tests: Iterable[Test]) -> list[dict]:
    """A row for each file: how many of its tests passed, failed and were not run; and which did not pass."""
    rows: dict[str, dict] = {}
    for test in tests:
        row = rows.setdefault(test.file, {"file": test.file, PASSED: 0, FAILED: 0, SKIPPED: 0, "names": []})
        row[test.outcome] += 1
        if test.outcome != PASSED and len(row["names"]) < MOST_FAILED_NAMES:
            row["names"].append(test.name)
    return [rows[file] for file in sorted(rows)]


def _test(case: Element) -> Test:
    said = {one.get("name", ""): one.get("value", "") for one in case.iter("property")}
    if case.find("failure") is not None or case.find("error") is not None:
        outcome = FAILED
    else:
        outcome = SKIPPED if case.find("skipped") is not None else PASSED
    return Test(
        file=said.get("file") or case.get("classname", "").replace(".", "/"),
        name=case.get("name", ""),
        outcome=outcome,
        numbers=tuple(said.get("krav", "").split()),
        seconds=float(case.get("time") or 0),
    )


def _machine(suite: Element) -> str:
    said = {one.get("name"): one.get("value", "") for one in suite.findall("./properties/property")}
    return said.get("machine") or suite.get("hostname") or ""
