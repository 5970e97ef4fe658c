"""What the owner has said of the rules, what somebody has answered for, and what other sites answered."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.checks.rules import RULES

GONE = (404, 410)
TRIES = 3  # a site that is away for a moment is not broken


class RuleChoice(models.Model):
    """Whether a rule blocks publishing, where the owner has said so. A rule without a row does as it was made."""

    code = models.CharField(_("rule"), max_length=40, unique=True, choices=[(rule.code, rule.title) for rule in RULES])
    is_blocking = models.BooleanField(_("blocks publishing"))
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("changed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("choice for a rule")
        verbose_name_plural = _("choices for rules")

    def __str__(self):
        return self.get_code_display()


class PublishedAnyway(models.Model):
    """Somebody let a page go live with a fault, and why. Kept when the page is gone; holds for that very fault only."""

    page_id = models.PositiveIntegerField(_("page"), db_index=True)
    page_title = models.CharField(_("title"), max_length=255)
    rule = models.CharField(_("rule"), max_length=40)
    mark = models.CharField(_("mark of the fault"), max_length=32)
    fault = models.TextField(_("fault"))
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("exception from a rule")
        verbose_name_plural = _("exceptions from rules")
        constraints = [
            models.UniqueConstraint(fields=["page_id", "mark"], name="published_anyway_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="published_anyway_with_a_reason"),
        ]

    def __str__(self):
        return f"{self.page_title}: {self.fault}"


class OutsideLink(models.Model):
    """An address on another site that a page leads to, and what it answered when it was last asked."""

    url = models.URLField(_("address"), max_length=2000, unique=True)
    seen_at = models.DateTimeField(_("seen on a page"))
    ask_at = models.DateTimeField(_("asked next"), db_index=True)
    asked_at = models.DateTimeField(_("asked at"), null=True)
    status = models.PositiveSmallIntegerField(_("answered"), null=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField(_("times without an answer"), default=0)

    class Meta:
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")

    def __str__(self):
        return self.url

    @property
    def is_broken(self):
        """Says that there is nothing, or has not answered several times in a row. A refusal to machines is neither."""
        return self.status in GONE or self.failures >= TRIES

    @property
    def why(self):
        return _("answered %(status)s") % {"status": self.status} if self.status in GONE else self.problem


class LiveFault(models.Model):
    """A live page that could not be published as it is, and why, as the last look through found it."""

    page = models.OneToOneField(
        "wagtailcore.Page", verbose_name=_("page"), primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    faults = models.JSONField(_("faults"))
    found_at = models.DateTimeField(_("found at"))

    class Meta:
        verbose_name = _("live page that fails the checks")
        verbose_name_plural = _("live pages that fail the checks")

    def __str__(self):
        return " ".join(self.faults)


class LookThrough(models.Model):
    """How far the look through all live pages has come. One row, kept from one to the next."""

    reached = models.PositiveIntegerField(_("reached"), default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    began_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("look through live pages")
        verbose_name_plural = _("looks through live pages")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_look_through")]

    def __str__(self):
        return f"{self.pages}"


AGAIN = timedelta(days=7)
SOON = timedelta(hours=4)
