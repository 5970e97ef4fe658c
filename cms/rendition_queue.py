"""How the workers keep up with the pictures: what waits, since when, what cannot be read, and what has been made."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncHour

from cms.images import ShopImage
from cms.renditions import waiting

HOUR = timedelta(hours=1)
UNREADABLE = Q(sources__has_key="unreadable")


@dataclass(frozen=True, slots=True)
class Queue:
    """`made`: pictures during the last hour."""

    waiting: int
    oldest: datetime | None
    unreadable: int
    last_made: datetime | None
    made: int

    @property
    def hours_left(self) -> float | None:
        """How long the rest takes at the pace of the last hour; None when nothing waits, or nothing was made."""
        return self.waiting / self.made if self.waiting and self.made else None


def look(*, now: datetime) -> Queue:
    """The queue as it is, each figure by an index of its own."""
    count, oldest = waiting().aggregate(count=Count("pk"), oldest=Min("queued_at")).values()
    return Queue(
        waiting=count,
        oldest=oldest,
        unreadable=unreadable().count(),
        last_made=ShopImage.objects.aggregate(last=Max("made_at"))["last"],
        made=ShopImage.objects.filter(made_at__gt=now - HOUR).count(),
    )


def unreadable():
    return ShopImage.objects.filter(UNREADABLE)


def by_hour(since: datetime) -> list[tuple[datetime, int, int]]:
    """Hours with how many pictures were done in them, and how many of those could not be read."""
    rows = ShopImage.objects.filter(made_at__gte=since).annotate(hour=TruncHour("made_at", tzinfo=UTC)).values("hour")
    counted = rows.annotate(count=Count("pk"), trouble=Count("pk", filter=UNREADABLE))
    return list(counted.values_list("hour", "count", "trouble"))
