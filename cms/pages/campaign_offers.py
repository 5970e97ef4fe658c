"""An offer as an editor writes it on a campaign page: part of the draft, so of the revisions and the schedule."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.pages.typed_rows import CategoryTicks, LevelTicks, OrganisationRows, ProductRows
from commerce.pricing.offers import ON_GOODS, Kind, Terms
from commerce.register.fields import write_with_comma

HUNDRED = Decimal(100)


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("everyone")
    LEVELS = "levels", _("some levels")
    ORGANISATIONS = "organisations", _("some organisations")


class Scope(models.TextChoices):
    EVERYTHING = "everything", _("all goods")
    CATEGORIES = "categories", _("some categories")
    PRODUCTS = "products", _("some products")


class Chosen(ArrayField):
    """A list of keys that the form shows as what it names."""

    def __init__(self, base_field, *, made_by=None, **kwargs):
        self.made_by = made_by
        super().__init__(base_field, **{"default": list, "blank": True} | kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs

    def formfield(self, **kwargs):
        known = {"label": capfirst(self.verbose_name), "help_text": self.help_text, "required": False}
        return self.made_by(**known)


class DecimalWithComma(models.DecimalField):
    """Takes 19,90 as well as 19.90."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        write_with_comma(field)
        return field


class CampaignOffer(Orderable):
    """What the campaign gives, to whom and on what. It is in force exactly while its page is live."""

    page = ParentalKey("cms.CampaignPage", on_delete=models.CASCADE, related_name="offers")
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Said at the price and on the receipt. Empty: the title")
    )
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=13, choices=Kind, default=Kind.PERCENTAGE)
    value = DecimalWithComma(
        _("value"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Percent, or kronor including VAT"),
    )
    buy = models.PositiveSmallIntegerField(_("buy"), null=True, blank=True, help_text=_("Pieces in the cart"))
    pay = models.PositiveSmallIntegerField(_("pay for"), null=True, blank=True, help_text=_("The cheapest are free"))
    audience = models.CharField(_("for whom"), max_length=13, choices=Audience)
    levels = Chosen(models.CharField(max_length=20), made_by=LevelTicks, verbose_name=_("levels"))
    organisations = Chosen(
        models.BigIntegerField(),
        made_by=OrganisationRows,
        verbose_name=_("organisations"),
        help_text=_("Organisation numbers, one on a line"),
    )
    scope = models.CharField(_("on what"), max_length=10, choices=Scope)
    categories = Chosen(
        models.BigIntegerField(),
        made_by=CategoryTicks,
        verbose_name=_("categories"),
        help_text=_("A category includes those under it"),
    )
    products = Chosen(
        models.BigIntegerField(),
        made_by=ProductRows,
        verbose_name=_("products"),
        help_text=_("Product codes or article numbers, one on a line. Can be pasted from a spreadsheet"),
    )
    code = models.CharField(
        _("code"), max_length=40, blank=True, help_text=_("Empty: without a code. Written in the cart, in any letters")
    )
    minimum_sum = DecimalWithComma(
        _("minimum sum"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Goods for at least so much, in kronor including VAT"),
    )
    max_uses = models.PositiveIntegerField(
        _("first uses"), null=True, blank=True, help_text=_("Ends after so many orders. Empty: no limit")
    )
    is_stackable = models.BooleanField(
        _("together with others"),
        default=False,
        help_text=_("Joins other offers that may be joined. Else the best one alone holds"),
    )
    is_announced = models.BooleanField(
        _("announced as a reduction"),
        default=True,
        help_text=_("Shows percent and the lowest price of the 30 days before. Must then be true of every article"),
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("value"), FieldPanel("buy"), FieldPanel("pay")]),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldPanel("audience"),
        FieldPanel("levels"),
        FieldPanel("organisations"),
        FieldPanel("scope"),
        FieldPanel("categories"),
        FieldPanel("products"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("minimum_sum"), FieldPanel("max_uses")]),
        FieldRowPanel([FieldPanel("is_stackable"), FieldPanel("is_announced")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="campaign_offer_value_not_negative"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.PERCENTAGE) | Q(value=None) | Q(value__lte=100),
                name="campaign_offer_at_most_all",
                violation_error_message=_("At most 100 percent."),
            ),
        ]

    def __str__(self):
        return self.name or self.get_kind_display()

    def clean(self):
        super().clean()
        self.code = self.code.strip().upper()
        faults = self.faults()
        if faults:
            raise ValidationError(faults)

    def faults(self):
        """What is wrong with it, by field."""
        found = {}
        if self.kind in ON_GOODS:
            found |= self._faults_of_value()
        if self.kind == Kind.X_FOR_Y:
            found |= self._faults_of_pieces()
        if self.audience == Audience.LEVELS and not self.levels:
            found["levels"] = _("Choose at least one level: as it is, the offer is for nobody.")
        if self.audience == Audience.ORGANISATIONS and not self.organisations:
            found["organisations"] = _("Write at least one organisation: as it is, the offer is for nobody.")
        if self.scope == Scope.CATEGORIES and not self.categories:
            found["categories"] = _("Choose at least one category: as it is, the offer is on nothing.")
        if self.scope == Scope.PRODUCTS and not self.products:
            found["products"] = _("Write at least one product: as it is, the offer is on nothing.")
        if any(sign.isspace() for sign in self.code):
            found["code"] = _("A code has no spaces in it.")
        if self.minimum_sum is not None and self.minimum_sum <= 0:
            found["minimum_sum"] = _("More than 0 kr, or empty for no minimum.")
        if self.max_uses == 0:
            found["max_uses"] = _("At least 1, or empty for no limit.")
        return found

    def _faults_of_value(self):
        if self.value is None:
            return {"value": _("Write a number.")}
        if self.kind == Kind.PERCENTAGE and not 0 < self.value <= HUNDRED:
            return {"value": _("Percent are more than 0 and at most 100.")}
        if self.kind == Kind.AMOUNT and self.value <= 0:
            return {"value": _("The amount is more than 0 kr.")}
        return {"value": _("The price is not negative.")} if self.value < 0 else {}

    def _faults_of_pieces(self):
        found = {name: _("Write a number.") for name in ("buy", "pay") if not getattr(self, name)}
        if not found and self.pay >= self.buy:
            found["pay"] = _("Fewer than are bought: as it is, nothing is given.")
        return found

    @property
    def is_complete(self):
        """A draft may be saved before everything is chosen; it cannot be published then."""
        return bool(self.audience and self.scope) and not self.faults()

    def terms(self, title):
        """What it says to those who price. Only what its kind, audience and scope ask for is handed on."""
        on_goods, pieces = self.kind in ON_GOODS, self.kind == Kind.X_FOR_Y
        return Terms(
            name_sv=self.name or title,
            name_en=self.name_en,
            kind=self.kind,
            value=self.value if on_goods else None,
            buy=self.buy if pieces else None,
            pay=self.pay if pieces else None,
            code=self.code.strip().upper(),
            is_for_everyone=self.audience == Audience.EVERYONE,
            levels=tuple(sorted(self.levels)) if self.audience == Audience.LEVELS else (),
            organisations=tuple(sorted(self.organisations)) if self.audience == Audience.ORGANISATIONS else (),
            is_for_everything=self.scope == Scope.EVERYTHING,
            categories=tuple(sorted(self.categories)) if self.scope == Scope.CATEGORIES else (),
            products=tuple(sorted(self.products)) if self.scope == Scope.PRODUCTS else (),
            minimum_sum=self.minimum_sum,
            max_uses=self.max_uses,
            is_stackable=self.is_stackable,
            is_announced=self.is_announced,
        )
