"""How far the comparison of each system has come, as it is shown above the differences."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.functional import Promise

from integrations import registry
from integrations.flows.models import FlowRun
from integrations.reconciliation.comparison import Comparison
from integrations.reconciliation.models import ComparedSystem, DifferenceRow
from integrations.reconciliation.reconcile import FLOW, is_running, is_waiting


@dataclass(frozen=True, slots=True)
class Line:
    """A system: its comparison, how far it has come, its last run, and how many differences are open."""

    comparison: Comparison
    row: ComparedSystem
    run: FlowRun | None
    open: int
    is_running: bool
    is_waiting: bool

    @property
    def is_busy(self) -> bool:
        return self.is_running or self.is_waiting

    @property
    def flow(self) -> str:
        return FLOW + self.comparison.code


def lines(*, now: datetime) -> list[Line]:
    """Three queries, and one for each system that has run."""
    rows = ComparedSystem.objects.in_bulk()
    counted = DifferenceRow.objects.filter(gone_at=None, state=DifferenceRow.State.OPEN).values_list("system")
    counts = dict(counted.annotate(Count("pk")).order_by())
    return [_line(one, rows.get(one.code), counts.get(one.code, 0), now) for one in registry.comparisons()]


def title_of(code: str) -> str | Promise:
    """What a system is called; its code when it is not set up any more."""
    return next((one.title for one in registry.comparisons() if one.code == code), code)


def _line(comparison: Comparison, row: ComparedSystem | None, count: int, now: datetime) -> Line:
    row = row or ComparedSystem(code=comparison.code)
    ended = FlowRun.objects.filter(flow=FLOW + comparison.code).exclude(finished_at=None).order_by("-started_at")
    return Line(comparison, row, ended.first(), count, is_running(row, now), is_waiting(row))
