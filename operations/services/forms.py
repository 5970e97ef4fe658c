"""What is asked when the catalogue is edited: what a service is, and the rows that make its form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.register.fields import write_with_comma
from operations.desk.rules import TicketCategory
from operations.services.catalogue import Service, ServiceVersion
from operations.services.fields import MOST_CHOICES, MOST_FIELDS, FieldType, numbered

SPARE = 3  # empty rows below those that are there


class DraftForm(forms.ModelForm):
    """One draft; `code` and `position` belong to the service itself."""

    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=60, help_text=gettext_lazy("Part of its address, e.g. ny-arbetsplats")
    )
    position = forms.IntegerField(
        label=gettext_lazy("Position"), min_value=0, max_value=32_000, initial=100, help_text=gettext_lazy("Low first")
    )

    class Meta:
        model = ServiceVersion
        fields = (
            "kind",
            "name",
            "name_en",
            "text",
            "text_en",
            "price",
            "tax_class",
            "target_hours",
            "approval",
            "category",
            "changes",
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "text_en": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["code", "position", *self.Meta.fields])
        write_with_comma(self.fields["price"])
        self.fields["category"].queryset = TicketCategory.objects.order_by("position", "name")  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["code"]
            self.fields["position"].initial = self.instance.service.position

    def clean_code(self):
        code = self.cleaned_data["code"]
        if Service.objects.filter(code=code).exists():
            raise ValidationError(_("There is a service with that code."))
        return code


class RowForm(forms.Form):
    """One field of a service's form. A row without a label is none."""

    label = forms.CharField(label=gettext_lazy("Question"), max_length=120, required=False)
    label_en = forms.CharField(label=gettext_lazy("In English"), max_length=120, required=False)
    type = forms.ChoiceField(label=gettext_lazy("Answered with"), choices=FieldType, initial=FieldType.TEXT)
    is_required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    choices = forms.CharField(
        label=gettext_lazy("Choices, one on each line"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_choices(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["choices"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_CHOICES:
            raise ValidationError(_("At most %(most)s choices.") % {"most": MOST_CHOICES})
        return found

    def clean(self):
        said: dict[str, Any] = super().clean() or {}
        is_choice = said.get("type") == FieldType.CHOICE
        if said.get("label", "").strip() and is_choice and not said.get("choices") and "choices" not in self.errors:
            self.add_error("choices", _("Write what there is to choose among."))
        if not is_choice:
            said["choices"] = []
        if not said.get("label", "").strip() and (said.get("label_en") or said.get("choices")):
            self.add_error("label", _("Write the question."))
        return said


_RowSet = formset_factory(RowForm, extra=SPARE, max_num=MOST_FIELDS, absolute_max=MOST_FIELDS + SPARE)


def row_set(data: Any, version: ServiceVersion | None) -> BaseFormSet:
    """The rows of a form, as they are kept or as they were sent."""
    rows = version.fields if version else []
    shown = [{**one, "choices": "\n".join(one.get("choices", []))} for one in rows]
    return _RowSet(data, prefix="rows", initial=shown)


def rows_of(rows: BaseFormSet) -> list[dict[str, Any]]:
    """The form as a version keeps it."""
    names = ("label", "label_en", "type", "is_required", "choices")
    said = (one.cleaned_data for one in rows.forms if one.cleaned_data.get("label", "").strip())
    return numbered({name: one[name] for name in names} for one in said)


class WhyForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, help_text=gettext_lazy("Who ordered it reads this.")
    )
