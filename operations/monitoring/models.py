"""What has been measured, hour by hour; the levels that are agreed on; and the alarms when they are crossed."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.history.tracked import tracked
from operations.desk.models import Ticket

GRADES = [(1, _("1, highest")), (2, _("2, high")), (3, _("3, medium")), (4, _("4, low"))]


class Source(models.TextChoices):
    """Where the time was taken: in the server, or in the browser until it was ready."""

    SERVER = "server", _("the server")
    PAGE = "page", _("the browser, until the page was ready")
    CALL = "call", _("the browser, a call by a script")


class Role(models.TextChoices):
    """Who waited. Few on purpose: each is a row an hour for each view."""

    VISITOR = "visitor", _("visitor")
    CUSTOMER = "customer", _("customer")
    STAFF = "staff", _("staff")
    SYSTEM = "system", _("another system")


class Answers(models.Model):
    """Answers of one view to one role. Each `within_…` counts those that took at most so many milliseconds.

    The edge of requirement 4.2.4 is exact: an answer after 2.000 s is among `within_2000`.
    """

    source = models.CharField(_("measured in"), max_length=6, choices=Source)
    route = models.CharField(_("view"), max_length=120)
    role = models.CharField(_("role"), max_length=8, choices=Role)
    count = models.BigIntegerField(_("answers"), default=0)
    failed = models.BigIntegerField(_("failed"), default=0)
    milliseconds = models.BigIntegerField(_("milliseconds together"), default=0)
    within_100 = models.BigIntegerField(_("within 0.1 s"), default=0)
    within_250 = models.BigIntegerField(_("within 0.25 s"), default=0)
    within_500 = models.BigIntegerField(_("within 0.5 s"), default=0)
    within_1000 = models.BigIntegerField(_("within 1 s"), default=0)
    within_2000 = models.BigIntegerField(_("within 2 s"), default=0)
    within_5000 = models.BigIntegerField(_("within 5 s"), default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.route} {self.role}"


class AnswerHour(Answers):
    """The answers of an hour. Kept two years."""

    hour = models.DateTimeField(_("hour"))

    class Meta:
        verbose_name = _("an hour of answers")
        verbose_name_plural = _("hours of answers")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["hour", "source", "route", "role"], name="answer_hour_once"),
            models.CheckConstraint(
                condition=Q(within_2000__gte=0, within_2000__lte=models.F("count")), name="answer_hour_adds_up"
            ),
        ]


class AnswerTotal(Answers):
    """The answers of all time: what a reader such as Prometheus counts from. It only grows."""

    class Meta:
        verbose_name = _("answers of all time")
        verbose_name_plural = _("answers of all time")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["source", "route", "role"], name="answer_total_once")]


class Reading(models.Model):
    """What a figure was when somebody last looked. `code` names it: `operations.monitoring.figures`."""

    code = models.CharField(_("figure"), max_length=60, primary_key=True)
    value = models.FloatField(_("value"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        default_permissions = ("view",)

    def __str__(self):
        return self.code


class FigureHour(models.Model):
    """What a figure was during an hour. Kept two years."""

    code = models.CharField(_("figure"), max_length=60)
    hour = models.DateTimeField(_("hour"))
    count = models.PositiveIntegerField(_("readings"))
    total = models.FloatField(_("sum"))
    lowest = models.FloatField(_("lowest"))
    highest = models.FloatField(_("highest"))

    class Meta:
        verbose_name = _("an hour of a figure")
        verbose_name_plural = _("hours of figures")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["code", "hour"], name="figure_hour_once")]
        indexes = [models.Index(fields=["hour"], name="figure_hour_by_time")]

    def __str__(self):
        return f"{self.code} {self.hour:%Y-%m-%d %H}"


class Threshold(models.Model):
    """A level that somebody has agreed on: past it, for so long, somebody is to be told."""

    class Side(models.TextChoices):
        OVER = "over", _("over")
        UNDER = "under", _("under")

    figure = models.CharField(_("figure"), max_length=60)
    side = models.CharField(_("alarm when it is"), max_length=5, choices=Side, default=Side.OVER)
    level = models.FloatField(_("the level"))
    margin = models.FloatField(
        _("margin"), default=0, help_text=_("So far back past the level it must come before the alarm is over")
    )
    for_minutes = models.PositiveSmallIntegerField(
        _("for so many minutes"), default=5, help_text=_("0: at once"), validators=[MaxValueValidator(24 * 60)]
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True, help_text=_("Swedish time"))
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    impact = models.PositiveSmallIntegerField(_("impact"), default=3, choices=GRADES)
    urgency = models.PositiveSmallIntegerField(_("urgency"), default=3, choices=GRADES)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who answers for the level"),
    )
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_with = models.CharField(_("agreed with"), max_length=120, blank=True)
    runbook = models.CharField(
        _("what to do"),
        max_length=300,
        blank=True,
        help_text=_("In a few words, or the address of a page that says it"),
    )
    is_active = models.BooleanField(_("active"), default=True)
    crossed_since = models.DateTimeField(_("past the level since"), null=True, editable=False)

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        constraints = [
            models.UniqueConstraint(fields=["figure", "side", "level"], name="threshold_once"),
            models.CheckConstraint(
                condition=Q(margin__gte=0),
                name="threshold_margin_not_negative",
                violation_error_message=_("The margin is 0 or more."),
            ),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | (Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=models.F("quiet_until"))),
                name="threshold_quiet_is_a_span",
                violation_error_message=_("Quiet hours begin at one time and end at another."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_on=None, agreed_with="") | (Q(agreed_on__isnull=False) & ~Q(agreed_with="")),
                name="threshold_agreed_with_somebody",
                violation_error_message=_("Say both when it was agreed and with whom, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(impact__range=(1, 4), urgency__range=(1, 4)), name="threshold_has_a_priority"
            ),
        ]

    def __str__(self):
        return f"{self.figure} {self.side} {self.level:g}"


class Alarm(models.Model):
    """That a level was crossed: open until it is back. One at a time for each key, however often it is said again."""

    key = models.CharField(_("key"), max_length=200, help_text=_("What it is one of: a threshold, or another's alert"))
    threshold = models.ForeignKey(
        Threshold, verbose_name=_("threshold"), null=True, on_delete=models.SET_NULL, related_name="alarms"
    )
    title = models.CharField(_("what"), max_length=200)
    text = models.TextField(_("more"), blank=True)
    value = models.FloatField(_("value when it began"), null=True)
    worst = models.FloatField(_("worst value"), null=True)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=GRADES)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=GRADES)
    opened_at = models.DateTimeField(_("began"))
    last_at = models.DateTimeField(_("last"))
    closed_at = models.DateTimeField(_("ended"), null=True)
    repeats = models.PositiveIntegerField(_("said again"), default=0)
    returns = models.PositiveIntegerField(_("came back"), default=0, help_text=_("Over, and soon there again"))
    incident = models.ForeignKey(
        Ticket, verbose_name=_("incident"), null=True, on_delete=models.PROTECT, related_name="alarms"
    )
    told_at = models.DateTimeField(_("last told on the incident"), null=True)

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(closed_at=None), name="alarm_open_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=models.F("opened_at")), name="alarm_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(impact__range=(1, 4), urgency__range=(1, 4)), name="alarm_has_a_priority"
            ),
        ]
        indexes = [
            models.Index(fields=["key", "-opened_at"], name="alarm_by_key"),
            models.Index(fields=["-opened_at"], name="alarm_by_time"),
        ]

    def __str__(self):
        return self.title


tracked(Threshold, exclude=("crossed_since",))
