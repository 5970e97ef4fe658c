"""What a shopper sends who withdraws. Forms validate and do nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commerce.orders.models import OrderLine


class StatementForm(forms.Form):
    """Who withdraws from what: no more than the law lets us ask (directive 2011/83/EU art. 11a)."""

    order_number = forms.CharField(label=_("Order number"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = forms.CharField(label=_("Your name"), max_length=160)
    note = forms.CharField(label=_("Why, if you want to tell us"), max_length=1000, required=False)


class ConfirmForm(StatementForm):
    """The same once more with which goods, and the sender's own name of the notice, so that two clicks are one."""

    key = forms.UUIDField()
    proof = forms.CharField(required=False, max_length=200)
    goods = forms.CharField(label=_("Which goods it is about"), max_length=2000, required=False)

    def pieces(self, lines: list[OrderLine]) -> dict[int, int]:
        """How many of each order line were chosen; what is no number from 0 to the line's own is left out."""
        found = {}
        for line in lines:
            written = self.data.get(f"line-{line.pk}", "").strip()
            if written.isdecimal() and 0 < int(written[:9]) <= line.quantity:
                found[line.pk] = int(written[:9])
        return found
