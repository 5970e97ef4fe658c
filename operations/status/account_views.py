"""On the account pages: letters about outages, wanted or not, and what is planned."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from operations.status import words
from operations.status.followed import OutageFollower
from operations.status.planned import PlannedOutage


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def outage_letters(request: HttpRequest) -> HttpResponse:
    now, own = timezone.now(), OutageFollower.objects.filter(user=request.user.pk)
    if request.method == "POST":
        if request.POST.get("wanted") == "yes":
            said = {"locale": get_language() or "sv", "since": now}
            OutageFollower.objects.get_or_create(user=request.user, defaults=said)  # type: ignore[misc]
            messages.success(request, _("We write to you about outages."))
        else:
            own.delete()
            messages.success(request, _("We no longer write to you about outages."))
        return redirect("outage_letters")
    coming = PlannedOutage.objects.filter(state=PlannedOutage.State.APPROVED, ends_at__gt=now).order_by("starts_at")
    context = {
        "is_following": own.exists(),
        "coming": [words.span(one.starts_at, one.ends_at) for one in coming],
        "status_url": "/status/" if get_language() == "sv" else "/status/en/",
    }
    return render(request, "account/outage_letters.html", context)
