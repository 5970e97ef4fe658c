"""Correcting many stock figures at once, with a reason."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commerce.register.actions import Action
from commerce.stock.count import count_all
from commerce.stock.forms import LARGEST

SET, ADJUST = "set", "adjust"


class CountForm(forms.Form):
    way = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[
            (SET, gettext_lazy("Set on hand to")),
            (ADJUST, gettext_lazy("Add to on hand, or take away with minus")),
        ],
        widget=forms.RadioSelect,
        initial=SET,
    )
    number = forms.IntegerField(label=gettext_lazy("Quantity"), min_value=-LARGEST, max_value=LARGEST)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, help_text=gettext_lazy("E.g. stocktaking, broken, delivery 4711")
    )

    def clean(self):
        cleaned = super().clean() or {}
        way, number = cleaned.get("way"), cleaned.get("number")
        if way == SET and number is not None and number < 0:
            self.add_error("number", _("There cannot be fewer than none."))
        if way == ADJUST and number == 0:
            self.add_error("number", _("Say how many to add or take away."))
        return cleaned


def _wanted(stock, asked):
    number = asked.values["number"]
    return number if asked.values["way"] == SET else stock.on_hand + number


def _refuse(stock, asked):
    wanted = _wanted(stock, asked)
    if asked.values["way"] == SET and asked.seen.get(stock.pk) != stock.on_hand:
        return _("changed to %(on_hand)s meanwhile") % {"on_hand": stock.on_hand}
    if wanted == stock.on_hand:
        return _("is %(on_hand)s already") % {"on_hand": stock.on_hand}
    if wanted < stock.allocated:
        return _("%(allocated)s are claimed by orders") % {"allocated": stock.allocated}
    if wanted > LARGEST:
        return _("would become more than can be counted")
    return None


COUNT = Action(
    name="count",
    label=gettext_lazy("Correct the stock"),
    permission="stock.change_stock",
    question=lambda count: (
        ngettext("Correct the stock of %(count)s variant?", "Correct the stock of %(count)s variants?", count)
        % {"count": count}
    ),
    told=lambda count: (
        ngettext("The stock of %(count)s variant is corrected.", "The stock of %(count)s variants is corrected.", count)
        % {"count": count}
    ),
    form_class=CountForm,
    see=lambda stock: stock.on_hand,
    refuse=_refuse,
    do=lambda stocks, asked: count_all(
        {stock: _wanted(stock, asked) for stock in stocks}, reason=asked.values["reason"], now=asked.now
    ),
    name_of=lambda stock: stock.variant.sku,
    select_related=("variant",),
    lock_by="variant__sku",
)
