"""Having a comparison made now: the worker makes it, and the page says how far it has come."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from integrations.reconciliation import board, reconcile
from integrations.reconciliation.register import MAY_DECIDE, MAY_SEE

INDEX = "integrations_differencerow_modeladmin_index"


@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    _need(request, MAY_DECIDE)
    try:
        reconcile.ask(code, by=request.user.pk, now=timezone.now())
    except LookupError as error:
        raise Http404 from error
    messages.success(request, _("The comparison begins when a worker is free. The page says how far it has come."))
    return redirect(INDEX)


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """The systems alone, asked for by the page while one of them is being compared."""
    _need(request, MAY_SEE)
    may_ask = request.user.has_perm(MAY_DECIDE)  # type: ignore[union-attr]
    context = {"systems": board.lines(now=timezone.now()), "may_ask": may_ask}
    return render(request, "integrations/reconciliation/systems.html", context)


def addresses() -> list[URLPattern]:
    return [
        path("integrations/reconciliation/progress/", progress, name="reconciliation_progress"),
        path("integrations/reconciliation/<str:code>/compare/", ask, name="reconciliation_ask"),
    ]


def _need(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied
