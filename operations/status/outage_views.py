"""Planned outages in the admin: the list, the proposal, and the page on which one is approved or withdrawn."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from operations.status import approval
from operations.status.forms import ApproveForm, OutageForm, WithdrawForm
from operations.status.planned import PlannedOutage

TITLE = gettext_lazy("Planned outages")
MAY_SEE, MAY_PROPOSE, MAY_CHANGE, MAY_APPROVE = (
    "status.view_plannedoutage",
    "status.add_plannedoutage",
    "status.change_plannedoutage",
    "status.approve_plannedoutage",
)
A_PAGE = 50


class OutagesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)  # type: ignore[union-attr]


@require_safe
def outages(request: HttpRequest) -> HttpResponse:
    """Those to come first, the nearest of them first; then those that are over or withdrawn, the last first."""
    need(request, MAY_SEE)
    now = timezone.now()
    rows = PlannedOutage.objects.select_related("proposed_by", "approved_by")
    is_past = Q(state=PlannedOutage.State.WITHDRAWN) | Q(ends_at__lte=now)
    past = Paginator(rows.filter(is_past).order_by("-starts_at"), A_PAGE).get_page(request.GET.get("p"))
    context = {
        "coming": [(one, one.phase(now)) for one in rows.exclude(is_past).order_by("starts_at")[:A_PAGE]],
        "past": past,
        "past_rows": [(one, one.phase(now)) for one in past],
        "earliest": approval.earliest_start(now=now),
        "may_propose": request.user.has_perm(MAY_PROPOSE),  # type: ignore[union-attr]
        "calendar_url": request.build_absolute_uri(reverse("outages_calendar")),
    }
    return render(request, "operations/status/outages.html", {**context, **_titles(TITLE)})


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    need(request, MAY_PROPOSE)
    form = OutageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            outage = approval.propose(by=request.user, now=timezone.now(), **form.said())  # type: ignore[arg-type]
        except approval.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The outage is proposed. It is told of when it has been approved."))
            return redirect("outage", outage.pk)
    return _form(request, form, _("Propose an outage"))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    need(request, MAY_CHANGE)
    outage = get_object_or_404(PlannedOutage, pk=pk, state=PlannedOutage.State.PROPOSED)
    form = OutageForm(request.POST or None, instance=outage)
    if request.method == "POST" and form.is_valid():
        try:
            approval.change(outage, now=timezone.now(), **form.said())
        except approval.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The proposal is saved."))
            return redirect("outage", pk)
    return _form(request, form, outage.name)


@require_safe
def outage(request: HttpRequest, pk: int) -> HttpResponse:
    need(request, MAY_SEE)
    return _page(request, _found(pk))


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    need(request, MAY_APPROVE)
    found = _found(pk)
    form = ApproveForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        approval.approve(
            found,
            by=request.user,  # type: ignore[arg-type]
            reason=form.cleaned_data.get("reason", ""),
            now=timezone.now(),
        )
    except approval.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The outage is approved, and told of from here on."))
    return redirect("outage", pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    need(request, MAY_CHANGE)
    form = WithdrawForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    try:
        approval.withdraw(_found(pk), by=request.user, why=why, now=timezone.now())  # type: ignore[arg-type]
    except approval.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The outage is withdrawn."))
    return redirect("outage", pk)


def addresses() -> list[URLPattern]:
    return [
        path("outages/", outages, name="outages"),
        path("outages/new/", propose, name="outage_new"),
        path("outages/<int:pk>/", outage, name="outage"),
        path("outages/<int:pk>/change/", change, name="outage_change"),
        path("outages/<int:pk>/approve/", approve, name="outage_approve"),
        path("outages/<int:pk>/withdraw/", withdraw, name="outage_withdraw"),
    ]


# --- the steps ---


def need(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied


def _found(pk: int) -> PlannedOutage:
    rows = PlannedOutage.objects.select_related("proposed_by", "approved_by", "withdrawn_by")
    return get_object_or_404(rows, pk=pk)


def _page(request: HttpRequest, found: PlannedOutage, form: ApproveForm | None = None) -> HttpResponse:
    now = timezone.now()
    phase, user = found.phase(now), request.user
    context = {
        "outage": found,
        "phase": phase,
        "earliest": approval.earliest_start(now=now),
        "is_open": phase in (PlannedOutage.Phase.PROPOSED, PlannedOutage.Phase.TOO_LATE),
        "may_approve": user.has_perm(MAY_APPROVE) and phase == PlannedOutage.Phase.PROPOSED,  # type: ignore[union-attr]
        "may_change": user.has_perm(MAY_CHANGE),  # type: ignore[union-attr]
        "is_owner": approval.is_owner(user),  # type: ignore[arg-type]
        "approve_form": form or ApproveForm(found),
        "withdraw_form": WithdrawForm(),
        "may_withdraw": phase not in (PlannedOutage.Phase.OVER, PlannedOutage.Phase.WITHDRAWN),
    }
    status = 422 if form else 200
    return render(request, "operations/status/outage.html", {**context, **_titles(found.name)}, status=status)


def _form(request: HttpRequest, form: OutageForm, title: str) -> HttpResponse:
    context = {"form": form, "earliest": approval.earliest_start(now=timezone.now()), **_titles(title)}
    return render(request, "operations/status/outage_form.html", context, status=422 if form.errors else 200)


def _titles(title: Any) -> dict[str, Any]:
    crumbs = [{"url": reverse("outages"), "label": TITLE}]
    if title != TITLE:
        crumbs.append({"url": "", "label": title})
    return {"page_title": title, "header_title": title, "header_icon": "calendar-alt", "breadcrumbs_items": crumbs}
