"""Where other systems call. What cannot be trusted or is too large is refused, and nothing of it is kept."""

import logging

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from integrations import inbox
from integrations.source import Refused

log = logging.getLogger(__name__)


@never_cache
@csrf_exempt
@require_POST
def receive(request, provider, proof=""):
    """Store the call, commit, and answer with its receipt numbers; the work is done later.

    `proof` ends the address of those who sign nothing. An error of ours is a 500, so that the sender tries again.
    """
    try:
        most = inbox.largest(provider)
        body = request.read(most + 1)
        if len(body) > most:
            return _no(413, "Too large.")
        taken = inbox.take(provider, request.headers, body, proof=proof, now=timezone.now())
    except inbox.NoSuchSender:
        return _no(404, "Unknown.")
    except inbox.KeyReused:
        return _no(409, "The same key was used for something else.")
    except Refused as refusal:
        log.warning("a call from %s was refused: %s", provider, refusal)
        return _no(400, "Refused.")
    inbox.nudge()
    return JsonResponse({"receipts": taken.receipts})


def _no(status, text):
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain")
