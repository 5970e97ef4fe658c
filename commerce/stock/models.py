from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant


class Stock(models.Model):
    """What there is of a variant, and how much of it orders have claimed. Available = on hand - allocated."""

    variant = models.OneToOneField(
        Variant, verbose_name=_("variant"), on_delete=models.PROTECT, related_name="stock", primary_key=True
    )
    on_hand = models.IntegerField(_("on hand"), default=0)
    allocated = models.PositiveIntegerField(_("allocated"), default=0)
    low_from = models.PositiveIntegerField(_("low from"), default=3, help_text=_("At or under this, 'few left'"))

    class Meta:
        verbose_name = _("stock")
        verbose_name_plural = _("stock")
        constraints = [
            models.CheckConstraint(condition=models.Q(on_hand__gte=0), name="stock_not_negative"),
            models.CheckConstraint(condition=models.Q(allocated__lte=models.F("on_hand")), name="stock_not_oversold"),
        ]

    def __str__(self):
        return f"{self.available}"

    @property
    def available(self):
        return self.on_hand - self.allocated

    @property
    def state(self):
        """`in`, `low` or `out`, as shoppers see it."""
        if self.available <= 0:
            return "out"
        return "low" if self.available <= self.low_from else "in"


class Allocation(models.Model):
    """Stock bound to a placed order; `reference` is the order's number."""

    stock = models.ForeignKey(Stock, verbose_name=_("stock"), on_delete=models.PROTECT, related_name="allocations")
    reference = models.CharField(_("reference"), max_length=40, db_index=True)
    quantity = models.PositiveIntegerField(_("quantity"))
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.UniqueConstraint(fields=["stock", "reference"], name="allocation_once_per_order"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="allocation_not_empty"),
        ]

    def __str__(self):
        return f"{self.quantity} x {self.stock_id} for {self.reference}"
