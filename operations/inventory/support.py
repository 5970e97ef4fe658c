"""How long a version is mended by its makers: rows of `data/support.toml`, with their source. Else unknown."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from packaging.utils import canonicalize_name

FILE = Path(__file__).parent / "data" / "support.toml"
SOON = timedelta(days=180)


class State(TextChoices):
    OVER = "over", _("out of support")
    ENDING = "ending", _("support ends soon")
    UNKNOWN = "unknown", _("end of support unknown")
    SUPPORTED = "supported", _("supported")


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day of support and who says so, in Swedish; None and "" where nobody has written it down."""

    day: date | None = None
    source: str = ""

    def state(self, today: date) -> State:
        """The last day itself is supported."""
        if self.day is None:
            return State.UNKNOWN
        if self.day < today:
            return State.OVER
        return State.ENDING if self.day - today <= SOON else State.SUPPORTED


def ending(kind: str, name: str, version: str) -> Ending:
    """Of `kind` "packages" or "programs"; the longest series that the version belongs to."""
    found = _series(kind).get(canonicalize_name(name), {})
    fitting = [series for series in found if version == series or version.startswith(f"{series}.")]
    return found[max(fitting, key=len)] if fitting else Ending()


@cache
def _series(kind: str) -> dict[str, dict[str, Ending]]:
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: {
            series: Ending(day, told["sources"][part["source"]])
            for part in (entry, entry.get("rule"))
            if part
            for series, day in part["ends"].items()
        }
        for name, entry in told[kind].items()
    }
