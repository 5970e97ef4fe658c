"""Who may call the API, what they called, and what was answered to calls that may come twice."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.customers.organisations import Organisation
from commerce.history.tracked import tracked
from integrations.api.scopes import FOR_SYSTEMS, Scope

LONGEST_KEY = 128


class ApiToken(models.Model):
    """The right of a system, or of an organisation's system, to call. Of its secret only a hash is kept.

    An organisation's token buys as one of its members, by the rules that hold for him. A system's token may have a
    person too: then it buys as he would, and has files made that he may have.
    """

    name = models.CharField(_("name"), max_length=80, unique=True, help_text=_("What it is for, e.g. the till"))
    prefix = models.CharField(_("begins with"), max_length=12, unique=True, editable=False)
    digest = models.CharField(_("hash of the secret"), max_length=64, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="api_tokens",
        help_text=_("Sees only what is its own. Empty: a system that sees what its scopes say"),
    )
    acts_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("acts for"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Whose purchases and files they are. Of an organisation: one of its members"),
    )
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), verbose_name=_("may"))
    per_minute = models.PositiveIntegerField(
        _("calls a minute"), default=300, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    expires_at = models.DateTimeField(_("holds until"))
    created_at = models.DateTimeField(_("made at"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(condition=~models.Q(scopes=[]), name="api_token_may_something"),
            models.CheckConstraint(
                condition=models.Q(organisation=None) | ~models.Q(scopes__overlap=sorted(FOR_SYSTEMS)),
                name="api_token_of_organisation_moves_no_files",
                violation_error_message=_("Files go in and out by tokens of systems only."),
            ),
            models.CheckConstraint(
                condition=models.Q(per_minute__gte=1, per_minute__lte=10_000), name="api_token_calls_some_times"
            ),
        ]

    def __str__(self):
        return self.name


class ApiCall(models.Model):
    """That something was called, by whom, and how it ended. What was said is in the orders and files themselves."""

    token = models.ForeignKey(ApiToken, verbose_name=_("API token"), on_delete=models.CASCADE, related_name="calls")
    at = models.DateTimeField(_("at"))
    operation = models.CharField(_("operation"), max_length=60)
    path = models.CharField(_("address"), max_length=300)
    status = models.PositiveSmallIntegerField(_("answered"))
    milliseconds = models.PositiveIntegerField(_("took (ms)"))
    subject = models.CharField(_("subject"), max_length=120, blank=True, help_text=_("E.g. order:10001"))

    class Meta:
        verbose_name = _("call of the API")
        verbose_name_plural = _("calls of the API")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["token", "-at"], name="api_call_by_token"),
            models.Index(fields=["at"], name="api_call_to_forget"),
        ]

    def __str__(self):
        return f"{self.operation} {self.status}"


class GivenAnswer(models.Model):
    """What was answered to a call with a key, so that the same call once more gets the same and does nothing."""

    token = models.ForeignKey(ApiToken, verbose_name=_("API token"), on_delete=models.CASCADE, related_name="+")
    key = models.CharField(_("key"), max_length=LONGEST_KEY)
    asked = models.CharField(_("checksum of what was asked"), max_length=64)
    status = models.PositiveSmallIntegerField(_("answered"), default=0)
    answer = models.JSONField(_("answer"), default=dict)
    location = models.CharField(_("where it is"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        verbose_name = _("answer given")
        verbose_name_plural = _("answers given")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="api_answer_once")]

    def __str__(self):
        return self.key


tracked(ApiToken, exclude=("digest", "last_used_at"))
