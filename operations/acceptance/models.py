"""A version as it is handed over: the requirements that it covers, the proofs of each, and the customer's answer.

Only `drafting` and `signing` write here. What has been signed stands: triggers refuse any other change.
"""

from datetime import date

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operations.desk.models import Ticket

MOST_NOTES = 50_000


class Handover(models.Model):
    """One version, given to the customer for the Final Acceptance Test, and what came of it."""

    class State(models.TextChoices):
        DRAFTED = "drafted", pgettext_lazy("handover", "being prepared")
        HANDED_OVER = "handed_over", pgettext_lazy("handover", "handed over")
        ACCEPTED = "accepted", pgettext_lazy("handover", "accepted")
        WITH_REMARKS = "with_remarks", pgettext_lazy("handover", "accepted with remarks")
        REJECTED = "rejected", pgettext_lazy("handover", "rejected")

    version = models.CharField(
        _("version"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^\d+(\.\d+){1,3}$", _("A version is written as 1.2 or 1.2.3."))],
    )
    notes = models.TextField(
        _("release notes"), max_length=MOST_NOTES, help_text=_("What has changed, for those who answer")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFTED, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("prepared by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    drafted_at = models.DateTimeField(_("prepared at"), editable=False)
    tested_at = models.DateTimeField(_("tested at"), null=True, editable=False)
    tested_on = models.CharField(_("tested on"), max_length=200, blank=True, editable=False)
    tests_passed = models.PositiveIntegerField(_("tests that passed"), default=0, editable=False)
    tests_failed = models.PositiveIntegerField(_("tests that failed"), default=0, editable=False)
    tests_skipped = models.PositiveIntegerField(_("tests that were not run"), default=0, editable=False)
    test_seconds = models.FloatField(_("seconds of testing"), default=0, editable=False)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed over by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    handed_over_at = models.DateTimeField(_("handed over at"), null=True, editable=False)
    answer_by = models.DateField(_("to be answered by"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answer = models.TextField(_("what was answered"), max_length=2_000, blank=True, editable=False)
    in_production_at = models.DateTimeField(_("in production since"), null=True, editable=False)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        permissions = [("sign_handover", "Can answer a handover for the customer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="drafted", handed_over_at=None, answer_by=None)
                | Q(
                    ~Q(state="drafted"),
                    handed_over_at__isnull=False,
                    handed_over_by__isnull=False,
                    answer_by__isnull=False,
                    tested_at__isnull=False,
                ),
                name="handover_is_handed_over_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "handed_over"], answered_at=None, answered_by=None)
                | Q(
                    state__in=["accepted", "with_remarks", "rejected"],
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                ),
                name="handover_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answered_by=models.F("handed_over_by")), name="handover_answered_by_the_other_side"
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | Q(answer__regex=r"\S"), name="handover_rejection_says_why"
            ),
            models.CheckConstraint(
                condition=Q(in_production_at=None)
                | Q(state__in=["accepted", "with_remarks"], in_production_at__gte=models.F("answered_at")),
                name="handover_in_production_was_accepted",
            ),
        ]

    def __str__(self):
        return self.version

    @property
    def is_accepted(self) -> bool:
        return self.state in (self.State.ACCEPTED, self.State.WITH_REMARKS)

    def is_late(self, today: date) -> bool:
        """Whether the days to answer are out and nobody has."""
        return self.state == self.State.HANDED_OVER and self.answer_by is not None and today > self.answer_by


class HandedRequirement(models.Model):
    """One requirement of a handover, with its proofs as they were, and what the customer says of it."""

    class Result(models.TextChoices):
        PASSED = "passed", pgettext_lazy("requirement", "every test passed")
        PARTLY = "partly", pgettext_lazy("requirement", "some tests were not run")
        FAILED = "failed", pgettext_lazy("requirement", "tests failed")
        UNTESTED = "untested", pgettext_lazy("requirement", "no test was run")

    class Verdict(models.TextChoices):
        APPROVED = "approved", pgettext_lazy("requirement", "approved")
        WITH_REMARK = "remark", pgettext_lazy("requirement", "approved with a remark")
        REFUSED = "refused", pgettext_lazy("requirement", "not approved")

    handover = models.ForeignKey(
        Handover, verbose_name=_("handover"), on_delete=models.CASCADE, related_name="requirements"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    number = models.CharField(_("requirement"), max_length=20)
    wanted = models.CharField(_("what is required"), max_length=500)
    modules = models.TextField(_("modules"), blank=True)
    documents = models.TextField(_("documents"), blank=True)
    result = models.CharField(_("result"), max_length=8, choices=Result, default=Result.UNTESTED)
    proofs = models.JSONField(
        _("proofs"),
        default=list,
        help_text=_("Of each file with tests: its name, how many passed, failed and were not run, and which failed"),
    )
    verdict = models.CharField(_("answer"), max_length=8, choices=Verdict, blank=True)
    remark = models.TextField(_("remark"), max_length=2_000, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("signed at"), null=True)

    class Meta:
        verbose_name = _("requirement of a handover")
        verbose_name_plural = _("requirements of handovers")
        default_permissions = ()  # who sees the handover sees them
        constraints = [
            models.UniqueConstraint(fields=["handover", "number"], name="handed_requirement_once"),
            models.CheckConstraint(
                condition=Q(verdict="", signed_by=None, signed_at=None, remark="")
                | Q(verdict="approved", signed_by__isnull=False, signed_at__isnull=False, remark="")
                | Q(
                    verdict__in=["remark", "refused"],
                    signed_by__isnull=False,
                    signed_at__isnull=False,
                    remark__regex=r"\S",
                ),
                name="handed_requirement_is_signed_whole",
            ),
        ]

    def __str__(self):
        return self.number

    def count(self, outcome: str) -> int:
        """How many of its tests `passed`, `failed` or were `skipped`."""
        return sum(proof[outcome] for proof in self.proofs)


class SprintNote(models.Model):
    """What a sprint was to do, kept with the handover that it led to. Only ever added to."""

    handover = models.ForeignKey(Handover, verbose_name=_("handover"), on_delete=models.CASCADE, related_name="sprints")
    sprint = models.CharField(_("sprint"), max_length=80, help_text=_("Its name or its weeks, e.g. v. 49–50"))
    text = models.TextField(_("what was to be done, and why"), max_length=MOST_NOTES)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("requirement note of a sprint")
        verbose_name_plural = _("requirement notes of sprints")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(text__regex=r"\S"), name="sprint_note_says_something")]

    def __str__(self):
        return self.sprint


class Claim(models.Model):
    """A fault of a version that the customer claims within the time of the agreement. The ticket is its life."""

    class Sort(models.TextChoices):
        DEVELOPMENT = "development", pgettext_lazy("claim", "wrong by how it was built")
        BUG = "bug", pgettext_lazy("claim", "a bug")

    handover = models.ForeignKey(Handover, verbose_name=_("handover"), on_delete=models.PROTECT, related_name="claims")
    ticket = models.OneToOneField(
        Ticket, verbose_name=_("ticket"), on_delete=models.PROTECT, related_name="warranty_claim"
    )
    sort = models.CharField(pgettext_lazy("claim", "sort"), max_length=11, choices=Sort)
    claimed_on = models.DateField(_("claimed on"))
    last_day = models.DateField(_("last day to claim"))

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(sort__in=["development", "bug"]), name="claim_sort"),
            models.CheckConstraint(condition=Q(claimed_on__lte=models.F("last_day")), name="claim_in_time"),
        ]

    def __str__(self):
        return str(self.ticket_id)
