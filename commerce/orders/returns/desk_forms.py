"""What is asked at the order desk about a return: how many came, what is given back, and why."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.orders.models import Order, OrderLine, Return, ReturnLine
from commerce.pricing.typed import Unclear, read_amount

WORDS_TO_THE_CUSTOMER = gettext_lazy("The customer reads it.")


def _named(line: OrderLine) -> str:
    return " ".join(filter(None, [line.sku, line.name, line.label]))


class ReceiveForm(forms.Form):
    """How many of each line came, and how many of those go back on the shelf."""

    def __init__(self, *args, lines: list[ReturnLine], **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = [one for one in lines if one.quantity > one.unshipped]
        for one in self.lines:
            most = one.quantity - one.unshipped
            of: dict[str, Any] = {"min_value": 0, "max_value": most, "initial": most}
            self.fields[f"received-{one.line_id}"] = forms.IntegerField(
                label=_("%(article)s: came") % {"article": _named(one.line)},
                help_text=_("Of %(count)s that were announced") % {"count": most},
                **of,
            )
            self.fields[f"restocked-{one.line_id}"] = forms.IntegerField(
                label=_("%(article)s: back on the shelf") % {"article": _named(one.line)},
                help_text=_("Those that can be sold as new"),
                **of,
            )

    def clean(self):
        cleaned = super().clean() or {}
        for one in self.lines:
            came, shelved = cleaned.get(f"received-{one.line_id}"), cleaned.get(f"restocked-{one.line_id}")
            if came is not None and shelved is not None and shelved > came:
                self.add_error(f"restocked-{one.line_id}", _("No more than came can go back on the shelf."))
        return cleaned

    def counted(self, what: str) -> dict[int, int]:
        """Pieces by order line; `what` is `received` or `restocked`."""
        return {one.line_id: self.cleaned_data[f"{what}-{one.line_id}"] for one in self.lines}


class SettleForm(forms.Form):
    """What is given back, and why when it is less than is due."""

    amount = forms.CharField(label=gettext_lazy("Amount"), max_length=20)
    why = forms.CharField(
        label=gettext_lazy("Why it is less"), max_length=300, required=False, help_text=WORDS_TO_THE_CUSTOMER
    )

    def __init__(self, *args, due: Decimal, currency: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.due, self.currency = due, currency

    def clean_amount(self):
        try:
            amount = read_amount(self.cleaned_data["amount"], currency=self.currency)
        except Unclear as error:
            raise forms.ValidationError(str(error)) from error
        if not 0 <= amount <= self.due:
            raise forms.ValidationError(_("Give an amount from nothing to what is due."))
        return amount

    def clean(self):
        cleaned = super().clean() or {}
        amount = cleaned.get("amount")
        if amount is not None and amount < self.due and not cleaned.get("why"):
            self.add_error("why", _("Say why it is less: the law allows it only for goods handled more than needed."))
        return cleaned


class RefuseForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why"), max_length=300, help_text=WORDS_TO_THE_CUSTOMER)


class AnswerForm(forms.Form):
    said = forms.CharField(
        label=gettext_lazy("What was answered"),
        max_length=300,
        help_text=gettext_lazy("You write to the sender yourself; this is what stays with the notice."),
    )


class FindOrderForm(forms.Form):
    """The order that a notice is about, by its number."""

    number = forms.CharField(label=gettext_lazy("Order number"), max_length=20)

    def clean_number(self):
        order = Order.objects.filter(number=self.cleaned_data["number"].strip().lstrip("#")).first()
        if order is None:
            raise forms.ValidationError(_("There is no order with that number."))
        self.order = order
        return order.number


class PiecesForm(forms.Form):
    """How many of each line of an order. `most` is what there can be, by line."""

    def __init__(self, *args, lines: list[OrderLine], most: dict[int, int], **kwargs):
        super().__init__(*args, **kwargs)
        for line in lines:
            if line.pk in most:
                self.fields[f"line-{line.pk}"] = forms.IntegerField(
                    label=_named(line), min_value=0, max_value=most[line.pk], initial=most[line.pk]
                )

    def clean(self):
        cleaned = super().clean() or {}
        if not self.errors and not any(number for name, number in cleaned.items() if name.startswith("line-")):
            raise forms.ValidationError(_("Choose at least one thing."))
        return cleaned

    @property
    def pieces(self) -> dict[int, int]:
        chosen = {name: number for name, number in self.cleaned_data.items() if name.startswith("line-")}
        return {int(name.removeprefix("line-")): number for name, number in chosen.items() if number}


class NewReturnForm(PiecesForm):
    """A notice that came by telephone or letter, whether the shopper withdraws or complains."""

    SAID = ("kind", "name", "email", "note")

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Return.Kind.choices)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254, help_text=gettext_lazy("The receipt goes here and to the order.")
    )
    note = forms.CharField(
        label=gettext_lazy("What the customer said"), max_length=1000, required=False, widget=forms.Textarea
    )

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.SAID}
