"""What a shopper may send: forms validate and do nothing else."""

import re
from copy import deepcopy

from django import forms
from django.utils.translation import gettext_lazy as _

from commerce.cart.models import MAX_QUANTITY
from commerce.customers.countries import served
from commerce.customers.organisation_numbers import NumberRefused
from commerce.customers.organisations import Organisation
from commerce.customers.peppol import peppol_id
from commerce.orders.details import Details
from commerce.orders.freight import points

QUANTITY_ERRORS = {
    "invalid": _("Write the quantity as a whole number."),
    "required": _("Choose a quantity."),
    "min_value": _("Choose a quantity between 1 and 9999."),
    "max_value": _("Choose a quantity between 1 and 9999."),
}


class Shared(dict):
    """The fields of a form's class, of which each form copies its `own`: those that it changes. All are twenty, and
    copying them takes longer than reading what was sent."""

    def __init__(self, fields: dict[str, forms.Field], *, own: tuple[str, ...]):
        super().__init__(fields)
        self.own = own

    def __deepcopy__(self, memo):
        return self | {name: deepcopy(self[name], memo) for name in self.own}


class AddForm(forms.Form):
    sku = forms.CharField(max_length=64, error_messages={"required": _("There is no such article.")})
    quantity = forms.IntegerField(min_value=1, max_value=MAX_QUANTITY, error_messages=QUANTITY_ERRORS)


class LineForm(forms.Form):
    line = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    quantity = forms.IntegerField(min_value=0, max_value=MAX_QUANTITY, error_messages=QUANTITY_ERRORS)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Discount code"),
        max_length=40,
        error_messages={
            "required": _("Write the code first."),
            "max_length": _("A code has at most 40 characters."),
            "null_characters_not_allowed": _("There is no such code, or it is not in force."),
        },
    )

    def clean_code(self):
        """In capitals, as codes are kept; some letters become two then, so the length is looked at again."""
        code = self.cleaned_data["code"].upper()
        self.fields["code"].run_validators(code)
        return code


class CheckoutForm(forms.Form):
    """One page: who, where to, how it comes, how it is paid. Choices are those offered to this shopper."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    phone = forms.CharField(label=_("Mobile phone"), max_length=40)
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    company = forms.CharField(label=_("Company"), max_length=120, required=False)
    address_1 = forms.CharField(label=_("Address"), max_length=120)
    address_2 = forms.CharField(label=_("Address, continued"), max_length=120, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=12)
    city = forms.CharField(label=_("City"), max_length=80)
    country = forms.ChoiceField(label=_("Country"), choices=())
    delivery = forms.ChoiceField(label=_("Delivery"))
    point = forms.CharField(label=_("Service point"), max_length=2000, required=False)
    payment = forms.ChoiceField(label=_("Payment"))
    note = forms.CharField(label=_("Message to us"), max_length=1000, required=False)
    accept_terms = forms.BooleanField(
        label=_("Terms of purchase"),
        error_messages={"required": _("Accept the terms of purchase to go on.")},
    )
    total_seen = forms.DecimalField(max_digits=12, decimal_places=2, widget=forms.HiddenInput)
    later_seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    quotation_seen = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    division_seen = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    beside_seen = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    cart_version = forms.UUIDField(widget=forms.HiddenInput)

    organisation: Organisation | None = None
    ADDRESS = ("first_name", "last_name", "company", "address_1", "address_2", "postal_code", "city", "country")

    def __init__(self, *args, methods, offered, locale, **kwargs):
        super().__init__(*args, auto_id="checkout_%s", **kwargs)
        self.methods = methods
        self.fields["country"].choices = served()
        self.fields["delivery"].choices = [(method.code, method.name_in(locale)) for method in methods]
        if self.data.get("quotation_seen"):  # it names the delivery, which may be one that nobody else is offered
            self.fields["delivery"] = forms.CharField(label=_("Delivery"), max_length=40, required=False)
        self.fields["payment"].choices = [(provider.code, provider.name) for provider in offered]
        self.is_divided = bool(self.data.get("division_seen"))
        if self.is_divided:  # the goods go to addresses that were chosen before
            for name in self.ADDRESS:
                del self.fields[name]

    def clean(self):
        """A Swedish postal code has five digits; those of other countries are left to their post."""
        told = super().clean()
        if told.get("country") == "SE" and "postal_code" in told:
            try:
                told["postal_code"] = self._swedish(told["postal_code"])
            except forms.ValidationError as error:
                self.add_error("postal_code", error)
        return told

    def _swedish(self, postal_code):
        digits = re.sub(r"[\s-]|^SE-?", "", postal_code, flags=re.IGNORECASE)
        if not re.fullmatch(r"\d{5}", digits):
            raise forms.ValidationError(_("Write the postal code with five digits, such as 123 45."))
        return f"{digits[:3]} {digits[3:]}"

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if not 6 <= len(re.sub(r"\D", "", phone)) <= 15 or re.search(r"[^\d\s()+-]", phone):
            raise forms.ValidationError(_("Write a phone number, such as 070-123 45 67."))
        return phone

    def clean_point(self):
        """What the page has offered, if it is from the delivery that is chosen now."""
        method = next((one for one in self.methods if one.code == self.cleaned_data.get("delivery")), None)
        try:
            return points.chosen(self.cleaned_data["point"], method)
        except points.Unsealed as error:
            raise forms.ValidationError(_("Choose the service point again.")) from error

    def details(self) -> Details:
        told = self.cleaned_data
        return Details(
            email=told["email"],
            phone=told["phone"],
            address={} if self.is_divided else {name: told[name] for name in self.ADDRESS},
            delivery=told["delivery"],
            payment=told["payment"],
            seen_total=told["total_seen"],
            seen_later=told["later_seen"] or 0,
            note=told["note"],
            quotation=told["quotation_seen"],
            division=told["division_seen"],
            beside=told["beside_seen"],
            point=None if self.is_divided else told["point"],
            **self._references(),
        )

    def _references(self) -> dict[str, str]:
        """What a business wants on its invoice; a consumer has none."""
        return {}


OWN = ("country", "delivery", "payment")
CheckoutForm.base_fields = Shared(CheckoutForm.base_fields, own=OWN)


class MemberCheckoutForm(CheckoutForm):
    """The same page for one who buys for an organisation: what its invoice must say for it to find its way."""

    po_number = forms.CharField(
        label=_("Your order number"),
        max_length=40,
        required=False,
        error_messages={"required": _("Write your order number: your company requires one on each order.")},
    )
    buyer_reference = forms.CharField(label=_("Your reference"), max_length=80, required=False)
    cost_centre = forms.CharField(label=_("Cost centre"), max_length=40, required=False)
    peppol_id = forms.CharField(label=_("Peppol address for an e-invoice"), max_length=60, required=False)

    REFERENCES = ("po_number", "buyer_reference", "cost_centre", "peppol_id")

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["po_number"].required = organisation.po_number_required

    def clean_peppol_id(self):
        written = self.cleaned_data["peppol_id"]
        try:
            return peppol_id(written) if written else ""
        except NumberRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def _references(self):
        return {name: self.cleaned_data[name] for name in self.REFERENCES}


MemberCheckoutForm.base_fields = Shared(MemberCheckoutForm.base_fields, own=(*OWN, "po_number"))


class PayAgainForm(forms.Form):
    payment = forms.ChoiceField(label=_("Payment"))

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["payment"].choices = [(provider.code, provider.name) for provider in offered]
