"""What a signed-in customer may send about themselves."""

import re

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from commerce.customers import addresses
from commerce.customers.countries import served
from commerce.customers.models import Address, User


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("first_name", "last_name", "phone")


class AddressForm(forms.ModelForm):
    country = forms.ChoiceField(label=_("Country"), choices=served)

    class Meta:
        model = Address
        fields = addresses.FIELDS

    def clean(self):
        """A Swedish postal code has five digits; those of other countries are left to their post."""
        told = super().clean() or self.cleaned_data
        if told.get("country") == "SE" and "postal_code" in told:
            try:
                told["postal_code"] = postal_code(told["postal_code"])
            except forms.ValidationError as error:
                self.add_error("postal_code", error)
        if self.instance._state.adding and self.instance.user.addresses.count() >= addresses.MOST:
            raise forms.ValidationError(_("There is room for 50 addresses. Remove one first."))
        return told

    def save(self, commit=True):
        address = super().save(commit=False)
        addresses.save(address)
        return address


def postal_code(text):
    """A Swedish postal code as it is written on envelopes."""
    digits = re.sub(r"[\s-]|^SE-?", "", text, flags=re.IGNORECASE)
    if not re.fullmatch(r"[0-9]{5}", digits):
        raise forms.ValidationError(_("Write the postal code with five digits, such as 123 45."))
    return f"{digits[:3]} {digits[3:]}"


class PasswordForm(forms.Form):
    """The first password of an invited user."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]


class CodeField(forms.CharField):
    """A code as people write it: spaces and hyphens do not count, nor do capitals."""

    def __init__(self, **kwargs):
        attributes = {"autocomplete": "one-time-code", "spellcheck": "false", **kwargs.pop("attributes", {})}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attributes), **kwargs)

    def to_python(self, value):
        return re.sub(r"[\s-]", "", super().to_python(value)).lower()


class EmailCodeForm(forms.Form):
    code = CodeField(label=_("Code from the mail"), attributes={"inputmode": "numeric"})


class TokenForm(forms.Form):
    token = CodeField(label=_("Code from the app"), attributes={"inputmode": "numeric"})


class TokenOrRecoveryForm(forms.Form):
    token = CodeField(label=_("Code from the app, or a recovery code"))
