"""What leaves the house for an order: one parcel or several, each with its lines."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.orders.states import ShipmentState


class Shipment(models.Model):
    """A parcel of an order. `number` counts within the order, from 1.

    It holds lines of its own delivery group and no other: a trigger refuses the rest.
    """

    order = models.ForeignKey(
        "orders.Order", verbose_name=_("order"), on_delete=models.PROTECT, related_name="shipments"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    group = models.PositiveSmallIntegerField(
        _("delivery group"), default=1, db_default=1, help_text=_("To which of the order's addresses it goes")
    )
    state = models.CharField(_("state"), max_length=10, choices=ShipmentState, default=ShipmentState.PACKED)
    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=80, blank=True)
    tracking_url = models.URLField(_("tracking link"), blank=True)
    packed_at = models.DateTimeField(_("packed at"))
    shipped_at = models.DateTimeField(_("shipped at"), null=True, blank=True)
    delivered_at = models.DateTimeField(
        _("delivered at"), null=True, blank=True, help_text=_("The right of withdrawal counts from the last parcel")
    )

    followed_at = models.DateTimeField(
        _("followed at"), null=True, blank=True, help_text=_("When the carrier was last asked how far it has come")
    )

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="shipment_number_in_order")]
        indexes = [
            models.Index(
                fields=["followed_at"],
                condition=Q(state="shipped") & ~Q(tracking_number=""),
                name="shipment_to_follow",
            )
        ]

    def __str__(self):
        return f"{self.order}-{self.number}"


class ShipmentLine(models.Model):
    shipment = models.ForeignKey(Shipment, verbose_name=_("shipment"), on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(
        "orders.OrderLine", verbose_name=_("order line"), on_delete=models.PROTECT, related_name="shipped"
    )
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        verbose_name = _("shipment line")
        verbose_name_plural = _("shipment lines")
        constraints = [
            models.UniqueConstraint(fields=["shipment", "line"], name="shipment_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="shipment_line_not_empty"),
        ]

    def __str__(self):
        return f"{self.quantity} x {self.line.sku}"
