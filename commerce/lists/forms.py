"""What is written about a list: its name, an article for it, quantities of its lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commerce.cart.models import MAX_QUANTITY
from commerce.lists.models import SavedLine, SavedList

QUANTITY_ERRORS = {
    "invalid": _("Write the quantity as a whole number."),
    "required": _("Choose a quantity."),
    "min_value": _("Choose a quantity between 1 and 9999."),
    "max_value": _("Choose a quantity between 1 and 9999."),
}


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the list"), max_length=80, error_messages={"required": _("Give the list a name.")}
    )


class PutForm(forms.Form):
    """An article for a list that one has, or for a new one."""

    sku = forms.CharField(max_length=64, widget=forms.HiddenInput)
    quantity = forms.IntegerField(
        label=_("Quantity"), min_value=1, max_value=MAX_QUANTITY, initial=1, error_messages=QUANTITY_ERRORS
    )
    saved = forms.ChoiceField(label=_("List"), required=False)
    name = forms.CharField(label=_("Name of the new list"), max_length=80, required=False)

    def __init__(self, *args, lists: list[SavedList], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["saved"].choices = [*((str(one.pk), one.name) for one in lists), ("", _("A new list"))]
        if lists:
            self.fields["saved"].initial = str(lists[0].pk)
        else:
            self.fields["saved"].widget = forms.HiddenInput()

    def clean(self):
        told = super().clean() or self.cleaned_data
        if not self.errors and not told["saved"] and not told["name"]:
            self.add_error("name", _("Give the list a name."))
        return told


class LinesForm(forms.Form):
    """The lines of a list: which are chosen, and how many of each."""

    def __init__(self, *args, lines: list[SavedLine], **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"quantity-{line.pk}"] = forms.IntegerField(
                min_value=0, max_value=MAX_QUANTITY, initial=line.quantity, error_messages=QUANTITY_ERRORS
            )

    @property
    def quantities(self) -> dict[int, int]:
        return {line.pk: self.cleaned_data[f"quantity-{line.pk}"] for line in self.lines}

    @property
    def chosen(self) -> set[str]:
        data: Any = self.data
        return set(data.getlist("line")) if self.is_bound else {str(line.pk) for line in self.lines}
