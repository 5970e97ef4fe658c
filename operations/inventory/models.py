"""What the shop is made of, as last looked at, and what is known of its faults."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.inventory import judging, licences, support


class Kind(models.TextChoices):
    PROGRAM = "program", _("program of the machine")
    DIRECT = "direct", _("asked for by the shop")
    INDIRECT = "indirect", _("needed by another package")
    BUNDLED = "bundled", _("in the repository")
    TOOL = "tool", _("tool for building and testing")


class Trouble(models.IntegerChoices):
    """The worst first."""

    VULNERABLE = 0, _("known vulnerability")
    OVER = 1, _("out of support")
    LICENCE = 2, _("licence to look at")
    ENDING = 3, _("support ends soon")
    UNJUDGED = 4, _("not judged")
    NONE = 9, _("nothing")


class Component(models.Model):
    """One part of the shop here. Written by `survey.look`, never by a person."""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("component"), max_length=200)
    version = models.CharField(_("version"), max_length=100, blank=True)
    used_for = models.CharField(_("used for"), max_length=200, blank=True)
    asked_by = ArrayField(models.CharField(max_length=200), verbose_name=_("needed by"), default=list, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    verdict = models.CharField(_("licence"), max_length=10, choices=licences.Verdict.choices)
    supported_until = models.DateField(_("supported until"), null=True, blank=True)
    support = models.CharField(_("support"), max_length=10, choices=support.State.choices)
    support_source = models.CharField(_("says who"), max_length=300, blank=True)
    faults = models.CharField(_("vulnerabilities"), max_length=10, choices=judging.State.choices)
    found = models.JSONField(_("advisories"), default=list, blank=True)
    reason = models.CharField(_("why it was not judged"), max_length=500, blank=True)
    trouble = models.IntegerField(_("to do"), choices=Trouble.choices)
    seen_at = models.DateTimeField(_("looked at"))

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="component_once"),
            models.CheckConstraint(
                name="component_not_judged_has_reason",
                condition=~Q(faults="unjudged") | ~Q(reason=""),
                violation_error_message=_("Say why it was not judged."),
            ),
            models.CheckConstraint(
                name="component_end_has_source",
                condition=Q(supported_until=None) | ~Q(support_source=""),
                violation_error_message=_("Say who says when support ends."),
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.version}".strip()


class AdvisoryFile(models.Model):
    """What was last read about faults. There is one: a new file takes the place of the one before."""

    only = models.BooleanField(default=True, primary_key=True)
    name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(_("format"), max_length=10)
    is_whole = models.BooleanField(_("tells of every package there is"))
    looked_at = models.JSONField(_("packages it tells of"), default=dict)
    passed_over = models.JSONField(_("packages it passed over"), default=dict)
    read_at = models.DateTimeField(_("read"))
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("read by")
    )

    class Meta:
        verbose_name = _("advisory file")
        verbose_name_plural = _("advisory files")
        default_permissions = ("add",)
        constraints = [
            models.CheckConstraint(
                name="advisory_file_is_one",
                condition=Q(only=True),
                violation_error_message=_("There is one advisory file."),
            )
        ]

    def __str__(self):
        return self.name


class Advisory(models.Model):
    """One advisory about one package, as `advisories.Said`."""

    file = models.ForeignKey(AdvisoryFile, models.CASCADE, related_name="advisories", verbose_name=_("file"))
    package = models.CharField(_("package"), max_length=200, db_index=True)
    said = models.JSONField(_("what it says"))

    class Meta:
        verbose_name = _("advisory")
        verbose_name_plural = _("advisories")
        default_permissions = ()

    def __str__(self):
        return f"{self.package} {self.said.get('identifier', '')}"
