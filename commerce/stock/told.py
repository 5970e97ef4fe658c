"""What shoppers are told of goods that are sold before they have come."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def back_order(expected_on: date | None, *, today: date) -> str:
    """That it is ordered when it is bought, and when it is here; a day that has passed is not told."""
    if expected_on is None or expected_on < today:
        return _("Back-order")
    return _("Back-order, expected in stock %(day)s") % {"day": day(expected_on, today=today)}


def partly(at_hand: int, later: int, expected_on: date | None, *, today: date) -> str:
    """Of so many bought, how many are here and how many come later; nothing when all are here."""
    if not later:
        return ""
    if not at_hand:
        return back_order(expected_on, today=today)
    here = ngettext("%(count)s in stock", "%(count)s in stock", at_hand) % {"count": at_hand}
    if expected_on is None or expected_on < today:
        return _("%(here)s, %(later)s on back-order") % {"here": here, "later": later}
    told = {"here": here, "later": later, "day": day(expected_on, today=today)}
    return _("%(here)s, %(later)s on back-order, expected in stock %(day)s") % told


def day(when: date, *, today: date) -> str:
    """A day as it is said: `12 december`, with its year where that is another."""
    return date_format(when, "j F" if when.year == today.year else "j F Y")
