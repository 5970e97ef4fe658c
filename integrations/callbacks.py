"""Where payment providers call. What cannot be trusted or is too large is refused, and nothing of it is kept."""

import logging

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commerce.orders.payments import CallbackRefused
from integrations import inbox

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024


@never_cache
@csrf_exempt
@require_POST
def receive(request, provider, proof=""):
    """Store the call, commit, and answer with its receipt numbers; the work is done later.

    `proof` ends the address of providers that sign nothing.

    An error of ours is a 500, so that the sender tries again.
    """
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return HttpResponse("Too large.\n", status=413, content_type="text/plain")
    try:
        receipts = inbox.take(provider, request.headers, body, proof=proof, now=timezone.now())
    except inbox.NoSuchSender:
        return HttpResponse("Unknown.\n", status=404, content_type="text/plain")
    except CallbackRefused as refusal:
        log.warning("a call from %s was refused: %s", provider, refusal)
        return HttpResponse("Refused.\n", status=400, content_type="text/plain")
    inbox.nudge()
    return JsonResponse({"receipts": receipts})
