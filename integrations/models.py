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


class InboundMessage(models.Model):
    """Something that another system has told us: an inbox row. Stored as it came, answered, and worked on once.

    The body may hold customers' data: it is shown to nobody and forgotten in time; the row and its checksum stay.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        PROCESSED = "processed", _("processed")
        PARKED = "parked", _("parked")

    provider = models.CharField(_("from"), max_length=40)
    key = models.CharField(_("the sender's key"), max_length=200)
    kind = models.CharField(_("kind"), max_length=120, blank=True)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    ours = models.CharField(_("our own name of it"), max_length=200, blank=True, editable=False)
    body = models.BinaryField(_("body"), null=True, editable=False)
    headers = models.JSONField(_("headers"), default=dict, help_text=_("Secrets masked; empty for what we asked for"))
    checksum = models.CharField(_("checksum"), max_length=64, help_text=_("SHA-256 of the body as it came"))
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next try"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    processed_at = models.DateTimeField(_("processed at"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("inbound message")
        verbose_name_plural = _("inbound messages")
        constraints = [models.UniqueConstraint(fields=["provider", "key"], name="inbound_message_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="inbound_due"),
            models.Index(fields=["state"], condition=~models.Q(state="processed"), name="inbound_open"),
            models.Index(fields=["provider", "received_at"], name="inbound_by_time"),
        ]

    def __str__(self):
        return f"{self.provider} {self.pk}"
