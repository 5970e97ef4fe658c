from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class AddressForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)


class EraseForm(forms.Form):
    """A second yes: the address, written by hand."""

    address = forms.CharField(label=gettext_lazy("Your e-mail address, as a yes"), max_length=254)

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_address(self):
        if self.cleaned_data["address"].strip().casefold() != self.email.casefold():
            raise forms.ValidationError(_("Write %(email)s to say yes.") % {"email": self.email})
        return self.email


class DeskForm(forms.Form):
    """Why the desk hands out or forgets what is held about somebody: how he asked, and how we know that it is he."""

    why = forms.CharField(
        label=gettext_lazy("How did it come, and how do you know who it is?"),
        max_length=300,
        help_text=gettext_lazy("For example: letter of 3 March, signature compared. Write no name or address."),
    )

    def clean_why(self):
        why = self.cleaned_data["why"].strip()
        if "@" in why:
            raise forms.ValidationError(_("Write no e-mail address here: these words are kept."))
        return why
