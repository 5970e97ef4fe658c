"""Amounts as shoppers read them: "1 249 kr" in Swedish, "SEK 1,249" in English, öre only when there are any."""

from decimal import InvalidOperation

from django import template
from django.utils.translation import get_language

from commerce.money import to_ore

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"


@register.filter
def money(amount):
    """An amount with its currency; empty for nothing, so that a price that does not exist shows nothing."""
    if amount is None or amount == "":
        return ""
    try:
        rounded = to_ore(amount)
    except (InvalidOperation, TypeError, ValueError):
        return ""
    digits = f"{abs(rounded):,.2f}"
    whole, ore = digits.split(".")
    sign = "\N{MINUS SIGN}" if rounded < 0 else ""
    if get_language() == "en":
        return f"{sign}SEK{NO_BREAK}{whole}" + (f".{ore}" if ore != "00" else "")
    return sign + whole.replace(",", NO_BREAK) + (f",{ore}" if ore != "00" else "") + f"{NO_BREAK}kr"
