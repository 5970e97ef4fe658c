"""The registers of levels and of alarms. A level is changed here; an alarm is a record of what happened."""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from commerce.register.columns import chip, column
from commerce.register.fields import write_with_comma
from commerce.register.filters import Period, states
from commerce.register.register import ReadOnly, Register, RegisterForm
from operations.monitoring import proposing, runbook
from operations.monitoring.alarms import recurrences
from operations.monitoring.figures import COMPONENTS, FIGURES
from operations.monitoring.models import Alarm, Reading, Threshold
from operations.monitoring.words import level_words, name_of, what_to_do, with_unit


def choices():
    """Every figure, by its component."""
    return [
        (label, [(one.code, one.name) for one in FIGURES.values() if one.component == component])
        for component, label in COMPONENTS.items()
    ]


class ThresholdForm(RegisterForm):
    figure = forms.ChoiceField(label=pgettext_lazy("monitoring", "Figure"), choices=choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("level", "margin"):
            write_with_comma(self.fields[name])


class ThresholdRegister(Register):
    model = Threshold
    add_to_admin_menu = False
    menu_label = _("Thresholds")
    menu_icon = "sliders"
    menu_order = 320
    list_display = ("named", "level_said", "now", "condition", "impact", "urgency", "agreed")
    ordering = ("figure", "side", "level")
    search_fields = ("figure", "agreed_with")
    search_hint = _("Figure, or with whom it was agreed")
    form_class = ThresholdForm
    panels = (
        FieldPanel("figure"),
        FieldRowPanel([FieldPanel("side"), FieldPanel("level"), FieldPanel("margin")]),
        FieldPanel("for_minutes"),
        FieldRowPanel([FieldPanel("quiet_from"), FieldPanel("quiet_until")]),
        FieldRowPanel([FieldPanel("impact"), FieldPanel("urgency")]),
        FieldPanel("owner"),
        FieldRowPanel([FieldPanel("agreed_on"), FieldPanel("agreed_with")]),
        FieldPanel("runbook"),
        FieldPanel("is_active"),
    )
    inspect_view_fields = (
        "named",
        "level_said",
        "margin_said",
        "now",
        "condition",
        "quiet_from",
        "quiet_until",
        "impact",
        "urgency",
        "owner",
        "agreed",
        "todo",
        "crossed",
        "proposed",
    )
    export = (
        (pgettext_lazy("monitoring", "Figure"), "figure"),
        (_("Side"), "side"),
        (_("Level"), "level"),
        (_("Agreed on"), "agreed_on"),
        (_("Agreed with"), "agreed_with"),
    )
    none_words = _("No level has been agreed on yet. Nothing raises an alarm.")

    def load(self, rows, request):
        super().load(rows, request)
        readings = {one.code: one.value for one in Reading.objects.all()}
        is_open = set(Alarm.objects.filter(closed_at=None).values_list("threshold_id", flat=True))
        for row in rows:
            row.read, row.has_alarm = readings.get(row.figure), row.pk in is_open

    def title_of(self, instance):
        return f"{name_of(instance.figure)} {level_words(instance)}"

    @column(pgettext_lazy("monitoring", "Figure"), order="figure")
    def named(self, threshold):
        return name_of(threshold.figure)

    @column(_("Alarm when"))
    def level_said(self, threshold):
        return level_words(threshold)

    @column(_("margin"))
    def margin_said(self, threshold):
        return with_unit(threshold.figure, threshold.margin) if threshold.margin else ""

    @column(_("what to do"))
    def todo(self, threshold):
        return runbook.shown(what_to_do(threshold))

    @column(_("Now"), number=True)
    def now(self, threshold):
        read = getattr(threshold, "read", None)
        return "" if read is None else with_unit(threshold.figure, read)

    @column(_("State"))
    def condition(self, threshold):
        if not threshold.is_active:
            return chip(gettext("switched off"))
        if getattr(threshold, "has_alarm", False):
            return chip(gettext("alarm"), "bad")
        if threshold.crossed_since:
            return chip(gettext("past the level"), "wait")
        return chip(gettext("within"), "good")

    def get_links(self, instance, request):
        found = super().get_links(instance, request)
        address = f"{reverse('monitoring_alarm_modeladmin_index')}?q="
        if instance.alarms.exists():
            found.append((gettext("Its alarms"), f"{address}{name_of(instance.figure)}"))
        if FIGURES.get(instance.figure):
            found.append((gettext("Its curve"), reverse("figure", args=[instance.figure])))
        return found

    @column(_("Crossed in 30 days"), number=True)
    def crossed(self, threshold):
        return recurrences(threshold, since=timezone.now() - proposing.WITHIN)

    @column(_("Proposed level"))
    def proposed(self, threshold):
        level = proposing.proposed_level(threshold, now=timezone.now())
        return "" if level is None else with_unit(threshold.figure, level)

    @column(_("Agreed"), order="agreed_on")
    def agreed(self, threshold):
        if not threshold.agreed_on:
            return chip(gettext("not yet"), "wait")
        return gettext("%(day)s with %(who)s") % {"day": threshold.agreed_on, "who": threshold.agreed_with}


class AlarmRegister(Register):
    model = Alarm
    add_to_admin_menu = False
    menu_label = _("Alarms")
    menu_icon = "warning"
    menu_order = 310
    list_display = ("title", "condition", "opened_at", "closed_at", "repeats", "returns", "impact", "urgency")
    ordering = ("-opened_at",)
    is_newest_first = True
    search_fields = ("title",)
    search_hint = _("What it is about")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        states(
            "state",
            _("State"),
            {
                "open": (pgettext_lazy("alarm", "open"), Q(closed_at=None)),
                "over": (_("is over"), Q(closed_at__isnull=False)),
            },
        ),
        Period(name="day", label=_("Day"), field="opened_at"),
    )
    inspect_view_fields = (
        "title",
        "condition",
        "said",
        "todo",
        "opened_at",
        "last_at",
        "closed_at",
        "began_at",
        "worst_was",
        "repeats",
        "returns",
        "impact",
        "urgency",
    )
    export = ((_("What"), "title"), (_("Began"), "opened_at"), (_("Ended"), "closed_at"), (_("Said again"), "repeats"))
    none_words = _("No alarm has been raised yet.")

    def get_links(self, instance, request):
        found = super().get_links(instance, request)
        if instance.incident_id and request.user.has_perm("desk.view_ticket"):
            found.append(
                (gettext("The incident"), reverse("desk_ticket_modeladmin_inspect", args=[instance.incident_id]))
            )
        if instance.threshold_id and request.user.has_perm("monitoring.view_threshold"):
            address = reverse("monitoring_threshold_modeladmin_inspect", args=[instance.threshold_id])
            found.append((gettext("The threshold"), address))
        return found

    @column(_("State"))
    def condition(self, alarm):
        return chip(gettext("is over"), "good") if alarm.closed_at else chip(pgettext("alarm", "open"), "bad")

    @column(_("more"))
    def said(self, alarm):
        return runbook.shown(runbook.parted(alarm.text)[0])

    @column(_("what to do"))
    def todo(self, alarm):
        return runbook.shown(runbook.parted(alarm.text)[1])

    @column(_("Value when it began"))
    def began_at(self, alarm):
        return _read(alarm, alarm.value)

    @column(_("Worst value"))
    def worst_was(self, alarm):
        return _read(alarm, alarm.worst)


def _read(alarm, value):
    if value is None:
        return ""
    return with_unit(alarm.threshold.figure, value) if alarm.threshold else value
