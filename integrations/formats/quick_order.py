"""Article numbers and quantities as buyers paste them: from a spreadsheet, a mail, a list of their own.

A row is a number and how many, parted by tabs, semicolons, commas or spaces, or written `SKU x 3` or `3 x SKU`; a
number alone is one piece. A header is left out, and tells which columns are meant where there are more than two.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from integrations.formats.cells import BadCell, read_count, unprotected

MOST_ROWS = 500
LONGEST_SKU = 64
SKU_WORDS = {"sku", "artikelnummer", "artikelnr", "artikel", "art.nr", "art nr", "artnr", "article", "article number"}
QUANTITY_WORDS = {"antal", "kvantitet", "st", "qty", "quantity", "pcs", "count"}
PIECES = re.compile(r"\s*(?:st|styck|stycken|pcs|pc|x)\.?$", re.IGNORECASE)
TIMES_AFTER = re.compile(r"(?P<sku>\S.*?)\s+[x×*]\s*(?P<quantity>\d[\d ]*)", re.IGNORECASE)
TIMES_BEFORE = re.compile(r"(?P<quantity>\d+)\s*(?:[x×*]|st\.?|pcs)\s+(?P<sku>\S.*)", re.IGNORECASE)

SOMETHING = re.compile(r"[^\s,;]")


class TooMany(Exception):
    """More rows than can be looked at in one go; the text says how many may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A row as it was written. `quantity` is None where `written` is no whole number."""

    sku: str
    written: str
    quantity: int | None


def read(text: str) -> list[Asked]:
    """The rows of what was pasted, in order. Raises TooMany."""
    rows = [
        _cells(line) for line in text.lstrip("\ufeff").splitlines() if line.replace(",", " ").replace(";", " ").split()
    ]
    return read_rows(rows)


def read_rows(rows: Sequence[Sequence[str]]) -> list[Asked]:
    """The same, of rows that are parted into cells already. Raises TooMany."""
    columns = _header(rows[0]) if rows else None
    wanted = rows[1:] if columns else rows
    if len(wanted) > MOST_ROWS:
        raise TooMany(_("At most %(most)s rows at a time. Take the rest in a second go.") % {"most": MOST_ROWS})
    return [asked for cells in wanted for asked in [_asked(cells, columns)] if asked.sku]


def asked(sku: str, written: str) -> Asked:
    """One row from its two fields."""
    return Asked(sku=sku.strip()[:LONGEST_SKU], written=written.strip(), quantity=_count(written))


def _cells(line: str) -> list[str]:
    if mark := next((mark for mark in "\t;" if mark in line), ""):
        return [unprotected(cell).strip('"') for cell in line.split(mark)]
    for pattern in (TIMES_BEFORE, TIMES_AFTER):
        if found := pattern.fullmatch(line.strip()):
            return [found["sku"].strip(" ,"), found["quantity"]]
    if "," in line:
        return [unprotected(cell).strip('"') for cell in line.split(",")]
    sku, *rest = line.split()
    return [sku, " ".join(rest), " ".join(rest[-2:]), *rest[-1:]] if rest else [sku]


def _header(cells: Sequence[str]) -> tuple[int, int | None] | None:
    """Where number and quantity stand, when the first row names them."""
    words = [cell.casefold().rstrip(":. ") for cell in cells]
    sku = next((place for place, word in enumerate(words) if word in SKU_WORDS), None)
    if sku is None:
        return None
    return sku, next((place for place, word in enumerate(words) if word in QUANTITY_WORDS), None)


def _asked(cells: Sequence[str], columns: tuple[int, int | None] | None) -> Asked:
    if columns:
        sku, place = columns
        held = [*cells, *[""] * (max(sku, place or 0) + 1 - len(cells))]
        return asked(held[sku], "1" if place is None else held[place])
    sku_cell, *others = cells
    written = next((cell for cell in others if _count(cell) is not None), next((cell for cell in others if cell), "1"))
    return asked(sku_cell, written)


def _count(written: str) -> int | None:
    text = PIECES.sub("", written.strip())
    try:
        return read_count(text)
    except BadCell:
        return None
