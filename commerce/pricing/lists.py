"""Price lists, and the prices on them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.customers.models import Level
from commerce.customers.organisations import Organisation


class Interval(models.Func):
    """Half-open: from the first instant until just before the second; without one it has no bound."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class PriceList(models.Model):
    """Prices for an audience: one level, one organisation, or everyone when that is said. Without one it is for nobody.

    Currency, basis and audience are fixed once the list has prices (a trigger holds it): what an order or the ledger
    says of a price stays true. A list for another audience is another list.
    """

    class Basis(models.TextChoices):
        GROSS = "gross", _("including VAT")
        NET = "net", _("excluding VAT")

    class Policy(models.TextChoices):
        BEST = "best", _("the lowest price wins")
        OVERRIDE = "override", _("goes before lists where the lowest wins")
        EXCLUSIVE = "exclusive", _("alone: no other list and no offer counts")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    currency = models.CharField(_("currency"), max_length=3, default="SEK")
    basis = models.CharField(_("basis"), max_length=5, choices=Basis, default=Basis.GROSS)
    policy = models.CharField(_("policy"), max_length=9, choices=Policy, default=Policy.BEST)
    rank = models.PositiveSmallIntegerField(
        _("rank"),
        default=0,
        help_text=_("Among lists of the same policy that go before others: the lowest number first."),
    )
    level = models.ForeignKey(
        Level, verbose_name=_("level"), null=True, blank=True, on_delete=models.PROTECT, related_name="price_lists"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="price_lists",
    )
    is_for_everyone = models.BooleanField(_("for everyone"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_for_everyone=False, level=None)
                | models.Q(is_for_everyone=False, organisation=None)
                | models.Q(level=None, organisation=None),
                name="price_list_one_audience",
                violation_error_message=_("A list is for one level, for one organisation or for everyone."),
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="price_list_currency_is_a_code"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(valid_from=None)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="price_list_interval_not_empty",
                violation_error_message=_("The list must end after it begins."),
            ),
        ]

    def __str__(self):
        return self.name


class Price(models.Model):
    """One amount for one variant from a quantity, in force from `valid_from` until just before `valid_until`."""

    price_list = models.ForeignKey(
        PriceList, verbose_name=_("price list"), on_delete=models.PROTECT, related_name="prices"
    )
    variant = models.ForeignKey(
        Variant, verbose_name=_("variant"), on_delete=models.PROTECT, related_name="prices", db_index=False
    )  # `price_by_variant` serves it
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
            ExclusionConstraint(
                name="price_one_at_a_time",
                expressions=[
                    ("variant", RangeOperators.EQUAL),
                    ("price_list", RangeOperators.EQUAL),
                    ("min_quantity", RangeOperators.EQUAL),
                    (Interval("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "There is a price already for this article and quantity on this list at that time."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.amount} ({self.min_quantity}+)"
