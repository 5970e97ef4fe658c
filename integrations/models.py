from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.events.models import Event


class Delivery(models.Model):
    """One event for one target: an outbox row. It stays until the target has it, and afterwards as proof."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        STOPPED = "stopped", _("stopped")

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="deliveries")
    target = models.CharField(_("target"), max_length=60)
    subject = models.CharField(_("subject"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due at"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["target", "subject", "id"], name="delivery_in_order"),
            models.Index(fields=["state"], condition=~models.Q(state="delivered"), name="delivery_open"),
        ]
        constraints = [models.UniqueConstraint(fields=["event", "target"], name="delivery_once_per_target")]

    def __str__(self):
        return f"{self.event_id} to {self.target}"
