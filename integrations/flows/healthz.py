"""`/healthz`: whether the shop works, for a monitor outside. Asks the database, and nobody else.

Anybody may know whether all is well. How old each sign of life is, is told to those who may see the flows, and on the
machine itself.
"""

from ipaddress import ip_address

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commerce.customers import mfa
from integrations.flows import health
from integrations.flows.views import MAY_SEE

FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when every process has been heard of in time, 503 when one has not or the database does not answer."""
    try:
        pulses = health.pulses(now=timezone.now())
        is_well, is_shown = all(one.is_fresh for one in pulses), may_know(request)
    except (DatabaseError, InterfaceError):
        return JsonResponse({"ok": False, "database": False}, status=503)
    told: dict[str, object] = {"ok": is_well, "database": True}
    if is_shown:
        told["processes"] = {one.process: {"age": one.seconds, "ok": one.is_fresh} for one in pulses}
    return JsonResponse(told, status=200 if is_well else 503)


def may_know(request: HttpRequest) -> bool:
    """Nobody is asked for a second factor here: without it he is told what anybody is."""
    if _is_on_the_machine(request):
        return True
    return request.user.has_perm(MAY_SEE) and mfa.next_step(request.user) is None  # type: ignore[union-attr]


def _is_on_the_machine(request: HttpRequest) -> bool:
    """Asked here, and not by a proxy here for somebody else."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
