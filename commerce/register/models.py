"""What people at the desk keep of their registers: filters under a name, and what they did to many rows at once."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """The search, filters and sorting of one register under a name: one person's own, or for every colleague."""

    register = models.CharField(_("register"), max_length=80, help_text=_("Its model, e.g. orders.order"))
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(_("query"), max_length=1000, help_text=_("As it stands in the address, in fixed order"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("whose"), on_delete=models.CASCADE, related_name="+"
    )
    is_shared = models.BooleanField(_("shared with colleagues"), default=False)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint("register", "user", Lower("name"), name="saved_filter_name_once_per_user"),
            models.UniqueConstraint(
                "register",
                Lower("name"),
                condition=models.Q(is_shared=True),
                name="saved_filter_name_once_shared",
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(query=""), name="saved_filter_says_something"
            ),
        ]

    def __str__(self):
        return self.name


class BulkRun(models.Model):
    """Something done to many rows, once: the same `token` sent again finds this row and changes nothing."""

    token = models.UUIDField(_("token"), primary_key=True, default=uuid.uuid4)
    register = models.CharField(_("register"), max_length=80, help_text=_("Its model, e.g. orders.order"))
    action = models.CharField(_("action"), max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.PROTECT, related_name="+"
    )
    values = models.JSONField(_("values"), default=dict, help_text=_("What was asked for, e.g. a reason"))
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    total = models.PositiveIntegerField(_("rows chosen"), default=0, db_default=0)
    handled = models.PositiveIntegerField(
        _("rows gone through"), default=0, db_default=0, help_text=_("Where it goes on, when it was interrupted")
    )
    done = models.PositiveIntegerField(_("rows changed"), default=0)
    refused = models.JSONField(_("rows refused"), default=list, help_text=_("Pairs of name and reason"))

    class Meta:
        verbose_name = _("bulk action")
        verbose_name_plural = _("bulk actions")
        indexes = [models.Index(fields=["register", "started_at"], name="bulk_run_by_register")]

    def __str__(self):
        return f"{self.action} {self.register}"
