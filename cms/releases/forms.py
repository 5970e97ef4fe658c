"""What is said of a release as a whole."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from cms.releases.models import Release, State


class ReleaseForm(forms.ModelForm):
    class Meta:
        model = Release
        fields = ("name", "note", "starts_at")
        widgets = {"note": forms.Textarea({"rows": 3}), "starts_at": AdminDateTimeInput}

    def clean_starts_at(self):
        at = self.cleaned_data["starts_at"]
        if at is not None and at <= timezone.now() and "starts_at" in self.changed_data:
            raise forms.ValidationError(_("That has passed. Choose a moment to come, or leave it empty."))
        return at


class ChooseRelease(forms.Form):
    """One of the drafts there are, or a new one by its name."""

    release = forms.ModelChoiceField(label=_("Release"), queryset=None, required=False, empty_label=_("a new one:"))
    name = forms.CharField(label=_("Name of a new release"), required=False, max_length=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["release"].queryset = Release.objects.filter(state=State.DRAFT).order_by("-pk")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("release") and not cleaned.get("name", "").strip():
            self.add_error("name", _("Choose a release, or name a new one."))
        return cleaned
