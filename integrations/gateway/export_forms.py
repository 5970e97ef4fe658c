"""What a file should hold: columns, filters, format and language, and whether it is wanted again."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.formats.tables import registry as formats
from integrations.gateway.kinds.kind import Filter, Kind
from integrations.gateway.models import SavedExport

FILTER = "filter_"
MOST_PDF_COLUMNS = 24
HOURS = [(hour, f"{hour:02}.00") for hour in range(24)]


class ExportForm(forms.Form):
    """`kind` decides which columns and filters there are."""

    columns = forms.MultipleChoiceField(label=gettext_lazy("Columns"), widget=forms.CheckboxSelectMultiple)
    format = forms.ChoiceField(label=gettext_lazy("Format"), initial="xlsx")
    language = forms.ChoiceField(label=gettext_lazy("Language of the headings"), choices=settings.LANGUAGES)
    name = forms.CharField(
        label=gettext_lazy("Save as"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("A name, if you want the same file again"),
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Is made"),
        required=False,
        choices=SavedExport.Rhythm.choices,
        help_text=gettext_lazy("By the clock it is made in your name, and needs a name above"),
    )
    hour = forms.TypedChoiceField(label=gettext_lazy("At"), coerce=int, choices=HOURS, initial=5)

    def __init__(self, kind: Kind, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        fields: Any = self.fields
        fields["columns"].choices = [(one.code, capfirst(str(one.name))) for one in kind.fields]
        fields["columns"].initial = list(kind.codes)
        fields["format"].choices = [(one.code, str(one.name)) for one in formats.every()]
        fields["language"].initial = settings.LANGUAGE_CODE
        for one in kind.filters:
            fields[FILTER + one.code] = _narrowing(one)

    def filters(self):
        """The fields that narrow the rows, for the page."""
        return [self[name] for name in self.fields if name.startswith(FILTER)]

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if name and SavedExport.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is a saved export with that name already."))
        return name

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("rhythm") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("What is made by the clock needs a name."))
        if cleaned.get("format") == "pdf" and len(cleaned.get("columns", ())) > MOST_PDF_COLUMNS:
            said = _("A PDF has room for %(most)s columns. Choose fewer, or another format.")
            self.add_error("columns", said % {"most": MOST_PDF_COLUMNS})
        return cleaned

    def wanted(self) -> dict[str, Any]:
        """What was asked for, as `Wanted` holds it."""
        given = self.cleaned_data
        chosen = {one.code: str(given[FILTER + one.code] or "") for one in self.kind.filters}
        return {
            "kind": self.kind.code,
            "columns": [code for code in self.kind.codes if code in given["columns"]],
            "chosen": {code: value for code, value in chosen.items() if value},
            "format": given["format"],
            "language": given["language"],
        }


def _narrowing(one: Filter) -> forms.Field:
    if one.choices:
        return forms.ChoiceField(label=str(one.name), required=False, choices=[("", _("all")), *one.choices()])
    return forms.DateField(label=str(one.name), required=False, widget=forms.DateInput(attrs={"type": "date"}))


def in_words(kind: Kind, chosen: dict[str, str]) -> list[tuple[str | Promise, str]]:
    """The filters that were chosen, as people call them."""
    said = []
    for one in kind.filters:
        if value := chosen.get(one.code):
            said.append((one.name, dict(one.choices()).get(value, value) if one.choices else value))
    return said
