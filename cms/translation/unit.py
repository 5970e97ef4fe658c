"""One text to translate, as it leaves the shop and comes back: its key says where it stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """`target` is what it is called today, empty where nothing is said; `is_sure` says whether somebody has meant it.

    What is not sure comes from the memory of translations: the same words, translated in another place.
    """

    key: str
    source: str
    target: str = ""
    is_sure: bool = True
    where: str = ""
    longest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text that came back. `line` is where it stands in the file, counted from 1."""

    key: str
    source: str
    target: str
    is_sure: bool = True
    line: int | None = None


@dataclass(slots=True)
class Outcome:
    """What became of the texts: how many of each kind, and what was wrong with those left out.

    `names` are the names that were taken in, each with what it was called before. `parts` says of a name that was
    left out which part of it is at fault: key, source or target.
    """

    counts: Counter = field(default_factory=Counter)
    faults: list[tuple[Said, str]] = field(default_factory=list)
    names: list[tuple[Said, str]] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)

    def take(self, said: Said, before: str, wanted: str) -> None:
        self.counts[UNCHANGED if wanted == before else CHANGED if before else NEW] += 1
        self.names.append((said, before))

    def refuse(self, said: Said, why: str, *, part: str = "") -> None:
        self.faults.append((said, str(why)))
        if part:
            self.parts[said.key] = part

    def __iadd__(self, other: "Outcome") -> "Outcome":
        self.counts += other.counts
        self.faults += other.faults
        self.names += other.names
        self.parts |= other.parts
        return self


NEW, CHANGED, UNCHANGED, EMPTY, UNSURE = "new", "changed", "unchanged", "empty", "unsure"


def to_take_in(all_said: Iterable[Said], outcome: Outcome) -> list[Said]:
    """Those that say something somebody has meant; the others are counted."""
    wanted = []
    for said in all_said:
        if not said.target.strip():
            outcome.counts[EMPTY] += 1
        elif not said.is_sure:
            outcome.counts[UNSURE] += 1
        else:
            wanted.append(said)
    return wanted
