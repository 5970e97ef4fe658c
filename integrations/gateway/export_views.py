"""Files of rows in the admin: choose what one should hold, have it made, fetch it, and see who has had what."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from integrations.formats.tables import registry as formats
from integrations.gateway import exporting, saving
from integrations.gateway.export_forms import ExportForm, in_words
from integrations.gateway.kinds import registry
from integrations.gateway.models import Export, SavedExport
from integrations.gateway.room import crumbs, handed_out, kind_title, need_all, need_any

MAY_MAKE, MAY_SEE_ALL = "integrations.add_export", "integrations.view_export"
A_PAGE = 50


@require_safe
@never_cache
def exports(request):
    """What can be made, what is saved, and what has been made: one's own, or everybody's for those who may see it."""
    need_any(request, MAY_MAKE, MAY_SEE_ALL)
    found = _seen_by(request).select_related("by").order_by("-pk")
    made = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    saved = SavedExport.objects.select_related("made_by").order_by("name")
    if not request.user.has_perm(MAY_SEE_ALL):
        saved = saved.filter(made_by=request.user)
    context = {
        "kinds": registry.those_for(request.user) if request.user.has_perm(MAY_MAKE) else [],
        "saved": [(one, kind_title(one.kind), _format(one)) for one in saved],
        "made": made,
        "rows": [(one, kind_title(one.kind), _format(one)) for one in made],
        "now": timezone.now(),
        "breadcrumbs_items": _crumbs(),
        "page_title": _("Exports"),
        "header_icon": "download",
    }
    return render(request, "integrations/gateway/exports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request, code):
    """Choose what the file should hold. A small one is made at once, a large one by a worker."""
    need_all(request, MAY_MAKE)
    kind = _known(request, code)
    form = ExportForm(kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        now = timezone.now()
        saved = None
        if form.cleaned_data["name"]:
            rhythm, hour = form.cleaned_data["rhythm"], form.cleaned_data["hour"]
            saved = SavedExport.objects.create(
                **wanted,
                name=form.cleaned_data["name"],
                made_by=request.user,
                made_at=now,
                rhythm=rhythm,
                hour=hour,
                next_at=saving.next_time(rhythm, hour, after=now),
            )
        return _made(request, saved or Export(**wanted), now)
    context = {
        "kind": kind,
        "form": form,
        "breadcrumbs_items": _crumbs(kind.title),
        "page_title": kind.title,
        "header_icon": "download",
    }
    return render(request, "integrations/gateway/export_new.html", context)


@require_safe
@never_cache
def export(request, pk):
    """One file: how far it has come, what it holds, and where it is fetched."""
    need_any(request, MAY_MAKE, MAY_SEE_ALL)
    row = get_object_or_404(_seen_by(request).select_related("by", "saved"), pk=pk)
    kind = registry.by_code(row.kind)
    now = timezone.now()
    context = {
        "export": row,
        "kind": kind,
        "format": _format(row),
        "columns": [kind.field(code).name for code in row.columns if code in kind.codes],
        "chosen": in_words(kind, row.chosen),
        "is_kept": bool(row.file) and row.expires_at is not None and row.expires_at > now,
        "may_fetch": registry.may_have(request.user, kind),
        "breadcrumbs_items": _crumbs(row.name),
        "page_title": row.name,
        "header_icon": "download",
    }
    part = "export_progress" if request.GET.get("part") == "progress" else "export"
    return render(request, f"integrations/gateway/{part}.html", context)


@require_safe
@never_cache
def file(request, pk):
    """The file itself, as long as it is kept, for those who may have what it tells."""
    need_any(request, MAY_MAKE, MAY_SEE_ALL)
    row = get_object_or_404(_seen_by(request), pk=pk)

    def opened():
        return (
            exporting.fetched(row, by=request.user, now=timezone.now()),
            row.name,
            formats.by_code(row.format).media_type,
        )

    return handed_out(request, opened, refusal=exporting.Refused, back=redirect("export", pk))


@require_POST
def make_again(request, pk):
    need_all(request, MAY_MAKE)
    return _made(request, get_object_or_404(_saved_of(request), pk=pk), timezone.now())


@require_POST
def remove(request, pk):
    need_all(request, MAY_MAKE)
    saved = get_object_or_404(_saved_of(request), pk=pk)
    saved.delete()
    messages.success(request, _("%(name)s is not made any more. Files of it that are made stay.") % {"name": saved})
    return redirect("exports")


def addresses() -> list[URLPattern]:
    return [
        path("exports/", exports, name="exports"),
        path("exports/new/<slug:code>/", new, name="export_new"),
        path("exports/<int:pk>/", export, name="export"),
        path("exports/<int:pk>/file/", file, name="export_file"),
        path("exports/saved/<int:pk>/make/", make_again, name="export_again"),
        path("exports/saved/<int:pk>/remove/", remove, name="export_remove"),
    ]


class ExportsItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(MAY_MAKE) or request.user.has_perm(MAY_SEE_ALL)


def _made(request, wanted, now):
    try:
        row = exporting.ask(wanted, by=request.user, now=now)
    except exporting.Refused as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    exporting.make_at_once(row)
    return redirect("export", row.pk)


def _known(request, code):
    try:
        kind = registry.by_code(code)
    except KeyError as error:
        raise Http404 from error
    if not registry.may_have(request.user, kind):
        raise PermissionDenied
    return kind


def _seen_by(request):
    return Export.objects.all() if request.user.has_perm(MAY_SEE_ALL) else Export.objects.filter(by=request.user)


def _saved_of(request):
    """One's own; everybody's for those who see all."""
    mine = SavedExport.objects.filter(made_by=request.user)
    return SavedExport.objects.all() if request.user.has_perm(MAY_SEE_ALL) else mine


def _format(row):
    return formats.by_code(row.format).name


def _crumbs(*last):
    return crumbs((reverse("exports"), _("Exports")), *(("", one) for one in last))
