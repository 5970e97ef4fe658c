"""A document of few kinds of parts, as PDF/A by Typst and as OpenDocument text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from commerce.orders.documents.typeset import typeset
from operations.acceptance import open_document

Part = dict[str, Any]
MEDIA = {"pdf": "application/pdf", "odt": open_document.MEDIA_TYPE}


@dataclass(frozen=True)
class Paper:
    title: str
    number: str
    language: str
    at: datetime
    parts: list[Part] = field(default_factory=list)


def heading(level: int, text: str) -> Part:
    """`level` 2 or 3; the title is the only one on level 1."""
    return {"kind": "heading", "level": level, "text": text}


def words(text: str) -> Part:
    return {"kind": "words", "text": text}


def points(lines: Iterable[str]) -> Part:
    return {"kind": "points", "lines": list(lines)}


def facts(pairs: Iterable[tuple[str, str]]) -> Part:
    """Pairs of word and value; those without a value are left out."""
    return {"kind": "facts", "pairs": [[str(word), str(value)] for word, value in pairs if value]}


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int], numbers: int = 0) -> Part:
    """`widths` are shares of the page; the last `numbers` columns are numbers."""
    return {"kind": "table", "heads": list(heads), "rows": [list(row) for row in rows], "widths": list(widths)} | {
        "numbers": numbers
    }


def written(paper: Paper, form: str) -> bytes:
    """The document as `pdf` or `odt`. The same paper gives the same bytes."""
    return {"pdf": as_pdf, "odt": open_document.written}[form](paper)


def as_pdf(paper: Paper) -> bytes:
    seller = settings.SELLER
    with override(paper.language):
        said = {
            "title": paper.title,
            "number": paper.number,
            "author": seller["name"],
            "language": paper.language,
            "sender": [seller["name"]],
            "foot": [f"{paper.title} {paper.number}"],
            "words": {"page": _("Page"), "of": pgettext("document", "of"), "vat_heads": []},
            "blocks": [],
            "facts": [],
            "vat": [],
            "parts": paper.parts,
        }
    return typeset("report", said, at=paper.at)


def file_name(paper: Paper, form: str) -> str:
    name = paper.title.lower().replace(" ", "-").translate(str.maketrans("åäö", "aao"))
    return f"{name}-{paper.number}.{form}"
