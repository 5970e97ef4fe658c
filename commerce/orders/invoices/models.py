"""Invoices and credit notes: numbered without gaps, never changed once issued (mervärdesskattelagen 17 kap. 24 §)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class InvoiceSeries(models.Model):
    """The last number used. Its row is locked while a document is issued, so numbers have no gaps."""

    code = models.CharField(_("series"), max_length=8, primary_key=True)
    last_number = models.PositiveBigIntegerField(_("last number"), default=0)
    continued_in = models.OneToOneField(
        "self",
        verbose_name=_("continued in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="continues",
        help_text=_("Closed: numbers above its last may have been used before a restore. New documents go on there."),
    )

    class Meta:
        verbose_name = _("invoice series")
        verbose_name_plural = _("invoice series")

    def __str__(self):
        return self.code


class Invoice(models.Model):
    """An issued document with everything that stands on it: a trigger refuses to change or delete it.

    `content` is all that is printed and sent: seller, buyer, lines, VAT by rate, rounding, references.
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("invoice")
        CREDIT_NOTE = "credit_note", _("credit note")

    series = models.ForeignKey(InvoiceSeries, verbose_name=_("series"), on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    order = models.ForeignKey(
        "orders.Order", verbose_name=_("order"), on_delete=models.PROTECT, related_name="invoices"
    )
    credits = models.ForeignKey(
        "self",
        verbose_name=_("credits"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="credit_notes",
        help_text=_("The invoice that a credit note takes back from"),
    )
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    net = models.DecimalField(_("net"), max_digits=12, decimal_places=2)
    vat = models.DecimalField(_("VAT"), max_digits=12, decimal_places=2)
    gross = models.DecimalField(_("total"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="invoice_number_once"),
            models.UniqueConstraint(fields=["order"], condition=Q(kind="invoice"), name="invoice_once_per_order"),
            models.CheckConstraint(
                condition=Q(kind="invoice", credits__isnull=True) | Q(kind="credit_note", credits__isnull=False),
                name="invoice_credit_note_names_its_invoice",
            ),
            models.CheckConstraint(condition=Q(gross=models.F("net") + models.F("vat")), name="invoice_adds_up"),
        ]
        indexes = [models.Index(fields=["issued_on"], name="invoice_by_date")]

    def __str__(self):
        return f"{self.series_id}{self.number}"
