"""What those who prepare a handover say of it, and what the customer answers."""

import tempfile
from pathlib import Path

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operations.acceptance import results, signing
from operations.acceptance.models import MOST_NOTES, Claim, HandedRequirement, Handover
from operations.acceptance.results import Results
from operations.desk.models import MOST_TITLE, Impact, Urgency


class DraftForm(forms.Form):
    version = forms.CharField(label=_("Version"), max_length=40, help_text=_("Written as 1.2 or 1.2.3"))
    notes = forms.CharField(
        label=_("Release notes"),
        max_length=MOST_NOTES,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Left empty: what the list of changes says of the version"),
    )


class ResultsForm(forms.Form):
    """A file of results from a machine that has the tests. It is read at once and not kept."""

    file = forms.FileField(
        label=_("Results of tests"), help_text=_("The file results.xml that manage.py acceptance_protocol leaves")
    )

    def clean(self) -> dict:
        said = super().clean() or self.cleaned_data
        sent = said.get("file")
        if sent:
            with tempfile.NamedTemporaryFile(suffix=".xml") as kept:
                for chunk in sent.chunks():
                    kept.write(chunk)
                kept.flush()
                try:
                    self.told: Results = results.read(Path(kept.name))
                except results.Unreadable as error:
                    self.add_error("file", str(error))
        return said


class SprintForm(forms.Form):
    sprint = forms.CharField(label=_("Sprint"), max_length=80, help_text=_("Its name or its weeks, e.g. v. 49–50"))
    text = forms.CharField(
        label=_("What was to be done, and why"), max_length=MOST_NOTES, widget=forms.Textarea({"rows": 4})
    )


class SignForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Your answer"), choices=HandedRequirement.Verdict.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=_("Remark"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Needed unless it is approved as it is"),
    )

    def clean(self) -> dict:
        said = super().clean() or self.cleaned_data
        needs_words = said.get("verdict") not in (None, HandedRequirement.Verdict.APPROVED)
        if needs_words and not said.get("remark", "").strip():
            self.add_error("remark", _("Say what the remark is, or what is missing."))
        return said


class AnswerForm(forms.Form):
    """Offers what follows from the requirements that are signed."""

    state = forms.ChoiceField(label=_("The delivery as a whole"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=pgettext_lazy("handover", "Words"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Needed when it is rejected"),
    )

    def __init__(self, handover: Handover, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = dict(Handover.State.choices)
        self.fields["state"].choices = [(one, names[one]) for one in signing.answers_open(handover)]  # type: ignore[attr-defined]


class ClaimForm(forms.Form):
    sort = forms.ChoiceField(label=_("What kind of fault"), choices=Claim.Sort.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("What is wrong"), max_length=MOST_TITLE)
    text = forms.CharField(
        label=_("More about it"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Where it is seen, what happened, and what should have happened"),
    )
    impact = forms.TypedChoiceField(label=_("Impact"), choices=Impact.choices, coerce=int, initial=3)
    urgency = forms.TypedChoiceField(label=_("Urgency"), choices=Urgency.choices, coerce=int, initial=3)
