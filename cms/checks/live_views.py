"""In the admin: the live pages that could not be published as they are."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.checks.live import begin
from cms.checks.models import LiveFault, LookThrough
from cms.desk.scheduled import may_see

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def live_faults(request):
    """What the last look through found, and when that was; a press begins a new one, which a worker carries out."""
    if not may_see(request.user):
        raise PermissionDenied
    if request.method == "POST":
        begin(now=timezone.now())
        messages.success(request, _("A worker begins within a minute."))
        return redirect("live_faults")
    rows = LiveFault.objects.filter(page__live=True).select_related("page__locale").order_by("page__title", "pk")
    shown = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "look": LookThrough.objects.first(),
        "page_obj": shown,
        "header_title": _("Pages that fail the checks"),
        "header_icon": "tasks",
        "breadcrumbs_items": [{"url": "", "label": _("Pages that fail the checks")}],
    }
    return render(request, "cms/admin/live_faults.html", context)
