"""The Python packages that are installed here: which they are, under which licence, and who asked for each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent.parent
SHOP, TOOLS = "requirements.txt", ("requirements-sandbox.txt", "requirements-dev.txt")
PINS = "constraints.txt"
NEWEST_PYTHON = {"python_full_version": "3.11.99"}
LONGEST_LICENCE = 100
NO_LICENCE = {"", "UNKNOWN", "OTHER/PROPRIETARY LICENSE", "DUAL LICENSE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One installed package. `asked_by` are the packages that need it, `is_direct` whether a requirements file does."""

    name: str
    version: str
    licence: str
    is_direct: bool
    is_tool: bool  # nothing that the shop runs on needs it
    asked_by: tuple[str, ...] = field(default=())


def packages(found: Iterable[metadata.Distribution] | None = None, *, project: Path = PROJECT) -> list[Package]:
    """Every installed package once, by name; the first on the path is the one that is imported."""
    known: dict[str, metadata.PackageMetadata] = {}
    for one in metadata.distributions() if found is None else found:
        told = one.metadata  # read and parsed anew each time it is asked for
        if told["Name"]:
            known.setdefault(canonicalize_name(told["Name"]), told)
    shop, tools = asked_for([SHOP], project=project), asked_for(TOOLS, project=project)
    runs_on, works_with = _reached(shop, known), _reached(tools, known)
    needs = {name: _needs(one, runs_on.get(name, set()) | works_with.get(name, set())) for name, one in known.items()}
    return [
        Package(
            name=one["Name"],
            version=one["Version"] or "",
            licence=licence_of(one),
            is_direct=name in shop or name in tools,
            is_tool=name not in runs_on,
            asked_by=tuple(sorted(other for other, wanted in needs.items() if name in wanted)),
        )
        for name, one in sorted(known.items())
    ]


def asked_for(files: Iterable[str], *, project: Path = PROJECT) -> dict[str, set[str]]:
    """The names that requirements files ask for themselves, and with which extras."""
    lines = (line.split("#")[0].strip() for name in files for line in (project / name).read_text().splitlines())
    wanted = (Requirement(line) for line in lines if line and not line.startswith("-"))
    return {canonicalize_name(one.name): set(one.extras) for one in wanted}


def backports(*, project: Path = PROJECT) -> set[str]:
    """The names that are pinned for older Pythons of the series alone: the newest has within what those must bring."""
    lines = [Requirement(line) for line in (project / PINS).read_text().splitlines() if line and line[0] != "#"]
    everywhere = {one.name for one in lines if one.marker is None or one.marker.evaluate(NEWEST_PYTHON)}
    return {canonicalize_name(one.name) for one in lines if one.name not in everywhere}


def licence_of(told: metadata.PackageMetadata) -> str:
    """What the package says of itself: the expression, else a short text, else its classifiers; else nothing."""
    expression = _first(told, "License-Expression")
    short = re.sub(r"\s+", " ", _first(told, "License"))
    classifiers = told.get_all("Classifier") or []
    classified = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    classified = [one for one in classified if one.upper() not in NO_LICENCE | {"OSI APPROVED"}]
    for said in (expression, short, " / ".join(classified)):
        if said.upper() not in NO_LICENCE and len(said) <= LONGEST_LICENCE:
            return said
    return ""


def _first(told: metadata.PackageMetadata, name: str) -> str:
    found = told.get_all(name) or [""]
    return found[0].strip()


def _needs(told: metadata.PackageMetadata, extras: set[str]) -> dict[str, set[str]]:
    """What it needs here when these extras of it were asked for: names, and which extras of each."""
    found: dict[str, set[str]] = {}
    for line in told.get_all("Requires-Dist") or []:
        try:
            wanted = Requirement(line)
        except InvalidRequirement:
            continue
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            found.setdefault(canonicalize_name(wanted.name), set()).update(wanted.extras)
    return found


def _reached(start: dict[str, set[str]], known: dict[str, metadata.PackageMetadata]) -> dict[str, set[str]]:
    """Everything that is needed from `start` on, step by step, with all the extras that were asked for on the way."""
    reached: dict[str, set[str]] = {}
    waiting = list(start.items())
    while waiting:
        name, extras = waiting.pop()
        if name in reached and extras <= reached[name]:
            continue
        reached[name] = reached.get(name, set()) | extras
        if name in known:
            waiting.extend(_needs(known[name], reached[name]).items())
    return reached
