from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from cms.promote import package, signing
from cms.promote.collect import Selection
from cms.promote.models import Kind, PromotionKey


class KeyForm(WagtailAdminModelForm):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Content"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=list(Kind.values),
        help_text=gettext_lazy("What it may send, and fetch"),
    )

    class Meta:
        model = PromotionKey
        fields = ("name", "public_key", "may_send", "may_fetch", "kinds", "expires_at")
        widgets = {"expires_at": AdminDateTimeInput}

    def clean_public_key(self):
        key = self.cleaned_data["public_key"].strip()
        if not signing.is_public_key(key):
            raise forms.ValidationError(_("It is not such a key: 44 characters, of which the last is an equals sign."))
        return key


class UploadForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Package"), widget=forms.FileInput(attrs={"accept": ".zip"}))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > package.LARGEST_PACKAGE:
            said = _("The package is larger than %(limit)s GB.")
            raise forms.ValidationError(said % {"limit": package.LARGEST_PACKAGE // 2**30})
        return file


class ChoiceForm(forms.Form):
    """What has been gathered for a package so far, and what is asked for among what there is."""

    name = forms.CharField(label=gettext_lazy("Name of the package"), max_length=120, required=False)
    translated = forms.BooleanField(
        label=gettext_lazy("With the other languages of chosen pages"), required=False, initial=True
    )
    kind = forms.ChoiceField(label=gettext_lazy("Content"), choices=Kind.choices, required=False)
    words = forms.CharField(label=gettext_lazy("Search"), max_length=100, required=False)
    under = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    def chosen(self):
        """`{key: label}` of the things alone, and of those with all that stands under them."""
        given, added = self.data, self.data.get("add", "")
        keys, trees = dict(self._pairs("key")), dict(self._pairs("tree"))
        if added:
            kind, _colon, pair = added.partition("|")
            (trees if kind == "tree" else keys).update([_pair(pair)])
        for taken in (keys, trees):
            taken.pop(given.get("remove", ""), None)
        return keys, trees

    def selection(self):
        keys, trees = self.chosen()
        return Selection(tuple(keys), tuple(trees), self.cleaned_data["translated"])

    def _pairs(self, name):
        return [_pair(value) for value in self.data.getlist(name)][: package.MOST_ITEMS]


def _pair(value):
    key, _bar, label = value.partition("|")
    return key, label or key
