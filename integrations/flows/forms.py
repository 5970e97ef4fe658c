"""The rhythm of a flow as the owner sets it."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.flows import setting
from integrations.flows.flow import Flow, Measure
from integrations.flows.known import Known
from integrations.flows.rhythm import Rhythm

LONGEST = 31 * 24 * 60
SHORTEST_OPENING = timedelta(hours=1)
MOST_TOLD = 10
A_DAY = datetime(2001, 1, 1)  # noqa: DTZ001  only to count between two times of day


class Addresses(forms.CharField):
    """E-mail addresses, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: str) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_TOLD:
            raise forms.ValidationError(_("At most ten addresses."))
        for line in lines:
            validate_email(line)
        return list(dict.fromkeys(lines))


class RhythmForm(forms.Form):
    """Opening hours are of the same day, at least an hour long; an empty end is midnight."""

    minutes = forms.IntegerField(min_value=1, max_value=LONGEST)
    opens = forms.TimeField(label=gettext_lazy("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    closes = forms.TimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Empty: until midnight"),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Weekdays"),
        coerce=int,
        choices=lambda: list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    rests_on_holidays = forms.BooleanField(
        label=gettext_lazy("Rests on Swedish holidays"),
        required=False,
        help_text=gettext_lazy("Red days, and the eves of midsummer, Christmas and New Year"),
    )
    failures = forms.IntegerField(
        label=gettext_lazy("Failed runs in a row before it is told"), min_value=1, max_value=100
    )
    told = Addresses(
        label=gettext_lazy("Who is told"),
        required=False,
        help_text=gettext_lazy("E-mail addresses, one a line. Empty: the address for all flows."),
    )
    is_watched = forms.BooleanField(
        label=gettext_lazy("Watched"),
        required=False,
        help_text=gettext_lazy("A flow that is not watched is shown on the board and told of to nobody."),
    )

    def __init__(self, known: Known, data: Any = None):
        super().__init__(data, initial=_shown(known))
        self.fields["minutes"].label = _label(known.flow)
        if known.flow.measure != Measure.RUNS:
            del self.fields["failures"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        opens, closes = said.get("opens"), said.get("closes")
        if opens and "closes" in said and _between(opens, closes) < SHORTEST_OPENING:
            self.add_error("closes", _("It must be open for an hour at least, on the same day."))
        return said

    def values(self, known: Known) -> dict[str, Any]:
        """What is to be set. The rhythm that the flow has from the start is not set, and so follows the program."""
        said = {"failures": known.flow.rhythm.failures, **self.cleaned_data, "weekdays": self._weekdays()}
        usual = _of(known.flow.rhythm)
        return said | (setting.as_usual() if all(said[field] == usual[field] for field in usual) else {})

    def _weekdays(self) -> list[int]:
        return sorted(self.cleaned_data["weekdays"])


def _shown(known: Known) -> dict[str, Any]:
    row = known.row
    told = "\n".join(row.told) if row else ""
    return {**_of(known.rhythm), "told": told, "is_watched": row.is_watched if row else True}


def _of(rhythm: Rhythm) -> dict[str, Any]:
    return {
        "minutes": int(rhythm.within.total_seconds() // 60),
        "opens": rhythm.hours.opens,
        "closes": rhythm.hours.closes,
        "weekdays": sorted(rhythm.hours.weekdays),
        "rests_on_holidays": rhythm.hours.rests_on_holidays,
        "failures": rhythm.failures,
    }


def _label(flow: Flow) -> str:
    return {
        Measure.DELIVERIES: _("To have arrived within, minutes"),
        Measure.MESSAGES: _("To be worked on within, minutes"),
        Measure.QUEUE: _("To be done within, minutes"),
        Measure.PULSE: _("To be heard of within, minutes"),
        Measure.RUNS: _("To have run well within, minutes after the last time"),
    }[flow.measure]


def _between(opens: time, closes: time | None) -> timedelta:
    end = datetime.combine(A_DAY, closes) if closes else datetime.combine(A_DAY + timedelta(days=1), time(0))
    return end - datetime.combine(A_DAY, opens)
