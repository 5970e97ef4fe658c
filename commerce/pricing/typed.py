"""Amounts as people type and paste them: `1 234,50 kr`. What can be read in one way only is read; all else is refused.

A point or comma before three digits is either thousands or a third decimal, so nobody guesses which.
"""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SPACE = r"[ \u00a0\u2007\u2009\u202f']"
MINUS = str.maketrans("\u2212\u2013\u2014", "---")
CURRENCIES = {"kr": None, ":-": None, "€": "EUR", "sek": "SEK"}  # `kr` is whatever krona the list is in
AMOUNT = re.compile(
    rf"(?P<sign>-?)(?P<whole>\d{{1,3}}(?:{SPACE}\d{{3}})+|[1-9]\d{{0,2}}(?P<mark>[.,])\d{{3}}(?:(?P=mark)\d{{3}})*|\d+)"
    r"(?:(?P<point>[.,])(?P<decimals>\d+|-))?",
    re.ASCII,
)
UNIT = re.compile(r"(?<=[\d.,\-\s'])(?P<unit>kr\.?|:-|€|[a-z]{3})$", re.IGNORECASE)
LARGEST = Decimal("9999999999.99")
ENDS = {"-", "slut", "upphör", "end"}


class Unclear(Exception):
    """What was written is no amount, or could be two; the text says so, to the person who wrote it."""


def read_amount(text: str, *, currency: str) -> Decimal:
    """An amount in the currency of its price list. Raises Unclear."""
    written = text.translate(MINUS).strip(" \t\r\n\u00a0\u2007\u2009\u202f")
    unit = UNIT.search(written)
    if unit:
        _refuse_other_currency(unit["unit"].rstrip(".").lower(), currency, text)
        written = re.sub(rf"{SPACE}+$", "", written[: unit.start()])
    found = AMOUNT.fullmatch(written)
    said = {"text": text.strip()[:40]}
    if not found or (found["point"] and found["point"] == found["mark"]):
        raise Unclear(_("“%(text)s” is not an amount.") % said)
    if found["mark"] and not found["point"] and written.count(found["mark"]) == 1:
        raise Unclear(_("“%(text)s” can be read in two ways. Write 1234 or 1,23.") % said)
    decimals = (found["decimals"] or "0").replace("-", "0")
    if len(decimals) > 2:
        raise Unclear(_("“%(text)s” has more than two decimals.") % said)
    amount = Decimal(f"{found['sign']}{re.sub('[^0-9]', '', found['whole'])}.{decimals}")
    if amount < 0:
        raise Unclear(_("A price cannot be less than nothing."))
    if amount > LARGEST:
        raise Unclear(_("“%(text)s” is more than a price can be.") % said)
    return amount


def ends(text: str) -> bool:
    """Whether it says that the price ends: a dash, or the word for it."""
    return text.translate(MINUS).strip().casefold() in ENDS


def read_quantity(text: str) -> int:
    """From how many: a whole number, at least 1; empty is 1. `10 st` is ten."""
    written = re.sub(rf"{SPACE}|st\.?$|\+$", "", text.strip(), flags=re.IGNORECASE)
    if not written:
        return 1
    if not re.fullmatch(r"\d{1,9}", written, re.ASCII):
        raise Unclear(_("“%(text)s” is not a whole number.") % {"text": text.strip()[:40]})
    if int(written) < 1:
        raise Unclear(_("The quantity is at least 1."))
    return int(written)


def _refuse_other_currency(unit: str, currency: str, text: str) -> None:
    named = CURRENCIES.get(unit, unit.upper())
    if (named is None and not currency.endswith("K")) or named not in (None, currency):
        said = {"text": text.strip()[:40], "currency": currency}
        raise Unclear(_("“%(text)s” is in another currency than the list, which is in %(currency)s.") % said)


class AmountField(forms.DecimalField):
    """A form's field of an amount, read as `read_amount` does; `currency` may be set once it is known."""

    currency = "SEK"

    def to_python(self, value):
        if isinstance(value, str) and value.strip():
            try:
                return read_amount(value, currency=self.currency)
            except Unclear as unclear:
                raise ValidationError(str(unclear)) from unclear
        return super().to_python(value)
