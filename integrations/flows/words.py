"""The rhythm of a flow in a sentence, and what somebody has changed of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.flows.flow import Measure
from integrations.flows.known import Known
from integrations.flows.models import WatchedFlow
from integrations.flows.rhythm import EVERY_DAY, WORKDAYS, Hours


def rhythm_words(known: Known, *, is_usual: bool = False) -> str:
    """“Arrives within 15 minutes, Monday to Friday 06–22, not on Swedish holidays.”"""
    rhythm = known.flow.rhythm if is_usual else known.rhythm
    said = {
        Measure.DELIVERIES: _("Arrives within %(time)s"),
        Measure.MESSAGES: _("Is worked on within %(time)s"),
        Measure.QUEUE: _("Is done within %(time)s"),
        Measure.PULSE: _("Is heard of within %(time)s"),
        Measure.RUNS: _("Runs well within %(time)s of the last time"),
    }[known.flow.measure]
    words = [said % {"time": span_words(rhythm.within)}, _hours(rhythm.hours)]
    if rhythm.hours.rests_on_holidays:
        words.append(_("not on Swedish holidays"))
    if known.flow.measure == Measure.RUNS and rhythm.failures > 1:
        words.append(_("told of after %(count)s failures in a row") % {"count": rhythm.failures})
    return ", ".join(filter(None, words)) + "."


def span_words(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes % 1440 == 0 and minutes > 1440:
        return ngettext("%(n)s day", "%(n)s days", minutes // 1440) % {"n": minutes // 1440}
    if minutes % 60 == 0:
        return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def changed_words(changed: Mapping[str, Any]) -> list[str]:
    """Each field that was changed, with what it was and what it is."""
    return [f"{_label(field)}: {_value(field, was)} → {_value(field, now)}" for field, (was, now) in changed.items()]


def _hours(hours: Hours) -> str:
    if hours.is_always:
        return ""
    if hours.weekdays == EVERY_DAY:
        days = _("every day")
    elif hours.weekdays == WORKDAYS:
        days = _("Monday to Friday")
    else:
        days = ", ".join(str(WEEKDAYS[day]) for day in sorted(hours.weekdays))
    closes = f"{hours.closes:%H:%M}" if hours.closes else "24:00"
    return f"{days} {hours.opens:%H:%M}–{closes}"


def _label(field: str) -> str:
    names = {column.name: column.verbose_name for column in WatchedFlow._meta.fields}
    return capfirst(str(names[field]))


def _value(field: str, value: Any) -> str:
    if value is None:
        return "–" if field == "closes" else _("as from the start")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "weekdays":
        return ", ".join(str(WEEKDAYS_ABBR[day]) for day in value)
    return ", ".join(value) if isinstance(value, list) else str(value)
