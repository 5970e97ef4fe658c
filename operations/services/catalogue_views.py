"""The catalogue in the admin: the list, a service with its versions, its draft, and publishing it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from operations.services import editing, prices
from operations.services.account_forms import ChooseForm
from operations.services.catalogue import Service, ServiceVersion
from operations.services.forms import DraftForm, row_set, rows_of

TITLE = gettext_lazy("Service catalogue")
MAY_SEE, MAY_ADD, MAY_CHANGE, MAY_PUBLISH = (
    "services.view_service",
    "services.add_service",
    "services.change_service",
    "services.publish_service",
)


class CatalogueItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)  # type: ignore[union-attr]


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    need(request, MAY_SEE)
    rows = list(Service.objects.annotate(ordered=Count("versions__parts")).order_by("position", "code"))
    said = {one.service_id: one for one in editing.current()}
    drafts = {one.service_id: one for one in ServiceVersion.objects.filter(published_at=None)}
    context = {
        "rows": [(one, said.get(one.pk) or drafts.get(one.pk), one.pk in said, drafts.get(one.pk)) for one in rows],
        "may_add": request.user.has_perm(MAY_ADD),  # type: ignore[union-attr]
    }
    return render(request, "operations/services/services.html", {**context, **_titles(TITLE)})


@require_safe
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """What is published, the draft, and every version before."""
    need(request, MAY_SEE)
    found = get_object_or_404(Service, pk=pk)
    versions = list(
        found.versions.select_related("category", "made_by", "published_by")
        .annotate(ordered=Count("parts"))
        .order_by("-number")
    )
    published = [one for one in versions if one.published_at]
    draft = next((one for one in versions if not one.published_at), None)
    user = request.user
    context = {
        "service": found,
        "current": published[0] if published else None,
        "draft": draft,
        "versions": published,
        "may_change": user.has_perm(MAY_CHANGE),  # type: ignore[union-attr]
        "may_publish": user.has_perm(MAY_PUBLISH),  # type: ignore[union-attr]
    }
    title = versions[0].name if versions else found.code
    return render(request, "operations/services/service.html", {**context, **_titles(title)})


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version as it is or was, with its form as the customer sees it."""
    need(request, MAY_SEE)
    rows = ServiceVersion.objects.select_related("service", "category", "made_by", "published_by")
    found = get_object_or_404(rows, service=pk, number=number)
    cost = prices.price(found, now=timezone.now())
    context = {"version": found, "cost": cost, "form": ChooseForm(version=found), "service": found.service}
    title = _("Version %(number)s") % {"number": number}
    return render(request, "operations/services/version.html", {**context, **_titles(title, found)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    need(request, MAY_ADD)
    form, rows = DraftForm(request.POST or None), row_set(request.POST or None, None)
    if request.method == "POST" and _are_valid(form, rows):
        said = dict(form.cleaned_data)
        code, position = said.pop("code"), said.pop("position")
        made = editing.begin(
            code,
            position=position,
            by=request.user,  # type: ignore[arg-type]
            now=timezone.now(),
            fields=rows_of(rows),
            **said,
        )
        messages.success(request, _("The draft is saved. It is offered when it has been published."))
        return redirect("service_admin", made.service_id)
    return _form(request, form, rows, _("New service"), reverse("services_admin"))


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of a service; it begins as what the last version says, when it is saved the first time."""
    need(request, MAY_CHANGE)
    found = get_object_or_404(Service, pk=pk)
    shown = found.versions.order_by("-number").first()
    if request.method == "POST":
        shown = editing.draft_of(found, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    initial = {"changes": ""} if shown and shown.published_at else None
    form = DraftForm(request.POST or None, instance=shown, initial=initial)
    rows = row_set(request.POST or None, shown)
    if request.method == "POST" and _are_valid(form, rows):
        form.instance.fields = rows_of(rows)
        form.save()
        Service.objects.filter(pk=pk).update(position=form.cleaned_data["position"])
        messages.success(request, _("The draft is saved. It is offered when it has been published."))
        return redirect("service_admin", pk)
    return _form(request, form, rows, _("Draft"), reverse("service_admin", args=[pk]))


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    need(request, MAY_PUBLISH)
    try:
        made = editing.publish(get_object_or_404(Service, pk=pk), by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except editing.NothingToPublish:
        messages.error(request, _("There is no draft to publish."))
    else:
        said = _("Version %(number)s is published. Orders made before keep theirs.") % {"number": made.number}
        messages.success(request, said)
    return redirect("service_admin", pk)


@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    need(request, MAY_CHANGE)
    found = get_object_or_404(Service, pk=pk)
    editing.throw_away(found)
    messages.success(request, _("The draft is gone."))
    return redirect("service_admin", pk)


@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the service off the list, or put it back."""
    need(request, MAY_PUBLISH)
    is_offered = request.POST.get("offer") == "yes"
    get_object_or_404(Service, pk=pk)
    Service.objects.filter(pk=pk).update(is_offered=is_offered)
    said = _("The service is offered again.") if is_offered else _("The service is offered no more.")
    messages.success(request, said)
    return redirect("service_admin", pk)


def addresses() -> list[URLPattern]:
    return [
        path("services/catalogue/", services, name="services_admin"),
        path("services/catalogue/new/", new, name="service_new"),
        path("services/catalogue/<int:pk>/", service, name="service_admin"),
        path("services/catalogue/<int:pk>/draft/", draft, name="service_draft"),
        path("services/catalogue/<int:pk>/publish/", publish, name="service_publish"),
        path("services/catalogue/<int:pk>/throw-away/", throw_away, name="service_throw_away"),
        path("services/catalogue/<int:pk>/offer/", offer, name="service_offer"),
        path("services/catalogue/<int:pk>/<int:number>/", version, name="service_version"),
    ]


# --- the steps ---


def need(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied


def _are_valid(*forms: Any) -> bool:
    """All are asked, so that all that is wrong is shown at once."""
    answers = [one.is_valid() for one in forms]
    return all(answers)


def _form(request: HttpRequest, form: DraftForm, rows: Any, title: str, back: str) -> HttpResponse:
    is_wrong = form.is_bound and not _are_valid(form, rows)
    context = {"form": form, "rows": rows, "back_url": back, **_titles(title)}
    return render(request, "operations/services/draft.html", context, status=422 if is_wrong else 200)


def _titles(title: Any, under: ServiceVersion | None = None) -> dict[str, Any]:
    crumbs = [{"url": reverse("services_admin"), "label": TITLE}]
    if under is not None:
        crumbs.append({"url": reverse("service_admin", args=[under.service_id]), "label": under.name})
    if title != TITLE:
        crumbs.append({"url": "", "label": title})
    return {"page_title": title, "header_title": title, "header_icon": "list-ul", "breadcrumbs_items": crumbs}
