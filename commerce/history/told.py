"""Versions in words: label by label, as people read them, and what differs between two."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commerce.history.names import Names
from commerce.history.versions import Kept, State

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


def told(kept: Kept, states: Iterable[State]) -> list[dict[str, str]]:
    """Words by label of each state, in the order of the model's fields. One query for each model that is pointed to."""
    states, names = list(states), Names()
    for state in states:
        _told(kept, state, names)
    names.load()
    return [_told(kept, state, names) for state in states]


def differences(before: dict[str, str], after: dict[str, str]) -> list[Difference]:
    labels = list(dict.fromkeys([*after, *before]))
    pairs = ((label, before.get(label, NOTHING), after.get(label, NOTHING)) for label in labels)
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def _told(kept: Kept, state: State, names: Names) -> dict[str, str]:
    if state.values is None:
        return {}
    fields = {one.attname: one for one in kept.model._meta.concrete_fields}
    own = {}
    for name, value in state.values.items():
        own[str(capfirst(fields[name].verbose_name))] = words(fields[name], value, names)
    return own | {label: text or NOTHING for label, text in kept.tell(state, names).items()}


def words(field: models.Field, value: Any, names: Names) -> str:
    """A value as people read it."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(field, models.ForeignKey):
        return names.of(field.remote_field.model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return formats.localize(value.normalize() + 0, use_l10n=True) if value else "0"
    if isinstance(value, datetime):
        return formats.date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
