"""The board of flows in the admin, the page of each flow, and the setting of its rhythm."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from commerce.customers.models import User
from commerce.events.models import Event
from integrations import outbox, strange
from integrations.flows import begun, board, health, setting
from integrations.flows.forms import RhythmForm
from integrations.flows.words import changed_words, rhythm_words

TITLE = gettext_lazy("Flows")
MAY_SEE, MAY_CHANGE, MAY_SEND = (
    "integrations.view_watchedflow",
    "integrations.change_watchedflow",
    "integrations.change_delivery",
)
CHANGES_SHOWN = 20


class FlowsItem(MenuItem):
    @classmethod
    def first(cls) -> "FlowsItem":
        return cls(TITLE, reverse("flows"), name="flows", icon_name="view", order=0)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)  # type: ignore[union-attr]


@require_safe
def flows(request: HttpRequest) -> HttpResponse:
    _need(request, MAY_SEE)
    now = timezone.now()
    lines = board.lines(now=now)
    context = {
        "lines": [line for line in lines if not line.is_pulse],
        "pulses": health.pulses(now=now),
        "grave": [line for line in lines if line.is_grave],
        "strange": strange.lately(now=now),
        "not_set_up": board.not_set_up(),
        "partners_url": settings.SANDBOX_URL,
        "now": now,
    }
    return render(request, "integrations/flows/board.html", {**context, **_titles(TITLE)})


@require_safe
def flow(request: HttpRequest, code: str) -> HttpResponse:
    _need(request, MAY_SEE)
    line = board.line(code, now=timezone.now()) or _missing()
    context = {
        "line": line,
        "rhythm": rhythm_words(line.known),
        "runs": board.runs(code) if not line.rows_url and not line.is_pulse else None,
        "misses": board.misses(code),
        "waiting": board.waiting(line.known),
        "unworked": board.unworked(line.known),
        "unbegun": begun.unbegun(line.known).count() if line.facts.unbegun else 0,
        "changes": _changes(code),
        "partner_url": _partner_url(line.known.flow.system),
        "may_change": request.user.has_perm(MAY_CHANGE),  # type: ignore[union-attr]
        "may_send": request.user.has_perm(MAY_SEND),  # type: ignore[union-attr]
    }
    return render(request, "integrations/flows/flow.html", {**context, **_titles(line.known.flow.name)})


@require_http_methods(["GET", "POST"])
def rhythm(request: HttpRequest, code: str) -> HttpResponse:
    """Set the rhythm, or give back the one it has from the start."""
    _need(request, MAY_CHANGE)
    line = board.line(code, now=timezone.now()) or _missing()
    form = RhythmForm(line.known, request.POST or None)
    if request.method == "POST" and ("usual" in request.POST or form.is_valid()):
        values = setting.as_usual() if "usual" in request.POST else form.values(line.known)
        is_news = setting.change(code, values, by=request.user.pk or 0, now=timezone.now())
        messages.success(request, _("The rhythm is saved.") if is_news else _("Nothing was changed."))
        return redirect("flow", code)
    context = {"line": line, "form": form, "usual": rhythm_words(line.known, is_usual=True)}
    return render(
        request,
        "integrations/flows/rhythm.html",
        {**context, **_titles(line.known.flow.name, _("Rhythm"))},
        status=422 if form.errors else 200,
    )


@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Have what never began routed again: each target gets what it has not, nothing twice."""
    _need(request, MAY_SEND)
    line = board.line(code, now=timezone.now()) or _missing()
    count = begun.begin(line.known)
    outbox.nudge()
    said = ngettext("%(count)s event is to be sent.", "%(count)s events are to be sent.", count) % {"count": count}
    messages.success(request, said)
    return redirect("flow", code)


def addresses() -> list[URLPattern]:
    return [
        path("flows/", flows, name="flows"),
        path("flows/<str:code>/", flow, name="flow"),
        path("flows/<str:code>/rhythm/", rhythm, name="flow_rhythm"),
        path("flows/<str:code>/begin/", begin, name="flow_begin"),
    ]


def _need(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied


def _missing() -> Any:
    raise Http404


def _titles(title: Any, sub: str = "") -> dict[str, Any]:
    crumbs = [{"url": reverse("flows"), "label": TITLE}]
    if title != TITLE:
        crumbs.append({"url": "", "label": title, "sublabel": sub})
    return {"page_title": title, "header_title": title, "header_icon": "view", "breadcrumbs_items": crumbs}


def _partner_url(system: str) -> str:
    """Where what a partner holds can be looked at; empty where it is a real one."""
    return f"{settings.SANDBOX_URL}/{system}/" if system in settings.SANDBOX_PAGES else ""


def _changes(code: str) -> list[dict[str, Any]]:
    """Who has set what, newest first."""
    events = list(Event.objects.filter(subject=f"flow:{code}", kind=setting.KIND).order_by("-pk")[:CHANGES_SHOWN])
    people = User.objects.in_bulk({event.payload["by"] for event in events})
    return [
        {"at": event.at, "by": people.get(event.payload["by"]), "words": changed_words(event.payload["changed"])}
        for event in events
    ]
