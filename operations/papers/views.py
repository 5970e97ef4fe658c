"""The documents of the service in the admin: a list, each made from what is measured when it is fetched."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from operations.acceptance import paper
from operations.acceptance.views import MAY_SEE
from operations.papers import documents, period, written

TITLE = _("Documents of the service")
MONTHS = 13


class PapersItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)  # type: ignore[union-attr]


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    _need(request)
    now = timezone.now()
    months = period.last_months(MONTHS, now=now)
    chosen = _month(request, now)
    context = {
        "rows": [(one, written.read(one.name).title) for one in documents.DOCUMENTS.values()],
        "months": [(one.name, one.first) for one in months],
        "chosen": chosen,
        "page_title": TITLE,
        "header_title": TITLE,
        "header_icon": "doc-full",
        "breadcrumbs_items": [{"url": "", "label": TITLE}],
    }
    return render(request, "operations/papers/papers.html", context)


@require_safe
def document(request: HttpRequest, name: str, form: str) -> HttpResponse:
    _need(request)
    if name not in documents.DOCUMENTS or form not in paper.MEDIA:
        raise Http404
    now = timezone.now()
    made = documents.made(documents.DOCUMENTS[name], _month(request, now), now=now)
    answer = HttpResponse(paper.written(made, form), content_type=paper.MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="{paper.file_name(made, form)}"'
    return answer


def addresses() -> list[URLPattern]:
    return [
        path("papers/", papers, name="papers"),
        path("papers/<slug:name>.<slug:form>", document, name="paper"),
    ]


def _need(request: HttpRequest) -> None:
    if not request.user.has_perm(MAY_SEE):  # type: ignore[union-attr]
        raise PermissionDenied


def _month(request: HttpRequest, now) -> period.Month:
    try:
        return period.month(request.GET.get("manad", ""), now=now)
    except period.NoMonth as error:
        raise Http404 from error
