"""Who is told of what happens to a ticket, and what each has been told."""

import uuid

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Subscription(models.Model):
    """Somebody who is told of what happens to a ticket, in a language: a user, or an address without an account.

    Who knows the token answers by mail as this follower.
    """

    ticket = models.ForeignKey(
        "desk.Ticket", verbose_name=_("ticket"), on_delete=models.CASCADE, related_name="subscriptions"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Of one who has no account"))
    locale = models.CharField(_("language"), max_length=5, default="sv")
    is_staff = models.BooleanField(_("told of internal comments"), default=False)
    token = models.UUIDField(_("token"), default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)

    class Meta:
        verbose_name = _("follower of a ticket")
        verbose_name_plural = _("followers of tickets")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user"], name="desk_user_follows_once"),
            models.UniqueConstraint(
                fields=["ticket", "email"], condition=~Q(email=""), name="desk_address_follows_once"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="") | Q(user=None, is_staff=False) & ~Q(email=""),
                name="desk_follower_is_one",
            ),
        ]

    def __str__(self):
        return str(self.user) if self.user else self.email

    @property
    def address(self) -> str:
        return self.user.email if self.user else self.email


class Notice(models.Model):
    """That one follower is told of one thing that happened. Written with it; `sent_at` once the mail has gone out."""

    entry = models.ForeignKey(
        "desk.Entry", verbose_name=_("event of a ticket"), on_delete=models.CASCADE, related_name="notices"
    )
    subscription = models.ForeignKey(
        Subscription, verbose_name=_("follower of a ticket"), on_delete=models.CASCADE, related_name="notices"
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)

    class Meta:
        verbose_name = _("notice about a ticket")
        verbose_name_plural = _("notices about tickets")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["entry", "subscription"], name="desk_told_once")]

    def __str__(self):
        return f"{self.entry_id} > {self.subscription_id}"


class Watcher(models.Model):
    """Somebody at the desk who follows every ticket from its beginning."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("follower of all tickets")
        verbose_name_plural = _("followers of all tickets")
        default_permissions = ()

    def __str__(self):
        return str(self.user)
