"""What the counts of answers say as figures: the share within two seconds, what failed, how many a day."""

from datetime import datetime, timedelta

from django.db.models import Q, Sum

from operations.monitoring.keeping import HOUR
from operations.monitoring.models import AnswerHour, Role, Source
from operations.monitoring.shares import BY_BROWSER, Share

FEWEST = 20  # fewer answers in an hour say nothing of a share
DAY = timedelta(days=1)


def read(now: datetime) -> dict[str, float]:
    """Of the hour that runs and the one before it."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    rows = AnswerHour.objects.filter(hour__gte=hour - HOUR, hour__lte=hour)
    staff, server = Q(role=Role.STAFF), Q(source=Source.SERVER)
    browser = Q(source__in=BY_BROWSER)
    sums = {
        f"{name}_{what}": Sum(what, filter=which, default=0)
        for name, which in (("browser", staff & browser), ("admin", staff & server), ("shop", server & ~staff))
        for what in ("count", "within_2000", "failed")
    }
    found = rows.aggregate(**sums)
    shares = {
        name: Share(found[f"{name}_count"], found[f"{name}_within_2000"]) for name in ("browser", "admin", "shop")
    }
    admin = shares["browser"] if shares["browser"].count >= FEWEST else shares["admin"]
    all_served = found["admin_count"] + found["shop_count"]
    figures = {"answers.a_day": _a_day(now)}
    if all_served >= FEWEST:
        figures["answers.failed"] = 100 * (found["admin_failed"] + found["shop_failed"]) / all_served
    for code, share in (("admin.within_2s", admin), ("shop.within_2s", shares["shop"])):
        if share.percent is not None and share.count >= FEWEST:
            figures[code] = share.percent
    return figures


def count_of(route: str, *, since: datetime) -> int:
    rows = AnswerHour.objects.filter(route=route, source=Source.SERVER, hour__gte=since)
    return rows.aggregate(sum=Sum("count", default=0))["sum"]


def _a_day(now: datetime) -> float:
    rows = AnswerHour.objects.filter(source=Source.SERVER, hour__gt=now - DAY)
    return rows.aggregate(sum=Sum("count", default=0))["sum"]
