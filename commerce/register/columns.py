"""What a cell of a register shows, and how a column says so."""

from datetime import date, datetime
from decimal import Decimal

from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

EMPTY = mark_safe('<span class="register-empty">–</span>')
NO_BREAK_SPACE = "\u00a0"
CURRENCY_UNITS = {"SEK": "kr", "EUR": "€", "NOK": "kr", "DKK": "kr"}


def column(label, *, order=None, number=False):
    """Mark a method of a register as a column: its heading, what it sorts by, whether it is a number."""

    def mark(function):
        function.short_description = label
        function.admin_order_field = order
        function.is_number = number
        return function

    return mark


def chip(text, tone="quiet"):
    """A state in a word. `tone` is `good`, `wait`, `bad` or `quiet`; the word carries the meaning, not the colour."""
    return format_html('<span class="register-chip register-chip--{}">{}</span>', tone, capfirst(text))


def link(url, text):
    return format_html('<a href="{}">{}</a>', url, text)


def with_unit(number, unit):
    """A number and its unit that never part at a line break: `1 250 g`."""
    shown = formats.localize(number, use_l10n=True)
    return format_html('{}{}<span class="register-unit">{}</span>', shown, NO_BREAK_SPACE, unit)


def whole(number):
    """A count with its thousands apart: `12 000`."""
    return f"{number:,}".replace(",", NO_BREAK_SPACE)


def money(amount, currency):
    """An amount with its öre, so that a column of them lines up: `1 249,00 kr`."""
    kronor, ore = f"{Decimal(amount):,.2f}".split(".")
    shown = f"{kronor.replace(',', NO_BREAK_SPACE)},{ore}"
    return format_html(
        '{}{}<span class="register-unit">{}</span>', shown, NO_BREAK_SPACE, CURRENCY_UNITS.get(currency, currency)
    )


def moment(at):
    """A moment on the shop's clock, to the minute."""
    return formats.date_format(timezone.localtime(at), "Y-m-d H:i") if at else EMPTY


def yes_no(value):
    return chip(_("yes"), "good") if value else chip(_("no"))


def heading(register, name):
    """The words above a column, what it sorts by (or None), and whether it holds numbers."""
    label, attribute = label_for_field(name, register.model, model_admin=register, return_attr=True)
    field = _field(register.model, name)
    if field is not None:
        return capfirst(label), register.sorting.get(name, name), _is_number(field)
    return capfirst(label), getattr(attribute, "admin_order_field", None), getattr(attribute, "is_number", False)


def cell(register, row, name):
    """What the column `name` shows for `row`, as safe text."""
    try:
        field, _attribute, value = lookup_field(name, row, register)
    except ObjectDoesNotExist:
        return EMPTY
    if field is not None and field.choices and value not in (None, ""):
        return capfirst(getattr(row, f"get_{field.name}_display")())
    return show(value)


def show(value):
    """A plain value as people read it."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return formats.date_format(value, "Y-m-d")
    if isinstance(value, int):
        return whole(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or EMPTY
    return value


def _field(model, name):
    return next((field for field in model._meta.get_fields() if field.name == name and field.concrete), None)


def _is_number(field):
    return isinstance(field, models.IntegerField | models.DecimalField) and not field.choices
