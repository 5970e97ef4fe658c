"""What the owner does when somebody's log-in is in doubt: ends sessions, decides that a second factor goes."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from commerce.customers import resets, sessions
from commerce.customers.access import AccessRefused, refuse_without, remember
from commerce.customers.models import SecondFactorReset, User

MANAGES = "customers.change_user"
WAITING, REMOVAL = gettext_lazy("Second factors to decide on"), gettext_lazy("Remove a second factor")
manages_users = permission_required(MANAGES, raise_exception=True)


@require_POST
@manages_users
def end_sessions(request, pk):
    """End the chosen session of somebody's, or all but the one that asks."""
    user = get_object_or_404(User, pk=pk)
    page = redirect("wagtailusers_users:edit", pk)
    reason, chosen = request.POST.get("reason", ""), request.POST.get("session", "")
    try:
        refuse_without(reason)
    except AccessRefused as refused:
        messages.error(request, refused)
        return page
    own = request.session.session_key or ""
    ended = sessions.end(user, [int(chosen)]) if chosen.isdecimal() else sessions.end_all(user, but=own)
    if ended:
        remember("customer.sessions_ended", user, {"count": ended}, by=request.user, reason=reason, now=timezone.now())
    told = ngettext("%d session has been ended.", "%d sessions have been ended.", ended) % ended
    messages.success(request, told)
    return page


@require_GET
@never_cache
@manages_users
def waiting(request):
    now = timezone.now()
    shown = [_shown(one, request) for one in resets.waiting(now)]
    return render(request, "customers/resets.html", {"resets": shown, **_titles()})


@never_cache
@manages_users
def decide(request, pk):
    """A second person removes the second factor, or declines with a reason."""
    asked = get_object_or_404(SecondFactorReset.objects.select_related("user", "asked_by", "decided_by"), pk=pk)
    if request.method == "POST":
        told = {"by": request.user, "now": timezone.now()}
        try:
            if "approve" in request.POST:
                resets.approve(asked, **told)
                messages.success(request, _("The second factor has been removed, and every session ended."))
            else:
                resets.decline(asked, reason=request.POST.get("reason", ""), **told)
                messages.success(request, _("The second factor is left where it is."))
            return redirect("second_factor_resets")
        except AccessRefused as refused:
            messages.error(request, refused)
    asked.refresh_from_db()
    return render(request, "customers/reset.html", {**_shown(asked, request), **_titles(str(asked.user))})


def _titles(name=""):
    crumbs = [{"url": reverse("second_factor_resets"), "label": WAITING}]
    title = f"{REMOVAL}: {name}" if name else WAITING
    crumbs += [{"url": "", "label": title}] if name else []
    return {"page_title": title, "header_title": title, "header_icon": "key", "breadcrumbs_items": crumbs}


def _shown(asked, request):
    is_open = asked.state == SecondFactorReset.State.ASKED and asked.asked_at > timezone.now() - resets.OPEN_FOR
    return {
        "asked": asked,
        "url": reverse("second_factor_reset", args=[asked.pk]),
        "until": asked.asked_at + resets.OPEN_FOR,
        "is_open": is_open,
        "may_decide": is_open and request.user.pk not in (asked.user_id, asked.asked_by_id),
        "reason": request.POST.get("reason", ""),
    }
