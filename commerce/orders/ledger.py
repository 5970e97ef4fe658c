"""The money of orders: what providers have said happened, and what they have been told to do.

`PaymentEvent` is only ever added to (a trigger refuses anything else), and every amount is computed from it.
`Instruction` is a job for the outbox: capture, refund or release, each with a key of its own so that it may be sent
twice. The moves are in `commerce.orders.settle`.
"""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.orders.states import InstructionState


class PaymentEvent(models.Model):
    """A fact by the provider's own books. `key` is the provider's name of it: a fact that is heard twice is one."""

    class Kind(models.TextChoices):
        AUTHORISED = "authorised", _("authorised")
        RELEASED = "released", _("released")
        CAPTURED = "captured", _("captured")
        REFUNDED = "refunded", _("refunded")
        BOUNCED = "bounced", _("refund came back")

    payment = models.ForeignKey(
        "orders.Payment", verbose_name=_("payment"), on_delete=models.PROTECT, related_name="events"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    key = models.CharField(_("the provider's key"), max_length=120)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    at = models.DateTimeField(_("at"), help_text=_("When it happened, as the provider says"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("payment event")
        verbose_name_plural = _("payment events")
        constraints = [
            models.UniqueConstraint(fields=["payment", "kind", "key"], name="payment_event_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_event_has_an_amount"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.amount}"


class Instruction(models.Model):
    """Something that a provider is told to do with a payment. What came of it is a PaymentEvent."""

    class Kind(models.TextChoices):
        CAPTURE = "capture", _("capture")
        REFUND = "refund", _("refund")
        RELEASE = "release", _("release")

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    payment = models.ForeignKey(
        "orders.Payment", verbose_name=_("payment"), on_delete=models.PROTECT, related_name="instructions"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    state = models.CharField(_("state"), max_length=10, choices=InstructionState, default=InstructionState.REQUESTED)
    why = models.CharField(_("why"), max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: the shop itself"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    changed_at = models.DateTimeField(_("changed at"))
    reference = models.CharField(
        _("reference"), max_length=120, blank=True, help_text=_("The provider's name of what came of it")
    )
    problem = models.CharField(_("problem"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("payment instruction")
        verbose_name_plural = _("payment instructions")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="instruction_has_an_amount")]
        indexes = [
            models.Index(fields=["state"], condition=~Q(state="done"), name="instruction_open"),
            models.Index(fields=["reference"], condition=~Q(reference=""), name="instruction_reference"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.amount}"

    @property
    def is_owed(self) -> bool:
        """Money that the shop has said it will give back and has not given."""
        return self.kind == self.Kind.REFUND and self.state != InstructionState.DONE


def sums(events) -> dict[str, Decimal]:
    """What events of a payment come to: `authorised`, `captured`, `refunded`, each 0 or more."""
    total = {kind: Decimal(0) for kind in PaymentEvent.Kind.values}
    for event in events:
        total[event.kind] += event.amount
    return {
        "authorised": max(total["authorised"] - total["released"] - total["captured"], Decimal(0)),
        "captured": total["captured"],
        "refunded": total["refunded"] - total["bounced"],
    }
