"""A page as it is beside the same page as it becomes, at the width of a phone, a tablet or a desktop."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cms.preview.access import stands
from cms.preview.links import of_request
from cms.preview.look import words
from cms.preview.middleware import AS_IT_IS, marked
from cms.preview.views import within

WIDTHS = {"phone": _("Phone"), "tablet": _("Tablet"), "desktop": _("Desktop")}


@require_safe
def beside(request):
    """Both in frames of their own. Only for one who looks through a link that is good."""
    link = of_request(request, now=timezone.now())
    if not stands(link):
        return marked(render(request, "preview/gone.html", status=404))
    path = within(request.GET.get("to", ""), "/").partition("#")[0]
    width = request.GET.get("width", "")
    width = width if width in WIDTHS else "phone"
    context = {
        "path": path,
        "now": f"{path}{'&' if '?' in path else '?'}{urlencode({AS_IT_IS: 1})}",
        "width": width,
        "widths": WIDTHS.items(),
        "look": words([link.as_look()])[0],
    }
    return marked(render(request, "preview/beside.html", context))
