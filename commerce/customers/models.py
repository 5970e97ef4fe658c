from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device

from commerce.customers.levels import Level
from commerce.customers.organisations import MemberInvitation, Membership, Organisation, VatCheck

__all__ = [
    "Address",
    "EmailProof",
    "Level",
    "MemberInvitation",
    "Membership",
    "Organisation",
    "Passkey",
    "SecondFactorReset",
    "User",
    "VatCheck",
]


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person with an account: signs in by e-mail. Level decides prices, groups decide rights."""

    username = None  # type: ignore[assignment]  # Django's way of leaving a field out
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    level = models.ForeignKey(
        Level, verbose_name=_("level"), on_delete=models.PROTECT, related_name="users", default=Level.USER
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()  # type: ignore[assignment, misc]  # narrower than the one it replaces

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("There is already an account with this e-mail address."),
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.email


class Address(models.Model):
    """An address a customer has saved."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="addresses")
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    company = models.CharField(_("company"), max_length=120, blank=True)
    address_1 = models.CharField(_("address"), max_length=120)
    address_2 = models.CharField(_("address, continued"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=12)
    city = models.CharField(_("city"), max_length=80)
    country = models.CharField(_("country"), max_length=2, default="SE")
    is_default = models.BooleanField(
        _("used first"), default=False, help_text=_("The one that the checkout begins with")
    )

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(is_default=True), name="address_one_default_per_user"
            )
        ]

    def __str__(self):
        return f"{self.address_1}, {self.postal_code} {self.city}"


class EmailProof(models.Model):
    """A code mailed to a user who sets up a second factor for the first time. Only its hash is kept."""

    user = models.OneToOneField(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="email_proof")
    code_hash = models.CharField(_("hash of the code"), max_length=64)
    sent_at = models.DateTimeField(_("sent at"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)

    class Meta:
        verbose_name = _("e-mail proof")
        verbose_name_plural = _("e-mail proofs")

    def __str__(self):
        return f"{self.user_id}, {self.sent_at}"


class Passkey(Device):
    """A key in somebody's telephone, computer or security key, which proves that they have it by signing.

    `credential` is what WebAuthn calls attested credential data: the key's name and its public half, no secret.
    """

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=64)
    confirmed = models.BooleanField(_("in use"), default=True)
    credential_id = models.BinaryField(_("name of the key"), unique=True)
    credential = models.BinaryField(_("public key"))
    sign_count = models.PositiveBigIntegerField(_("times signed"), default=0)
    made_at = models.DateTimeField(_("added"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta(Device.Meta):
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        default_permissions = ()


class SecondFactorReset(models.Model):
    """That somebody's second factor be taken away: one person asks, another decides, neither is whom it is about."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for a second person")
        DONE = "done", _("removed")
        DECLINED = "declined", _("declined")

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="resets")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    reason = models.CharField(_("reason"), max_length=500)
    asked_by = models.ForeignKey(User, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("reset of a second factor")
        verbose_name_plural = _("resets of second factors")
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(state="asked"), name="reset_one_waiting_per_user"
            ),
            models.CheckConstraint(
                name="reset_is_by_two_others",
                condition=~models.Q(asked_by=models.F("user"))
                & (
                    models.Q(decided_by__isnull=True)
                    | (~models.Q(decided_by=models.F("asked_by")) & ~models.Q(decided_by=models.F("user")))
                ),
            ),
            models.CheckConstraint(
                name="reset_is_decided_by_somebody",
                condition=models.Q(state="asked", decided_by__isnull=True, decided_at__isnull=True)
                | (~models.Q(state="asked") & models.Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_state_display()}"
