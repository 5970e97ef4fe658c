"""The forms of the price registers. What must always hold is a database constraint; this tells of it kindly."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.customers.organisations import Organisation
from commerce.pricing.change_sets import PriceChangeSet
from commerce.pricing.ledger import PriceRecord, because
from commerce.pricing.models import Price, PriceList
from commerce.pricing.typed import AmountField
from commerce.register.fields import KeyField, fix
from commerce.register.filters import is_key
from commerce.register.register import RegisterForm

EVERYONE, LEVEL, ORGANISATION, NOBODY = "everyone", "level", "organisation", "nobody"
AUDIENCES = (
    (EVERYONE, _("Everyone")),
    (LEVEL, _("A level")),
    (ORGANISATION, _("An organisation")),
    (NOBODY, _("Nobody, for the time being: no price on the list counts")),
)
FIXED = _("The list has prices, and what orders and the ledger say of them stays true. Make another list instead.")


class OrganisationField(KeyField):
    """An organisation by its number, with or without a dash, or by its whole name where only one has it."""

    def prepare_value(self, value):
        if isinstance(value, int):
            value = self.queryset.filter(pk=value).first()
        return value.number or value.name if isinstance(value, Organisation) else value

    def to_python(self, value):
        if isinstance(value, str) and value.strip():
            typed = value.strip()
            found = list(self.queryset.filter(Q(number=typed.replace("-", "")) | Q(name__iexact=typed))[:2])
            if len(found) == 1:
                return found[0]
        return super().to_python(value)


class PriceListForm(RegisterForm):
    currency = forms.CharField(
        label=_("Currency"),
        initial="SEK",
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Write the currency with three capitals, e.g. SEK."))],
    )
    audience = forms.ChoiceField(label=_("For whom"), choices=AUDIENCES, widget=forms.RadioSelect)
    organisation = OrganisationField(
        Organisation.objects.all(),
        to_field_name="number",
        label=_("Organisation"),
        required=False,
        help_text=_("Its organisation number or its name"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        its = self.instance
        if its.pk:
            self.initial.setdefault("audience", audience_of(its))
            fix(self, "code", because=_("Others know it by this code, so it cannot be changed."))
            if PriceRecord.objects.filter(price_list=its).exists():
                fix(self, "audience", because=FIXED)
                fix(self, "level", "organisation", "basis", "currency", because="")

    def clean(self):
        cleaned = super().clean()
        audience = cleaned.get("audience")
        for name, missing in ((LEVEL, _("Choose the level.")), (ORGANISATION, _("Write which organisation."))):
            if audience == name and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, missing)
            elif audience and audience != name and cleaned.get(name):
                self.add_error(name, _("Leave it empty: the list is for others. Or choose this above."))
        starts, ends = cleaned.get("valid_from"), cleaned.get("valid_until")
        if starts and ends and ends <= starts:
            self.add_error("valid_until", _("The list must end after it begins."))
        self.instance.is_for_everyone = audience == EVERYONE
        return cleaned

    def own_changes(self):
        changed = super().own_changes()
        return [*changed, "is_for_everyone"] if "audience" in self.changed_data else changed

    def save(self, commit=True):
        because(_("the price list was changed"), now=timezone.now())
        return super().save(commit)


def audience_of(price_list):
    if price_list.is_for_everyone:
        return EVERYONE
    if price_list.level_id:
        return LEVEL
    return ORGANISATION if price_list.organisation_id else NOBODY


class PriceForm(RegisterForm):
    variant = KeyField(Variant.objects.all(), to_field_name="sku", label=_("SKU"))
    amount = AmountField(label=_("Amount"), max_digits=12, decimal_places=2)

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
        self.fields["amount"].currency = self._currency()

    def _currency(self):
        """That of the list, so that an amount typed in another is told of."""
        chosen = self.data.get(self.add_prefix("price_list"), "") if not self.instance.pk else ""
        if self.instance.pk:
            return self.instance.price_list.currency
        found = PriceList.objects.filter(pk=chosen).first() if is_key(chosen) else None
        return found.currency if found else "SEK"

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


class ChangeSetForm(RegisterForm):
    """What a change set is called and when it begins; what it changes is written in its grid."""

    def clean_starts_at(self):
        starts = self.cleaned_data["starts_at"]
        if starts and "starts_at" in self.changed_data and starts <= timezone.now():
            raise ValidationError(_("That moment is past. Leave it empty to begin when the set is published."))
        return starts

    def save(self, commit=True):
        if self.instance._state.adding:
            self.instance.author = self.for_user
            self.instance.created_at = timezone.now()
        elif not self._is_still_draft():
            raise ValidationError(_("The set is no draft any more. Send it back to change it."))
        return super().save(commit)

    def _is_still_draft(self):
        drafts = PriceChangeSet.objects.filter(pk=self.instance.pk, state=PriceChangeSet.State.DRAFT)
        return drafts.select_for_update().exists()
