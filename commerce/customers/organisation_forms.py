"""What an organisation's administrator may send about it and its members."""

import re

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commerce.customers.forms import postal_code
from commerce.customers.models import User
from commerce.customers.organisation_numbers import NumberRefused, organisation_number, vat_number
from commerce.customers.organisations import Organisation, Role

ADDRESSES = ("invoice", "delivery")
NUMBERS = ("number", "vat_number")


class AmountField(forms.DecimalField):
    """An amount as people write it: 5000, 5 000 kr, 5.000,50. It is shown with a comma in Swedish."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        widget.is_localized = True
        super().__init__(min_value=0, max_digits=12, decimal_places=2, widget=widget, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r"\s|kr$|:-$|SEK", "", value.strip(), flags=re.IGNORECASE)
            if "," in value:
                value = value.replace(".", "").replace(",", ".")
        return super().to_python(value)


class NumbersForm(forms.ModelForm):
    """Takes the numbers of an organisation as people write them, and the addresses whole or not at all."""

    def is_sole_trader(self):
        return self.cleaned_data.get("is_sole_trader", self.instance.is_sole_trader)

    def clean_number(self):
        text = self.cleaned_data["number"]
        if not text:
            return None
        try:
            number = organisation_number(text, is_sole_trader=self.is_sole_trader())
        except NumberRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        if Organisation.objects.filter(number=number).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another organisation has this number."))
        return number

    def clean_vat_number(self):
        text = self.cleaned_data["vat_number"]
        if not text:
            return ""
        number = "" if "number" in self.errors else self.cleaned_data.get("number", self.instance.number)
        try:
            return vat_number(text, number=number or "", is_sole_trader=self.is_sole_trader())
        except NumberRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean_invoice_postal_code(self):
        return self._postal_code("invoice")

    def clean_delivery_postal_code(self):
        return self._postal_code("delivery")

    def _postal_code(self, kind):
        text = self.cleaned_data[f"{kind}_postal_code"]
        return postal_code(text) if text else ""

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        for kind in ADDRESSES:
            needed = [f"{kind}_address_1", f"{kind}_postal_code", f"{kind}_city"]
            given = [name for name in [*needed, f"{kind}_address_2"] if cleaned.get(name)]
            for name in needed:
                if given and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Write the whole address, or none of it."))
        return cleaned


class OrganisationForm(NumbersForm):
    """What an organisation may change of itself: not its level, terms or credit, and no number that it has."""

    number = forms.CharField(label=_("Organisation number"), required=False, max_length=30)
    vat_number = forms.CharField(
        label=_("VAT number"), required=False, max_length=30, help_text=_("Such as SE555555555501.")
    )

    class Meta:
        model = Organisation
        fields = (
            "name",
            "number",
            "vat_number",
            "buyer_reference",
            "po_number_required",
            "invoice_email",
            "invoice_address_1",
            "invoice_address_2",
            "invoice_postal_code",
            "invoice_city",
            "delivery_address_1",
            "delivery_address_2",
            "delivery_postal_code",
            "delivery_city",
        )
        labels = {
            "po_number_required": _("Each order must carry your order number"),
            "buyer_reference": _("Your reference on invoices"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.number:
            del self.fields["number"]


def roles():
    return [(value, capfirst(label)) for value, label in Role.choices]


class MemberForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=roles)
    spending_limit = AmountField(
        label=_("Spending limit"),
        required=False,
        help_text=_("The most one order may cost, excluding VAT. Empty: no limit."),
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, help_text=_("Needed for another role. Kept with your name.")
    )


class MemberInvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=roles)
    spending_limit = AmountField(
        label=_("Spending limit"),
        required=False,
        help_text=_("The most one order may cost, excluding VAT. Empty: no limit."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Kept with your name and the time."))


class NewMemberForm(forms.ModelForm):
    """The account that an invited person makes: the address is the invitation's."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters."),
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name")
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.email = email
        self.fields["first_name"].required = self.fields["last_name"].required = True

    def clean_password(self):
        validate_password(self.cleaned_data["password"], self.instance)
        return self.cleaned_data["password"]
