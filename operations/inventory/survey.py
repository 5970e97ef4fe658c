"""Looking at what is here: packages, programs, files from others; held against support, licences and advisories."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from packaging.utils import canonicalize_name

from operations.inventory import advisories, installed, judging, licences, programs, support
from operations.inventory.advisories import Said
from operations.inventory.judging import Coverage, Judgement
from operations.inventory.models import Advisory, AdvisoryFile, Component, Kind, Trouble


def look(*, now: datetime) -> None:
    """Write down what is here, in place of what was written before."""
    with translation.override(settings.LANGUAGE_CODE):
        found = list(components(now=now))
    with transaction.atomic():
        Component.objects.all().delete()
        Component.objects.bulk_create(found)


def components(*, now: datetime) -> Iterator[Component]:
    """What is here, unsaved. What is in doubt is said in words, in the shop's own language where `look` asks."""
    today = timezone.localdate(now)
    system = ""
    for program in programs.programs():
        if program.name == "Debian":
            system = program.version
        end = _program_ending(program, system)
        yield _component(Kind.PROGRAM, program, end, _not_packages(), today=today, now=now)
    for program in programs.bundled():
        yield _component(Kind.BUNDLED, program, support.Ending(), _not_packages(), today=today, now=now)
    coverage, said = _advisories()
    for package in installed.packages():
        name = canonicalize_name(package.name)
        judged = judging.judge(name, package.version, said[name], coverage)
        end = support.ending("packages", package.name, package.version)
        yield _component(_kind(package), package, end, judged, today=today, now=now)


def take_in(content: bytes, *, name: str, is_whole: bool, by: Any = None, now: datetime) -> AdvisoryFile:
    """Read an advisory file in place of the one before, and look anew. Raises `advisories.Unreadable`."""
    read = advisories.read(content)
    with transaction.atomic():
        AdvisoryFile.objects.all().delete()
        kept = AdvisoryFile.objects.create(
            name=name[:200],
            kind=read.kind,
            is_whole=is_whole and read.kind == "osv",
            looked_at=read.looked_at,
            passed_over=read.passed_over,
            read_at=now,
            read_by=by,
        )
        rows = (Advisory(file=kept, package=one.package[:200], said=one.as_row()) for one in read.said)
        Advisory.objects.bulk_create(rows, batch_size=2_000)
        look(now=now)
    return kept


def _advisories() -> tuple[Coverage | None, dict[str, list[Said]]]:
    kept = AdvisoryFile.objects.first()
    said: dict[str, list[Said]] = defaultdict(list)
    if kept is None:
        return None, said
    for row in Advisory.objects.filter(file=kept).order_by("pk"):
        said[row.package].append(Said(**row.said))
    return Coverage(looked_at=kept.looked_at, passed_over=kept.passed_over, is_whole=kept.is_whole), said


def _kind(package: installed.Package) -> Kind:
    if package.is_tool:
        return Kind.TOOL
    return Kind.DIRECT if package.is_direct else Kind.INDIRECT


def _not_packages() -> Judgement:
    return Judgement(judging.State.UNJUDGED, reason=_("the advisory file tells of Python packages only"))


def _program_ending(program: programs.Program, system: str) -> support.Ending:
    """A program out of Debian's packages is mended for as long as the system is."""
    if program.is_debians and system:
        return support.ending("programs", "Debian", system)
    return support.ending("programs", program.name, program.version)


def _component(kind: Kind, part: Any, end: support.Ending, judged: Judgement, *, today, now: datetime) -> Component:
    licence = licences.named(part.name, part.licence)
    verdict = licences.verdict(licence, is_tool=kind == Kind.TOOL)
    state = end.state(today)
    return Component(
        kind=kind,
        name=part.name,
        version=part.version,
        used_for=getattr(part, "used_for", ""),
        asked_by=list(getattr(part, "asked_by", ())),
        licence=licence,
        verdict=verdict,
        supported_until=end.day,
        support=state,
        support_source=end.source,
        faults=judged.state,
        found=[
            {"id": one.identifier, "aliases": one.aliases, "summary": one.summary, "fixed_in": one.fixed_in}
            for one in judged.found
        ],
        reason=judged.reason[:500],
        trouble=_trouble(judged, state, verdict),
        seen_at=now,
    )


def _trouble(judged: Judgement, state: support.State, verdict: licences.Verdict) -> Trouble:
    if judged.state == judging.State.VULNERABLE:
        return Trouble.VULNERABLE
    if state == support.State.OVER:
        return Trouble.OVER
    if verdict != licences.Verdict.ALLOWED:
        return Trouble.LICENCE
    if state == support.State.ENDING:
        return Trouble.ENDING
    return Trouble.UNJUDGED if judged.state == judging.State.UNJUDGED else Trouble.NONE
