"""The form that a visitor fills in: the page's questions, a yes to the privacy text, and a trap for machines."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

TRAP = "web_address"
AGREED = "agreed"
LONGEST_LINE, LONGEST_TEXT = 255, 5000


class AskedForm(BaseForm):
    """Of the fields that it adds, none is kept among the answers."""

    @property
    def is_of_a_machine(self):
        """A field that people do not see has been filled in."""
        return bool(self.data.get(TRAP))

    def questions(self):
        """The fields of the page itself, as a template shows them."""
        return [field for field in self if field.name not in (TRAP, AGREED)]

    def answers(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in (TRAP, AGREED)}


class Builder(FormBuilder):
    def get_form_class(self):
        return type("AskedForm", (AskedForm,), self.formfields)

    @property
    def formfields(self):
        fields = super().formfields
        fields[AGREED] = forms.BooleanField(
            label=_("I agree to it"), error_messages={"required": _("Tick that you agree, or we may not keep it.")}
        )
        fields[TRAP] = forms.CharField(
            label=_("Leave this empty"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )
        return fields

    def create_singleline_field(self, field, options):
        return super().create_singleline_field(field, {"max_length": LONGEST_LINE, **options})

    def create_multiline_field(self, field, options):
        return super().create_multiline_field(field, {"max_length": LONGEST_TEXT, **options})

    def create_date_field(self, field, options):
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **options)
