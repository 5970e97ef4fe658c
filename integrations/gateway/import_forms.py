"""What is asked about a file that comes in: what it holds, how it is read, and which heading is which column."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.formats.tables.registry import TEXTS
from integrations.gateway.import_models import Import, SavedMapping
from integrations.gateway.kinds.taking import Takes

COLUMN = "column_"
FORMATS = [
    ("", gettext_lazy("found out")),
    ("positional", gettext_lazy("Positional text, as an export of all columns")),
]
ENCODINGS = [
    ("", gettext_lazy("found out")),
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows-1252"),
    ("iso-8859-1", "ISO 8859-1"),
    ("cp850", "DOS (CP850)"),
    ("utf-16", "UTF-16"),
]
DELIMITERS = [
    ("", gettext_lazy("found out")),
    (";", gettext_lazy("semicolon")),
    (",", gettext_lazy("comma")),
    ("\t", gettext_lazy("tab")),
    ("|", gettext_lazy("bar")),
]
MARKS = [("", gettext_lazy("found out")), (",", gettext_lazy("comma")), (".", gettext_lazy("point"))]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV, text with tabs or fixed places, Excel, OpenDocument, Word, PDF, JSON, XML, or a zip of one"
        ),
        max_length=200,
        allow_empty_file=True,
    )
    kind = forms.ChoiceField(label=gettext_lazy("It holds"))

    def __init__(self, kinds: list[Takes], *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [(kind.code, str(kind.title)) for kind in kinds]


class ReadingForm(forms.Form):
    """How the file is read. Empty is found out from the file; what concerns another kind of file is not asked."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        choices=FORMATS,
    )
    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), required=False, choices=ENCODINGS)
    delimiter = forms.ChoiceField(label=gettext_lazy("Between the columns"), required=False, choices=DELIMITERS)
    decimal_mark = forms.ChoiceField(label=gettext_lazy("Decimal mark"), required=False, choices=MARKS)
    sheet = forms.CharField(
        label=gettext_lazy("Sheet, or file in a zip"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Empty: the first that holds something"),
    )
    header_line = forms.IntegerField(
        label=gettext_lazy("Line of the headings"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=gettext_lazy("Empty: the first that holds something"),
    )
    has_no_header = forms.BooleanField(label=gettext_lazy("The file has no headings"), required=False)

    def __init__(self, row: Import, given=None):
        said = dict(row.options)
        initial = {**said, "has_no_header": said.get("has_header") is False}
        super().__init__(given, initial=initial)
        found = (row.sample or {}).get("format", "")
        if found:
            is_text = found in TEXTS
            for name in ("sheet", "header_line") if is_text else ("encoding", "delimiter", "format"):
                del self.fields[name]
            if found in ("json", "jsonl", "xml"):
                for name in ("sheet", "header_line", "has_no_header"):
                    self.fields.pop(name, None)

    def options(self) -> dict[str, Any]:
        """As `Import.options` keeps them."""
        given = dict(self.cleaned_data)
        said: dict[str, Any] = {"has_header": False} if given.pop("has_no_header", False) else {}
        return said | {name: value for name, value in given.items() if value not in (None, "")}


class ColumnsForm(forms.Form):
    """A choice among the headings for each column that comes in."""

    name = forms.CharField(
        label=gettext_lazy("Save the columns as"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("A name; then they are chosen by themselves for the next file with the same headings"),
    )

    def __init__(self, kind: Takes, headings: list[str], given=None, *, mapped: Mapping[str, str]):
        initial = {COLUMN + code: heading for code, heading in mapped.items()}
        super().__init__(given, initial=initial)
        self.kind = kind
        choices = [("", _("not in the file")), *((heading, heading) for heading in headings)]
        for one in kind.fields:
            if one.comes_in:
                label = capfirst(str(one.name))
                self.fields[COLUMN + one.code] = forms.ChoiceField(
                    label=label,
                    required=False,
                    choices=choices,
                    help_text=_("must be there") if one.is_required else "",
                )

    def columns(self):
        return [self[name] for name in self.fields if name.startswith(COLUMN)]

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if name and SavedMapping.objects.filter(name=name).exclude(kind=self.kind.code).exists():
            raise forms.ValidationError(_("Columns of another kind of data are saved with that name."))
        return name

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        mapped = self.mapped()
        for one in self.kind.fields:
            if one.is_required and one.comes_in and one.code not in mapped:
                self.add_error(COLUMN + one.code, _("This column must be in the file."))
        used: dict[str, str] = {}
        for code, heading in mapped.items():
            if heading in used:
                self.add_error(COLUMN + code, _("The heading is chosen for another column too."))
            used[heading] = code
        return cleaned

    def mapped(self) -> dict[str, str]:
        given = self.cleaned_data
        codes = [one.code for one in self.kind.fields if one.comes_in]
        return {code: given[COLUMN + code] for code in codes if given.get(COLUMN + code)}
