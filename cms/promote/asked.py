"""What another environment is answered when it fetches content: signed questions alone, within what its key may have.

A question is good for some minutes, and once: `cms.promote.signing` says what of it is signed.
"""

import hashlib
import json
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile

from django.core.cache import cache
from django.http import FileResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms.promote import choices, collect, identity, signing
from cms.promote.collect import NothingToSend, Selection
from cms.promote.models import PromotionKey

GOOD_FOR = timedelta(minutes=5)
LARGEST_QUESTION = 1024 * 1024
HELD_IN_MEMORY = 4 * 2**20


class NotAllowed(Exception):
    """The question is not one that may be answered; the message says why."""


def answered(view):
    """Whoever asks is told in words why it got nothing; a stranger is told no more than that it is one."""

    @csrf_exempt
    @require_POST
    def ask(request):
        with override("sv"):
            try:
                if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_QUESTION:
                    raise NotAllowed(_("The question is too long."))
                key = _asker(request, now=timezone.now())
                return view(key, json.loads(request.body))
            except NotAllowed as error:
                return JsonResponse({"why": str(error)}, status=403)
            except (NothingToSend, ValueError, TypeError, KeyError, AttributeError) as error:
                why = str(error) if isinstance(error, NothingToSend) else _("The question cannot be read.")
                return JsonResponse({"why": why}, status=400)

    return ask


@answered
def rows(key, question):
    return JsonResponse(choices.rows(question, kinds=key.kinds))


@answered
def package(key, question):
    selection = Selection(
        keys=tuple(map(str, question["keys"])),
        trees=tuple(map(str, question["trees"])),
        translated=bool(question["translated"]),
    )
    out = SpooledTemporaryFile(max_size=HELD_IN_MEMORY)
    told = {"name": str(question["name"]), "by": str(question["by"])[:254]}
    collect.write_package(out, selection, **told, now=timezone.now(), kinds=key.kinds, with_files=False)
    out.seek(0)
    return FileResponse(out, content_type="application/zip")


@answered
def file(key, question):
    wanted = str(question["key"])
    kind = {"image": "images", "document": "documents"}.get(wanted.partition(":")[0])
    if kind not in key.kinds:
        raise NotAllowed(_("The key does not allow it."))
    found = identity.find([wanted])
    if wanted not in found:
        raise NothingToSend(_("The file is no longer there."))
    row = choices.file_model(kind).objects.get(pk=found[wanted])
    return FileResponse(row.file.storage.open(row.file.name, "rb"), content_type="application/octet-stream")


# --- the steps ---


def _asker(request, *, now) -> PromotionKey:
    told = {name: request.headers.get(f"X-Promotion-{name}", "")[:200] for name in ("Key", "At", "Nonce", "Signature")}
    key = PromotionKey.objects.filter(public_key=told["Key"]).first()
    if key is None:
        raise NotAllowed(_("The key is not known here."))
    text = signing.request_text(request.method, request.path, request.body, at=told["At"], nonce=told["Nonce"])
    try:
        signing.verify(signing.REQUEST, text, public_key=key.public_key, signature=told["Signature"])
        asked_at = datetime.fromisoformat(told["At"])
        is_late = abs(now - asked_at) > GOOD_FOR
    except (signing.NotSigned, ValueError, TypeError) as error:
        raise NotAllowed(_("The signature is not right.")) from error
    if is_late:
        raise NotAllowed(_("The clocks of the two environments differ by more than five minutes."))
    if not key.is_good(now) or not key.may_fetch:
        raise NotAllowed(_("The key does not allow it."))
    once = hashlib.sha256(told["Nonce"].encode()).hexdigest()
    if not cache.add(f"promotion-{once}", True, timeout=2 * GOOD_FOR.total_seconds()):
        raise NotAllowed(_("The question has been asked before."))
    return key
