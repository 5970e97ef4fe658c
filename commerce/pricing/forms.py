"""The forms of the price registers. What must always hold is a database constraint; this tells of it kindly."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.pricing.models import Price, PriceList
from commerce.register.fields import KeyField, fix
from commerce.register.filters import is_key
from commerce.register.register import RegisterForm


class PriceListForm(RegisterForm):
    currency = forms.CharField(
        label=_("Currency"),
        initial="SEK",
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Write the currency with three capitals, e.g. SEK."))],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            fix(self, "code", because=_("Others know it by this code, so it cannot be changed."))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_for_everyone") and cleaned.get("level"):
            self.add_error("level", _("A list is for one level or for everyone, not both."))
        return cleaned


class PriceForm(RegisterForm):
    variant = KeyField(Variant.objects.all(), to_field_name="sku", label=_("SKU"))

    def __init__(self, *args, variant="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["price_list"].queryset = PriceList.objects.order_by("name")
        if is_key(variant):
            self.initial["variant"] = int(variant)
        if self.instance.pk:
            fix(
                self,
                "variant",
                "price_list",
                because=_("Another article or list has a price of its own: make it there."),
            )

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is not None and amount < 0:
            raise ValidationError(_("A price cannot be less than nothing."))
        return amount

    def clean_min_quantity(self):
        quantity = self.cleaned_data["min_quantity"]
        if quantity is not None and quantity < 1:
            raise ValidationError(_("The quantity is at least 1."))
        return quantity

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("valid_from"), cleaned.get("valid_until")
        if starts and ends and ends <= starts:
            self.add_error("valid_until", _("The price must end after it begins."))
        elif not self.errors:
            self._refuse_overlap(cleaned, starts, ends)
        return cleaned

    def _refuse_overlap(self, cleaned, starts, ends):
        """Two prices for the same thing at the same time: nobody could say which one holds."""
        rivals = Price.objects.filter(
            variant=cleaned["variant"], price_list=cleaned["price_list"], min_quantity=cleaned["min_quantity"]
        ).exclude(pk=self.instance.pk)
        if ends:
            rivals = rivals.filter(Q(valid_from=None) | Q(valid_from__lt=ends))
        if starts:
            rivals = rivals.filter(Q(valid_until=None) | Q(valid_until__gt=starts))
        if rival := rivals.first():
            raise ValidationError(
                _("There is a price already for this quantity on this list at that time: %(amount)s."),
                params={"amount": rival.amount},
            )
