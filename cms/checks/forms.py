from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.checks.models import RuleChoice
from cms.checks.rules import RULES

SHORTEST_REASON = 10


class ExceptionForm(forms.Form):
    """Which faults to go past, by their marks, and why."""

    marks = forms.MultipleChoiceField(
        label=_("Go past"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what to go past.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=SHORTEST_REASON,
        max_length=1000,
        help_text=_("Kept with your name. Others read it in the report of checks."),
        error_messages={
            "required": _("Write why the page goes live all the same."),
            "min_length": _("Write a little more: a reason that somebody else understands."),
        },
    )

    def __init__(self, *args, faults, **kwargs):
        super().__init__(*args, **kwargs)
        self.faults = {fault.mark: fault for fault in faults if fault.is_blocking and not fault.rule.is_fixed}
        self.fields["marks"].choices = [(mark, fault.text) for mark, fault in self.faults.items()]

    def chosen(self):
        return [self.faults[mark] for mark in self.cleaned_data["marks"]]


class RulesForm(forms.Form):
    """Which rules block, a tick for each that can be chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = dict(RuleChoice.objects.values_list("code", "is_blocking"))
        self.rules = RULES
        for rule in RULES:
            self.fields[rule.code] = forms.BooleanField(
                label=rule.title,
                required=False,
                initial=said.get(rule.code, rule.blocks),
                disabled=rule.is_fixed,
            )

    def rows(self):
        return [{"rule": rule, "field": self[rule.code]} for rule in self.rules]

    def keep(self, *, by):
        """Write down what differs from what holds. Returns how many."""
        for code in self.changed_data:
            said = {"is_blocking": self.cleaned_data[code], "changed_at": timezone.now(), "changed_by": by}
            RuleChoice.objects.update_or_create(code=code, defaults=said)
        return len(self.changed_data)
