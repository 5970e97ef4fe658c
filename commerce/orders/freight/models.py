"""Freight: what is booked with a carrier, where the shopper wants to fetch it, and what happened on the way."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.orders.states import BookingState, ScanStatus


class Booking(models.Model):
    """A parcel to a customer, or a return from one, that a carrier is to take. `anchor` is our own name of it there."""

    State = BookingState

    shipment = models.ForeignKey(
        "orders.Shipment",
        verbose_name=_("shipment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bookings",
    )
    returned = models.ForeignKey(
        "orders.Return",
        verbose_name=_("return"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bookings",
    )
    carrier = models.CharField(_("booked with"), max_length=40)
    product = models.CharField(_("the carrier's product"), max_length=80)
    anchor = models.CharField(_("our name of it"), max_length=40, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=BookingState, default=BookingState.ASKED)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tried_at = models.DateTimeField(_("tried at"), null=True, blank=True, help_text=_("When it was last sent"))
    booked_at = models.DateTimeField(_("booked at"), null=True, blank=True)
    called_off_at = models.DateTimeField(_("called off at"), null=True, blank=True)
    remote_id = models.CharField(_("the carrier's name of it"), max_length=80, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=80, blank=True)
    tracking_url = models.URLField(_("tracking link"), blank=True)
    label = models.BinaryField(_("label"), null=True, editable=False, help_text=_("A PDF, with name and address"))
    is_labelled = models.BooleanField(_("label"), default=False, help_text=_("Also when it has been thrown away since"))
    problem = models.CharField(_("problem"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("freight booking")
        verbose_name_plural = _("freight bookings")
        constraints = [
            models.CheckConstraint(
                condition=Q(shipment__isnull=True, returned__isnull=False)
                | Q(shipment__isnull=False, returned__isnull=True),
                name="booking_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["shipment"], condition=~Q(state="cancelled"), name="booking_once_per_shipment"
            ),
            models.UniqueConstraint(
                fields=["returned"], condition=~Q(state="cancelled"), name="booking_once_per_return"
            ),
            models.UniqueConstraint(
                fields=["carrier", "remote_id"], condition=~Q(remote_id=""), name="booking_once_at_the_carrier"
            ),
            models.CheckConstraint(
                condition=~Q(state="booked") | (~Q(remote_id="") & Q(booked_at__isnull=False)),
                name="booking_booked_has_a_name",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "asked_at"], condition=Q(state__in=["refused", "closed"]), name="booking_to_see"
            )
        ]

    def __str__(self):
        return self.anchor

    @property
    def order(self):
        return self.shipment.order if self.shipment is not None else self.returned.order  # type: ignore[union-attr]


class ChosenPoint(models.Model):
    """Where the shopper wants to fetch an order, as he saw it. It is looked at again when freight is booked."""

    order = models.OneToOneField(
        "orders.Order", verbose_name=_("order"), on_delete=models.CASCADE, related_name="chosen_point"
    )
    carrier = models.CharField(_("carrier"), max_length=40)
    points_of = models.CharField(_("service points"), max_length=80)
    key = models.CharField(_("the carrier's name of it"), max_length=80)
    name = models.CharField(_("name"), max_length=120)
    address_1 = models.CharField(_("address"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=12, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2)
    chosen_at = models.DateTimeField(_("chosen at"))
    is_closed = models.BooleanField(
        _("closed"), default=False, help_text=_("The carrier no longer takes parcels to it: another is to be chosen")
    )

    class Meta:
        verbose_name = _("chosen service point")
        verbose_name_plural = _("chosen service points")
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="chosen_point_is_named")]

    def __str__(self):
        place = f"{self.postal_code} {self.city}".strip()
        return ", ".join(part for part in (self.name, self.address_1, place) if part)


class Scan(models.Model):
    """Something that happened to a parcel on its way, as its carrier tells it. Only ever added to."""

    shipment = models.ForeignKey(
        "orders.Shipment", verbose_name=_("shipment"), on_delete=models.PROTECT, related_name="scans"
    )
    key = models.CharField(_("the carrier's key"), max_length=120)
    at = models.DateTimeField(_("at"))
    status = models.CharField(_("status"), max_length=10, choices=ScanStatus)
    words = models.CharField(_("in the carrier's words"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("scan of a parcel")
        verbose_name_plural = _("scans of parcels")
        constraints = [models.UniqueConstraint(fields=["shipment", "key"], name="scan_once")]

    def __str__(self):
        return f"{self.shipment_id}: {self.status}"
