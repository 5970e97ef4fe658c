"""Whether a version is among those that advisories tell of. What cannot be judged is said, with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from packaging.version import InvalidVersion, Version

from operations.inventory.advisories import Said


class State(TextChoices):
    VULNERABLE = "vulnerable", gettext_lazy("known vulnerability")
    UNJUDGED = "unjudged", gettext_lazy("not judged")
    CLEAN = "clean", gettext_lazy("none known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the file's maker looked at, as in `advisories.Read`; with `is_whole` it was everything there is."""

    looked_at: dict[str, str]
    passed_over: dict[str, str] = field(default_factory=dict)
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The advisories that hold, or why nothing can be said. One that holds outweighs one that could not be read."""

    state: State
    found: tuple[Said, ...] = ()
    reason: str = ""


def judge(name: str, version: str, said: Iterable[Said], coverage: Coverage | None) -> Judgement:
    """Of a Python package. `name` is in its canonical form, `said` are the advisories about it, and only those."""
    if coverage is None:
        return Judgement(State.UNJUDGED, reason=_("no advisory file has been read"))
    try:
        here = Version(version)
    except InvalidVersion:
        return Judgement(State.UNJUDGED, reason=_("its version cannot be compared: %s") % (version or "–"))
    found, vague = [], []
    for one in said:
        try:
            if _holds(one, here):
                found.append(one)
        except InvalidVersion:
            vague.append(one.identifier)
    if found:
        return Judgement(State.VULNERABLE, found=tuple(found))
    if vague:
        return Judgement(State.UNJUDGED, reason=_("cannot be held against %s") % ", ".join(vague))
    reason = _unseen(name, here, coverage)
    return Judgement(State.UNJUDGED, reason=reason) if reason else Judgement(State.CLEAN)


def _holds(said: Said, here: Version) -> bool:
    """Raises InvalidVersion where the advisory cannot be read."""
    if said.is_vague:
        raise InvalidVersion(said.identifier)
    if any(_same(one, here) for one in said.versions):
        return True
    return any(_is_within(events, here) for events in said.ranges)


def _same(written: str, here: Version) -> bool:
    """A name in a list that is no version, such as `2005-a`, is simply another version."""
    try:
        return Version(written) == here
    except InvalidVersion:
        return False


def _is_within(events: list[list[str]], here: Version) -> bool:
    """OSV's own rule: events are gone through by version, and the last that applies decides."""
    ordered = sorted(((_at(value), kind) for kind, value in events), key=lambda pair: (pair[0], pair[1] != "fixed"))
    is_affected = False
    for at, kind in ordered:
        if kind == "introduced" and here >= at:
            is_affected = True
        elif (kind == "fixed" and here >= at) or (kind == "last_affected" and here > at):
            is_affected = False
    return is_affected


def _at(value: str) -> Version:
    """OSV writes 0 for "from the very first", which comes before any development version."""
    return Version("0.dev0") if value == "0" else Version(value)


def _unseen(name: str, here: Version, coverage: Coverage) -> str:
    if name in coverage.passed_over:
        return _("passed over by the file's maker: %s") % coverage.passed_over[name]
    if coverage.is_whole:
        return ""
    if name not in coverage.looked_at:
        return _("the advisory file says nothing of it")
    looked_at = coverage.looked_at[name]
    if looked_at and not _same(looked_at, here):
        return _("the advisory file is about version %s") % looked_at
    return ""
