"""What is remembered of Fortnox: keys, the calls of the last seconds, and each document and payment of ours there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FortnoxAccess(models.Model):
    """The keys to a company's books there, sealed. One worker at a time fetches a new one, under a lease."""

    tenant = models.CharField(_("company"), max_length=40, primary_key=True)
    access_token = models.TextField(_("key"), blank=True, editable=False)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    refresh_token = models.TextField(
        _("key to the next key"), blank=True, editable=False, help_text=_("Good once; empty for a service account")
    )
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)

    class Meta:
        verbose_name = _("access to Fortnox")
        verbose_name_plural = _("access to Fortnox")

    def __str__(self):
        return self.tenant


class FortnoxCalls(models.Model):
    """When the last calls were made, by all workers together: the limit is one for all of them."""

    tenant = models.CharField(_("company"), max_length=40, primary_key=True)
    made_at = ArrayField(models.DateTimeField(), verbose_name=_("made at"), default=list)

    class Meta:
        verbose_name = _("calls to Fortnox")
        verbose_name_plural = _("calls to Fortnox")

    def __str__(self):
        return self.tenant


class FortnoxDocument(models.Model):
    """An invoice or a credit note of ours, as Fortnox has it. Made first, booked later: what is booked stays."""

    invoice = models.OneToOneField(
        "orders.Invoice", verbose_name=_("invoice"), on_delete=models.PROTECT, related_name="in_fortnox"
    )
    number = models.CharField(_("number in Fortnox"), max_length=40, unique=True)
    made_at = models.DateTimeField(_("made at"))
    booking_asked_at = models.DateTimeField(_("asked to be booked at"), null=True, blank=True)
    booked_at = models.DateTimeField(_("booked at"), null=True, blank=True)
    balance = models.DecimalField(
        _("left to pay"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("As Fortnox last said")
    )

    is_settled = models.BooleanField(
        _("settled"), default=False, help_text=_("All that providers took or gave back for it has been set against it")
    )

    class Meta:
        verbose_name = _("document in Fortnox")
        verbose_name_plural = _("documents in Fortnox")
        indexes = [
            models.Index(fields=["made_at"], condition=Q(booking_asked_at=None), name="fortnox_document_to_book"),
            models.Index(fields=["booked_at"], condition=Q(is_settled=False), name="fortnox_document_to_settle"),
        ]

    def __str__(self):
        return self.number


class FortnoxPayment(models.Model):
    """A part of what a provider has taken or given back, set against a document in Fortnox. Once for each."""

    event = models.ForeignKey(
        "orders.PaymentEvent", verbose_name=_("payment event"), on_delete=models.PROTECT, related_name="in_fortnox"
    )
    document = models.ForeignKey(
        FortnoxDocument, verbose_name=_("document"), on_delete=models.PROTECT, related_name="payments"
    )
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, help_text=_("Below nothing for what is given back")
    )
    number = models.CharField(_("number in Fortnox"), max_length=40, null=True, blank=True, unique=True)
    asked_at = models.DateTimeField(_("asked at"))
    booking_asked_at = models.DateTimeField(_("asked to be booked at"), null=True, blank=True)
    booked_at = models.DateTimeField(_("booked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment in Fortnox")
        verbose_name_plural = _("payments in Fortnox")
        constraints = [
            models.UniqueConstraint(fields=["event", "document"], name="fortnox_payment_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="fortnox_payment_has_an_amount"),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(booking_asked_at=None, number__isnull=False), name="fortnox_payment_to_book"
            )
        ]

    def __str__(self):
        return self.number or f"{self.amount}"


class FortnoxTold(models.Model):
    """What Fortnox has last been asked to hold of an article or a price, by its checksum: only changes are sent."""

    subject = models.CharField(_("subject"), max_length=160, primary_key=True)
    checksum = models.CharField(_("checksum"), max_length=64)

    class Meta:
        verbose_name = _("told to Fortnox")
        verbose_name_plural = _("told to Fortnox")

    def __str__(self):
        return self.subject
