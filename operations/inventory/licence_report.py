"""Each licence with the components that are under it: the page in the admin and docs/teknik/licenser.md."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from packaging.utils import canonicalize_name

from operations.inventory import installed, licences, programs
from operations.inventory.licences import Verdict
from operations.inventory.models import Component, Kind

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "teknik" / "licenser.md"
MARK = "<!-- Tabellerna skrivs av `manage.py licence_report`. -->"


@dataclass(slots=True)
class Under:
    """One licence, as an expression: whether it may be used, why, and the names of what is under it."""

    licence: str
    verdict: Verdict
    reasons: list[tuple[str, str]]
    names: list[str] = field(default_factory=list)

    @property
    def why(self) -> list[str]:
        """Each reason once, however many licences it is the reason of."""
        return list(dict.fromkeys(reason for _name, reason in self.reasons))


def report(components: Iterable[tuple[str, str, bool]]) -> list[Under]:
    """Of `(name, licence, is_tool)`: what must be looked at first, then by licence."""
    found: dict[tuple[str, Verdict], list[str]] = defaultdict(list)
    for name, licence, is_tool in components:
        found[licence, licences.verdict(licence, is_tool=is_tool)].append(name)
    under = [
        Under(licence, verdict, licences.reasons(licence), sorted(names, key=str.lower))
        for (licence, verdict), names in found.items()
    ]
    return sorted(under, key=lambda one: (one.verdict == Verdict.ALLOWED, one.licence.lower()))


def of_what_is_seen() -> list[Under]:
    rows = Component.objects.values_list("name", "licence", "kind")
    return report((name, licence, kind == Kind.TOOL) for name, licence, kind in rows)


def page() -> str:
    """The document, of the packages that the project pins and the files that lie in it: the same on every machine, so
    without what only an older Python than the newest needs."""
    head = PAGE.read_text(encoding="utf-8").partition(MARK)[0] if PAGE.exists() else "# Licenser\n\n"
    backports = installed.backports()
    packages = [one for one in installed.packages() if canonicalize_name(one.name) not in backports]
    shop = [(one.name, licences.named(one.name, one.licence), False) for one in packages if not one.is_tool]
    tools = [(one.name, licences.named(one.name, one.licence), True) for one in packages if _is_pinned_tool(one)]
    others = [(one.name, one.licence, False) for one in [*programs.bundled(), *programs.known()]]
    return "\n".join(
        [
            f"{head}{MARK}\n",
            *_table("Butiken", shop),
            *_table("Program och filer från andra", others),
            *_table("Verktyg som bygger och prövar", tools),
        ]
    )


def _is_pinned_tool(one: installed.Package) -> bool:
    """What the maker of the virtual environment brought along is nobody's choice, and differs between machines."""
    return one.is_tool and (one.is_direct or bool(one.asked_by))


def _table(title: str, rows: list[tuple[str, str, bool]]) -> list[str]:
    words = {Verdict.ALLOWED: "ja", Verdict.REFUSED: "**nej, inte på listan**", Verdict.MISSING: "**saknas**"}
    lines = [f"## {title}\n", "| licens | får användas | varför | delar |", "| --- | --- | --- | --- |"]
    for one in report(rows):
        why = "; ".join(one.why) or "–"
        lines.append(f"| {one.licence or '–'} | {words[one.verdict]} | {why} | {', '.join(one.names)} |")
    return [*lines, ""]
