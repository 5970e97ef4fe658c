"""How the desk does in a period: opened, solved, in time and how long it took, by priority and by category."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Q

from operations.desk import clock
from operations.desk.models import Ticket


@dataclass
class Line:
    """One priority, one category, or all. Times are working time; a ticket counts where its moment is in the period."""

    name: str
    opened: int = 0
    solved: int = 0
    solved_in_time: int = 0
    answered: int = 0
    answered_in_time: int = 0
    answer_times: list[timedelta] = field(default_factory=list)
    solve_times: list[timedelta] = field(default_factory=list)

    @property
    def median_answer(self) -> timedelta | None:
        return _median(self.answer_times)

    @property
    def median_solve(self) -> timedelta | None:
        return _median(self.solve_times)

    @property
    def share_in_time(self) -> int | None:
        """Percent of the solved."""
        return round(100 * self.solved_in_time / self.solved) if self.solved else None


@dataclass(frozen=True)
class Report:
    since: datetime
    until: datetime
    total: Line
    by_priority: list[Line]
    by_category: list[Line]


def report(since: datetime, until: datetime, *, total: str, no_category: str) -> Report:
    """The half-open period. The names of the two lines that have none of their own are given. One query."""
    inside = [
        Q(**{f"{moment}__gte": since, f"{moment}__lt": until}) for moment in ("opened_at", "answered_at", "solved_at")
    ]
    rows = Ticket.objects.filter(inside[0] | inside[1] | inside[2]).select_related("category").order_by("pk")
    everything = Line(total)
    priorities: dict[int, Line] = {}
    categories: dict[str, Line] = defaultdict(lambda: Line(""))
    for ticket in rows:
        category = str(ticket.category) if ticket.category else no_category
        categories[category].name = category
        lines = (
            everything,
            priorities.setdefault(ticket.priority, Line(ticket.get_priority_display())),  # type: ignore[attr-defined]
            categories[category],
        )
        _count(ticket, lines, since, until)
    return Report(
        since=since,
        until=until,
        total=everything,
        by_priority=[priorities[rank] for rank in sorted(priorities)],
        by_category=[categories[name] for name in sorted(categories)],
    )


def _median(times: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(one.total_seconds() for one in times)) if times else None


def _count(ticket: Ticket, lines: Iterable[Line], since: datetime, until: datetime) -> None:
    for line in lines:
        if since <= ticket.opened_at < until:
            line.opened += 1
        if ticket.answered_at and since <= ticket.answered_at < until:
            line.answered += 1
            line.answered_in_time += ticket.answer_left > clock.NOTHING  # type: ignore[operator]
            line.answer_times.append(ticket.answer_within - ticket.answer_left)  # type: ignore[operator]
        if ticket.solved_at and since <= ticket.solved_at < until:
            line.solved += 1
            line.solved_in_time += ticket.solve_left > clock.NOTHING  # type: ignore[operator]
            line.solve_times.append(ticket.solve_within - ticket.solve_left)  # type: ignore[operator]
