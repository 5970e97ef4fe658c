"""What comes back: a withdrawal from the contract (distansavtalslagen 2005:59) or a complaint, from notice to money."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.orders.states import ReturnState


class Return(models.Model):
    """A shopper's notice that goods come back. `token` is the address that he follows it by."""

    class Kind(models.TextChoices):
        WITHDRAWAL = "withdrawal", _("withdrawal")
        COMPLAINT = "complaint", _("complaint")

    order = models.ForeignKey("orders.Order", verbose_name=_("order"), on_delete=models.PROTECT, related_name="returns")
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Counts within the order, from 1"))
    token = models.UUIDField(_("token"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=12, choices=ReturnState, default=ReturnState.REQUESTED)
    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail address"), help_text=_("Where the receipt was sent"))
    note = models.TextField(_("note"), blank=True)
    requested_at = models.DateTimeField(_("requested at"))
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True, help_text=_("Why it was refused, or less was paid"))
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="return_number_in_order")]
        indexes = [
            models.Index(fields=["state"], condition=~Q(state__in=["settled", "refused"]), name="return_to_handle")
        ]

    def __str__(self):
        return f"{self.order}-R{self.number}"


class ReturnLine(models.Model):
    """How many of a line come back, and how many of those arrived fit for the shelf."""

    returned = models.ForeignKey(Return, verbose_name=_("return"), on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(
        "orders.OrderLine", verbose_name=_("order line"), on_delete=models.PROTECT, related_name="returned"
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    received = models.PositiveIntegerField(_("received"), null=True, blank=True)
    restocked = models.PositiveIntegerField(_("back on the shelf"), default=0)

    class Meta:
        verbose_name = _("return line")
        verbose_name_plural = _("return lines")
        constraints = [
            models.UniqueConstraint(fields=["returned", "line"], name="return_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="return_line_not_empty"),
            models.CheckConstraint(
                condition=Q(received__isnull=True) | Q(received__lte=models.F("quantity")),
                name="return_line_within_notice",
            ),
        ]

    def __str__(self):
        return f"{self.quantity} x {self.line.sku}"
