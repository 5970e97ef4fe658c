"""Form fields and panels that registers share."""

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class KeyField(forms.ModelChoiceField):
    """A row named by its own number or code: typed, since a list of a hundred thousand cannot be picked from."""

    widget = forms.TextInput
    default_error_messages = {"invalid_choice": _("Nothing has the number %(value)s. Look it up in its register.")}

    def prepare_value(self, value):
        if isinstance(value, Model):
            return getattr(value, self.to_field_name)
        if isinstance(value, int):
            return self.queryset.filter(pk=value).values_list(self.to_field_name, flat=True).first()
        return value

    def to_python(self, value):
        """What was typed names the row; a field that is fixed hands over the row itself or its primary key."""
        if isinstance(value, int):
            return self.queryset.get(pk=value)
        return super().to_python(value.strip() if isinstance(value, str) else value)


class MadeFieldsPanel(Panel):
    """Fields that the form makes for the row in hand; `source` is the form's method that gives them."""

    def __init__(self, source, *, empty="", **kwargs):
        super().__init__(**kwargs)
        self.source = source
        self.empty = empty

    def clone_kwargs(self):
        return super().clone_kwargs() | {"source": self.source, "empty": self.empty}

    class BoundPanel(Panel.BoundPanel):
        template_name = "modeladmin/panels/made_fields.html"

        def get_context_data(self, parent_context=None):
            fields = list(getattr(self.form, self.panel.source)())
            return super().get_context_data(parent_context) | {"fields": fields, "empty": self.panel.empty}


def write_with_comma(field):
    """Take and show a decimal as the reader's language writes it: 249,50 in Swedish. A point is understood too."""
    field.localize = True
    field.widget = forms.TextInput(field.widget.attrs | {"inputmode": "decimal"})
    field.widget.is_localized = True


def fix(form, *names, because):
    """Show the fields but let nobody change them: what they say is how others know the row."""
    for name in names:
        form.fields[name].disabled = True
        form.fields[name].help_text = because
