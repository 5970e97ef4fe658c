"""`/miljo/`: what this environment is, for the one who compares it with another and has its token."""

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations.inventory import environment

SHORTEST_TOKEN = 32


@never_cache
@require_safe
def described(request: HttpRequest) -> JsonResponse:
    """A stranger is told of nothing, not even that there is a page. A token that can be guessed counts as none."""
    kind, _blank, written = request.headers.get("Authorization", "").partition(" ")
    token = settings.ENVIRONMENT_TOKEN
    is_known = len(token) >= SHORTEST_TOKEN and constant_time_compare(written.strip(), token)
    if kind.casefold() != "bearer" or not is_known:
        raise Http404
    return JsonResponse(environment.described(now=timezone.now()))
