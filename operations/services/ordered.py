"""What has been chosen and what has been ordered: one order, its parts, and what a customer has put in the cart."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commerce.customers.organisations import Organisation
from commerce.orders.models import Order
from operations.desk.models import Ticket
from operations.services.catalogue import ServiceVersion

MOST_RECIPIENTS, MOST_CHOICES, MOST_HOURS = 50, 20, 2000


class PartState(models.TextChoices):
    """Where one part stands until its ticket takes over, and where it came to nothing."""

    HELD = "held", pgettext_lazy("service", "waits for the goods to be paid")
    AWAITING = "awaiting", pgettext_lazy("service", "waits for approval")
    ORDERED = "ordered", pgettext_lazy("service", "ordered")
    REFUSED = "refused", pgettext_lazy("service", "not approved")
    CANCELLED = "cancelled", pgettext_lazy("service", "cancelled")


MOVES: dict[str, tuple[str, ...]] = {
    PartState.HELD: (PartState.AWAITING, PartState.ORDERED, PartState.CANCELLED),
    PartState.AWAITING: (PartState.ORDERED, PartState.REFUSED, PartState.CANCELLED),
    PartState.ORDERED: (PartState.CANCELLED,),
    PartState.REFUSED: (),
    PartState.CANCELLED: (),
}


class ServiceChoice(models.Model):
    """A service in a customer's cart, with who is to have it and what the form was answered with."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    version = models.ForeignKey(
        ServiceVersion, verbose_name=_("version of a service"), on_delete=models.PROTECT, related_name="+"
    )
    recipients = models.JSONField(_("recipients"), help_text=_("A name and an e-mail address each"))
    answers = models.JSONField(_("answers"), default=dict, blank=True, help_text=_("As they were written, by field"))
    told = models.JSONField(_("answers in words"), default=list, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours"), default=1, help_text=_("Of a consultant, else 1"))
    put_at = models.DateTimeField(_("put in the cart at"))

    class Meta:
        verbose_name = _("service in a cart")
        verbose_name_plural = _("services in carts")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=MOST_HOURS), name="services_choice_hours"),
        ]

    def __str__(self):
        return f"{self.version} × {len(self.recipients)}"

    @property
    def quantity(self) -> int:
        return self.hours * len(self.recipients)


class ServiceOrder(models.Model):
    """Services that were ordered together. It has no state of its own: each of its parts has."""

    number = models.PositiveBigIntegerField(_("number"), unique=True, editable=False)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("requester"), on_delete=models.PROTECT, related_name="service_orders"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="service_orders",
    )
    goods = models.OneToOneField(
        Order,
        verbose_name=_("order of goods"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="services",
        help_text=_("That it stood in one cart with"),
    )
    reference = models.CharField(_("your reference"), max_length=80, blank=True)
    locale = models.CharField(_("language"), max_length=5, default="sv")
    placed_at = models.DateTimeField(_("placed at"), db_index=True)

    class Meta:
        verbose_name = _("service order")
        verbose_name_plural = _("service orders")
        default_permissions = ("change", "view")
        permissions = [("approve_serviceorder", _("Can approve services as Systemägare"))]

    def __str__(self):
        return str(self.number)

    @property
    def subject(self) -> str:
        """What its events are about."""
        return f"service-order:{self.number}"


class ServicePart(models.Model):
    """One service for one recipient. Its price, its answers and its version stay as they were when it was ordered."""

    order = models.ForeignKey(
        ServiceOrder, verbose_name=_("service order"), on_delete=models.PROTECT, related_name="parts"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    version = models.ForeignKey(
        ServiceVersion, verbose_name=_("version of a service"), on_delete=models.PROTECT, related_name="parts"
    )
    recipient_name = models.CharField(_("recipient"), max_length=120)
    recipient_email = models.EmailField(_("recipient's e-mail address"), blank=True)
    answers = models.JSONField(_("answers"), default=list, blank=True)
    unit_net = models.DecimalField(_("price of one, excl. VAT"), max_digits=12, decimal_places=2)
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1, help_text=_("Hours of a consultant, else 1"))
    vat_rate = models.DecimalField(_("VAT, percent"), max_digits=4, decimal_places=2)
    net = models.DecimalField(_("price, excl. VAT"), max_digits=12, decimal_places=2)
    gross = models.DecimalField(_("price, incl. VAT"), max_digits=12, decimal_places=2)
    state = models.CharField(_("state"), max_length=9, choices=PartState)
    ticket = models.OneToOneField(
        Ticket, verbose_name=_("ticket"), null=True, blank=True, on_delete=models.PROTECT, related_name="service_part"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True, help_text=_("Why it was not approved, or cancelled"))

    class Meta:
        verbose_name = _("part of a service order")
        verbose_name_plural = _("parts of service orders")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="services_part_place"),
            models.CheckConstraint(condition=Q(state__in=PartState.values), name="services_part_state_is_one"),
            models.CheckConstraint(
                condition=Q(state="ordered", ticket__isnull=False)
                | Q(state="cancelled")
                | Q(state__in=["held", "awaiting", "refused"], ticket=None),
                name="services_ordered_has_ticket",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | ~Q(state="cancelled") & Q(cancelled_at=None),
                name="services_cancelled_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | (Q(decided_at__isnull=False) & ~Q(why="")),
                name="services_refusal_says_why",
            ),
            models.CheckConstraint(
                condition=Q(net=F("unit_net") * F("quantity"), unit_net__gte=0, quantity__gte=1, gross__gte=F("net")),
                name="services_part_sums_add_up",
            ),
        ]

    def __str__(self):
        return f"{self.order}-{self.position}"
