"""How many components must be seen to, and how old the knowledge is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from operations.inventory import judging, licences, support
from operations.inventory.models import AdvisoryFile, Component

MAY_READ_FILES = "inventory.add_advisoryfile"
MAY_SEE = "inventory.view_component"
OLD = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Counts of components, when they were looked at, and the advisory file they were held against, if any."""

    every: int
    vulnerable: int
    over: int
    ending: int
    licences: int
    unjudged: int
    seen_at: datetime | None
    file: AdvisoryFile | None
    is_old: bool

    @property
    def is_well(self) -> bool:
        return not (self.vulnerable or self.over or self.licences)


def of_what_is_known(*, now: datetime | None = None) -> Sums:
    """Two queries."""
    told = Component.objects.aggregate(
        every=Count("pk"),
        vulnerable=Count("pk", filter=Q(faults=judging.State.VULNERABLE)),
        over=Count("pk", filter=Q(support=support.State.OVER)),
        ending=Count("pk", filter=Q(support=support.State.ENDING)),
        licences=Count("pk", filter=~Q(verdict=licences.Verdict.ALLOWED)),
        unjudged=Count("pk", filter=Q(faults=judging.State.UNJUDGED)),
        seen_at=Max("seen_at"),
    )
    file = AdvisoryFile.objects.defer("looked_at", "passed_over").first()
    is_old = file is not None and file.read_at < (now or timezone.now()) - OLD
    return Sums(**told, file=file, is_old=is_old)
