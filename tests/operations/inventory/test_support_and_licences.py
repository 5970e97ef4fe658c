"""How long a version is supported, and whether its licence may be used."""

import re
import tomllib
from datetime import date
from importlib import metadata

import pytest

from operations.inventory import installed, licences, support
from operations.inventory.licences import Verdict
from operations.inventory.support import State


@pytest.mark.krav("6.3.1.3")
@pytest.mark.parametrize(
    ("kind", "name", "version", "day"),
    [
        ("packages", "Django", "5.2.19", date(2028, 4, 30)),
        ("packages", "django", "5.2", date(2028, 4, 30)),
        ("packages", "Django", "5.20", None),
        ("packages", "Django", "1.11", None),
        ("packages", "redis", "7.0", None),
        ("programs", "Redis", "7.0.15", date(2024, 7, 29)),
        ("programs", "Python", "3.1.5", None),
        ("programs", "Python", "3.11.7", date(2027, 10, 24)),
        ("programs", "PostgreSQL", "18.6", date(2030, 9, 25)),
        ("programs", "Debian", "12.11", date(2028, 6, 30)),
        ("programs", "nginx", "1.22.1", date(2023, 4, 11)),
        ("programs", "nginx", "1.30.4", None),
        ("programs", "RabbitMQ", "3.10.8", date(2022, 9, 28)),
        ("programs", "RabbitMQ", "4.2.5", None),
    ],
)
def test_the_last_day_of_a_series(kind, name, version, day):
    ending = support.ending(kind, name, version)

    assert ending.day == day
    assert bool(ending.source) == (day is not None)


@pytest.mark.krav("6.3.1.3")
@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2027, 11, 1), State.SUPPORTED),
        (date(2027, 11, 2), State.ENDING),
        (date(2028, 4, 30), State.ENDING),
        (date(2028, 5, 1), State.OVER),
    ],
)
def test_the_last_day_is_supported_and_the_half_year_before_it_is_told(today, state):
    assert support.Ending(date(2028, 4, 30), "x").state(today) == state
    assert support.Ending().state(today) == State.UNKNOWN


def test_each_row_of_support_says_who_and_when():
    told = tomllib.loads(support.FILE.read_text(encoding="utf-8"))

    for entry in [*told["packages"].values(), *told["programs"].values()]:
        assert entry["source"] in told["sources"]
        assert isinstance(entry["checked"], date)
        assert entry.get("rule", entry)["source"] in told["sources"]


@pytest.mark.krav("6.4.1")
@pytest.mark.parametrize(
    ("licence", "verdict"),
    [
        ("MIT", Verdict.ALLOWED),
        ("", Verdict.MISSING),
        ("Beerware", Verdict.REFUSED),
        ("MIT AND PSF-2.0", Verdict.ALLOWED),
        ("MIT AND GPL-2.0-only", Verdict.REFUSED),
        ("Apache-2.0 OR GPL-2.0-only", Verdict.ALLOWED),
        ("(Beerware OR MIT) AND ISC", Verdict.ALLOWED),
        ("Beerware OR MIT AND GPL-2.0-only", Verdict.REFUSED),
        ("(MIT", Verdict.REFUSED),
        ("MIT OR", Verdict.REFUSED),
        ("MIT License and more", Verdict.REFUSED),
        ("GPL-3.0-or-later", Verdict.REFUSED),
    ],
)
def test_a_licence_is_held_against_the_list(licence, verdict):
    assert licences.verdict(licence) == verdict


@pytest.mark.krav("6.4.1")
def test_a_tool_may_have_what_is_delivered_may_not():
    assert licences.verdict("GPL-3.0-or-later", is_tool=True) == Verdict.ALLOWED


@pytest.mark.krav("6.4.1")
def test_every_package_here_has_a_licence_that_may_be_used():
    found = {one.name: licences.named(one.name, one.licence) for one in installed.packages() if not one.is_tool}

    assert {name: told for name, told in found.items() if licences.verdict(told) != Verdict.ALLOWED} == {}
    assert len(found) > 60
    assert "pytest" not in found


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (["License-Expression: MIT", "License: other"], "MIT"),
        (["License: BSD-3-Clause"], "BSD-3-Clause"),
        (["License: UNKNOWN", "Classifier: License :: OSI Approved :: MIT License"], "MIT License"),
        ([f"License: {'a' * 500}", "Classifier: License :: OSI Approved :: MIT License"], "MIT License"),
        (["Classifier: License :: OSI Approved"], ""),
        (["License: Dual License"], ""),
        ([], ""),
    ],
)
def test_what_a_package_says_of_its_licence(lines, licence, tmp_path):
    assert installed.licence_of(planted(tmp_path, "thing", "1.0", *lines).metadata) == licence


@pytest.mark.krav("6.3.1.3")
def test_who_asked_for_a_package(tmp_path):
    for name, asked in (
        ("requirements.txt", "shop[extra]==1\n# no\n"),
        ("requirements-sandbox.txt", "-r requirements.txt\n"),
    ):
        (tmp_path / name).write_text(asked)
    (tmp_path / "requirements-dev.txt").write_text("tool==1\n")
    found = [
        planted(
            tmp_path,
            "Shop",
            "1",
            "Requires-Dist: Needed>=1",
            'Requires-Dist: wanted; extra == "extra"',
            'Requires-Dist: unwanted; extra == "other"',
        ),
        planted(tmp_path, "unwanted", "1"),
        planted(tmp_path, "needed", "1", 'Requires-Dist: windows; sys_platform == "win32"'),
        planted(tmp_path, "wanted", "1"),
        planted(tmp_path, "windows", "1"),
        planted(tmp_path, "tool", "1", "Requires-Dist: needed"),
        planted(tmp_path, "needed", "0.5"),
    ]

    packages = {one.name: one for one in installed.packages(found, project=tmp_path)}

    assert {name: (one.is_direct, one.is_tool, one.asked_by) for name, one in packages.items()} == {
        "Shop": (True, False, ()),
        "needed": (False, False, ("shop", "tool")),
        "wanted": (False, False, ("shop",)),
        "unwanted": (False, True, ()),
        "windows": (False, True, ()),
        "tool": (True, True, ()),
    }
    assert packages["needed"].version == "1"


def test_what_only_an_older_python_needs_is_told_apart(tmp_path):
    (tmp_path / "constraints.txt").write_text(
        "Async_Timeout==5 ; python_full_version < '3.11.3'\n"
        "django==5.2\n"
        "soup==2 ; python_full_version < '3.11.5'\n"
        "soup==4 ; python_full_version >= '3.11.5'\n"
        "cffi==2 ; platform_python_implementation != 'PyPy'\n"
    )

    assert installed.backports(project=tmp_path) == {"async-timeout"}


def planted(folder, name, version, *lines):
    place = folder / f"{re.sub('-', '_', name)}-{version}.dist-info"
    place.mkdir()
    (place / "METADATA").write_text(
        "\n".join(["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", *lines, ""])
    )
    return metadata.Distribution.at(place)
