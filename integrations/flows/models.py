"""What is kept about flows: the runs of jobs, the rhythm that somebody has set, and what has not come in time."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FlowRun(models.Model):
    """One execution of a job, with counts and, when nothing came of it, the reason. Written as it begins."""

    class Outcome(models.TextChoices):
        RUNNING = "running", _("runs")
        DONE = "done", _("done")
        PARTLY = "partly", _("done in part")
        IDLE = "idle", _("nothing to do")
        SILENT = "silent", _("did nothing, and did not say why")
        FAILED = "failed", _("failed")
        BROKEN = "broken", _("broken off")

    WELL = (Outcome.DONE, Outcome.PARTLY, Outcome.IDLE)
    BADLY = (Outcome.SILENT, Outcome.FAILED, Outcome.BROKEN)

    flow = models.CharField(_("flow"), max_length=60)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.RUNNING)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    read = models.PositiveIntegerField(_("read"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    why = models.TextField(_("why nothing was done"), blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("flow run")
        verbose_name_plural = _("flow runs")
        indexes = [
            models.Index(fields=["flow", "-started_at"], name="flow_run_by_time"),
            models.Index(fields=["flow", "-finished_at"], name="flow_run_by_end"),
            models.Index(fields=["started_at"], condition=Q(finished_at=None), name="flow_run_unfinished"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="running", finished_at=None)
                | (~Q(outcome="running") & Q(finished_at__isnull=False)),
                name="flow_run_is_finished_with_an_outcome",
            ),
            models.CheckConstraint(condition=~Q(outcome="idle") | ~Q(why=""), name="flow_run_idle_says_why"),
        ]

    def __str__(self):
        return f"{self.flow} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def tone(self):
        if self.outcome in self.BADLY:
            return "bad"
        return {"done": "good", "partly": "wait"}.get(self.outcome, "quiet")


class WatchedFlow(models.Model):
    """The rhythm of a flow as somebody has set it, and who is told. The row comes when the flow is first seen at work.

    A flow that has been seen goes on being watched, also when its system is no longer set up: that nothing comes any
    more is just what should be told.
    """

    code = models.CharField(_("flow"), max_length=60, primary_key=True)
    is_watched = models.BooleanField(_("watched"), default=True)
    since = models.DateTimeField(_("watched since"))
    minutes = models.PositiveIntegerField(
        _("within, minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60 * 24 * 366)]
    )
    opens = models.TimeField(_("from"), null=True, blank=True)
    closes = models.TimeField(_("until"), null=True, blank=True, help_text=_("Empty: until midnight"))
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("weekdays"), null=True, blank=True)
    rests_on_holidays = models.BooleanField(_("rests on Swedish holidays"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(
        _("failed runs in a row before it is told"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    told = ArrayField(
        models.EmailField(),
        verbose_name=_("who is told"),
        default=list,
        blank=True,
        help_text=_("E-mail addresses, one a line. Empty: the address for all flows."),
    )

    class Meta:
        verbose_name = _("rhythm of a flow")
        verbose_name_plural = _("rhythms of flows")
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes=None, opens=None, closes=None, weekdays=None, rests_on_holidays=None, failures=None)
                | (
                    Q(minutes__gte=1, opens__isnull=False, weekdays__len__gte=1, failures__gte=1)
                    & Q(rests_on_holidays__isnull=False)
                ),
                name="watched_flow_rhythm_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(closes=None) | Q(closes__gt=F("opens")), name="watched_flow_opens_before_it_closes"
            ),
        ]

    def __str__(self):
        return self.code


class Miss(models.Model):
    """A flow that has not come in time, or has failed: open until it comes. One at a time for each flow."""

    class What(models.TextChoices):
        MISSED = "missed", _("has not happened")
        FAILED = "failed", _("has failed")
        SILENT = "silent", _("has run without doing anything, and without saying why")

    flow = models.CharField(_("flow"), max_length=60)
    what = models.CharField(_("what"), max_length=6, choices=What)
    expected_at = models.DateTimeField(_("expected at"))
    opened_at = models.DateTimeField(_("noticed at"))
    closed_at = models.DateTimeField(_("came at"), null=True, blank=True)
    last_success_at = models.DateTimeField(_("last success"), null=True, blank=True)
    backlog = models.PositiveIntegerField(_("backlog"), default=0)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        verbose_name = _("miss")
        verbose_name_plural = _("misses")
        indexes = [models.Index(fields=["flow", "-opened_at"], name="miss_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["flow"], condition=Q(closed_at=None), name="miss_open_once_per_flow"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="miss_closes_after_it_opens"
            ),
        ]

    def __str__(self):
        return f"{self.flow} {self.expected_at:%Y-%m-%d %H:%M}"


class Heartbeat(models.Model):
    """When a process last said that it lives."""

    process = models.CharField(_("process"), max_length=40, primary_key=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self):
        return f"{self.process} {self.at:%Y-%m-%d %H:%M:%S}"


class TargetHour(models.Model):
    """How many deliveries a target took in an hour, and how many of them needed more than one try. A sum, kept."""

    target = models.CharField(_("target"), max_length=60)
    hour = models.DateTimeField(_("hour"))
    delivered = models.PositiveIntegerField(_("delivered"), default=0)
    troubled = models.PositiveIntegerField(_("delivered after more than one try"), default=0)

    class Meta:
        verbose_name = _("an hour of a target")
        verbose_name_plural = _("hours of targets")
        constraints = [models.UniqueConstraint(fields=["target", "hour"], name="target_hour_once")]

    def __str__(self):
        return f"{self.target} {self.hour:%Y-%m-%d %H}"
