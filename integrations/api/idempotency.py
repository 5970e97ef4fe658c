"""A call with a key happens once: the same again gets the answer that was given, in whatever format it asks for.

The key's row is written before anything is done, in the same transaction: of two calls at once one waits for the other.
A call that was refused has changed nothing, and neither has its key: it may be sent again when what stood in its way is
gone. What an operation has done outside the database, such as storing a file, it says how to undo (`Call.if_undone`):
that is done whenever the transaction does not last, however it ends. Answers are kept for a week.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from integrations.api import negotiation
from integrations.api.caller import Call, call_of
from integrations.api.models import LONGEST_KEY, ApiToken, GivenAnswer
from integrations.api.problems import Problem

HEADER = "Idempotency-Key"
KEY = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_KEY}}}")
KEPT_FOR = timedelta(days=7)


class _Refused(Exception):
    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__()
        self.response = response


def once(
    request: HttpRequest, content: bytes, carry_out: Callable[[], HttpResponseBase], *, token: ApiToken, now: datetime
) -> HttpResponseBase:
    """Carry it out, or answer as the first time. Raises Problem without a key, or with one that was used otherwise."""
    key = request.headers.get(HEADER, "")
    if not KEY.fullmatch(key):
        said = _("Send a key of your own, of 1 to %(most)s characters, that is another for each purpose.")
        raise Problem("key-missing", said % {"most": LONGEST_KEY})
    asked = _checksum(request, content)
    try:
        with _undone_unless_lasting(call_of(request)), transaction.atomic():
            given = _take(token, key, asked, now=now)
            if given.status:
                return _again(request, given, asked)
            response = carry_out()
            if response.status_code >= 400:
                raise _Refused(response)
            document = negotiation.plain(getattr(response, "document", {}))
            given.status, given.answer = response.status_code, json.dumps(document)  # as text: it keeps its order
            given.location = response.headers.get("Location", "")
            given.save(update_fields=["status", "answer", "location"])
            return response
    except _Refused as refusal:
        return refusal.response


@contextmanager
def _undone_unless_lasting(call: Call) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for undo in reversed(call.if_undone):
            undo()
        raise


def forget(*, now: datetime) -> int:
    return GivenAnswer.objects.filter(at__lt=now - KEPT_FOR).delete()[0]


def _take(token: ApiToken, key: str, asked: str, *, now: datetime) -> GivenAnswer:
    """The key's row, held: a new one, or that of the call that had it, once that is over."""
    row = GivenAnswer(token=token, key=key, asked=asked, at=now)
    GivenAnswer.objects.bulk_create([row], ignore_conflicts=True)  # waits for one who is at it
    return GivenAnswer.objects.select_for_update().get(token=token, key=key)


def _again(request: HttpRequest, given: GivenAnswer, asked: str) -> HttpResponse:
    if given.asked != asked:
        raise Problem("key-reused", _("Send another key for another call."))
    response = negotiation.answer(request, json.loads(given.answer), status=given.status)
    response.headers["Idempotent-Replayed"] = "true"
    if given.location:
        response.headers["Location"] = given.location
    return response


def _checksum(request: HttpRequest, content: bytes) -> str:
    said = f"{request.method} {request.get_full_path()} {request.headers.get('Content-Type', '')}\n".encode()
    return hashlib.sha256(said + content).hexdigest()
