from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.register.fields import KeyField, fix
from commerce.register.filters import is_key
from commerce.register.register import RegisterForm
from commerce.stock.count import BelowAllocated, CountedMeanwhile, recount
from commerce.stock.incoming import expect
from commerce.stock.models import IncomingStock, Stock, StockLevel, Warehouse

LARGEST = 2_000_000_000
LARGEST_SHARE = 1_000_000


class StockForm(RegisterForm):
    """A variant's stock: how it is sold, and what is on the shelves of each warehouse, as counted.

    A figure is saved only over the one that was seen. What orders have claimed is theirs and is only shown.
    """

    variant = KeyField(Variant.objects.all(), to_field_name="sku", label=_("SKU"))
    on_hand = forms.IntegerField(label=_("On hand"), min_value=0, max_value=LARGEST)
    safety = forms.IntegerField(
        label=_("Safety stock"),
        min_value=0,
        max_value=LARGEST_SHARE,
        initial=0,
        required=False,
        help_text=_("So many are never sold: they are for faults in the count."),
    )
    low_from = forms.IntegerField(
        label=_("Low from"), min_value=0, max_value=LARGEST, initial=3, help_text=_("At or under this, 'few left'")
    )
    backorder_limit = forms.IntegerField(
        label=_("Back-order limit"),
        min_value=0,
        max_value=LARGEST_SHARE,
        initial=0,
        required=False,
        help_text=_("How many may be sold before they have come; 0 is none."),
    )
    why = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("E.g. stocktaking, broken, delivery 4711")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, variant="", **kwargs):
        super().__init__(*args, **kwargs)
        self.places = list(Warehouse.in_use())
        if is_key(variant):
            self.initial["variant"] = int(variant)
        if self.is_old:
            fix(self, "variant", because=_("Each article has its own row."))
            self.initial["seen"] = self.instance.on_hand
            if len(self.places) > 1:
                fix(self, "on_hand", because=_("Counted in each warehouse by itself."))
                self._add_places()
        else:
            self.fields["on_hand"].help_text = _("In %(warehouse)s") % {"warehouse": self.places[0]}

    @property
    def is_old(self):
        return not self.instance._state.adding

    def own_changes(self):
        return [name for name in super().own_changes() if name != "on_hand"]

    def in_places(self):
        """The fields of the warehouses, one each, when there are several."""
        return [self[f"place-{place.pk}"] for place in self.places if f"place-{place.pk}" in self.fields]

    def hidden_fields(self):
        """What was seen of each warehouse goes with the page."""
        return [field for field in super().hidden_fields() if field.name.startswith("seen")]

    def clean_safety(self):
        return self.cleaned_data["safety"] or 0

    def clean_backorder_limit(self):
        """Not less than has been sold so. Looked at again by the database."""
        limit = self.cleaned_data["backorder_limit"] or 0
        sold = Stock.objects.filter(pk=self.instance.pk).values_list(F("allocated") - F("on_hand"), flat=True).first()
        if sold is not None and limit < sold:
            raise ValidationError(_("%(count)s have been sold so already."), params={"count": sold})
        return limit

    def save(self, commit=True):
        if not self.is_old:
            return self._open()
        if len(self.places) == 1:
            self._count("on_hand", "seen", self.places[0])
        else:
            for place in self.places:
                self._count(f"place-{place.pk}", f"seen-{place.pk}", place)
        return super().save(commit)

    def _open(self):
        """A new row, and what there is of it as its opening balance."""
        on_hand, self.instance.on_hand = self.cleaned_data["on_hand"], 0
        stock = super().save()
        recount(stock.pk, on_hand=on_hand, seen=0, **self._told())
        return stock

    def _add_places(self):
        on_hand = dict(self.instance.levels.values_list("warehouse_id", "on_hand"))
        for place in self.places:
            seen = on_hand.get(place.pk, 0)
            self.fields[f"place-{place.pk}"] = forms.IntegerField(
                label=place.name, min_value=0, max_value=LARGEST, initial=seen
            )
            self.fields[f"seen-{place.pk}"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=seen)

    def _count(self, name, seen, warehouse):
        cleaned = self.cleaned_data
        try:
            recount(self.instance.pk, on_hand=cleaned[name], seen=cleaned[seen], warehouse=warehouse, **self._told())
        except CountedMeanwhile as error:
            self.data = self.data.copy()
            self.data[self.add_prefix(seen)] = error.on_hand
            text = _("The stock changed to %(on_hand)s while you were here. Count again and save.")
            raise ValidationError({name: text % {"on_hand": error.on_hand}}) from error
        except BelowAllocated as error:
            text = _("Orders have claimed %(allocated)s of them.")
            raise ValidationError({name: text % {"allocated": error.allocated}}) from error

    def _told(self):
        return {"by": getattr(self.for_user, "pk", None), "why": self.cleaned_data["why"], "now": timezone.now()}


class WarehouseForm(RegisterForm):
    """A warehouse is closed only when nothing is left in it, and one is always open."""

    run_by = forms.ChoiceField(
        label=_("Run by"),
        required=False,
        help_text=_("The system that sends its orders and says what is on its shelves. Choose before it has orders."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["run_by"].choices = [("", _("the shop itself")), *settings.WAREHOUSE_SYSTEMS.items()]

    def clean_run_by(self):
        run_by = self.cleaned_data["run_by"]
        if run_by and Warehouse.objects.filter(run_by=run_by).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("That system runs another warehouse."))
        return run_by

    def clean_code(self):
        return self.cleaned_data["code"].strip()

    def clean_is_active(self):
        is_active = self.cleaned_data["is_active"]
        if not is_active and self.instance.pk:
            self._refuse_to_close()
        return is_active

    def save(self, commit=True):
        """Closing is looked at again with the warehouses held: whatever comes to one holds it until it is written."""
        if not self.cleaned_data["is_active"] and self.instance.pk:
            list(Warehouse.in_use().select_for_update(no_key=True).order_by("pk"))
            Warehouse.objects.select_for_update().get(pk=self.instance.pk)
            self._refuse_to_close()
        return super().save(commit)

    def _refuse_to_close(self):
        if StockLevel.objects.filter(warehouse=self.instance, on_hand__gt=0).exists():
            raise ValidationError(_("There are goods in it. Move them to another warehouse first."))
        if IncomingStock.objects.filter(warehouse=self.instance, is_open=True).exists():
            raise ValidationError(_("Goods are on their way to it. Change where they are going first."))
        if not Warehouse.in_use().exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There must be one warehouse to take goods from."))


class IncomingForm(RegisterForm):
    """Goods that are expected."""

    stock = KeyField(Stock.objects.all(), to_field_name="variant__sku", label=_("SKU"))
    warehouse = forms.ModelChoiceField(Warehouse.in_use(), label=_("Warehouse"), empty_label=None)
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=LARGEST_SHARE)
    expected_on = forms.DateField(label=_("Expected on"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            fix(self, "stock", because=_("A delivery is of one article."))

    def clean_expected_on(self):
        day = self.cleaned_data["expected_on"]
        if day < timezone.localdate() and day != self.instance.expected_on:
            raise ValidationError(_("The day has passed."))
        if day > date(timezone.localdate().year + 5, 1, 1):
            raise ValidationError(_("That is more than five years from now."))
        return day

    def save(self, commit=True):
        saved = super().save(commit)
        expect([saved.stock_id], today=timezone.localdate())
        return saved
