"""What an advisory file says: one of OSV (a file, a list, or the zip of a whole ecosystem) or pip-audit's report.

Both become the same rows, `Said`: which package, which versions, and what somebody should know. Nothing is fetched.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from packaging.utils import canonicalize_name

MOST_BYTES, MOST_UNPACKED, MOST_FILES = 64 * 2**20, 512 * 2**20, 200_000
ECOSYSTEM = "pypi"


class Unreadable(Exception):
    """The file is no list of advisories; the message says why, to whoever gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One advisory about one package.

    `versions` are named one by one. `ranges` are lists of events in order, each `["introduced" | "fixed" |
    "last_affected", version]`. Where `is_vague` the file says it in a way that no version can be held against.
    """

    package: str
    identifier: str
    aliases: list[str] = field(default_factory=list)
    summary: str = ""
    versions: list[str] = field(default_factory=list)
    ranges: list[list[list[str]]] = field(default_factory=list)
    fixed_in: list[str] = field(default_factory=list)
    is_vague: bool = False

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A whole file. `looked_at` says which packages its maker looked at, and at which version ("" is any).

    `passed_over` are those that its maker could not look at, with his reason.
    """

    kind: str
    said: list[Said]
    looked_at: dict[str, str]
    passed_over: dict[str, str] = field(default_factory=dict)


def read(content: bytes) -> Read:
    """Raises Unreadable for anything else than one of the formats, or one that is too large."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is too large."))
    if content[:4] == b"PK\x03\x04":
        return _of_osv(_unpacked(content))
    told = _parsed(content)
    if isinstance(told, dict) and isinstance(told.get("dependencies"), list):
        return _of_pip_audit(told["dependencies"])
    if isinstance(told, dict) and isinstance(told.get("vulns"), list):
        return _of_osv(told["vulns"])
    return _of_osv(told if isinstance(told, list) else [told])


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("The file is not JSON.")) from error


def _unpacked(content: bytes) -> Iterator[Any]:
    """Each file of the zip, looked up in its directory before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            files = [one for one in packed.infolist() if one.filename.endswith(".json")]
            if len(files) > MOST_FILES or sum(one.file_size for one in files) > MOST_UNPACKED:
                raise Unreadable(_("The file is too large."))
            for one in files:
                yield _parsed(packed.read(one))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(_("The zip file cannot be read.")) from error


def _of_osv(entries: Iterable[Any]) -> Read:
    said = []
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise Unreadable(_("The file is neither OSV's advisories nor pip-audit's report."))
        if not entry.get("withdrawn"):
            said.extend(_each_affected(entry))
    return Read(kind="osv", said=said, looked_at={one.package: "" for one in said})


def _each_affected(entry: dict[str, Any]) -> Iterator[Said]:
    for affected in _list(entry.get("affected")):
        package = _dict(_dict(affected).get("package"))
        if str(package.get("ecosystem", "")).lower() != ECOSYSTEM:
            continue
        versions = [str(one) for one in _list(affected.get("versions"))]
        ranges, fixed = _ranges(affected)
        yield Said(
            package=canonicalize_name(str(package.get("name", ""))),
            identifier=entry["id"],
            aliases=[str(one) for one in _list(entry.get("aliases"))],
            summary=str(entry.get("summary") or entry.get("details") or "")[:500],
            versions=versions,
            ranges=ranges,
            fixed_in=fixed,
            is_vague=not versions and not ranges,
        )


def _ranges(affected: dict[str, Any]) -> tuple[list[list[list[str]]], list[str]]:
    """Those told in versions; one told in commits says nothing about a version."""
    ranges, fixed = [], []
    for one in map(_dict, _list(affected.get("ranges"))):
        if one.get("type") not in ("ECOSYSTEM", "SEMVER"):
            continue
        events = [
            [str(kind), str(value)] for event in map(_dict, _list(one.get("events"))) for kind, value in event.items()
        ]
        ranges.append([event for event in events if event[0] != "limit"])
        fixed.extend(value for kind, value in events if kind == "fixed")
    return ranges, fixed


def _of_pip_audit(dependencies: list[Any]) -> Read:
    said: list[Said] = []
    looked_at: dict[str, str] = {}
    passed_over: dict[str, str] = {}
    for one in dependencies:
        if not isinstance(one, dict) or not isinstance(one.get("name"), str):
            raise Unreadable(_("The file is neither OSV's advisories nor pip-audit's report."))
        name, version = canonicalize_name(one["name"]), str(one.get("version", ""))
        if "skip_reason" in one or not version or not isinstance(one.get("vulns"), list):
            passed_over[name] = str(one.get("skip_reason") or _("the report says nothing of it"))
            continue
        looked_at[name] = version
        said.extend(_audited(name, version, _dict(vuln)) for vuln in one["vulns"])
    return Read(kind="pip-audit", said=said, looked_at=looked_at, passed_over=passed_over)


def _audited(name: str, version: str, vuln: dict[str, Any]) -> Said:
    return Said(
        package=name,
        identifier=str(vuln.get("id", "")),
        aliases=[str(one) for one in _list(vuln.get("aliases"))],
        summary=str(vuln.get("description") or "")[:500],
        versions=[version],
        fixed_in=[str(one) for one in _list(vuln.get("fix_versions"))],
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
