"""The components as a CycloneDX 1.6 document: what another tool reads to judge the shop."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.utils import canonicalize_name

from operations.inventory.models import Component, Kind

SPEC = "1.6"
SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
OWN: dict[str, Any] = {
    "type": "application",
    "bom-ref": "webshop",
    "name": "webshop",
    "licenses": [{"license": {"id": "BSD-3-Clause"}}],
}
TYPES = {Kind.PROGRAM: "application", Kind.BUNDLED: "file"}
PACKAGES = (Kind.DIRECT, Kind.INDIRECT, Kind.TOOL)


def document(components: Iterable[Component], *, now: datetime, serial: uuid.UUID | None = None) -> dict[str, Any]:
    """One document. Tools are `excluded`: they are here, but nothing of them is part of what runs."""
    found = list(components)
    return {
        "$schema": SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": SPEC,
        "serialNumber": f"urn:uuid:{serial or uuid.uuid4()}",
        "version": 1,
        "metadata": {"timestamp": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "component": OWN},
        "components": [_component(one) for one in found],
        "dependencies": [
            {"ref": OWN["bom-ref"], "dependsOn": _asked_by_the_shop(found)},
            *({"ref": reference(one), "dependsOn": _needed(one, found)} for one in found if one.kind in PACKAGES),
        ],
        "vulnerabilities": [_vulnerability(name, hits) for name, hits in sorted(_by_advisory(found).items())],
    }


def reference(one: Component) -> str:
    """Where the component comes from, as a package URL; those that are no packages are told apart by their kind."""
    if one.kind in PACKAGES:
        return f"pkg:pypi/{canonicalize_name(one.name)}@{quote(one.version, safe='')}"
    version = f"@{quote(one.version, safe='')}" if one.version else ""
    return f"pkg:generic/{quote(one.name.lower(), safe='')}{version}"


def _component(one: Component) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": TYPES.get(Kind(one.kind), "library"),
        "bom-ref": reference(one),
        "name": one.name,
        "purl": reference(one),
        "scope": "excluded" if one.kind == Kind.TOOL else "required",
        "properties": [
            {"name": "webshop:use", "value": one.kind},
            {"name": "webshop:support", "value": one.support},
            {"name": "webshop:judgement", "value": one.faults},
        ],
    }
    if one.version:
        told["version"] = one.version
    if one.supported_until:
        told["properties"].append({"name": "webshop:supported-until", "value": one.supported_until.isoformat()})
    if one.licence:
        told["licenses"] = [_licence(one.licence)]
    return told


def _licence(licence: str) -> dict[str, Any]:
    """An expression of several, the identifier of one, or a mere name where SPDX knows of none."""
    try:
        expression = str(canonicalize_license_expression(licence))
    except InvalidLicenseExpression:
        return {"license": {"name": licence}}
    return {"expression": expression} if " " in expression else {"license": {"id": expression}}


def _asked_by_the_shop(found: list[Component]) -> list[str]:
    return [reference(one) for one in found if one.kind in (Kind.DIRECT, Kind.PROGRAM, Kind.BUNDLED)]


def _needed(one: Component, found: list[Component]) -> list[str]:
    name = canonicalize_name(one.name)
    return [reference(other) for other in found if other.kind in PACKAGES and name in other.asked_by]


def _by_advisory(found: list[Component]) -> dict[str, list[tuple[Component, dict[str, Any]]]]:
    hits: dict[str, list[tuple[Component, dict[str, Any]]]] = {}
    for one in found:
        for advisory in one.found:
            hits.setdefault(advisory["id"], []).append((one, advisory))
    return hits


def _vulnerability(identifier: str, hits: list[tuple[Component, dict[str, Any]]]) -> dict[str, Any]:
    advisory = hits[0][1]
    told: dict[str, Any] = {
        "id": identifier,
        "affects": [{"ref": reference(one)} for one, _advisory in hits],
    }
    if advisory["summary"]:
        told["description"] = advisory["summary"]
    if advisory["aliases"]:
        told["references"] = [{"id": alias, "source": {"name": alias.split("-")[0]}} for alias in advisory["aliases"]]
    if fixed := sorted({version for _one, each in hits for version in each["fixed_in"]}):
        told["recommendation"] = f"Upgrade to {', '.join(fixed)}."
    return told
