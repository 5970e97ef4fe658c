"""How much went through a flow, hour by hour: bars of what went well, with what had trouble on top."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncHour

from integrations.flows.flow import Measure
from integrations.flows.known import Known
from integrations.flows.models import FlowRun, TargetHour
from integrations.flows.rhythm import STOCKHOLM
from integrations.models import InboundMessage

HOUR = timedelta(hours=1)
HEIGHT = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour. Heights are parts of `HEIGHT`, measured from the highest hour of the chart."""

    at: datetime
    x: int
    count: int
    trouble: int
    height: float
    trouble_height: float

    @property
    def y(self) -> float:
        return HEIGHT - self.height


@dataclass(frozen=True, slots=True)
class Chart:
    bars: list[Bar]
    total: int
    trouble: int
    highest: int

    @property
    def width(self) -> int:
        return len(self.bars)

    @property
    def days(self) -> list[tuple[date, int, int]]:
        """The same in figures, by the days of Stockholm, newest first."""
        sums: dict[date, list[int]] = {}
        for bar in self.bars:
            day = sums.setdefault(bar.at.astimezone(STOCKHOLM).date(), [0, 0])
            day[0] += bar.count
            day[1] += bar.trouble
        return [(day, count, trouble) for day, (count, trouble) in sorted(sums.items(), reverse=True)]

    @property
    def error_rate(self) -> float | None:
        """The part that had trouble, in percent; None when nothing went through."""
        return 100 * self.trouble / self.total if self.total else None


def charts(flows: Iterable[Known], *, hours: int, now: datetime) -> dict[str, Chart]:
    """By the flow's code, in three questions and one for each queue."""
    flows = list(flows)
    last = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    moments = [last - HOUR * back for back in reversed(range(hours))]
    targets = _targets({code for one in flows for code in one.flow.targets}, moments[0])
    sources = _sources({code for one in flows for code in one.flow.sources}, moments[0])
    runs = _runs({one.flow.code for one in flows if one.flow.measure == Measure.RUNS}, moments[0])
    queues = _queues(flows, moments[0])
    found = {}
    for one in flows:
        own = (one.flow.code,)
        named = (one.flow.targets, targets), (one.flow.sources, sources), (own, runs), (own, queues)
        well, trouble = Counter[datetime](), Counter[datetime]()
        for codes, counted in named:
            for code in codes:
                well.update(counted[code][0])
                trouble.update(counted[code][1])
        found[one.flow.code] = _chart(moments, well, trouble)
    return found


Counted = dict[str, tuple[Counter[datetime], Counter[datetime]]]


def _chart(moments: list[datetime], count: Counter[datetime], trouble: Counter[datetime]) -> Chart:
    highest = max((count[at] for at in moments), default=0)
    part = HEIGHT / highest if highest else 0
    bars = [
        Bar(at, x, count[at], trouble[at], round(count[at] * part, 2), round(trouble[at] * part, 2))
        for x, at in enumerate(moments)
    ]
    return Chart(bars, sum(bar.count for bar in bars), sum(bar.trouble for bar in bars), highest)


def _counted(rows: Iterable[tuple[str, datetime, int, int]]) -> Counted:
    found: Counted = defaultdict(lambda: (Counter(), Counter()))
    for code, hour, count, trouble in rows:
        found[code][0][hour] += count
        found[code][1][hour] += trouble
    return found


def _targets(codes: set[str], since: datetime) -> Counted:
    hours = TargetHour.objects.filter(target__in=codes, hour__gte=since)
    rows = hours.values("target", "hour").annotate(count=Sum("delivered"), trouble=Sum("troubled"))
    return _counted(rows.values_list("target", "hour", "count", "trouble"))


def _sources(codes: set[str], since: datetime) -> Counted:
    if not codes:
        return _counted(())
    messages = InboundMessage.objects.filter(provider__in=codes, received_at__gte=since)
    parked = Q(state=InboundMessage.State.PARKED) | Q(attempts__gt=1)
    rows = messages.annotate(hour=TruncHour("received_at", tzinfo=UTC)).values("provider", "hour")
    counted = rows.annotate(count=Count("pk"), trouble=Count("pk", filter=parked))
    return _counted(counted.values_list("provider", "hour", "count", "trouble"))


def _queues(flows: list[Known], since: datetime) -> Counted:
    return _counted((one.flow.code, *row) for one in flows if one.flow.queue for row in one.flow.queue.hours(since))


def _runs(codes: set[str], since: datetime) -> Counted:
    runs = FlowRun.objects.filter(flow__in=codes, started_at__gte=since).exclude(finished_at=None)
    rows = runs.annotate(hour=TruncHour("started_at", tzinfo=UTC)).values(code=F("flow"), at=F("hour"))
    bad = Q(outcome__in=FlowRun.BADLY)
    return _counted(
        rows.annotate(count=Count("pk"), trouble=Count("pk", filter=bad)).values_list("code", "at", "count", "trouble")
    )
