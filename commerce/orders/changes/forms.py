"""What the order desk asks for to change an order, and in which words it is refused."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commerce.catalogue.models import Variant
from commerce.orders.changes.changing import Wanted
from commerce.orders.changes.content import Content, addresses

MOST = 9999
REFUSALS = {
    "closed": gettext_lazy("The order is finished, called off or waits for approval, and cannot be changed."),
    "returns": gettext_lazy("Something of the order is on its way back. Finish the return instead."),
    "invoiced": gettext_lazy("The order has an invoice. Credit it, or take a return."),
    "gone": gettext_lazy("What has left the house cannot be changed. Take a return, or make a new order."),
    "waiting": gettext_lazy("Another change waits for the customer's payment. Drop that one first."),
    "charged": gettext_lazy("The payment provider is still charging the money. Try again in a minute."),
    "group": gettext_lazy("The order does not go to so many addresses."),
    "country": gettext_lazy("Another country has another VAT: call the order off and make a new one."),
    "empty": gettext_lazy("Nothing would be left. Call the order off instead."),
    "reason": gettext_lazy("Say why."),
}


def why_refused(code: str) -> str:
    return str(REFUSALS.get(code, REFUSALS["closed"]))


class ChangeForm(forms.Form):
    """One quantity for each line of the order, articles to add, the address, and why. `content` is the order now.

    Of several addresses it is about that of one delivery `group`, to which the articles are added.
    """

    added = forms.CharField(
        label=gettext_lazy("Add articles"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("One on each line: article number and quantity, such as KOPP-1 2."),
    )
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=80)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=80)
    company = forms.CharField(label=gettext_lazy("Company"), max_length=120, required=False)
    address_1 = forms.CharField(label=gettext_lazy("Address"), max_length=120)
    address_2 = forms.CharField(label=gettext_lazy("Address, continued"), max_length=120, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=12)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40)
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, help_text=gettext_lazy("The customer sees it, in the mail.")
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    ADDRESS = ("first_name", "last_name", "company", "address_1", "address_2", "postal_code", "city")

    def __init__(self, *args: Any, content: Content, group: int = 1, **kwargs: Any):
        known = {**addresses(content)[group], "email": content["email"], "phone": content["phone"]}
        kwargs["initial"] = known | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.content, self.group = content, group
        is_divided = bool(content["also_to"])
        lines = {
            f"line-{line['line']}": forms.IntegerField(
                label=" ".join(filter(None, [line["sku"], line["name"], line["label"]]))
                + (_(", to address %(number)s") % {"number": line["group"]} if is_divided else ""),
                min_value=0,
                max_value=MOST,
                initial=line["quantity"],
            )
            for line in content["lines"]
        }
        self.fields = {**lines, **self.fields}

    def line_fields(self):
        return [self[name] for name in self.fields if name.startswith("line-")]

    def other_fields(self):
        return [field for field in self.visible_fields() if not field.name.startswith("line-")]

    def clean_added(self) -> dict[int, int]:
        asked, unclear = {}, []
        for row in filter(None, (line.strip() for line in self.cleaned_data["added"].splitlines())):
            sku, _space, number = row.rpartition(" ")
            if not sku or not number.isdecimal() or not 1 <= int(number) <= MOST:
                unclear.append(row)
            else:
                asked[sku.strip()] = asked.get(sku.strip(), 0) + int(number)
        known = dict(Variant.objects.filter(sku__in=asked).values_list("sku", "pk"))
        unclear += [sku for sku in asked if sku not in known]
        if unclear:
            words = ngettext("This line cannot be read: %(rows)s", "These lines cannot be read: %(rows)s", len(unclear))
            raise forms.ValidationError(words % {"rows": "; ".join(unclear[:10])})
        return {known[sku]: number for sku, number in asked.items()}

    def clean_seen(self) -> Decimal | None:
        """The effect that was shown; None before anything was."""
        try:
            return Decimal(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None
        except InvalidOperation as error:
            raise forms.ValidationError(_("Look at what the change costs once more.")) from error

    def wanted(self) -> Wanted:
        told = self.cleaned_data
        return Wanted(
            quantities={
                int(name.removeprefix("line-")): told[name] for name in self.fields if name.startswith("line-")
            },
            added=told["added"],
            address={name: told[name] for name in self.ADDRESS},
            group=self.group,
            email=told["email"],
            phone=told["phone"],
        )


class ReasonForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why"), max_length=200)
