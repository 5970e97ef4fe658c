"""Columns that are saved with a name: what each says, under which name, and which source reads its files so."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from integrations.gateway import importing
from integrations.gateway.import_models import SavedMapping
from integrations.gateway.kinds import registry
from integrations.gateway.room import crumbs, kind_title, need_all

MAY_MAKE, MAY_SEE_ALL = "integrations.add_import", "integrations.view_import"


class NameForm(forms.ModelForm):
    class Meta:
        model = SavedMapping
        fields = ("name",)
        labels = {"name": gettext_lazy("Name")}


@require_safe
@never_cache
def mappings(request):
    """Everybody's, of the kinds that one may take in: a file is read so whoever leaves it."""
    found = _seen_by(request).select_related("made_by").prefetch_related("sources").order_by("name")
    context = {
        "rows": [(one, kind_title(one.kind), list(one.sources.all())) for one in found],
        "breadcrumbs_items": _crumbs(),
        "page_title": _("Saved columns"),
        "header_icon": "upload",
    }
    return render(request, "integrations/gateway/import_mappings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mapping(request, pk):
    """Which heading is which column, and its name, to be changed by whoever saved it."""
    one = get_object_or_404(_seen_by(request), pk=pk)
    form = NameForm(request.POST or None, instance=one)
    if request.method == "POST":
        _need_own(request, one)
        if form.is_valid():
            form.save()
            messages.success(request, _("The columns are called %(name)s.") % {"name": one})
            return redirect("import_mappings")
    kind = registry.TAKEN_IN[one.kind]
    names = {field.code: capfirst(str(field.name)) for field in kind.fields}
    name = SavedMapping.objects.values_list("name", flat=True).get(pk=pk)
    context: dict[str, Any] = {
        "mapping": one,
        "kind": kind,
        "form": form,
        "is_own": _is_own(request, one),
        "columns": [(names.get(code, code), heading) for code, heading in one.mapped.items()],
        "sources": list(one.sources.order_by("name")),
        "breadcrumbs_items": _crumbs(name),
        "page_title": name,
        "header_icon": "upload",
    }
    return render(request, "integrations/gateway/import_mapping.html", context)


@require_POST
def remove(request, pk):
    one = get_object_or_404(_seen_by(request), pk=pk)
    _need_own(request, one)
    try:
        one.delete()
    except ProtectedError:
        messages.error(request, _("%(name)s is used by a source. Choose other columns there first.") % {"name": one})
        return redirect("import_mapping", pk)
    messages.success(request, _("%(name)s is taken away. What has come by it stays.") % {"name": one})
    return redirect("import_mappings")


def addresses() -> list[URLPattern]:
    return [
        path("imports/columns/", mappings, name="import_mappings"),
        path("imports/columns/<int:pk>/", mapping, name="import_mapping"),
        path("imports/columns/<int:pk>/remove/", remove, name="import_mapping_remove"),
    ]


def _seen_by(request):
    need_all(request, MAY_MAKE)
    return SavedMapping.objects.filter(kind__in=[kind.code for kind in importing.those_for(request.user)])


def _is_own(request, one):
    return one.made_by_id == request.user.pk or request.user.has_perm(MAY_SEE_ALL)


def _need_own(request, one):
    if not _is_own(request, one):
        raise PermissionDenied


def _crumbs(*last):
    at = reverse("import_mappings") if last else ""
    return crumbs((reverse("imports"), _("Imports")), (at, _("Saved columns")), *(("", one) for one in last))
