"""A planned outage as it is proposed, and what is said when it is approved or withdrawn."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from operations.status import approval
from operations.status.planned import PlannedOutage


class OutageForm(forms.ModelForm):
    """Whether its time is free is asked of the database when it is saved."""

    class Meta:
        model = PlannedOutage
        fields = approval.SAID
        labels = {"starts_at": pgettext_lazy("outage", "Starts"), "ends_at": pgettext_lazy("outage", "Ends")}
        widgets = {
            "words_sv": forms.Textarea({"rows": 2}),
            "words_en": forms.Textarea({"rows": 2}),
            "starts_at": AdminDateTimeInput,
            "ends_at": AdminDateTimeInput,
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        starts, now = said.get("starts_at"), timezone.now()
        if starts and starts < approval.earliest_start(now=now):
            self.add_error("starts_at", approval.too_late(now=now))
        return said

    def _post_clean(self) -> None:
        """The rules of the row are those of `approval`, which says them in one place."""

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in approval.SAID}


class ApproveForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why in office hours"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Kept with the outage, and in the report of the service level"),
    )

    def __init__(self, outage: PlannedOutage, data: Any = None):
        super().__init__(data)
        if not outage.is_in_office_hours:
            del self.fields["reason"]

    def clean_reason(self) -> str:
        if not self.cleaned_data["reason"].strip():
            raise forms.ValidationError(_("Say why it has to be in office hours."))
        return self.cleaned_data["reason"]


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, required=False, help_text=gettext_lazy("Those who were told read it")
    )
