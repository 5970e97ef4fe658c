"""The import room: a file is left, its columns are chosen, it is tried, taken in, and undone where it must be."""

import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from integrations.formats.tables import registry as formats
from integrations.formats.tables.values import read_text
from integrations.gateway import importing, intake, mapping_views, reading, source_views, weighing, working
from integrations.gateway.import_forms import ColumnsForm, ReadingForm, UploadForm
from integrations.gateway.import_models import Import, ImportRow, ImportSource, SavedMapping
from integrations.gateway.kinds import registry
from integrations.gateway.room import crumbs, handed_out, kind_title, need_all, need_any

MAY_MAKE, MAY_SEE_ALL = "integrations.add_import", "integrations.view_import"
ANY = (MAY_MAKE, MAY_SEE_ALL, importing.MAY_APPROVE)
A_PAGE = 50
State, Stage = Import.State, ImportRow.Stage
ACTS = {
    "take": importing.take,
    "approve": importing.approve,
    "put_aside": importing.put_aside,
    "go_on": importing.go_on,
    "undo": importing.undo,
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def imports(request):
    """Leave a file; what has been left before, by oneself, or by everybody for those who may see it."""
    need_any(request, *ANY)
    kinds = importing.those_for(request.user) if request.user.has_perm(MAY_MAKE) else []
    form = UploadForm(kinds, request.POST or None, request.FILES or None)
    if request.method == "POST":
        need_all(request, MAY_MAKE)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                row = importing.receive(file, file.name, form.cleaned_data["kind"], by=request.user, now=timezone.now())
            except importing.Refused as refusal:
                raise PermissionDenied(str(refusal)) from refusal
            row = working.run(row)
            return redirect("import_columns" if row.state == State.READ else "import", row.pk)
    sources = _sources_of(request).select_related("made_by").order_by("name")
    found = Paginator(_seen_by(request).select_related("by").order_by("-pk"), A_PAGE).get_page(request.GET.get("p"))
    context = {
        "form": form,
        "kinds": kinds,
        "found": found,
        "rows": [(one, kind_title(one.kind), _chip(one)) for one in found],
        "sources": [(one, kind_title(one.kind)) for one in sources],
        "may_make_sources": all(request.user.has_perm(one) for one in source_views.MAY_MAKE),
        "breadcrumbs_items": _crumbs(),
        "page_title": _("Imports"),
        "header_icon": "upload",
    }
    return render(request, "integrations/gateway/imports.html", context)


@require_safe
@never_cache
def page(request, pk):
    """One import: where it is, what its trial said or what became of it, row by row, and what can be done."""
    need_any(request, *ANY)
    row = get_object_or_404(_seen_by(request).select_related("by", "approved_by", "undone_by", "source"), pk=pk)
    kind = registry.TAKEN_IN.get(row.kind)
    may = kind is not None and intake.may_take(request.user, kind)
    context = {
        "import": row,
        "kind": kind,
        "chip": _chip(row),
        "format": _format(row),
        "steps": _steps(row),
        "stops": weighing.in_words(kind, row.stops) if kind else [],
        "counts": _counts(row),
        "may": may,
        "may_approve": kind is not None and importing.may_approve(row, request.user),
        "is_own": row.by_id == request.user.pk,
        "before": importing.taken_before(row) if row.state in (State.READ, State.TRIED) else None,
        "into": _into(row),
        "breadcrumbs_items": _crumbs(row.name),
        "page_title": row.name,
        "header_icon": "upload",
    }
    if request.GET.get("part") == "progress":
        return render(request, "integrations/gateway/import_progress.html", context)
    if may and not row.is_at_work:
        context |= _listed(request, row, kind)
    return render(request, "integrations/gateway/import.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def columns(request, pk):
    """How the file is read and which heading is which column, with its first rows as they would be read."""
    need_all(request, MAY_MAKE)
    row = get_object_or_404(_seen_by(request), pk=pk)
    kind = _taken_in(request, row)
    if row.state not in (State.READ, State.TRIED, State.HELD, State.FAILED) or row.outcome or not row.file:
        return redirect("import", pk)
    given = request.POST or None
    how = ReadingForm(row, given)
    form = ColumnsForm(kind, row.sample.get("headings", []), given, mapped=row.mapped)
    if request.method == "POST" and how.is_valid():
        if how.options() != row.options or not row.sample:
            row = working.run(importing.read_again(row, options=how.options(), by=request.user, now=timezone.now()))
            messages.info(request, _("The file has been read again. See that the columns are right."))
            return redirect("import_columns" if row.sample else "import", pk)
        if form.is_valid() and request.POST.get("do") == "try":
            return _tried(request, row, form)
    mapped = form.mapped() if form.is_bound and hasattr(form, "cleaned_data") else row.mapped
    shown = [(capfirst(str(one.name)), mapped[one.code]) for one in reading.chosen(kind, mapped)]
    rows = reading.preview(kind, row.sample, mapped) if row.sample else []
    context = {
        "import": row,
        "kind": kind,
        "how": how,
        "form": form,
        "format": _format(row),
        "shown": shown,
        "preview": [
            (line, [(name, cell) for (name, _heading), cell in zip(shown, cells, strict=True)]) for line, cells in rows
        ],
        "delimiter": {"csv": _("comma"), "semicolon": _("semicolon"), "tsv": _("tab")}.get(
            row.sample.get("format", ""), ""
        ),
        "before": importing.taken_before(row),
        "steps": _steps(row),
        "breadcrumbs_items": _crumbs((reverse("import", args=[pk]), row.name), _("Columns")),
        "page_title": row.name,
        "header_icon": "upload",
    }
    return render(request, "integrations/gateway/import_columns.html", context)


@require_POST
def act(request, pk):
    """Take an import one step on. Refused with words where it cannot be, and then nothing has changed."""
    need_any(request, *ANY)
    row = get_object_or_404(_seen_by(request), pk=pk)
    wanted = request.POST.get("do")
    if wanted not in ACTS or (wanted != "approve" and not request.user.has_perm(MAY_MAKE)):
        raise PermissionDenied
    try:
        working.run(ACTS[wanted](row, by=request.user, now=timezone.now()))
    except importing.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("import", pk)


@require_safe
@never_cache
def file(request, pk):
    """The file as it came, for those who may change what it tells."""
    need_any(request, *ANY)
    row = get_object_or_404(_seen_by(request), pk=pk)

    def opened():
        return importing.fetched(row, by=request.user, now=timezone.now()), row.name, "application/octet-stream"

    return handed_out(request, opened, refusal=importing.Refused, back=redirect("import", pk))


@require_safe
@never_cache
def rejects(request, pk):
    """The refused rows as a file in the same format, with the reason last."""
    need_any(request, *ANY)
    row = get_object_or_404(_seen_by(request), pk=pk)

    def opened():
        made = tempfile.TemporaryFile()
        importing.rejected(row, made, by=request.user, now=timezone.now())
        made.seek(0)
        format = formats.by_code(row.sample["format"])
        word = _("refused rows")
        return made, f"{PurePath(row.name).stem}-{word}.{format.extension}", format.media_type

    return handed_out(request, opened, refusal=importing.Refused, back=redirect("import", pk))


def addresses() -> list[URLPattern]:
    return [
        path("imports/", imports, name="imports"),
        path("imports/<int:pk>/", page, name="import"),
        path("imports/<int:pk>/columns/", columns, name="import_columns"),
        path("imports/<int:pk>/do/", act, name="import_do"),
        path("imports/<int:pk>/file/", file, name="import_file"),
        path("imports/<int:pk>/refused/", rejects, name="import_refused"),
        *source_views.addresses(),
        *mapping_views.addresses(),
    ]


class ImportsItem(MenuItem):
    def is_shown(self, request):
        return any(request.user.has_perm(one) for one in ANY)


# --- the steps ---


def _tried(request, row, form):
    now, mapped = timezone.now(), form.mapped()
    if name := form.cleaned_data["name"]:
        SavedMapping.objects.update_or_create(
            name=name,
            defaults={
                "kind": row.kind,
                "headings": row.sample["headings"],
                "mapped": mapped,
                "options": row.options,
                "made_by": request.user,
                "made_at": now,
            },
        )
    try:
        working.run(importing.choose(row, mapped=mapped, by=request.user, now=now))
    except importing.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("import", row.pk)


def _listed(request, row, kind):
    """The rows of one outcome, a page at a time, as people read them."""
    stage = Stage.TAKEN if row.outcome else Stage.TRIED
    left = row.rows.filter(stage=Stage.LEFT).count()
    counts = _counts(row)
    tabs = [
        (outcome, words, counts.get(outcome, 0))
        for outcome, words in (
            ("refused", _("Refused rows")), ("changed", _("Changed rows")), ("new", _("New rows")),
        )
    ]  # fmt: skip
    if left:
        tabs.insert(0, ("left", _("Not undone"), left))
    tabs = [tab for tab in tabs if tab[2]]
    wanted = request.GET.get("show")
    show = wanted if wanted in [tab[0] for tab in tabs] else tabs[0][0] if tabs else ""
    found = row.rows.filter(stage=Stage.LEFT) if show == "left" else row.rows.filter(stage=stage, outcome=show)
    listed = Paginator(found.order_by("line", "pk"), A_PAGE).get_page(request.GET.get("p"))
    return {
        "tabs": tabs,
        "show": show,
        "listed": listed,
        "lines": [_line(one, kind) for one in listed] if show else [],
    }


def _line(one, kind):
    names = {field.code: capfirst(str(field.name)) for field in kind.fields}
    keys = [read_text(one.given[field.code]) for field in kind.fields if field.is_key and one.given.get(field.code)]
    changes = [(names.get(code, code), _told(was), _told(became)) for code, (was, became) in one.changes.items()]
    return {
        "line": one.line,
        "key": " · ".join(keys),  # type: ignore[arg-type]
        "column": names.get(one.column, one.column),
        "value": one.value,
        "reason": one.reason,
        "changes": changes,
    }


def _told(value):
    """A value as people read it."""
    if isinstance(value, Decimal):
        return localize(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H:i")
    return read_text(value) or "–"


def _counts(row):
    return row.outcome or row.tried


def _steps(row):
    """Where it is on its way: words, and whether the step is done or the one that it is in."""
    at = {
        State.ARRIVED: 0, State.READ: 1, State.TO_TRY: 2, State.TRIED: 2, State.HELD: 2, State.TO_TAKE: 3,
        State.TAKEN: 4, State.TO_UNDO: 4, State.UNDONE: 4,
    }.get(State(row.state), -1)  # fmt: skip
    if at < 0:
        at = 3 if row.outcome else 2 if row.tried else 1 if row.sample else 0
    words = (_("File"), _("Columns"), _("Trial"), _("Take it in"))
    return [(word, place < at, place == at) for place, word in enumerate(words)]


def _chip(row):
    if row.state == State.FAILED:
        return "bad"
    if row.state == State.TAKEN:
        return "good"
    return "quiet" if row.state in (State.UNDONE, State.PUT_ASIDE) else "wait"


def _into(row):
    """The page of what the rows were taken into."""
    if row.into is None or row.kind != "prices" or row.state == State.UNDONE:
        return ""
    return reverse("pricing_pricechangeset_modeladmin_inspect", args=[row.into])


def _taken_in(request, row):
    kind = registry.TAKEN_IN.get(row.kind)
    if kind is None or not intake.may_take(request.user, kind):
        raise PermissionDenied
    return kind


def _seen_by(request):
    user = request.user
    everybodys = user.has_perm(MAY_SEE_ALL) or user.has_perm(importing.MAY_APPROVE)
    return Import.objects.all() if everybodys else Import.objects.filter(by=user)


def _sources_of(request):
    mine = ImportSource.objects.filter(made_by=request.user)
    return ImportSource.objects.all() if request.user.has_perm(MAY_SEE_ALL) else mine


def _format(row):
    code = (row.sample or {}).get("format", "")
    return formats.by_code(code).name if code else ""


def _crumbs(*last):
    return crumbs((reverse("imports"), _("Imports")), *(one if isinstance(one, tuple) else ("", one) for one in last))
