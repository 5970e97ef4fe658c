"""The pages of measuring in the admin: how fast it answers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from operations.monitoring import beacon, curves, shares, trends
from operations.monitoring.keeping import HOUR
from operations.monitoring.route_words import words

SEE_ANSWERS, SEE_FIGURES = "monitoring.view_answerhour", "monitoring.view_figurehour"
SPANS = {"dygn": (shares.DAY, _("A day")), "vecka": (shares.WEEK, _("A week")), "manad": (shares.MONTH, _("30 days"))}
TITLE, CAPACITY = _("Answer times"), _("Capacity")
DAYS_SHOWN = 30


@require_safe
def answer_times(request: HttpRequest) -> HttpResponse:
    """The share of answers within two seconds, of the whole admin and of each view."""
    _need(request, SEE_ANSWERS)
    span = request.GET.get("span", "vecka")
    length = SPANS[span if span in SPANS else "vecka"][0]
    until = timezone.now().replace(minute=0, second=0, microsecond=0) + HOUR
    report = shares.admin_report(since=until - length, until=until)
    context = {
        "report": report,
        "rows": [(view.route, view) for view in shares.grouped(report.views, words)[: shares.MOST_SHOWN]],
        "spans": [(code, label, code == span) for code, (_length, label) in SPANS.items()],
        "rule": shares.RULE,
        **titles(TITLE, "time"),
    }
    return render(request, "operations/monitoring/answer_times.html", context)


@require_safe
def capacity(request: HttpRequest) -> HttpResponse:
    """Everything that can run out: what it is heading for, and what to do about it when."""
    _need(request, SEE_FIGURES)
    found = trends.trends(now=timezone.now())
    context = {"lines": [(one, curves.curve(one)) for one in found], **titles(CAPACITY, "order-up")}
    return render(request, "operations/monitoring/capacity.html", context)


@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: its days, its curve and its level."""
    _need(request, SEE_FIGURES)
    one = trends.trend(code, now=timezone.now())
    if one is None:
        raise Http404
    crumbs = [{"url": reverse("capacity"), "label": CAPACITY}, {"url": "", "label": one.figure.name}]
    context = {
        "trend": one,
        "curve": curves.curve(one),
        "ahead": one.ahead.days if one.ahead else [],
        "days": list(reversed(one.days.items()))[:DAYS_SHOWN],
        "code": code,
        **titles(one.figure.name, "order-up"),
        "breadcrumbs_items": crumbs,
    }
    return render(request, "operations/monitoring/figure.html", context)


def addresses() -> list[URLPattern]:
    return [
        path("monitoring/answers/", answer_times, name="answer_times"),
        path("monitoring/capacity/", capacity, name="capacity"),
        path("monitoring/capacity/<str:code>/", figure, name="figure"),
        path("monitoring/measured/", beacon.measured, name="measured"),
    ]


def _need(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied


def titles(title: Any, icon: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
