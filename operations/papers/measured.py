"""What is measured of the service, by the names that the texts ask for it. Each is read when it is asked for.

Of a month: tickets, availability, answers, alarms, releases, claims. As it is now: components, forecast, backups,
levels that are agreed on. Nothing is written by hand, and what has not been measured says so.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from operations.acceptance import claims
from operations.acceptance.models import Claim, Handover
from operations.acceptance.paper import Part, facts, points, table, words
from operations.acceptance.protocol import moment
from operations.acceptance.written_down import requirements
from operations.backup.models import Backup, Drill
from operations.backup.models import State as BackupState
from operations.backup.told import seconds_words
from operations.desk import counting
from operations.desk.models import Priority, Ticket
from operations.desk.states import UNFINISHED
from operations.desk.words import span
from operations.inventory import sums
from operations.inventory.models import Component, Trouble
from operations.monitoring import shares, trends
from operations.monitoring.models import Alarm, AnswerHour, Role, Source, Threshold
from operations.monitoring.route_words import words as words_of_route
from operations.monitoring.words import level_words, name_of
from operations.papers.period import Month
from operations.papers.written import Figure
from operations.status import standing
from operations.status.availability import PROMISE
from operations.status.planned import PlannedOutage

MOST = 40  # rows of a list in a document
TITLE_WIDTH = 9


@dataclass
class Measured:
    month: Month
    now: datetime

    def figures(self) -> dict[str, Figure]:
        return {name: getattr(self, method) for name, method in NAMES.items()}

    # --- of the month ---

    def month_name(self) -> str:
        return date_format(self.month.first, "F Y")

    @cached_property
    def _tickets(self) -> counting.Report:
        return counting.report(
            self.month.since, self.month.until, total=str(pgettext("tickets", "All")), no_category=_("None")
        )

    def tickets(self) -> list[Part]:
        heads = [
            _("Priority"),
            _("Opened"),
            _("Solved"),
            _("Solved in time"),
            _("Median to answer"),
            _("Median to solve"),
        ]
        lines = [*self._tickets.by_priority, self._tickets.total]
        rows = [
            [
                one.name,
                str(one.opened),
                str(one.solved),
                _percent(one.share_in_time),
                _span(one.median_answer),
                _span(one.median_solve),
            ]
            for one in lines
        ]
        return [table(heads, rows, widths=(3, 2, 2, 3, 3, 3), numbers=5)]

    def categories(self) -> list[Part]:
        rows = [
            [one.name, str(one.opened), str(one.solved), _percent(one.share_in_time)]
            for one in self._tickets.by_category
        ]
        if not rows:
            return [words(_("No ticket in the month."))]
        return [
            table([_("Category"), _("Opened"), _("Solved"), _("Solved in time")], rows, widths=(6, 2, 2, 3), numbers=3)
        ]

    def unfinished(self) -> list[Part]:
        rows = [
            [str(one), one.title, str(one.get_priority_display()), moment(one.opened_at)]  # type: ignore[attr-defined]
            for one in Ticket.objects.filter(state__in=UNFINISHED).order_by("priority", "opened_at")[:MOST]
        ]
        if not rows:
            return [words(_("No ticket is unfinished."))]
        return [table([_("Ticket"), _("About"), _("Priority"), _("Opened")], rows, widths=(2, TITLE_WIDTH, 3, 4))]

    def opened(self) -> str:
        return str(self._tickets.total.opened)

    def solved(self) -> str:
        return str(self._tickets.total.solved)

    def solved_in_time(self) -> str:
        return _percent(self._tickets.total.share_in_time)

    @cached_property
    def _months(self):
        """The newest first; none from before the shop was there."""
        return standing.kept_months(25, now=self.now)

    @cached_property
    def _availability(self):
        months = self._months
        return next((one for one in months if one.first == self.month.first), None)

    def availability(self) -> str:
        one = self._availability
        return _("not measured") if one is None or one.percent is None else f"{localize(one.percent)} %"

    def promise(self) -> str:
        return f"{localize(PROMISE)} %"

    def out_of_order(self) -> str:
        return str(self._availability.down_minutes) if self._availability else _("not measured")

    def months(self) -> list[Part]:
        heads = [
            _("Month"),
            pgettext("service level", "Availability"),
            _("Minutes out of order"),
            _("Planned minutes"),
            _("Promise"),
        ]
        rows = [
            [
                f"{one.first:%Y-%m}",
                "–" if one.percent is None else f"{localize(one.percent)} %",
                str(one.down_minutes),
                str(one.planned_minutes),
                pgettext("promise", "kept") if one.is_kept else pgettext("promise", "broken"),
            ]
            for one in self._months[:12]
        ]
        return [table(heads, rows, widths=(3, 3, 3, 3, 3))]

    def planned(self) -> list[Part]:
        ahead = PlannedOutage.objects.filter(ends_at__gt=self.month.since).exclude(state=PlannedOutage.State.WITHDRAWN)
        rows = [
            [one.name, moment(one.starts_at), moment(one.ends_at), str(one.get_state_display())]  # type: ignore[attr-defined]
            for one in ahead.order_by("starts_at")[:MOST]
        ]
        if not rows:
            return [words(_("No planned outage in the month or ahead."))]
        return [table([_("What"), _("From"), _("Until"), _("State")], rows, widths=(6, 4, 4, 3))]

    def admin_within(self) -> str:
        report = shares.admin_report(since=self.month.since, until=self.month.until)
        return _share(report.decisive)

    def shop_within(self) -> str:
        rows = AnswerHour.objects.filter(
            hour__gte=self.month.since,
            hour__lt=self.month.until,
            role__in=(Role.VISITOR, Role.CUSTOMER),
            source=Source.SERVER,
        )
        return _share(
            shares.together(shares.Share(*one) for one in rows.values_list("count", "within_2000", "milliseconds"))
        )

    def slowest(self) -> list[Part]:
        report = shares.admin_report(since=self.month.since, until=self.month.until)
        rows = [
            [one.route, _share(one.decisive), str(one.decisive.count)]
            for one in shares.grouped(report.views, words_of_route)[:10]
            if one.decisive.count
        ]
        if not rows:
            return [words(_("Nothing has been measured in this time."))]
        return [table([_("View"), _("Within 2 s"), _("Answers")], rows, widths=(9, 3, 3), numbers=2)]

    @cached_property
    def _alarms(self):
        inside = Q(opened_at__gte=self.month.since, opened_at__lt=self.month.until)
        return list(Alarm.objects.filter(inside).select_related("incident").order_by("opened_at"))

    def alarm_count(self) -> str:
        return str(len(self._alarms))

    def alarms(self) -> list[Part]:
        rows = [
            [one.title, moment(one.opened_at), moment(one.closed_at) or _("goes on"), str(one.incident or "–")]
            for one in self._alarms[:MOST]
        ]
        if not rows:
            return [words(_("No alarm in the month."))]
        return [table([pgettext("alarm", "What"), _("Began"), _("Ended"), _("Incident")], rows, widths=(8, 4, 4, 2))]

    def releases(self) -> list[Part]:
        inside = Handover.objects.filter(in_production_at__gte=self.month.since, in_production_at__lt=self.month.until)
        rows = [
            [str(one), moment(one.handed_over_at), str(one.get_state_display()), moment(one.in_production_at)]  # type: ignore[attr-defined]
            for one in inside.order_by("in_production_at")
        ]
        if not rows:
            return [words(_("No version was put in production in the month."))]
        heads = [_("Version"), pgettext("handover", "Handed over"), _("State"), pgettext("handover", "In production")]
        return [table(heads, rows, widths=(3, 4, 4, 4))]

    def claimed(self) -> list[Part]:
        first, last = self.month.first, self.month.until.date()
        found = Claim.objects.filter(Q(claimed_on__gte=first, claimed_on__lte=last) | Q(ticket__state__in=UNFINISHED))
        handovers = Handover.objects.filter(pk__in=found.values("handover"))
        wanted = set(found.values_list("pk", flat=True))
        rows = [
            [
                str(one.ticket),
                one.ticket.title,
                str(one.claim.get_sort_display()),
                _day(one.claim.last_day),
                one.done or "–",
            ]  # type: ignore[attr-defined]
            for handover in handovers
            for one in claims.report(handover)
            if one.claim.pk in wanted
        ]
        if not rows:
            return [words(_("Nothing has been claimed."))]
        heads = [_("Ticket"), _("About"), pgettext("claim", "Sort"), _("Last day to claim"), _("What was done")]
        return [table(heads, rows, widths=(2, 5, 3, 4, 5))]

    # --- as it is now ---

    def today(self) -> str:
        return moment(self.now)

    def requirement_count(self) -> str:
        return str(len(requirements()))

    @cached_property
    def _sums(self) -> sums.Sums:
        return sums.of_what_is_known(now=self.now)

    def _counted(self, count: int) -> str:
        return str(count) if self._sums.seen_at else _("not measured")

    def components(self) -> str:
        return self._counted(self._sums.every)

    def vulnerable(self) -> str:
        return self._counted(self._sums.vulnerable)

    def out_of_support(self) -> str:
        return self._counted(self._sums.over)

    def support_ending(self) -> str:
        return self._counted(self._sums.ending)

    def licences_to_look_at(self) -> str:
        return self._counted(self._sums.licences)

    def component_troubles(self) -> list[Part]:
        found = Component.objects.filter(trouble__lt=Trouble.UNJUDGED).order_by("trouble", "name")[:MOST]
        rows = [
            [one.name, one.version, str(one.get_trouble_display()), _day(one.supported_until) or _("unknown")]  # type: ignore[attr-defined]
            for one in found
        ]
        if not rows:
            return [words(_("No component needs to be seen to."))]
        return [table([_("Component"), _("Version"), _("To do"), _("Supported until")], rows, widths=(5, 3, 5, 4))]

    def support_ends(self) -> list[Part]:
        found = Component.objects.filter(supported_until__isnull=False).order_by("supported_until", "name")[:MOST]
        rows = [[one.name, one.version, _day(one.supported_until)] for one in found]
        if not rows:
            return [words(_("No component has been looked at yet."))]
        return [table([_("Component"), _("Version"), _("Supported until")], rows, widths=(6, 3, 5))]

    def forecast(self) -> list[Part]:
        rows = [
            [str(one.figure.name), one.now or "–", one.week_words or "–", one.verdict, one.proposal or "–"]
            for one in trends.trends(now=self.now)
        ]
        heads = [_("What"), _("Now"), _("In a week"), _("Outlook"), _("Proposal")]
        return [table(heads, rows, widths=(5, 3, 4, 5, 5))]

    def proposals(self) -> list[Part]:
        found = [f"{one.figure.name}: {one.proposal}" for one in trends.trends(now=self.now) if one.proposal]
        return [points(found)] if found else [words(_("No figure is heading past its level within a year."))]

    def levels(self) -> list[Part]:
        rows = [
            [name_of(one.figure), level_words(one), f"{one.impact}/{one.urgency}", _agreed(one)]
            for one in Threshold.objects.filter(is_active=True).order_by("figure", "level")
        ]
        heads = [pgettext("monitoring", "Figure"), _("Alarm when"), _("Impact/urgency"), _("Agreed")]
        return [table(heads, rows, widths=(6, 5, 3, 4))]

    def targets(self) -> list[Part]:
        rows = [
            [str(one.get_rank_display()), _minutes(one.answer_minutes), _minutes(one.solve_minutes)]  # type: ignore[attr-defined]
            for one in Priority.objects.order_by("rank")
        ]
        return [table([_("Priority"), _("Answered within"), _("Solved within")], rows, widths=(4, 4, 4))]

    def backups(self) -> list[Part]:
        whole = Backup.objects.filter(kind=Backup.Kind.WHOLE, state=BackupState.DONE).order_by("-begun_at").first()
        passed = Drill.objects.filter(state=BackupState.DONE).order_by("-begun_at").first()
        failed = Drill.objects.filter(state=BackupState.FAILED, begun_at__gte=self.month.since).count()
        return [
            facts(
                [
                    (_("Last backup"), moment(whole.begun_at) if whole else _("none")),
                    (_("Last restored"), moment(passed.begun_at) if passed else _("none")),
                    ("RPO", seconds_words(passed.rpo_seconds) if passed else _("not measured")),
                    ("RTO", seconds_words(passed.rto_seconds) if passed else _("not measured")),
                    (_("Drills that failed since the month began"), str(failed)),
                ]
            )
        ]

    def problems(self) -> list[Part]:
        found = Ticket.objects.filter(kind=Ticket.Kind.PROBLEM, state__in=UNFINISHED).order_by("priority", "opened_at")
        lines = [f"{one}: {one.title}" for one in found[:MOST]]
        return [points(lines)] if lines else [words(_("No problem is unfinished."))]

    def risks(self) -> list[Part]:
        """What is measured to be wrong, or heading there: likely x bad, each with what to do."""
        found = [*self._risks()]
        if not found:
            return [words(_("Nothing that is measured is wrong or heading there."))]
        heads = [_("Risk"), _("Measured"), _("What to do")]
        return [table(heads, [list(one) for one in found], widths=(5, 4, 6))]

    def _risks(self):
        known = self._sums
        for count, what, act in (
            (known.vulnerable, _("Components with a known vulnerability"), _("Raise them in the next release")),
            (known.over, _("Components out of support"), _("Plan the change of version in the maintenance plan")),
            (
                known.ending,
                _("Components whose support ends within half a year"),
                _("Plan the change of version in the maintenance plan"),
            ),
            (known.licences, _("Components with a licence to look at"), _("Decide on each, or take it out")),
        ):
            if count:
                yield what, str(count), act
        for one in trends.trends(now=self.now):
            if one.tone in ("bad", "wait"):
                yield str(one.figure.name), one.verdict, one.proposal or "–"
        broken = [one for one in self._months[:12] if not one.is_kept]
        if broken:
            yield (
                _("The promise of availability was broken"),
                ", ".join(f"{one.first:%Y-%m}" for one in broken),
                _("See the disturbances of the month"),
            )
        passed = Drill.objects.filter(state=BackupState.DONE).order_by("-begun_at").first()
        if passed is None:
            yield _("No backup has been restored"), _("not measured"), "manage.py restore_drill"
        elif passed.rpo_seconds:
            yield (
                _("Orders could be lost"),
                f"RPO {seconds_words(passed.rpo_seconds)}",
                _("Let a synchronous receiver take the log"),
            )
        unagreed = Threshold.objects.filter(is_active=True, agreed_on=None).count()
        if unagreed:
            yield _("Levels that nobody has agreed on"), str(unagreed), _("Agree on them at the next meeting")


NAMES: dict[str, str] = {
    "månad": "month_name",
    "ärenden per prioritet": "tickets",
    "ärenden per kategori": "categories",
    "öppna ärenden": "unfinished",
    "öppna problem": "problems",
    "ärenden inkomna": "opened",
    "ärenden lösta": "solved",
    "ärenden i tid": "solved_in_time",
    "tillgänglighet": "availability",
    "löfte": "promise",
    "minuter ur funktion": "out_of_order",
    "tillgänglighet per månad": "months",
    "planerade avbrott": "planned",
    "svar inom 2 s admin": "admin_within",
    "svar inom 2 s butik": "shop_within",
    "långsammaste vyer": "slowest",
    "antal larm": "alarm_count",
    "larm": "alarms",
    "releaser": "releases",
    "reklamationer": "claimed",
    "idag": "today",
    "antal krav": "requirement_count",
    "antal delar": "components",
    "sårbara delar": "vulnerable",
    "delar utan support": "out_of_support",
    "delar med slutande support": "support_ending",
    "licenser att titta på": "licences_to_look_at",
    "delar att göra något åt": "component_troubles",
    "supportens slut": "support_ends",
    "kapacitet": "forecast",
    "förslag": "proposals",
    "larmgränser": "levels",
    "svarstider i desken": "targets",
    "säkerhetskopior": "backups",
    "risker": "risks",
}


def _day(on: date | None) -> str:
    return date_format(on, "j F Y") if on else ""


def _percent(share: int | None) -> str:
    return "–" if share is None else f"{share} %"


def _span(length) -> str:
    return "–" if length is None else span(length)


def _share(share: shares.Share) -> str:
    return _("not measured") if share.shown is None else f"{localize(share.shown)} %"


def _minutes(count: int) -> str:
    return _("%(hours)s h working time") % {"hours": localize(count / 60 if count % 60 else count // 60)}


def _agreed(one: Threshold) -> str:
    return f"{one.agreed_on:%Y-%m-%d}, {one.agreed_with}" if one.agreed_on else _("not yet")
