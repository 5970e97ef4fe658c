"""The board: every flow as it is now, in as many questions however many there are and however much is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from commerce.orders.models import Order
from integrations.flows.charts import Chart, charts
from integrations.flows.facts import gather
from integrations.flows.flow import Measure
from integrations.flows.judging import Facts, State, Verdict, judge
from integrations.flows.known import Known, flows
from integrations.flows.models import FlowRun, Miss, WatchedFlow
from integrations.models import Delivery, InboundMessage

TONES = {
    State.HAPPENED: "good",
    State.WAITING: "wait",
    State.NEW: "quiet",
    State.FAILED: "bad",
    State.MISSED: "bad",
    State.SILENT: "bad",
}
REGISTERS = {Measure.DELIVERIES: "delivery", Measure.MESSAGES: "inboundmessage"}
GRAVE = (State.MISSED, State.FAILED, State.SILENT)
DAY, WEEK = 24, 24 * 7
RUNS_SHOWN, MISSES_SHOWN = 50, 30


@dataclass(frozen=True, slots=True)
class Line:
    """One flow on the board."""

    known: Known
    facts: Facts
    verdict: Verdict
    chart: Chart

    @property
    def code(self) -> str:
        return self.known.flow.code

    @property
    def is_pulse(self) -> bool:
        return self.known.flow.measure == Measure.PULSE

    @property
    def is_grave(self) -> bool:
        return self.known.is_watched and self.verdict.state in GRAVE

    @property
    def tone(self) -> str:
        return TONES[self.verdict.state] if self.known.is_watched else "quiet"

    @property
    def late(self) -> datetime | None:
        """What has waited longest, begun or not."""
        return min(filter(None, (self.facts.oldest, self.facts.unbegun)), default=None)

    @property
    def rows_url(self) -> str:
        """The register of what it is measured on; empty for jobs, whose runs stand on its own page."""
        if queue := self.known.flow.queue:
            return reverse(queue.page) + f"?flow={self.code}"
        register = REGISTERS.get(self.known.flow.measure)
        return reverse(f"integrations_{register}_modeladmin_index") + f"?flow={self.code}" if register else ""

    @property
    def left_url(self) -> str:
        """The same, of those alone that have not arrived."""
        return f"{self.rows_url}&left=yes"


def lines(*, now: datetime) -> list[Line]:
    """Every flow, what needs a look first; those of partners that have never been set up are left out."""
    shown = [one for one in flows() if one.is_on or one.row is not None]
    return sorted(_lines(shown, hours=DAY, now=now), key=lambda line: not line.is_grave)


def not_set_up() -> list[str]:
    """Whose flows are not on the board, because they have never been at work."""
    return list(dict.fromkeys(str(one.owner) for one in flows() if not one.is_on and one.row is None))


def line(code: str, *, now: datetime) -> Line | None:
    """One flow, with the hours of a week."""
    found = [one for one in flows() if one.flow.code == code]
    return _lines(found, hours=WEEK, now=now)[0] if found else None


def runs(code: str) -> QuerySet[FlowRun]:
    return FlowRun.objects.filter(flow=code).order_by("-started_at")[:RUNS_SHOWN]


def misses(code: str) -> QuerySet[Miss]:
    return Miss.objects.filter(flow=code).order_by("-opened_at")[:MISSES_SHOWN]


def waiting(known: Known) -> list[tuple[Delivery, str]]:
    """What has not arrived, the oldest first, each with the address of the order that it is about, if any."""
    rows = Delivery.objects.filter(target__in=known.flow.targets, state__in=Delivery.NOT_DONE).select_related("event")
    found = list(rows.order_by("id")[:MISSES_SHOWN]) if known.flow.targets else []
    numbers = [one.subject.removeprefix("order:") for one in found if one.subject.startswith("order:")]
    orders = dict(Order.objects.filter(number__in=numbers).values_list("number", "pk")) if numbers else {}
    return [(one, _order_url(orders.get(one.subject.removeprefix("order:")))) for one in found]


def unworked(known: Known) -> list[InboundMessage]:
    rows = InboundMessage.objects.exclude(state=InboundMessage.State.PROCESSED).filter(provider__in=known.flow.sources)
    return list(rows.defer("body").order_by("id")[:MISSES_SHOWN]) if known.flow.sources else []


def _order_url(pk: int | None) -> str:
    return reverse("orders_order_modeladmin_inspect", args=[pk]) if pk else ""


def open_misses() -> QuerySet[Miss]:
    watched = WatchedFlow.objects.filter(is_watched=True).values("code")
    return Miss.objects.filter(closed_at=None, flow__in=watched)


def _lines(shown: list[Known], *, hours: int, now: datetime) -> list[Line]:
    facts, drawn = gather(shown, now=now), charts(shown, hours=hours, now=now)
    return [
        Line(
            one,
            facts[one.flow.code],
            judge(one.flow, one.rhythm, facts[one.flow.code], now=now),
            drawn[one.flow.code],
        )
        for one in shown
    ]
