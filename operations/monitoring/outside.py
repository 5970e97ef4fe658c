"""What a monitor outside asks for, by the shop's own addresses: `/ready`, `/health`, `/metrics`."""

from datetime import datetime
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from integrations.api.scopes import Scope
from integrations.flows import health
from integrations.flows.healthz import may_know
from operations.monitoring import alarms, bearer, exposition, ready
from operations.monitoring.models import Reading

UP = ".up"


@never_cache
@require_safe
def is_ready(_request: HttpRequest) -> JsonResponse:
    """For whoever hands out visitors: 200 when this process can take them, else 503 and what is missing."""
    found = ready.look()
    is_well = all(found.values())
    return JsonResponse({"ok": is_well, **found}, status=200 if is_well else 503)


@never_cache
@require_safe
def whole_health(request: HttpRequest) -> JsonResponse:
    """Each component, how it was and how long ago somebody looked. For the owner, the machine itself, or a token."""
    now = timezone.now()
    try:
        if not may_know(request) and (refused := bearer.refusal(request, Scope.READ_MONITORING, now=now)):
            return refused
        return JsonResponse(_components(now))
    except (DatabaseError, InterfaceError):
        return JsonResponse({"ok": False, "components": {"database": {"ok": False}}}, status=503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """As Prometheus reads it, for a token that may."""
    now = timezone.now()
    if refused := bearer.refusal(request, Scope.READ_MONITORING, now=now):
        return refused
    return HttpResponse(exposition.text(now=now), content_type=CONTENT_TYPE_LATEST)


def _components(now: datetime) -> dict[str, object]:
    readings = {one.code: one for one in Reading.objects.all()}
    components: dict[str, dict[str, Any]] = {}
    for code, one in readings.items():
        if code.endswith(UP):
            name = code.removesuffix(UP)
            figures = {other: round(readings[other].value, 2) for other in readings if other.startswith(f"{name}.")}
            components[name] = {
                "ok": bool(one.value),
                "age": max(0, int((now - one.at).total_seconds())),
                "figures": {other: value for other, value in figures.items() if other != code},
            }
    pulses: dict[str, dict[str, Any]] = {
        one.process: {"age": one.seconds, "ok": one.is_fresh} for one in health.pulses(now=now)
    }
    is_well = all(one["ok"] for one in (*components.values(), *pulses.values()))
    return {
        "ok": is_well,
        "components": components,
        "processes": pulses,
        "open_alarms": alarms.open_alarms().count(),
    }
