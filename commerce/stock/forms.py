from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.register.fields import KeyField, fix
from commerce.register.filters import is_key
from commerce.register.register import RegisterForm
from commerce.stock.count import BelowAllocated, CountedMeanwhile, recount

LARGEST = 2_147_483_647


class StockForm(RegisterForm):
    """What is on the shelf, as counted. What orders have claimed is theirs and is only shown."""

    variant = KeyField(Variant.objects.all(), to_field_name="sku", label=_("SKU"))
    on_hand = forms.IntegerField(label=_("On hand"), min_value=0, max_value=LARGEST)
    low_from = forms.IntegerField(
        label=_("Low from"), min_value=0, max_value=LARGEST, initial=3, help_text=_("At or under this, 'few left'")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, variant="", **kwargs):
        super().__init__(*args, **kwargs)
        if is_key(variant):
            self.initial["variant"] = int(variant)
        if self.is_old:
            fix(self, "variant", because=_("Each article has its own row."))
            self.initial["seen"] = self.instance.on_hand

    @property
    def is_old(self):
        return not self.instance._state.adding

    def own_changes(self):
        return [name for name in super().own_changes() if name != "on_hand"]

    def save(self, commit=True):
        if self.is_old:
            self._count()
        return super().save(commit)

    def _count(self):
        cleaned = self.cleaned_data
        try:
            recount(self.instance.pk, on_hand=cleaned["on_hand"], seen=cleaned["seen"], now=timezone.now())
        except CountedMeanwhile as error:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = error.on_hand
            text = _("The stock changed to %(on_hand)s while you were here. Count again and save.")
            raise ValidationError({"on_hand": text % {"on_hand": error.on_hand}}) from error
        except BelowAllocated as error:
            text = _("Orders have claimed %(allocated)s of them.")
            raise ValidationError({"on_hand": text % {"allocated": error.allocated}}) from error
