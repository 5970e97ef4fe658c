"""Correcting many stock figures at once, with a reason."""

from django import forms
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commerce.register.actions import Action, Refused
from commerce.stock.count import count_all, least, levels_in
from commerce.stock.forms import LARGEST, LARGEST_SHARE
from commerce.stock.incoming import receive, transfer
from commerce.stock.models import Warehouse
from commerce.stock.recount import repair

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
    warehouse = forms.ModelChoiceField(Warehouse.in_use(), label=gettext_lazy("Warehouse"), empty_label=None)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, help_text=gettext_lazy("E.g. stocktaking, broken, delivery 4711")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if len(Warehouse.in_use()) == 1:
            del self.fields["warehouse"]

    def clean(self):
        cleaned = super().clean() or {}
        way, number = cleaned.get("way"), cleaned.get("number")
        if way == SET and number is not None and number < 0:
            self.add_error("number", _("There cannot be fewer than none."))
        if way == ADJUST and number == 0:
            self.add_error("number", _("Say how many to add or take away."))
        return cleaned


class TransferForm(forms.Form):
    warehouse = forms.ModelChoiceField(Warehouse.in_use(), label=gettext_lazy("From"), empty_label=None)
    target = forms.ModelChoiceField(Warehouse.in_use(), label=gettext_lazy("To"), empty_label=None)
    quantity = forms.IntegerField(label=gettext_lazy("Quantity of each"), min_value=1, max_value=LARGEST)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("warehouse") and cleaned.get("warehouse") == cleaned.get("target"):
            self.add_error("target", _("Choose another warehouse than the one they are in."))
        return cleaned


class ReceiveForm(forms.Form):
    quantity = forms.IntegerField(
        label=gettext_lazy("Came of each"),
        min_value=0,
        max_value=LARGEST_SHARE,
        required=False,
        help_text=gettext_lazy("Leave it empty when all that was expected has come."),
    )
    is_last = forms.BooleanField(label=gettext_lazy("No more is coming"), required=False)


def _load_levels(stocks, asked):
    """What there is of each in the warehouse that is asked about."""
    levels = levels_in(_place(asked), [stock.pk for stock in stocks])
    for stock in stocks:
        stock.level = levels[stock.pk]


def _place(asked):
    return asked.values.get("warehouse") or Warehouse.in_use()[0]


def _wanted(stock, asked):
    number = asked.values["number"]
    return number if asked.values["way"] == SET else stock.level.on_hand + number


def _refuse_count(stock, asked):
    wanted = _wanted(stock, asked)
    if asked.values["way"] == SET and asked.seen.get(stock.pk) != stock.on_hand:
        return _("changed to %(on_hand)s meanwhile") % {"on_hand": stock.on_hand}
    if wanted == stock.level.on_hand:
        return _("is %(on_hand)s already") % {"on_hand": stock.level.on_hand}
    if wanted < least(stock, stock.level):
        return _("%(allocated)s are claimed by orders") % {"allocated": least(stock, stock.level)}
    if wanted > LARGEST:
        return _("would become more than can be counted")
    return None


def _refuse_transfer(stock, asked):
    free = stock.level.free
    if asked.values["quantity"] > free:
        return _("only %(free)s are free there") % {"free": free}
    return None


def _transfer(stocks, asked):
    for stock in stocks:
        transfer(
            stock.pk,
            asked.values["quantity"],
            source=asked.values["warehouse"],
            target=asked.values["target"],
            by=asked.user.pk,
            why=asked.values["reason"],
            now=asked.now,
        )


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
    load=_load_levels,
    refuse=_refuse_count,
    do=lambda stocks, asked: count_all(
        [(stock.level, _wanted(stock, asked)) for stock in stocks],
        why=asked.values["reason"],
        by=asked.user.pk,
        now=asked.now,
    ),
    name_of=lambda stock: stock.variant.sku,
    select_related=("variant",),
    lock_by="variant__sku",
)
TRANSFER = Action(
    name="transfer",
    label=gettext_lazy("Move to another warehouse"),
    permission="stock.change_stock",
    question=lambda count: ngettext("Move %(count)s variant?", "Move %(count)s variants?", count) % {"count": count},
    told=lambda count: (
        ngettext("%(count)s variant is moved.", "%(count)s variants are moved.", count) % {"count": count}
    ),
    form_class=TransferForm,
    load=_load_levels,
    refuse=_refuse_transfer,
    do=_transfer,
    name_of=lambda stock: stock.variant.sku,
    select_related=("variant",),
    lock_by="variant__sku",
)


def _refuse_receipt(incoming, asked):
    return None if incoming.is_open else _("is not expected any more")


def _receive(incomings, asked):
    for incoming in incomings:
        quantity = asked.values["quantity"]
        receive(
            incoming.pk,
            incoming.outstanding if quantity is None else quantity,
            is_last=asked.values["is_last"],
            by=asked.user.pk,
            now=asked.now,
        )


RECEIVE = Action(
    name="receive",
    label=gettext_lazy("Take in"),
    permission="stock.change_incomingstock",
    question=lambda count: (
        ngettext("Take in %(count)s delivery?", "Take in %(count)s deliveries?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s delivery is on the shelf.", "%(count)s deliveries are on the shelf.", count)
        % {"count": count}
    ),
    explanation=gettext_lazy("Orders that wait for the goods have them first."),
    form_class=ReceiveForm,
    refuse=_refuse_receipt,
    do=_receive,
    name_of=lambda incoming: f"{incoming.stock.variant.sku} {incoming.reference}".strip(),
    select_related=("stock__variant",),
    lock_by="stock__variant__sku",
)


def _repair(drift, asked):
    try:
        repair(drift.stock_id, by=asked.user.pk, now=asked.now)
    except IntegrityError as error:
        raise Refused(
            _("orders have claimed more than the records say that there is: correct the stock first")
        ) from error


REPAIR = Action(
    name="repair",
    label=gettext_lazy("Put right"),
    permission="stock.change_stock",
    question=lambda count: ngettext("Put %(count)s sum right?", "Put %(count)s sums right?", count) % {"count": count},
    told=lambda count: (
        ngettext("%(count)s sum is put right.", "%(count)s sums are put right.", count) % {"count": count}
    ),
    explanation=gettext_lazy(
        "The figures become the sum of the records, and a record says what they were. Count the goods afterwards."
    ),
    do=_repair,
    name_of=lambda drift: drift.stock.variant.sku,
    select_related=("stock__variant",),
    is_each=True,
    is_logged=False,
)
