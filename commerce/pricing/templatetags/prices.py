"""Amounts as shoppers read them: "1 249 kr" in Swedish, "SEK 1,249" in English, öre only when there are any."""

from decimal import InvalidOperation

from django import template
from django.utils.translation import get_language, pgettext

from commerce.money import to_ore

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"


MEASURE_WORDS = {"kg": "kg", "l": "l", "m": "m", "m2": "m²", "m3": "m³"}


@register.filter
def per_measure(unit_price):
    """A unit price as the law has it, always with öre and its measure: "125,00 kr/kg"; empty for none."""
    if not unit_price:
        return ""
    digits = f"{unit_price.amount:,.2f}"
    measure = MEASURE_WORDS.get(unit_price.measure) or pgettext("unit price", "pc")
    if get_language() == "en":
        return f"SEK{NO_BREAK}{digits}/{measure}"
    return digits.replace(",", NO_BREAK).replace(".", ",") + f"{NO_BREAK}kr/{measure}"


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
