"""Choices above a register that narrow it. They live in the address, so a filtered list can be kept as a bookmark."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

MOST_CHOICES = 300
YES, NO = _("Yes"), _("No")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several. `narrow(queryset, value)` gets a value that is among the choices; any other matches nothing."""

    name: str
    label: Any
    choices: Callable
    narrow: Callable
    template: str = "modeladmin/filters/choice.html"

    @property
    def params(self):
        return (self.name,)

    def applied(self, queryset, params):
        wanted = params.get(self.name, "")
        if not wanted:
            return queryset
        known = dict(self.offered())
        return self.narrow(queryset, wanted) if wanted in known else queryset.none()

    def is_used(self, params):
        return bool(params.get(self.name))

    def offered(self):
        return [(str(value), capfirst(str(label))) for value, label in self.choices()]

    def context(self, params):
        return {"name": self.name, "label": self.label, "choices": self.offered(), "chosen": params.get(self.name, "")}


def one_of(name, label, choices, *, field=None):
    """The values of a field with choices."""
    path = field or name
    return Choice(
        name=name, label=label, choices=lambda: choices.choices, narrow=lambda rows, value: rows.filter(**{path: value})
    )


def related(name, label, rows, *, path=None, title="name"):
    """One of the rows that the register's rows point to; the first few hundred by name."""
    target = path or name

    def choices():
        return rows().order_by(title).values_list("pk", title)[:MOST_CHOICES]

    return Choice(
        name=name,
        label=label,
        choices=choices,
        narrow=lambda found, value: found.filter(**{target: value}),
    )


def yes_or_no(name, label, *, yes=YES, no=NO):
    return Choice(
        name=name,
        label=label,
        choices=lambda: [("1", yes), ("0", no)],
        narrow=lambda rows, value: rows.filter(**{name: value == "1"}),
    )


def states(name, label, conditions):
    """Named conditions: `{"low": (_("low"), Q(...)), ...}`."""
    return Choice(
        name=name,
        label=label,
        choices=lambda: [(value, text) for value, (text, _condition) in conditions.items()],
        narrow=lambda rows, value: rows.filter(conditions[value][1]),
    )


@dataclass(frozen=True, kw_only=True)
class Period:
    """From one day to another, both included, on the shop's clock. What is no day matches nothing."""

    name: str
    label: Any
    field: str
    template: str = "modeladmin/filters/period.html"

    @property
    def params(self):
        return (f"{self.name}_from", f"{self.name}_to")

    def applied(self, queryset, params):
        try:
            first, last = self._day(params, "from"), self._day(params, "to")
        except ValueError:
            return queryset.none()
        if first:
            queryset = queryset.filter(**{f"{self.field}__gte": self._midnight(first)})
        if last:
            queryset = queryset.filter(**{f"{self.field}__lt": self._midnight(last + timedelta(days=1))})
        return queryset

    def is_used(self, params):
        return bool(params.get(f"{self.name}_from") or params.get(f"{self.name}_to"))

    def context(self, params):
        first, last = f"{self.name}_from", f"{self.name}_to"
        return {
            "label": self.label,
            "first": first,
            "last": last,
            "from": params.get(first, ""),
            "to": params.get(last, ""),
        }

    def _day(self, params, end):
        text = params.get(f"{self.name}_{end}", "")
        day = date.fromisoformat(text) if text else None
        if day and not 1900 <= day.year <= 9000:
            raise ValueError(text)
        return day

    def _midnight(self, day):
        return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, kw_only=True)
class Within:
    """The rows of one row elsewhere, e.g. the variants of a product. Shown only when the address asks for it."""

    name: str
    label: Any
    rows: Callable
    path: str = ""
    template: str = "modeladmin/filters/within.html"

    @property
    def params(self):
        return (self.name,)

    def applied(self, queryset, params):
        wanted = params.get(self.name, "")
        if not wanted:
            return queryset
        if not is_key(wanted):
            return queryset.none()
        return queryset.filter(**{self.path or self.name: wanted})

    def is_used(self, params):
        return bool(params.get(self.name))

    def context(self, params):
        wanted = params.get(self.name, "")
        row = self.rows().filter(pk=wanted).first() if is_key(wanted) else None
        return {"name": self.name, "label": self.label, "value": wanted, "row": row}


def is_key(text):
    return text.isascii() and text.isdecimal() and len(text) < 19
