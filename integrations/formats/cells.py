"""What people write in cells: amounts, whole numbers, yes and no. Each reader raises BadCell with a message to show."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
CURRENCY = re.compile(r"^(?:sek|kr)\.?|(?:sek|kr|:-)\.?$", re.IGNORECASE)
AMOUNT = re.compile(
    r"(?P<sign>-?)(?P<whole>[1-9]\d{0,2}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*|\d*)"
    r"(?:(?P<decimal_mark>[.,])(?P<decimals>\d+))?",
    re.ASCII,
)
YES = {"true", "yes", "ja", "1", "sant", "x"}
NO = {"false", "no", "nej", "0", "falskt", ""}


class BadCell(Exception):
    """The cell does not hold what its column asks for."""


def read_amount(text: str, *, mark: str = "") -> Decimal:
    """`1249.50`, `1 249,50`, `1.249,50`, `1,249.50`, `1 249 kr` alike; a mark before three digits parts thousands.

    With the file's decimal `mark` known, that one always begins the decimals.
    """
    written = CURRENCY.sub("", SPACES.sub("", text)).replace("−", "-")
    if mark and re.fullmatch(rf"-?\d+{re.escape(mark)}\d+", written, re.ASCII):
        return Decimal(written.replace(mark, "."))
    found = AMOUNT.fullmatch(written)
    if not found or not (found["whole"] or found["decimals"]) or found["decimal_mark"] == (found["mark"] or "none"):
        raise BadCell(_("“%(text)s” is not an amount.") % {"text": text[:40]})
    whole = re.sub("[.,]", "", found["whole"]) or "0"
    return Decimal(f"{found['sign']}{whole}.{found['decimals'] or '0'}")


def read_count(text: str) -> int:
    """A whole number; `3.0` is one."""
    amount = read_amount(text)
    if amount != int(amount):
        raise BadCell(_("“%(text)s” is not a whole number.") % {"text": text[:40]})
    return int(amount)


def read_yes(text: str) -> bool:
    word = text.strip().casefold()
    if word in YES or word in NO:
        return word in YES
    raise BadCell(_("“%(text)s” is neither yes nor no.") % {"text": text[:40]})


def unprotected(text: str) -> str:
    """Spreadsheets are kept from changing numbers by an apostrophe before them, or by `="…"` around them."""
    text = text.strip()
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text.removeprefix("'").strip()
