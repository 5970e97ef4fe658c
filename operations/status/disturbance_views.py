"""Disturbances in the admin, and the service level of each month."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import AdminDateTimeInput

from commerce.register.workbook import workbook
from integrations.formats.tables.protect import would_run
from operations.status import disturbing, standing
from operations.status.availability import PROMISE
from operations.status.disturbed import Disturbance
from operations.status.outage_views import need

TITLE = gettext_lazy("Service level")
MAY_SEE, MAY_WRITE = "status.view_disturbance", "status.change_disturbance"
MONTHS, SHOWN = 13, 100


class LevelItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)  # type: ignore[union-attr]


class DisturbanceForm(forms.ModelForm):
    """What goes on at once is asked of the database when it is saved."""

    class Meta:
        model = Disturbance
        fields = disturbing.SAID
        labels = {"effect": pgettext_lazy("disturbance", "How it is")}
        widgets = {
            "words_sv": forms.Textarea({"rows": 2}),
            "words_en": forms.Textarea({"rows": 2}),
            "why_not": forms.Textarea({"rows": 2}),
            "begins_at": AdminDateTimeInput,
            "ends_at": AdminDateTimeInput,
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        now = timezone.now()
        for name in ("begins_at", "ends_at"):
            if said.get(name) and said[name] > now:
                self.add_error(name, _("That is still to come. What is planned is a planned outage."))
        return said

    def _post_clean(self) -> None:
        """The rules of the row are those of `disturbing`, which says them in one place."""


@require_safe
def level(request: HttpRequest) -> HttpResponse:
    """The figures of each month, and what they are made of."""
    need(request, MAY_SEE)
    now = timezone.now()
    context = {
        "months": standing.kept_months(MONTHS, now=now),
        "promise": PROMISE,
        "rows": Disturbance.objects.order_by("-begins_at")[:SHOWN],
        "may_write": request.user.has_perm(MAY_WRITE),  # type: ignore[union-attr]
    }
    return render(request, "operations/status/level.html", {**context, **_titles(TITLE)})


@require_safe
def level_file(request: HttpRequest) -> HttpResponse:
    """The same months as a spreadsheet."""
    need(request, MAY_SEE)
    headings = [
        _("Month"),
        _("Promised minutes"),
        _("Planned minutes"),
        _("Minutes out of order"),
        _("Availability, %"),
        _("Promise, %"),
        _("Kept"),
    ]
    rows: list[list[Any]] = [
        [
            f"{one.first:%Y-%m}",
            one.promised_minutes,
            one.planned_minutes,
            one.down_minutes,
            one.percent,
            PROMISE,
            _("yes") if one.is_kept else _("no"),
        ]
        for one in standing.kept_months(MONTHS, now=timezone.now())
    ]
    made = b"".join(workbook(str(TITLE), headings, rows, is_runnable=would_run))
    answer = HttpResponse(made, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = 'attachment; filename="serviceniva.xlsx"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Tell of one, say more of it, or that it is over."""
    need(request, MAY_WRITE)
    row = get_object_or_404(Disturbance, pk=pk) if pk else Disturbance(begins_at=timezone.now())
    form = DisturbanceForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in disturbing.SAID}
        try:
            disturbing.write(row, by=request.user, now=timezone.now(), **said)  # type: ignore[arg-type]
        except disturbing.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written, and stands on the status page."))
            return redirect("service_level")
    title = str(row) if pk else _("Tell of a disturbance")
    context = {"form": form, **_titles(title)}
    return render(request, "operations/status/disturbance_form.html", context, status=422 if form.errors else 200)


def addresses() -> list[URLPattern]:
    return [
        path("service-level/", level, name="service_level"),
        path("service-level/serviceniva.xlsx", level_file, name="service_level_file"),
        path("service-level/disturbances/new/", write, name="disturbance_new"),
        path("service-level/disturbances/<int:pk>/", write, name="disturbance"),
    ]


def _titles(title: Any) -> dict[str, Any]:
    crumbs = [{"url": reverse("service_level"), "label": TITLE}]
    if title != TITLE:
        crumbs.append({"url": "", "label": title})
    return {"page_title": title, "header_title": title, "header_icon": "clipboard-list", "breadcrumbs_items": crumbs}
