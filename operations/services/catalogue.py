"""What can be ordered: services and consultants by role, each in versions. What is published stays as it was."""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import TaxClass
from operations.desk.rules import TicketCategory
from operations.services.fields import judged


class Service(models.Model):
    """A place in the catalogue. All that is said of it is said by its versions, the last published of which counts."""

    code = models.SlugField(_("code"), max_length=60, unique=True, help_text=_("Part of its address"))
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_offered = models.BooleanField(_("offered"), default=True, help_text=_("Whether it can be ordered"))

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        default_permissions = ("add", "change", "view")
        permissions = [("publish_service", _("Can publish a version of a service"))]

    def __str__(self):
        return self.code


class ServiceVersion(models.Model):
    """What a service is, costs and asks. A draft until it is published; then a trigger refuses every change."""

    class Kind(models.TextChoices):
        SERVICE = "service", _("service")
        CONSULTANT = "consultant", _("consultant, by the hour")

    class Approval(models.TextChoices):
        NONE = "none", pgettext_lazy("approval", "none")
        ORGANISATION = "organisation", pgettext_lazy("approval", "the administrator of the requester's company")
        OWNER = "owner", pgettext_lazy("approval", "Systemägare")

    service = models.ForeignKey(Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SERVICE)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    text = models.TextField(_("what is done"), max_length=5000)
    text_en = models.TextField(_("what is done, in English"), max_length=5000, blank=True)
    price = models.DecimalField(
        _("price, excl. VAT"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("For one recipient, or for one hour of a consultant. 0 for what costs nothing."),
    )
    tax_class = models.CharField(_("VAT"), max_length=8, choices=TaxClass, default=TaxClass.STANDARD)
    target_hours = models.PositiveSmallIntegerField(
        _("done within, working hours"),
        validators=[MinValueValidator(1), MaxValueValidator(2000)],
        help_text=_("Weekdays 08–17, nine hours a day, counted from when it is approved"),
    )
    approval = models.CharField(_("who approves"), max_length=12, choices=Approval, default=Approval.NONE)
    category = models.ForeignKey(
        TicketCategory,
        verbose_name=pgettext_lazy("ticket", "category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Of the tickets that it becomes"),
    )
    fields = models.JSONField(_("form"), default=list, blank=True, validators=[judged])
    changes = models.CharField(_("what is new"), max_length=300, blank=True, help_text=_("Since the version before"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("version of a service")
        verbose_name_plural = _("versions of services")
        default_permissions = ()  # who may change the service may change its draft
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="services_version_once"),
            models.UniqueConstraint(
                fields=["service"], condition=Q(published_at=None), name="services_one_draft_at_a_time"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="services_versions_begin_with_one"),
            models.CheckConstraint(condition=Q(price__gte=0), name="services_price_not_negative"),
            models.CheckConstraint(
                condition=Q(target_hours__gte=1, target_hours__lte=2000), name="services_target_within_a_year"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["service", "consultant"], approval__in=["none", "organisation", "owner"])
                & Q(tax_class__in=TaxClass.values),
                name="services_version_says_known_things",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name_en="") & ~Q(text=""), name="services_version_has_words"
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.number}"

    @property
    def shown_name(self) -> str:
        return self.name_en if _is_english() else self.name

    @property
    def shown_text(self) -> str:
        return (self.text_en if _is_english() else "") or self.text

    @property
    def is_by_the_hour(self) -> bool:
        return self.kind == self.Kind.CONSULTANT

    @property
    def target(self) -> timedelta:
        """In working time."""
        return timedelta(hours=self.target_hours)


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
