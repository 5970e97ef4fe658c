"""Requests about personal data, with their answers: dataskyddsförordningen art. 12, 15, 17, 20."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PrivacyRequest(models.Model):
    """What somebody asked about what the shop holds of him, and what was answered. Kept as proof of the answer.

    The address stands here only until the answer has been mailed; `address_hash` proves afterwards to whoever shows
    the address that it was answered.
    """

    class Kind(models.TextChoices):
        EXPORT = "export", _("copy of the data")
        ERASURE = "erasure", _("erasure")

    class Channel(models.TextChoices):
        ACCOUNT = "account", _("the account's own page")
        LINK = "link", _("a link by mail")
        DESK = "desk", _("letter or other, written down by us")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ANSWERED = "answered", _("answered")
        REFUSED = "refused", _("refused")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    channel = models.CharField(_("how it came"), max_length=8, choices=Channel)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Gone once the answer has been mailed"))
    address_hash = models.CharField(
        _("hash of the address"), max_length=64, help_text=_("Keyed, so that nobody can guess his way to the address")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    locale = models.CharField(_("language"), max_length=5)
    received_at = models.DateTimeField(_("received at"))
    due_at = models.DateTimeField(_("to be answered by"), help_text=_("One month from when it came (art. 12.3)"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True, help_text=_("Why it was done or refused, by us"))
    waits_for = models.JSONField(_("waits for"), default=list, help_text=_("Pairs of what is unfinished and when"))
    outcome = models.JSONField(_("outcome"), default=dict, help_text=_("How many rows of each kind, no person"))
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    token = models.UUIDField(_("token"), default=uuid.uuid4, unique=True, editable=False)
    archive = models.BinaryField(_("copy"), null=True, editable=False, help_text=_("Made by the worker; kept a week"))
    archive_until = models.DateTimeField(_("copy kept until"), null=True, blank=True)

    class Meta:
        verbose_name = _("privacy request")
        verbose_name_plural = _("privacy requests")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | ~Q(state="waiting") & Q(answered_at__isnull=False),
                name="privacy_request_answered_when",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(why=""), name="privacy_request_refused_says_why"),
            models.UniqueConstraint(
                fields=["address_hash"],
                condition=Q(kind="erasure", state="waiting"),
                name="privacy_one_erasure_waits",
            ),
        ]
        indexes = [
            models.Index(fields=["address_hash"], name="privacy_request_by_address"),
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="privacy_request_waits"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


class PrivacyLink(models.Model):
    """A link that proves an address, asked for by somebody who is not logged in. Gone after a day."""

    token = models.UUIDField(_("token"), primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))
    locale = models.CharField(_("language"), max_length=5)
    asked_at = models.DateTimeField(_("asked at"), db_index=True)

    class Meta:
        verbose_name = _("privacy link")
        verbose_name_plural = _("privacy links")
        default_permissions = ()

    def __str__(self):
        return str(self.token)
