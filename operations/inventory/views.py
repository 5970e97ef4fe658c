"""Reading an advisory file, looking anew, and the report of licences."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from operations.inventory import advisories, licence_report, sums, survey
from operations.inventory.licences import Verdict

COMPONENTS = "inventory_component_modeladmin_index"


class AdvisoryForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "OSV's advisories (JSON, or the zip of all of PyPI), or the report of pip-audit as JSON."
        ),
        max_length=200,
    )
    is_whole = forms.BooleanField(
        label=gettext_lazy("It holds every advisory there is about packages of PyPI"),
        help_text=gettext_lazy(
            "Then a package that it does not name has none. Otherwise such a package is not judged."
        ),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def read_advisories(request: HttpRequest) -> HttpResponse:
    _need(request, sums.MAY_READ_FILES)
    form = AdvisoryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _take_in(request, form):
        messages.success(request, _("The file has been read, and every component held against it."))
        return redirect(COMPONENTS)
    context = {"form": form, "sums": sums.of_what_is_known(), **_titles(_("Read an advisory file"), "upload")}
    return render(request, "operations/inventory/advisories.html", context)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    _need(request, sums.MAY_READ_FILES)
    survey.look(now=timezone.now())
    messages.success(request, _("The components have been looked at."))
    return redirect(COMPONENTS)


@require_safe
def licences(request: HttpRequest) -> HttpResponse:
    _need(request, sums.MAY_SEE)
    found = licence_report.of_what_is_seen()
    context = {
        "allowed": [one for one in found if one.verdict == Verdict.ALLOWED],
        "to_look_at": [one for one in found if one.verdict != Verdict.ALLOWED],
        **_titles(_("Licences"), "doc-full"),
    }
    return render(request, "operations/inventory/licences.html", context)


def addresses() -> list[URLPattern]:
    return [
        path("inventory/advisories/", read_advisories, name="inventory_advisories"),
        path("inventory/look/", look, name="inventory_look"),
        path("inventory/licences/", licences, name="inventory_licences"),
    ]


def _take_in(request: HttpRequest, form: AdvisoryForm) -> bool:
    """Whether it could be read; otherwise the form says why not."""
    file = form.cleaned_data["file"]
    if file.size > advisories.MOST_BYTES:
        form.add_error("file", _("The file is too large."))
        return False
    whole = form.cleaned_data["is_whole"]
    try:
        survey.take_in(file.read(), name=file.name, is_whole=whole, by=request.user, now=timezone.now())
    except advisories.Unreadable as error:
        form.add_error("file", str(error))
        return False
    return True


def _need(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied


def _titles(title: str, icon: str) -> dict[str, Any]:
    home = {"url": reverse(COMPONENTS), "label": capfirst(_("components"))}
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [home, {"url": "", "label": title}],
    }
