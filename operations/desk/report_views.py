"""The report on tickets of a period: as a page, as PDF/A and as a spreadsheet."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from integrations.formats.tables import registry
from integrations.formats.tables.column import Column, Kind, Value
from integrations.formats.tables.format import Options
from operations.desk.counting import Line, Report, report
from operations.desk.views import MAY_SEE
from operations.desk.words import span

FILES = ("pdf", "xlsx", "ods")
MONTH = timedelta(days=30)


class PeriodForm(forms.Form):
    """From one day to another, both included, on the shop's clock."""

    first = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=gettext_lazy("Through"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self):
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not (date(2000, 1, 1) <= first <= last <= date(9000, 1, 1)):
            raise forms.ValidationError(_("The period ends before it begins."))
        return cleaned


@require_safe
def tickets_report(request: HttpRequest) -> HttpResponse:
    """The last thirty days until another period is asked for; with `file` as one of `FILES`."""
    if not request.user.has_perm(MAY_SEE):  # type: ignore[union-attr]
        raise Http404
    today = timezone.localdate()
    asked = request.GET if "first" in request.GET else None
    form = PeriodForm(asked or {"first": today - MONTH, "last": today})
    found = None
    if form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        found = report(_midnight(first), _midnight(last + timedelta(days=1)), total=_("All"), no_category=_("None"))
        if wanted := request.GET.get("file"):
            return _file(found, wanted, first, last)
    title = _("Report on tickets")
    context = {
        "form": form,
        "report": found,
        "groups": _groups(found) if found else [],
        "breadcrumbs_items": [{"url": "", "label": title}],
        "page_title": title,
        "header_title": title,
        "header_icon": "doc-full",
    }
    return render(request, "modeladmin/desk/report.html", context, status=422 if form.errors else 200)


def addresses() -> list[URLPattern]:
    return [path("desk/report/", tickets_report, name="tickets_report")]


def _groups(found: Report) -> list[tuple[str, list[tuple[Line, str, str]]]]:
    """Heading and lines, each line with its medians in words."""
    return [
        (heading, [(line, *_medians(line)) for line in lines])
        for heading, lines in (
            (_("All tickets"), [found.total]),
            (_("By priority"), found.by_priority),
            (_("By category"), found.by_category),
        )
    ]


def _medians(line: Line) -> tuple[str, str]:
    return tuple("–" if value is None else span(value) for value in (line.median_answer, line.median_solve))  # type: ignore[return-value]


def _file(found: Report, wanted: str, first: date, last: date) -> HttpResponse:
    if wanted not in FILES:
        raise Http404
    kind = registry.by_code(wanted)
    columns = [
        Column(name=_("Group")),
        Column(name=_("Tickets")),
        *(
            Column(name=name, kind=Kind.INTEGER)
            for name in (
                _("Opened"),
                _("Answered"),
                _("Answered in time"),
                _("Median to answer, minutes"),
                _("Solved"),
                _("Solved in time"),
                _("Median to solution, minutes"),
            )
        ),
    ]
    file = BytesIO()
    title = _("Tickets %(first)s – %(last)s") % {"first": first, "last": last}
    kind.write(_rows(found), file, columns, Options(title=title, at=timezone.now()))
    answer = HttpResponse(file.getvalue(), content_type=kind.media_type)
    answer["Content-Disposition"] = f'attachment; filename="arenden-{first}-{last}.{kind.extension}"'
    return answer


def _rows(found: Report) -> Iterator[list[Value]]:
    for heading, lines in _groups(found):
        for line, _answer, _solve in lines:
            yield [
                heading,
                line.name,
                line.opened,
                line.answered,
                line.answered_in_time,
                _minutes(line.median_answer),
                line.solved,
                line.solved_in_time,
                _minutes(line.median_solve),
            ]


def _minutes(length: timedelta | None) -> int | None:
    return None if length is None else round(length.total_seconds() / 60)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
