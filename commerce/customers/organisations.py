"""Business customers: who they are, who buys for them, and what has been asked about their VAT numbers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from commerce.customers.levels import Level


class Organisation(models.Model):
    """A business customer: its level decides its members' prices, its terms how they may buy.

    The number of a sole trader is a personal number, and so personal data: it is masked wherever it is listed.
    """

    name = models.CharField(_("name"), max_length=120)
    number = models.CharField(
        _("organisation number"), max_length=10, null=True, blank=True, unique=True, help_text=_("10 digits")
    )
    is_sole_trader = models.BooleanField(
        _("sole trader"), default=False, help_text=_("The number is a person's own, and is masked in lists and exports")
    )
    vat_number = models.CharField(_("VAT number"), max_length=14, blank=True)
    level = models.ForeignKey(
        Level, verbose_name=_("level"), on_delete=models.PROTECT, related_name="organisations", default=Level.PRO
    )
    payment_terms_days = models.PositiveSmallIntegerField(_("payment terms, days"), default=30)
    credit_limit = models.DecimalField(
        _("credit limit"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("Empty: no limit")
    )
    po_number_required = models.BooleanField(_("order number required"), default=False)
    buyer_reference = models.CharField(_("reference"), max_length=80, blank=True)
    invoice_email = models.EmailField(_("e-mail address for invoices"), blank=True)
    invoice_address_1 = models.CharField(_("invoice address"), max_length=120, blank=True)
    invoice_address_2 = models.CharField(_("invoice address, continued"), max_length=120, blank=True)
    invoice_postal_code = models.CharField(_("invoice postal code"), max_length=12, blank=True)
    invoice_city = models.CharField(_("invoice city"), max_length=80, blank=True)
    invoice_country = models.CharField(_("invoice country"), max_length=2, default="SE")
    delivery_address_1 = models.CharField(_("delivery address"), max_length=120, blank=True)
    delivery_address_2 = models.CharField(_("delivery address, continued"), max_length=120, blank=True)
    delivery_postal_code = models.CharField(_("delivery postal code"), max_length=12, blank=True)
    delivery_city = models.CharField(_("delivery city"), max_length=80, blank=True)
    delivery_country = models.CharField(_("delivery country"), max_length=2, default="SE")
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=True)
                | Q(number__regex=r"^[0-9]{2}[2-9][0-9]{7}$")
                | Q(number__regex=r"^[0-9]{10}$", is_sole_trader=True),
                name="organisation_number_is_one",
            ),
            models.CheckConstraint(
                condition=Q(vat_number="") | Q(vat_number__regex=r"^[A-Z]{2}[0-9A-Z+*]{2,12}$"),
                name="organisation_vat_number_is_one",
            ),
            models.CheckConstraint(
                condition=Q(credit_limit__isnull=True) | Q(credit_limit__gte=0),
                name="organisation_credit_not_negative",
            ),
            models.CheckConstraint(condition=Q(payment_terms_days__lte=365), name="organisation_terms_within_a_year"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
        ]

    def __str__(self):
        return self.name


class Role(models.TextChoices):
    """What a member may do for its organisation; the shop's own roles are another thing."""

    BUYER = "buyer", _("buyer")
    APPROVER = "approver", _("approver")
    ADMINISTRATOR = "administrator", _("administrator")


class Membership(models.Model):
    """That an account buys for an organisation. One organisation an account."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="membership"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=13, choices=Role, default=Role.BUYER)
    spending_limit = models.DecimalField(
        _("spending limit"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("The most one order may cost, excluding VAT. Empty: no limit"),
    )

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.CheckConstraint(
                condition=Q(spending_limit__isnull=True) | Q(spending_limit__gte=0),
                name="membership_limit_not_negative",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_one"),
        ]

    def __str__(self):
        return f"{self.user}, {self.organisation}"

    @property
    def is_administrator(self):
        return self.role == Role.ADMINISTRATOR


class MemberInvitation(models.Model):
    """An invitation that waits for its answer. It is gone once accepted or withdrawn, and with it the address."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=13, choices=Role, default=Role.BUYER)
    spending_limit = models.DecimalField(
        _("spending limit"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("Empty: no limit")
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("invited by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint("organisation", Lower("email"), name="invitation_once_per_address"),
            models.CheckConstraint(
                condition=Q(spending_limit__isnull=True) | Q(spending_limit__gte=0),
                name="invitation_limit_not_negative",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_is_one"),
        ]

    def __str__(self):
        return f"{self.email}, {self.organisation}"


class VatCheck(models.Model):
    """What was answered when a VAT number was asked about. A proof, so never edited; silence is an answer too."""

    class Answer(models.TextChoices):
        VALID = "valid", _("valid")
        INVALID = "invalid", _("not valid")
        SILENT = "silent", _("no answer")

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="vat_checks"
    )
    number = models.CharField(_("VAT number"), max_length=14)
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.CharField(_("answer"), max_length=7, choices=Answer)
    reference = models.CharField(_("consultation number"), max_length=60, blank=True)
    raw = models.JSONField(_("answer as received"), default=dict)

    class Meta:
        verbose_name = _("VAT number check")
        verbose_name_plural = _("VAT number checks")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["valid", "invalid", "silent"]), name="vat_check_answer_is_one"
            )
        ]
        indexes = [models.Index(fields=["organisation", "number", "-asked_at"], name="vat_check_latest")]

    def __str__(self):
        return f"{self.number}: {self.answer}"
