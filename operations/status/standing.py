"""How each component is at an instant, and the figures of each month."""

from datetime import datetime

from django.db.models import Q

from operations.backup.standing import made_at
from operations.status import availability
from operations.status.availability import Month, Span
from operations.status.disturbed import Component, Disturbance
from operations.status.planned import PlannedOutage


def present(*, now: datetime) -> dict[str, str]:
    """Each component, and how it is: "well", "degraded", "down" or, in a planned outage, "planned". Two queries."""
    under_way = PlannedOutage.objects.filter(state=PlannedOutage.State.APPROVED, starts_at__lte=now, ends_at__gt=now)
    return each(is_closed=under_way.exists(), now=now)


def each(*, is_closed: bool, now: datetime) -> dict[str, str]:
    """The same, where it is known whether a planned outage is under way. One query at most."""
    if is_closed:
        return dict.fromkeys(Component.values, "planned")
    going_on = Disturbance.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), begins_at__lte=now)
    found = dict.fromkeys(Component.values, "well")
    for component, effect in going_on.values_list("component", "effect").order_by("-effect"):
        found[component] = "down" if "down" in (effect, found[component]) else effect
    return found


def months(count: int, *, now: datetime) -> list[Month]:
    """The last so many months, the newest first. Two queries."""
    days = availability.months_until(now, count)
    since = availability.instant(days[-1])
    rows = Disturbance.objects.filter(Q(ends_at=None) | Q(ends_at__gt=since), effect="down", is_counted=True)
    down: list[Span] = [(begins, ends or now) for begins, ends in rows.values_list("begins_at", "ends_at")]
    outages = PlannedOutage.objects.filter(approved_at__isnull=False, ends_at__gt=since)
    planned = [span for outage in outages if (span := outage.excused())]
    return [availability.month(day, down=down, planned=planned, now=now) for day in days]


def kept_months(count: int, *, now: datetime) -> list[Month]:
    """Those of them that the shop was there in: of what was before nobody can say that it worked."""
    made = made_at()
    return [one for one in months(count, now=now) if availability.instant(availability.next_month(one.first)) > made]
