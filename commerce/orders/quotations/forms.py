"""What is written at the desk about a quotation: whose it is, its lines, delivery, end and terms."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models.functions import Upper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.catalogue.models import TaxClass, Variant
from commerce.customers.models import User
from commerce.money import gross_of_net, net_of_gross
from commerce.orders.models import DeliveryMethod
from commerce.pricing.lookup import quotes
from commerce.pricing.quote import Quote
from commerce.pricing.typed import AmountField
from commerce.pricing.vat import rate
from commerce.quotations.drafting import MOST_LINES, Written, buyer
from commerce.quotations.models import MAX_QUANTITY, Quotation, QuotationLine

EMPTY_ROWS = 3
AMOUNT: dict[str, Any] = {"min_value": 0, "max_digits": 12, "decimal_places": 2}
LANGUAGES = [("sv", gettext_lazy("Swedish")), ("en", gettext_lazy("English"))]


def _amount_input() -> forms.TextInput:
    """Written with a comma, which a number field of a browser may not show."""
    return forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 16})


class NewForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("The customer's e-mail address"),
        max_length=254,
        help_text=gettext_lazy("Of an account. Who buys for a company gets the company's quotation."),
    )
    locale = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)

    def clean_email(self):
        self.user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if self.user is None:
            raise forms.ValidationError(
                _("There is no active account with that address. Ask the customer to make one.")
            )
        return self.user.email


class SendForm(forms.Form):
    seen = forms.IntegerField(min_value=0)


class WithdrawForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why"), max_length=300, help_text=gettext_lazy("The customer reads it."))


class HeadForm(forms.Form):
    """All but the lines. The delivery's price is as the customer sees amounts."""

    delivery = forms.ChoiceField(label=gettext_lazy("Delivery method"))
    delivery_name = forms.CharField(
        label=gettext_lazy("What the delivery is called"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Empty: the name of the method"),
    )
    delivery_price = AmountField(label=gettext_lazy("Price of the delivery"), widget=_amount_input(), **AMOUNT)
    valid_through = forms.DateField(
        label=gettext_lazy("Valid through"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The last day, to its end in Sweden"),
    )
    terms = forms.CharField(
        label=gettext_lazy("Terms"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput())

    def __init__(self, *args, quotation: Quotation, at, **kwargs):
        self.quotation, self.standard = quotation, rate(TaxClass.STANDARD, at)
        self.methods = {one.code: one for one in DeliveryMethod.offered()}
        super().__init__(*args, **kwargs)
        self.fields["delivery"].choices = [(code, one.name_sv) for code, one in self.methods.items()]
        self.fields["delivery_price"].help_text = _("Excluding VAT") if quotation.is_business else _("Including VAT")
        self.fields["delivery_price"].currency = quotation.currency
        gross = quotation.delivery_gross
        shown = net_of_gross(gross, self.standard) if quotation.is_business else gross
        self.initial = {
            "delivery": quotation.delivery_method,
            "delivery_name": quotation.delivery_name,
            "delivery_price": f"{shown:.2f}".replace(".", ","),
            "valid_through": quotation.valid_through,
            "terms": quotation.terms,
            "seen": quotation.edition,
        }

    def delivery_of(self) -> tuple[str, str, Decimal]:
        """The method's code, what it is called to the customer, and its price including VAT."""
        said = self.cleaned_data
        named = said["delivery_name"] or self.methods[said["delivery"]].name_in(self.quotation.locale)
        price = said["delivery_price"]
        return said["delivery"], named, gross_of_net(price, self.standard) if self.quotation.is_business else price


class LineForm(forms.Form):
    """An empty article number leaves the row out, and so does the quantity 0."""

    sku = forms.CharField(label=gettext_lazy("Article number"), max_length=64, required=False)
    quantity = forms.IntegerField(label=gettext_lazy("Quantity"), min_value=0, max_value=MAX_QUANTITY, required=False)
    unit = AmountField(label=gettext_lazy("Each"), required=False, widget=_amount_input(), **AMOUNT)
    reason = forms.CharField(label=gettext_lazy("Why another price"), max_length=200, required=False)

    variant: Variant | None = None
    price: Quote | None = None

    @property
    def is_wanted(self) -> bool:
        return bool(self.cleaned_data.get("sku") and self.cleaned_data.get("quantity") != 0)

    def clean(self):
        told = super().clean() or self.cleaned_data
        if told.get("sku") and "quantity" in told and told["quantity"] is None:
            self.add_error("quantity", _("Choose a quantity."))
        return told


class Lines(forms.BaseFormSet):
    """The rows, with what the price lists say of each beside."""

    def __init__(self, *args, quotation: Quotation, at, **kwargs):
        self.quotation, self.shopper = quotation, buyer(quotation, at=at)
        self.kept = list(quotation.lines.select_related("variant").order_by("position"))
        first = [_initial(line) for line in self.kept]
        super().__init__(*args, initial=first, **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["unit"].currency = self.quotation.currency
        if index is not None and index < len(self.kept):
            form.kept = self.kept[index]

    def clean(self):
        """Find the articles and what they cost, and say by its field what is wrong with a row."""
        wanted = [form for form in self.forms if not form.errors and form.is_wanted]
        found = _found({form.cleaned_data["sku"] for form in wanted})
        seen: set[int] = set()
        for form in wanted:
            form.variant = found.get(form.cleaned_data["sku"].upper())
            if form.variant is None:
                form.add_error("sku", _("There is no such article."))
            elif form.variant.pk in seen:
                form.add_error("sku", _("This article is in another row already."))
            else:
                seen.add(form.variant.pk)
        known = [form for form in wanted if form.variant is not None and not form.errors]
        priced = quotes({form.variant.pk: form.cleaned_data["quantity"] for form in known}, shopper=self.shopper)
        for form in known:
            form.price = priced.get(form.variant.pk)
            _refuse_unreasoned(form, self.quotation.buyer_type)

    def written(self) -> list[Written]:
        return [
            Written(
                variant_id=form.variant.pk,
                quantity=form.cleaned_data["quantity"],
                unit=form.cleaned_data["unit"],
                reason=form.cleaned_data["reason"],
            )
            for form in self.forms
            if form.is_wanted
        ]


LinesForm: type[Lines] = forms.formset_factory(
    LineForm, formset=Lines, extra=EMPTY_ROWS, max_num=MOST_LINES, absolute_max=1000
)


def _initial(line: QuotationLine) -> dict[str, Any]:
    own = line.unit is not None and line.unit != line.ordinary_unit
    return {
        "sku": line.variant.sku,
        "quantity": line.quantity,
        "unit": f"{line.unit:.2f}".replace(".", ",") if own else "",
        "reason": line.reason,
    }


def _found(skus: set[str]) -> Mapping[str, Variant]:
    """By what was written in capitals, where one article alone is written so."""
    by_sku: dict[str, list[Variant]] = {}
    capitals = {sku.upper() for sku in skus}
    for variant in Variant.objects.annotate(capitals=Upper("sku")).filter(capitals__in=capitals):
        by_sku.setdefault(variant.sku.upper(), []).append(variant)
    return {sku: variants[0] for sku, variants in by_sku.items() if len(variants) == 1}


def _refuse_unreasoned(form, buyer_type: str) -> None:
    unit = form.cleaned_data["unit"]
    ordinary = form.price.unit(buyer_type) if form.price else None
    if unit is not None and unit != ordinary and not form.cleaned_data["reason"]:
        form.add_error("reason", _("Say why the price is another than that of the price lists."))
