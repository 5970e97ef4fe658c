"""What was changed of an order after it was placed, and what that does to its money."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.orders.states import ChangeState


class OrderChange(models.Model):
    """One change of an order. `number` counts within the order, from 1.

    `before` and `after` hold all that an order says of itself (`commerce.orders.changes.content`), so that what was
    bought first can always be read. The database lets nothing but the state be written afterwards.
    """

    State = ChangeState

    order = models.ForeignKey("orders.Order", verbose_name=_("order"), on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=ChangeState)
    why = models.CharField(_("why"), max_length=300)
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    effect = models.DecimalField(
        _("effect"), max_digits=12, decimal_places=2, help_text=_("What the total became higher by, including VAT")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("order change")
        verbose_name_plural = _("order changes")
        default_permissions = ("view",)
        permissions = [("alter_order", "Can change what was ordered, and call an order off")]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="order_change_number"),
            models.UniqueConstraint(fields=["order"], condition=Q(state="proposed"), name="order_change_one_at_a_time"),
        ]

    def __str__(self):
        return f"{self.order}/{self.number}"
