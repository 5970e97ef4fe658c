"""What somebody has been offered: articles at a price of their own, with VAT class, delivery and an end.

A draft is worked on; once it is sent a trigger refuses every change of what it says, and a new version replaces it.
"""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import TaxClass, Variant
from commerce.customers.organisations import Organisation
from commerce.pricing.vat import SWEDEN
from commerce.quotations.states import QuotationState

MAX_QUANTITY = 9_999


class Quotation(models.Model):
    """For one person, or for all who buy for an organisation. Amounts are those of the buyer as he was then."""

    State = QuotationState

    number = models.PositiveBigIntegerField(_("number"), editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    token = models.UUIDField(_("token"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=QuotationState, default=QuotationState.DRAFT)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("customer"), on_delete=models.PROTECT, related_name="quotations"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="quotations",
    )
    level = models.CharField(_("level"), max_length=20)
    buyer_type = models.CharField(_("buyer type"), max_length=10)
    currency = models.CharField(_("currency"), max_length=3)
    locale = models.CharField(_("language"), max_length=5)
    message = models.TextField(_("message from the customer"), blank=True)
    requested_at = models.DateTimeField(_("asked for at"), null=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    terms = models.TextField(_("terms"), blank=True)
    delivery_method = models.CharField(_("delivery method"), max_length=40, blank=True)
    delivery_name = models.CharField(_("delivery"), max_length=120, blank=True)
    delivery_gross = models.DecimalField(_("delivery, gross"), max_digits=12, decimal_places=2, default=0)
    valid_until = models.DateTimeField(
        _("valid until"), null=True, blank=True, help_text=_("The first moment at which it is no longer valid")
    )
    net = models.DecimalField(_("net"), max_digits=12, decimal_places=2, default=0)
    vat = models.DecimalField(_("VAT"), max_digits=12, decimal_places=2, default=0)
    gross = models.DecimalField(_("total"), max_digits=12, decimal_places=2, default=0)
    parties = models.JSONField(
        _("seller and buyer"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("As they are printed, once it is sent"),
    )
    edition = models.PositiveIntegerField(
        _("edition"),
        default=0,
        db_default=0,
        editable=False,
        help_text=_("How many times the draft has been written: who saves or sends it says which one he saw"),
    )
    created_at = models.DateTimeField(_("created at"), db_index=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    why = models.CharField(_("why"), max_length=300, blank=True, help_text=_("Why it was declined or withdrawn"))

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="quotation_version_once"),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(state__in=["sent", "accepted"]),
                name="quotation_one_version_stands",
            ),
            models.CheckConstraint(condition=Q(state__in=QuotationState.values), name="quotation_state_is_one"),
            models.CheckConstraint(condition=Q(gross=F("net") + F("vat")), name="quotation_adds_up"),
            models.CheckConstraint(condition=Q(delivery_gross__gte=0), name="quotation_delivery_not_negative"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(sent_at__isnull=False, valid_until__gt=F("sent_at"), parties__isnull=False) & ~Q(delivery_name=""),
                name="quotation_sent_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["valid_until"], condition=Q(state="sent"), name="quotation_to_expire"),
            models.Index(fields=["created_at"], condition=Q(state="draft"), name="quotation_to_answer"),
        ]

    def __str__(self):
        return f"O-{self.number}" if self.version == 1 else f"O-{self.number}-{self.version}"

    @property
    def subject(self) -> str:
        """What its events are about."""
        return f"quotation:{self}"

    @property
    def is_business(self) -> bool:
        return self.buyer_type == "business"

    @property
    def valid_through(self) -> date | None:
        """The last day on which it is valid, in Sweden."""
        if self.valid_until is None:
            return None
        return (self.valid_until - timedelta(microseconds=1)).astimezone(SWEDEN).date()

    def lasts(self, now) -> bool:
        """Whether its last day has not passed."""
        return self.valid_until is not None and now < self.valid_until

    def is_ended(self, now) -> bool:
        """Whether it was sent and its last day has passed, also before the sweep has written so."""
        return self.state == QuotationState.EXPIRED or (self.state == QuotationState.SENT and not self.lasts(now))


class QuotationLine(models.Model):
    """One article. `unit` is as the buyer sees amounts: a business excluding VAT, a consumer including it."""

    quotation = models.ForeignKey(
        Quotation, verbose_name=_("quotation"), on_delete=models.CASCADE, related_name="lines"
    )
    position = models.PositiveIntegerField(_("position"))
    variant = models.ForeignKey(Variant, verbose_name=_("variant"), on_delete=models.PROTECT, related_name="+")
    sku = models.CharField(_("SKU"), max_length=64)
    name = models.CharField(_("name"), max_length=255)
    label = models.CharField(_("variant"), max_length=255, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"))
    unit = models.DecimalField(
        _("each"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("Empty: not priced yet")
    )
    ordinary_unit = models.DecimalField(
        _("each without a quotation"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("What the price lists said when the line was written; empty where they had no price"),
    )
    price_source = models.JSONField(_("price source"), default=dict, help_text=_("Which price that was, and why"))
    reason = models.CharField(_("why another price"), max_length=200, blank=True)
    tax_class = models.CharField(_("tax class"), max_length=10, choices=TaxClass)
    vat_rate = models.DecimalField(_("VAT rate"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("quotation line")
        verbose_name_plural = _("quotation lines")
        constraints = [
            models.UniqueConstraint(fields=["quotation", "variant"], name="quotation_line_once_per_variant"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MAX_QUANTITY), name="quotation_line_quantity"
            ),
            models.CheckConstraint(condition=Q(unit__gte=0), name="quotation_line_not_negative"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True)
                | Q(ordinary_unit__isnull=False, unit=F("ordinary_unit"))
                | ~Q(reason=""),
                name="quotation_line_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.quantity} x {self.sku}"
