"""A table of new prices as it is pasted from a spreadsheet or read from a file: SKU, price list, from quantity, amount.

Cells are parted by tabs or semicolons. With a header the columns may stand in any order; without, they are SKU and
amount, or SKU, list and amount, or all four, and every row has as many cells as the first. What cannot be read is named
by row and column.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from commerce.pricing.drafting import DraftRow
from commerce.pricing.typed import Unclear, ends, read_amount, read_quantity
from integrations.formats.cells import unprotected

MOST_ROWS = 100_000
HEADINGS = {
    "sku": ("sku", "artikelnummer", "artikelnr", "art.nr", "artnr", "article number"),
    "price_list": ("prislista", "lista", "listkod", "price list", "list"),
    "min_quantity": ("från antal", "fr.o.m. antal", "från", "antal", "from quantity", "quantity"),
    "amount": ("pris", "belopp", "nytt pris", "price", "amount", "new price", "efter", "after"),
    "currency": ("valuta", "currency"),
}
TIMES = ("gäller från", "gäller till", "fr.o.m.", "t.o.m.", "från datum", "till datum", "valid from", "valid until")
WITHOUT_HEADER = {
    2: ("sku", "amount"),
    3: ("sku", "price_list", "amount"),
    4: ("sku", "price_list", "min_quantity", "amount"),
    5: ("sku", "price_list", "min_quantity", "amount", "currency"),
}
SPACES = " \t\r\n\u00a0\u2007\u2009\u202f"


class UnreadableTable(Exception):
    """Nothing of it can be read; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, where it stands: the row counted from 1 as it was pasted, and the column by its words."""

    row: int
    column: str
    message: str


@dataclass(slots=True)
class Table:
    """The rows that could be read, each with the row it stood in, and what was wrong with the others."""

    rows: list[tuple[int, DraftRow]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def column_words(name: str) -> str:
    return {
        "sku": _("SKU"),
        "price_list": _("Price list"),
        "min_quantity": _("From quantity"),
        "amount": _("Amount"),
        "currency": _("Currency"),
    }.get(name, name)


def read(text: str, *, currencies: Mapping[str, str], default_list: str) -> Table:
    """`currencies` are those of the price lists, by code; rows without a list are for `default_list`."""
    records = list(_records(text))
    if not records:
        raise UnreadableTable(_("There is nothing in the table."))
    if len(records) > MOST_ROWS:
        raise UnreadableTable(_("At most %(most)s rows at a time.") % {"most": f"{MOST_ROWS:,}".replace(",", " ")})
    names = _header(records[0][1])
    if names:
        records = records[1:]
    wanted = names or WITHOUT_HEADER.get(len(records[0][1]))
    if wanted is None:
        raise UnreadableTable(
            _("The table should have SKU, price list, from quantity and amount, or a header that names them.")
        )
    table = Table()
    for number, cells in records:
        _read_row(table, number, cells, wanted, currencies, default_list)
    return table


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    delimiter = "\t" if "\t" in text else ";"
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            stripped = [unprotected(cell.strip(SPACES)) for cell in cells]
            if any(stripped):
                yield number, stripped
    except csv.Error as error:
        raise UnreadableTable(_("The table cannot be read: a quotation mark is never closed.")) from error


def _header(cells: list[str]) -> list[str] | None:
    """The columns by name, where the first row is a header: it names the SKU and the amount. Others are left alone, but
    not one of times, which whoever wrote it would think were kept."""
    known = {word: name for name, words in HEADINGS.items() for word in words}
    names = [known.get(cell.casefold(), "") for cell in cells]
    if "sku" not in names or "amount" not in names:
        return None
    twice = next((name for name in names if name and names.count(name) > 1), "")
    if twice:
        raise UnreadableTable(_("The column %(column)s is there twice.") % {"column": column_words(twice)})
    times = next((cell for cell in cells if cell.casefold() in TIMES), "")
    if times:
        said = _("When prices are in force is said of the whole price change set. Take the column %(column)s away.")
        raise UnreadableTable(said % {"column": times})
    return names


def _read_row(table, number, cells, wanted, currencies, default_list) -> None:
    def complain(column: str, message: str) -> None:
        table.problems.append(Problem(row=number, column=column_words(column), message=message))

    if (len(cells) != len(wanted) and any(cells[len(wanted) :])) or len(cells) < len(wanted):
        said = {"found": len(cells), "wanted": len(wanted)}
        complain("", _("The row has %(found)s cells, the first row %(wanted)s.") % said)
        return
    found = dict(zip(wanted, cells, strict=False))
    before = len(table.problems)
    code = found.get("price_list") or default_list
    currency = currencies.get(code, "")
    if not found["sku"]:
        complain("sku", _("The article number is missing."))
    if not currency:
        complain("price_list", _("There is no price list %(code)s.") % {"code": code} if code else _("Which list?"))
    elif found.get("currency") and found["currency"].upper() not in (currency, "KR" if currency == "SEK" else currency):
        said = {"given": found["currency"], "currency": currency}
        complain("currency", _("%(given)s, but the list is in %(currency)s.") % said)
    quantity = 1
    amount: Decimal | None = None
    try:
        quantity = read_quantity(found.get("min_quantity", ""))
    except Unclear as unclear:
        complain("min_quantity", str(unclear))
    try:
        if not found["amount"]:
            raise Unclear(_("The amount is missing. Write a dash where the price is to end."))
        amount = None if ends(found["amount"]) else read_amount(found["amount"], currency=currency or "SEK")
    except Unclear as unclear:
        complain("amount", str(unclear))
    if len(table.problems) == before:
        row = DraftRow(sku=found["sku"], price_list=code, min_quantity=quantity, amount=amount)
        table.rows.append((number, row))
