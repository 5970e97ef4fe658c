from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.customers.models import Level


class PriceList(models.Model):
    """Prices for an audience: one level, or everyone when that is said. Without an audience it is for nobody."""

    class Basis(models.TextChoices):
        GROSS = "gross", _("including VAT")
        NET = "net", _("excluding VAT")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    currency = models.CharField(_("currency"), max_length=3, default="SEK")
    basis = models.CharField(_("basis"), max_length=5, choices=Basis, default=Basis.GROSS)
    level = models.ForeignKey(
        Level, verbose_name=_("level"), null=True, blank=True, on_delete=models.PROTECT, related_name="price_lists"
    )
    is_for_everyone = models.BooleanField(_("for everyone"), default=False)

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_for_everyone=False) | models.Q(level=None), name="price_list_one_audience"
            )
        ]

    def __str__(self):
        return self.name


class Price(models.Model):
    """One amount for one variant from a quantity, in force from `valid_from` until just before `valid_until`."""

    price_list = models.ForeignKey(
        PriceList, verbose_name=_("price list"), on_delete=models.PROTECT, related_name="prices"
    )
    variant = models.ForeignKey(Variant, verbose_name=_("variant"), on_delete=models.PROTECT, related_name="prices")
    min_quantity = models.PositiveIntegerField(_("from quantity"), default=1)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        indexes = [
            models.Index(fields=["variant", "price_list"], name="price_by_variant"),
            models.Index(fields=["valid_from"], name="price_begins", condition=models.Q(valid_from__isnull=False)),
            models.Index(fields=["valid_until"], name="price_ends", condition=models.Q(valid_until__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="price_not_negative"),
            models.CheckConstraint(condition=models.Q(min_quantity__gte=1), name="price_from_one"),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(valid_from=None)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="price_interval_not_empty",
            ),
        ]

    def __str__(self):
        return f"{self.amount} ({self.min_quantity}+)"
