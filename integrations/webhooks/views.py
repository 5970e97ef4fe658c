"""Where other systems hand things in, and ask what became of them."""

import logging
from datetime import datetime

from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from integrations import inbox
from integrations.models import InboundMessage
from integrations.source import Refused
from integrations.webhooks.incoming import HandedIn, state_of
from integrations.webhooks.models import Sender
from integrations.webhooks.signing import NotSigned, check

log = logging.getLogger(__name__)

MOST = 500


@never_cache
@csrf_exempt
@require_POST
def hand_in(request, code):
    """202 with a receipt once it is committed. The same key with the same body gives the same receipt."""
    sender = Sender.objects.filter(code=code, is_active=True).first()
    if sender is None:
        return _no(404, "Unknown sender.")
    body = request.read(HandedIn.largest + 1)
    if len(body) > HandedIn.largest:
        return _no(413, f"At most {HandedIn.largest} bytes.")
    try:
        taken = inbox.take(code, request.headers, body, now=timezone.now())
    except inbox.KeyReused:
        return _no(409, "The same Idempotency-Key was used for another body.")
    except Refused as refusal:
        log.warning("what %s handed in was refused: %s", code, refusal)
        return _no(400, str(refusal))
    inbox.nudge()
    [number] = taken.receipts
    told = {"receipt": number, "sha256": taken.checksum, "count": taken.count, "state": "received"}
    address = request.build_absolute_uri(reverse("handed_in_receipt", args=[code, number]))
    return JsonResponse({**told, "url": address}, status=202, headers={"Location": address})


@never_cache
@require_GET
def receipt(request, code, number):
    """What became of one thing. Signed as a call is, over the path."""
    if problem := _not_theirs(request, code):
        return problem
    message = InboundMessage.objects.filter(provider=code, pk=number).defer("body").first()
    return JsonResponse(_told(message)) if message else _no(404, "No such receipt.")


@never_cache
@require_GET
def receipts(request, code):
    """What has been handed in since a time, oldest first, at most 500: a sender finds what never came."""
    if problem := _not_theirs(request, code):
        return problem
    since = _instant(request.GET.get("since", ""))
    if since is None:
        return _no(400, "since: a time with its zone, e.g. 2026-11-27T08:00:00+01:00")
    rows = (
        InboundMessage.objects.filter(provider=code, received_at__gte=since).defer("body").order_by("received_at", "pk")
    )
    return JsonResponse({"receipts": [_told(row) for row in rows[:MOST]]})


def _not_theirs(request, code):
    sender = Sender.objects.filter(code=code, is_active=True).first()
    if sender is None:
        return _no(404, "Unknown sender.")
    try:
        signed = f"{request.path}?{request.META['QUERY_STRING']}".rstrip("?").encode()  # as it was sent
        check(sender.secret, signed, request.headers.get("Webshop-Signature", ""), now=timezone.now())
    except NotSigned as problem:
        return _no(401, str(problem))
    return None


def _told(message: InboundMessage) -> dict:
    state = state_of(message)
    return {
        "receipt": message.pk,
        "key": message.key,
        "kind": message.kind,
        "sha256": message.checksum,
        "count": message.count,
        "received_at": message.received_at.isoformat(),
        "state": state.word,
        "why": state.why,
        "waits_for": list(state.waits_for),
    }


def _instant(text: str) -> datetime | None:
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _no(status: int, why: str) -> JsonResponse:
    return JsonResponse({"error": why}, status=status)
