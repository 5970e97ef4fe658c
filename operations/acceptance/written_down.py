"""What is written down of the service beside its code: requirements in `docs/krav.md`, notes in `CHANGELOG.md`."""

import re
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
REQUIREMENTS, CHANGES = PROJECT / "docs" / "krav.md", PROJECT / "CHANGELOG.md"
ROW = re.compile(r"^\| (\d[\d.]*) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)
SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
NOT_RELEASED = "Ännu inte släppt"
NOTHING = "–"


@dataclass(frozen=True)
class Row:
    number: str
    wanted: str
    modules: str
    proofs: str
    documents: str

    def __str__(self):
        return f"| {self.number} | {self.wanted} | {self.modules} | {self.proofs} | {self.documents} |"


def rows(text: str) -> list[Row]:
    """The requirements, in the order of the page."""
    return [Row(*found) for found in ROW.findall(text)]


def requirements() -> list[Row]:
    return rows(REQUIREMENTS.read_text(encoding="utf-8"))


def release_notes(version: str, text: str | None = None) -> str:
    """What the list of changes says of a version; of one that it does not name, what has not been released yet."""
    told = CHANGES.read_text(encoding="utf-8") if text is None else text
    sections = {heading.strip(): body.strip() for heading, body in SECTION.findall(told)}
    named = next((body for heading, body in sections.items() if heading.split()[0] == version), None)
    return named if named is not None else sections.get(NOT_RELEASED, "")


def plain(cell: str) -> str:
    """A cell of the page without its marks: no backticks, of a link its words."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", cell).replace("`", "")
    return "" if words.strip() == NOTHING else words.strip()
