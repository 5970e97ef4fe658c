"""Who measures from outside: a token of the API with the scope that is asked for. One that is revoked gets 401."""

from datetime import datetime

from django.http import HttpRequest, JsonResponse

from commerce.customers.limits import is_within
from integrations.api import limits, tokens
from integrations.api.scopes import Scope

MOST_GUESSES = 60  # a minute, by one sender


def refusal(request: HttpRequest, scope: Scope, *, now: datetime) -> JsonResponse | None:
    """What is answered to one whose token does not do; None to one whose token does."""
    kind, _blank, written = request.headers.get("Authorization", "").partition(" ")
    token = tokens.known(written.strip(), now=now) if kind.casefold() == "bearer" else None
    if token is None:
        if not is_within(request, "monitoring", most=MOST_GUESSES, seconds=limits.MINUTE):
            return JsonResponse({"ok": False}, status=429, headers={"Retry-After": str(limits.MINUTE)})
        return JsonResponse({"ok": False}, status=401, headers={"WWW-Authenticate": 'Bearer realm="monitoring"'})
    left = limits.count(f"token:{token.pk}", most=token.per_minute)
    if not left.is_within:
        return JsonResponse({"ok": False}, status=429, headers=left.headers())
    tokens.note_use(token, now=now)
    if scope not in token.scopes or token.organisation_id is not None:
        return JsonResponse({"ok": False, "scope": scope.value}, status=403)
    return None
