"""The facts of a difference as people read them. Names and plain values are stored, the same in every language."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.register.columns import EMPTY, money
from integrations.reconciliation.comparison import Facts
from integrations.warehouses.models import WarehouseOrder

AMOUNTS = {
    "authorised": gettext_lazy("Authorised"),
    "captured": gettext_lazy("Charged"),
    "refunded": gettext_lazy("Refunded"),
    "total": gettext_lazy("Total"),
    "vat": gettext_lazy("VAT"),
    "amount": gettext_lazy("Amount"),
    "left_to_pay": gettext_lazy("Left to pay"),
}
NAMES = {
    "reference": gettext_lazy("Reference"),
    "number": gettext_lazy("Number there"),
    "numbers": gettext_lazy("Numbers there"),
    "order": gettext_lazy("Order"),
    "document": gettext_lazy("Document there"),
    "state": gettext_lazy("State"),
    "booked": gettext_lazy("Booked"),
    "event": gettext_lazy("Event"),
    "about": gettext_lazy("About"),
    "target": gettext_lazy("Target"),
    "file": gettext_lazy("File"),
    "problem": gettext_lazy("Problem"),
    "unclear": gettext_lazy("Says what we do not understand"),
    "on_shelf": gettext_lazy("On the shelf"),
    "sold_above": gettext_lazy("Sold above what there is"),
    "sellable": gettext_lazy("Can be sold"),
}
VALUES = {
    "booked": {"yes": gettext_lazy("yes"), "no": gettext_lazy("no"), "asked": gettext_lazy("asked for")},
    "state": {
        **dict(WarehouseOrder.State.choices),
        "open": gettext_lazy("open"),
        "cancelled": gettext_lazy("cancelled"),
    },
}
ROW = "row:"


def side_by_side(ours: Facts, theirs: Facts) -> list[dict[str, object]]:
    """Each fact with what it is called, what we have and what they have, and whether they differ."""
    return [
        {
            "label": label(name),
            "ours": value(name, ours.get(name)),
            "theirs": value(name, theirs.get(name)),
            "differs": ours.get(name) != theirs.get(name),
        }
        for name in _in_order({*ours, *theirs})
    ]


def in_short(facts: Facts) -> str:
    """The facts of one side in a line."""
    return format_html_join(", ", "{} {}", ((label(name), value(name, facts[name])) for name in _in_order(facts)))


def label(name: str) -> str:
    if name.startswith(ROW):
        return _("Row %(row)s, pieces") % {"row": name.removeprefix(ROW)}
    if name.isdecimal():
        return _("Account %(number)s") % {"number": name}
    return str(AMOUNTS.get(name) or NAMES.get(name) or name)


def value(name: str, told: str | None) -> str:
    if told is None:
        return EMPTY
    if name in AMOUNTS or name.isdecimal():
        try:
            return money(Decimal(told), "SEK")
        except InvalidOperation:
            return told
    return str(VALUES.get(name, {}).get(told, told))


def _in_order(names: Iterable[str]) -> list[str]:
    """As they stand above: the database keeps no order of its own."""
    places = {name: place for place, name in enumerate([*AMOUNTS, *NAMES])}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def subject(told: str) -> str:
    """`document:F12` as “document F12”."""
    what, _colon, name = told.partition(":")
    words = {
        "payment": _("payment %(name)s"),
        "document": _("document %(name)s"),
        "paid": _("payment of a document, %(name)s"),
        "order": _("order %(name)s"),
        "day": _("the day %(name)s"),
        "fortnox": _("document %(name)s there"),
        "fortnox_order": _("order %(name)s there"),
        "part": _("order %(name)s at the warehouse"),
        "sku": _("article %(name)s"),
        "file": _("file %(name)s"),
        "event": _("event %(name)s"),
    }
    return words[what] % {"name": name[-24:] if what == "payment" else name} if what in words else told
