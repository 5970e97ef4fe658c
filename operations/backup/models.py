"""What has been backed up, and how it went when it was restored to see whether it can be."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    RUNNING = "running", pgettext_lazy("backup", "under way")
    DONE = "done", pgettext_lazy("backup", "done")
    FAILED = "failed", pgettext_lazy("backup", "failed")


class Backup(models.Model):
    """A copy of the database and the files. The copies themselves are the truth; this is the record of them."""

    class Kind(models.TextChoices):
        WHOLE = "whole", _("database and files")
        FILES = "files", _("files")

    label = models.CharField(_("name"), max_length=40, unique=True)
    kind = models.CharField(_("of what"), max_length=5, choices=Kind, default=Kind.WHOLE)
    method = models.CharField(_("taken with"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.RUNNING)
    begun_at = models.DateTimeField(_("begun at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)
    database_bytes = models.BigIntegerField(_("bytes of the database"), default=0)
    files = models.PositiveIntegerField(_("files"), default=0)
    new_files = models.PositiveIntegerField(_("files that are new or changed"), default=0)
    file_bytes = models.BigIntegerField(_("bytes of the files"), default=0)
    error = models.TextField(_("what went wrong"), blank=True)

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", ended_at=None)
                | Q(state__in=["done", "failed"], ended_at__isnull=False, ended_at__gte=models.F("begun_at")),
                name="backup_ended_when",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error=""), name="backup_failed_says_why"),
        ]
        indexes = [models.Index(fields=["-begun_at"], name="backup_by_time")]

    def __str__(self):
        return self.label


class Drill(models.Model):
    """A restore of the newest copy to a database of its own, beside the shop. Its row is the mark that it looks for."""

    label = models.CharField(_("of which copy"), max_length=40, blank=True)
    method = models.CharField(_("taken with"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.RUNNING)
    begun_at = models.DateTimeField(_("begun at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)
    rpo_seconds = models.FloatField(
        _("RPO, seconds"), null=True, help_text=_("So much would have been lost: the time from the last that came back")
    )
    rto_seconds = models.FloatField(
        _("RTO, seconds"), null=True, help_text=_("From the beginning of the restore until the shop could open")
    )
    steps = models.JSONField(_("steps"), default=list, help_text=_("Pairs of what was done and seconds"))
    orders = models.PositiveIntegerField(_("orders when it began"), default=0)
    orders_back = models.PositiveIntegerField(_("of them restored"), default=0)
    last_order = models.CharField(_("last order when it began"), max_length=60, blank=True)
    last_order_back = models.CharField(_("last of them restored"), max_length=60, blank=True)
    files = models.PositiveIntegerField(_("files restored"), default=0)
    files_bad = models.PositiveIntegerField(_("files whose checksum differs"), default=0)
    files_lost = models.PositiveIntegerField(
        _("files that are not in the copy"), default=0, help_text=_("They came after the last copy of the files")
    )
    forgotten_again = models.PositiveIntegerField(_("people forgotten again"), default=0)
    error = models.TextField(_("what went wrong"), blank=True)

    class Meta:
        verbose_name = _("restore drill")
        verbose_name_plural = _("restore drills")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", ended_at=None)
                | Q(state="failed", ended_at__isnull=False, ended_at__gte=models.F("begun_at"))
                | Q(
                    state="done",
                    ended_at__isnull=False,
                    ended_at__gte=models.F("begun_at"),
                    rpo_seconds__isnull=False,
                    rpo_seconds__gte=0,
                    rto_seconds__isnull=False,
                    rto_seconds__gte=0,
                    orders_back=models.F("orders"),
                    files_bad=0,
                ),
                name="drill_done_lost_nothing",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error=""), name="drill_failed_says_why"),
        ]
        indexes = [models.Index(fields=["-begun_at"], name="drill_by_time")]

    def __str__(self):
        return f"{self.begun_at:%Y-%m-%d %H:%M}"
