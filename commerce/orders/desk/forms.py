"""What is asked at the order desk before an order is moved on: how much, how many, which parcel, and why."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.orders.parcels import Tracking
from commerce.pricing.typed import Unclear, read_amount


class RefundForm(forms.Form):
    """An amount of one payment, and why. `room` is what may be given back at most."""

    amount = forms.CharField(label=gettext_lazy("Amount"), max_length=20)
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=200, help_text=gettext_lazy("The customer and the bookkeeping see it.")
    )

    def __init__(self, *args, room: Decimal, currency: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.room, self.currency = room, currency
        self.fields["amount"].help_text = _("At most %(room)s %(currency)s, including VAT.") % {
            "room": f"{room:.2f}".replace(".", ","),
            "currency": currency,
        }

    def clean_amount(self):
        try:
            amount = read_amount(self.cleaned_data["amount"], currency=self.currency)
        except Unclear as error:
            raise forms.ValidationError(str(error)) from error
        if not 0 < amount <= self.room:
            raise forms.ValidationError(_("Give an amount above nothing and within what is left to give back."))
        return amount


class ParcelForm(forms.Form):
    """How many of each line go in the parcel. `left` are those that are in none yet, by line.

    Where the systems of other warehouses are sending the order (`sent_by`, their names) one must say that one knows.
    """

    def __init__(self, *args, lines, left: dict[int, int], sent_by=(), **kwargs):
        super().__init__(*args, **kwargs)
        for line in lines:
            if line.pk in left:
                self.fields[f"line-{line.pk}"] = forms.IntegerField(
                    label=" ".join(filter(None, [line.sku, line.name, line.label])),
                    min_value=0,
                    max_value=left[line.pk],
                    initial=left[line.pk],
                    help_text=_("Left to pack: %(count)s") % {"count": left[line.pk]},
                )
        if sent_by:
            self.fields["despite"] = forms.BooleanField(
                label=_("Pack it here all the same"),
                help_text=_("The system of %(warehouses)s is sending it. What is packed here is called off there.")
                % {"warehouses": ", ".join(sent_by)},
            )

    def clean(self):
        cleaned = super().clean() or {}
        if not self.errors and not any(self.quantities.values()):
            raise forms.ValidationError(_("A parcel must hold something."))
        return cleaned

    @property
    def quantities(self) -> dict[int, int]:
        """Pieces by line, as `flow.pack` takes them."""
        told = self.cleaned_data.items()
        return {int(name.removeprefix("line-")): number for name, number in told if name != "despite"}


class SendForm(forms.Form):
    carrier = forms.CharField(label=gettext_lazy("Carrier"), max_length=80, required=False)
    number = forms.CharField(label=gettext_lazy("Tracking number"), max_length=80, required=False)
    url = forms.URLField(label=gettext_lazy("Tracking link"), required=False, assume_scheme="https")

    @property
    def tracking(self) -> Tracking:
        return Tracking(self.cleaned_data["carrier"], self.cleaned_data["number"], self.cleaned_data["url"])


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("A note for colleagues"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The customer does not see it. It cannot be changed or taken away afterwards."),
    )


class CancelForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=200, help_text=gettext_lazy("It stands in the history of each order.")
    )
