"""Levels and alarms, how fast the admin answers, and what is running out."""

from datetime import date, timedelta
from math import sin

from django.utils import timezone

from commerce.customers.models import User
from operations.monitoring import keeping, watch
from operations.monitoring.models import Alarm, AnswerHour, FigureHour, Role, Source, Threshold
from tests.screenshots.shots import shot

OWNER = "agare@lyktalera.example"
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
DAYS, ANSWERED = 60, 7
GROWS = {  # what it was at first, and how much more it is a day later
    "disk.used": (58.0, 0.35),
    "database.mb": (820.0, 6.0),
    "queues.waiting": (14.0, 0.05),
    "answers.a_day": (41_000.0, 300.0),
    "sales.orders": (64.0, 0.3),
    "database.connections": (22.0, 0.02),
}
VIEWS = {  # answers a day, and the share of them within two seconds
    "wagtailadmin_home": (420, 0.97),
    "wagtailadmin_explore": (880, 0.985),
    "orders_order_modeladmin_index": (640, 0.93),
    "catalogue_product_modeladmin_index": (310, 0.995),
    "pricing_pricechangeset_modeladmin_inspect": (90, 0.86),
}
WELL = {"components.down": 0, "processes.silent": 0, "database.ms": 2.4, "search.ms": 38, "queues.stopped": 0}


def measured():
    """Sixty days of figures that grow, a week of answers, and a disk that fills and is emptied again."""
    if Alarm.objects.exists():
        return
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    hours = [hour - HOUR * (back + 1) for back in range(DAYS * 24)]
    FigureHour.objects.bulk_create(figure_hour(code, at, hour) for code in GROWS for at in hours)
    AnswerHour.objects.bulk_create(
        answer_hour(route, at, source)
        for route in VIEWS
        for at in hours[: ANSWERED * 24]
        for source in Source.values[:2]
    )
    owner = User.objects.get(email=OWNER)
    Threshold.objects.update(agreed_on=date(2026, 11, 3), agreed_with="Karin, driftmötet", owner=owner)
    for back in (6 * DAY, 3 * DAY, HOUR):
        for minute in range(14):
            look({"disk.used": 86.3 + minute / 10}, now=now - back + minute * MINUTE)
        look({"disk.used": 79.2}, now=now - back + 48 * MINUTE)
    late = now - 20 * MINUTE
    for minute in range(20):
        look({"flows.late": 1}, now=late + minute * MINUTE)
    look({"disk.used": 79.2, "flows.late": 1, "purchase.worked": 1, "purchase.ms": 231, **WELL}, now=now)


def look(readings, *, now):
    keeping.add_readings(readings, now=now)
    watch.judge(now=now)


def figure_hour(code, at, until):
    first, more = GROWS[code]
    days = DAYS - (until - at) / DAY
    value = (first + more * days) * (1 + 0.04 * sin(at.weekday()) + 0.05 * sin(int(days) ** 2))
    return FigureHour(code=code, hour=at, count=60, total=value * 60, lowest=value * 0.97, highest=value * 1.03)


def answer_hour(route, at, source):
    a_day, share = VIEWS[route]
    count = round(a_day / 24) + at.hour
    quick = int(count * share)
    return AnswerHour(
        hour=at,
        source=source,
        route=route,
        role=Role.STAFF,
        count=count,
        milliseconds=count * (620 if source == Source.PAGE else 240),
        within_100=quick // 5,
        within_250=quick // 3,
        within_500=quick // 2,
        within_1000=quick * 9 // 10,
        within_2000=quick,
        within_5000=count,
    )


@shot(as_owner=True)
def alarms(page):
    measured()
    page.goto("/admin/monitoring/alarm/")


@shot(as_owner=True)
def one_alarm(page):
    measured()
    page.goto(f"/admin/monitoring/alarm/inspect/{Alarm.objects.filter(threshold__figure='disk.used').latest('pk').pk}/")


@shot(as_owner=True)
def thresholds(page):
    measured()
    page.goto("/admin/monitoring/threshold/")


@shot(as_owner=True)
def answer_times(page):
    measured()
    page.goto("/admin/monitoring/answers/")


@shot(as_owner=True)
def capacity(page):
    measured()
    page.goto("/admin/monitoring/capacity/")


@shot(as_owner=True)
def one_figure(page):
    measured()
    page.goto("/admin/monitoring/capacity/disk.used/")
