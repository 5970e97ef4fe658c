"""The calendar in the admin: a month, as weeks or as a list."""

import calendar
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as as_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.releases.calendar import entries, may_look

EARLIEST, LATEST = 2000, 2100


@require_safe
def goes_live_calendar(request):
    if not may_look(request.user):
        raise PermissionDenied
    now = timezone.localtime()
    first = _month(request.GET.get("month", "")) or now.replace(day=1).date()
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    since, until = _midnight(weeks[0][0]), _midnight(weeks[-1][-1] + timedelta(days=1))
    by_day = {}
    for one in entries(since=since, until=until, user=request.user):
        by_day.setdefault(timezone.localtime(one.at).date(), []).append(one)
    days = [
        [
            {
                "date": day,
                "is_other": day.month != first.month,
                "is_today": day == now.date(),
                "entries": by_day.get(day, []),
            }
            for day in week
        ]
        for week in weeks
    ]
    context = {
        "weeks": days,
        "listed": [day for week in days for day in week if day["entries"] and not day["is_other"]],
        "is_list": request.GET.get("view") == "list",
        "month": as_date(first, "F Y"),
        "this": f"{first:%Y-%m}",
        "previous": f"{first - timedelta(days=1):%Y-%m}",
        "next": f"{first + timedelta(days=31):%Y-%m}",
        "weekdays": [as_date(day, "D") for day in weeks[0]],
        "header_title": _("What goes live when"),
        "header_icon": "calendar-alt",
        "breadcrumbs_items": [{"url": "", "label": _("What goes live when")}],
    }
    return render(request, "cms/admin/releases/calendar.html", context)


def _month(text):
    try:
        found = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month on the shop's calendar
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None


def _midnight(day):
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
