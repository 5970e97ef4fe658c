"""A planned outage: proposed, approved by the owner in time, told of ahead, and left out of what was promised.

The rules of 4.10 stand in the database: who writes rows by hand is refused as well. Its state changes in `approval`.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NOTICE = timedelta(days=14)
LONGEST = timedelta(hours=72)
MOST_WARNED = 30


class Hours(models.Func):
    """So many hours on the clock, whatever the time zone of the session makes of a day."""

    arity = 0
    output_field = models.DurationField()

    def __init__(self, hours: int):
        self.hours = hours
        super().__init__(template=f"interval '{int(hours)} hours'")

    def deconstruct(self):
        return "operations.status.planned.Hours", [self.hours], {}


class Interval(models.Func):
    """Half-open: from the first instant until just before the second."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class PlannedOutage(models.Model):
    """When the shop is closed on purpose, from `starts_at` until just before `ends_at`, and what is said of it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("outage", "proposed")
        APPROVED = "approved", pgettext_lazy("outage", "approved")
        WITHDRAWN = "withdrawn", pgettext_lazy("outage", "withdrawn")

    class Phase(models.TextChoices):
        """The state as it is at one instant."""

        PROPOSED = "proposed", pgettext_lazy("outage", "proposed")
        TOO_LATE = "too_late", pgettext_lazy("outage", "too late to approve")
        COMING = "coming", pgettext_lazy("outage", "approved")
        RUNNING = "running", pgettext_lazy("outage", "under way")
        OVER = "over", pgettext_lazy("outage", "over")
        WITHDRAWN = "withdrawn", pgettext_lazy("outage", "withdrawn")

    name = models.CharField(
        _("name"), max_length=120, help_text=_("For those who run the shop, e.g. New database server")
    )
    words_sv = models.TextField(
        _("what visitors read, in Swedish"), max_length=300, blank=True, help_text=_("Beside when it is, if anything")
    )
    words_en = models.TextField(_("what visitors read, in English"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    warned_days = models.PositiveSmallIntegerField(
        _("days ahead that the shop tells of it"),
        default=7,
        validators=[MaxValueValidator(MOST_WARNED)],
        help_text=_("As a line above every page"),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED, editable=False)
    is_in_office_hours = models.BooleanField(_("in office hours"), editable=False)
    reason = models.TextField(
        _("why in office hours"), max_length=500, blank=True, help_text=_("What the owner says when approving it")
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    proposed_at = models.DateTimeField(_("proposed at"), editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("planned outage")
        verbose_name_plural = _("planned outages")
        permissions = [("approve_plannedoutage", "Can approve planned outages")]
        indexes = [models.Index(fields=["ends_at"], condition=Q(state="approved"), name="outage_coming")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="outage_ends_after_it_starts",
                violation_error_message=_("It must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + Hours(72)),
                name="outage_at_most_three_days",
                violation_error_message=_("At most 72 hours. What takes longer is several outages, each approved."),
            ),
            models.CheckConstraint(condition=Q(state__in=["proposed", "approved", "withdrawn"]), name="outage_state"),
            models.CheckConstraint(condition=Q(warned_days__lte=MOST_WARNED), name="outage_warned_days"),
            models.CheckConstraint(
                condition=Q(state="proposed", approved_at=None, approved_by=None, withdrawn_at=None, withdrawn_by=None)
                | Q(
                    state="approved",
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                    withdrawn_at=None,
                    withdrawn_by=None,
                )
                | Q(state="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="outage_state_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(approved_at__lte=F("starts_at") - Hours(14 * 24)),
                name="outage_approved_14_days_ahead",
                violation_error_message=_("A planned outage is approved at least 14 days before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(is_in_office_hours=False) | Q(reason__regex=r"\S"),
                name="outage_in_office_hours_has_reason",
                violation_error_message=_("In office hours only with a reason."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(approved_at=None) | Q(withdrawn_at__lt=F("ends_at")),
                name="outage_over_is_not_withdrawn",
                violation_error_message=_("It is over, and stays as it was."),
            ),
            ExclusionConstraint(
                name="outage_one_at_a_time",
                expressions=[(Interval("starts_at", "ends_at"), RangeOperators.OVERLAPS)],
                condition=~Q(state="withdrawn"),
                violation_error_message=_("Another planned outage is at that time. Change or withdraw that one first."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def subject(self) -> str:
        """What its events are about."""
        return f"outage:{self.pk}"

    @property
    def last_approval(self) -> datetime:
        """The last instant at which it can be approved."""
        return self.starts_at - NOTICE

    @property
    def warned_from(self) -> datetime:
        """When the shop begins to tell visitors."""
        return self.starts_at - timedelta(days=self.warned_days)

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    def phase(self, now: datetime) -> Phase:
        """Where it stands at that instant."""
        if self.state == self.State.WITHDRAWN:
            return self.Phase.WITHDRAWN
        if self.state == self.State.PROPOSED:
            return self.Phase.PROPOSED if now <= self.last_approval else self.Phase.TOO_LATE
        if now < self.starts_at:
            return self.Phase.COMING
        return self.Phase.RUNNING if now < self.ends_at else self.Phase.OVER

    def excused(self) -> tuple[datetime, datetime] | None:
        """What is left out of the availability: the approved time, until it was withdrawn; None when there is none."""
        if self.approved_at is None:
            return None
        ends = min(self.ends_at, self.withdrawn_at or self.ends_at)
        return (self.starts_at, ends) if ends > self.starts_at else None
