"""What is kept of files that go out: each one made, who asked for it, and those that somebody wants again."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def kept():
    """Where files of the gateway lie: read by the shop alone, never at an address of their own."""
    return storages["gateway"]


def _named(export, filename):
    return f"exports/{uuid.uuid4().hex}/{filename}"


class Wanted(models.Model):
    """What an export should hold: which rows of which kind, which columns, in which format and language."""

    kind = models.CharField(_("kind of data"), max_length=20)
    columns = ArrayField(models.CharField(max_length=40), verbose_name=_("columns"))
    chosen = models.JSONField(_("filters"), default=dict, blank=True)
    format = models.CharField(_("format"), max_length=12)
    language = models.CharField(_("language"), max_length=5)

    class Meta:
        abstract = True


class SavedExport(Wanted):
    """An export with a name, to be made again, by hand or by the clock; then in the name of whoever saved it."""

    class Rhythm(models.TextChoices):
        NEVER = "", _("only by hand")
        DAY = "day", _("every day")
        WEEK = "week", _("every Monday")
        MONTH = "month", _("the first of every month")

    name = models.CharField(_("name"), max_length=80, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("saved by"), on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(_("saved at"))
    rhythm = models.CharField(_("is made"), max_length=5, choices=Rhythm, default=Rhythm.NEVER, blank=True)
    hour = models.PositiveSmallIntegerField(_("at, o'clock"), default=5, validators=[MaxValueValidator(23)])
    next_at = models.DateTimeField(_("next time"), null=True, blank=True)

    class Meta:
        verbose_name = _("saved export")
        verbose_name_plural = _("saved exports")
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm="", next_at=None) | ~Q(rhythm="") & Q(next_at__isnull=False),
                name="saved_export_with_rhythm_has_a_time",
            ),
            models.CheckConstraint(condition=Q(hour__lte=23), name="saved_export_hour_is_one"),
        ]
        indexes = [models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="saved_export_due")]

    def __str__(self):
        return self.name


class Export(Wanted):
    """One file that somebody asked for. The file goes when its time is out; the row stays and says who had what."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a worker")
        MAKING = "making", _("is being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    OPEN = (State.WAITING, State.MAKING)

    saved = models.ForeignKey(
        SavedExport,
        verbose_name=_("saved export"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="exports",
    )
    name = models.CharField(_("file name"), max_length=120)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for at"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("made at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)
    total = models.PositiveIntegerField(_("rows to write"), default=0)
    written = models.PositiveIntegerField(_("rows written"), default=0)
    size = models.PositiveBigIntegerField(_("size (bytes)"), default=0)
    file = models.FileField(_("file"), upload_to=_named, storage=kept, max_length=200, blank=True)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        permissions = [("export_personal", _("Can export and import personal data"))]
        indexes = [
            models.Index(fields=["id"], condition=Q(state__in=["waiting", "making"]), name="export_open"),
            models.Index(fields=["expires_at"], condition=~Q(file=""), name="export_to_forget"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "making"], ended_at=None)
                | Q(state__in=["ready", "failed"], ended_at__isnull=False),
                name="export_that_is_over_has_ended",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def percent(self):
        return min(100 * self.written // self.total, 99) if self.total else 0
