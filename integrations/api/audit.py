"""What was called, by whom and how it ended: written for each call, kept for as long as somebody may ask."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from integrations.api.caller import Call
from integrations.api.models import ApiCall
from integrations.api.operations import Rule
from integrations.formats.tables.column import clean

KEPT_FOR = timedelta(days=400)
AT_ONCE = 10_000


def write_down(request: HttpRequest, response: HttpResponseBase, call: Call, *, milliseconds: int) -> None:
    """Calls of nobody, and those beyond the limit, are not written: they would fill the table for nothing."""
    if call.token is None or call.rule is None or (call.left and not call.left.is_within):
        return
    ApiCall.objects.create(
        token=call.token,
        at=call.at,
        operation=call.rule.name,
        path=_path(request, call.rule)[:300],
        status=response.status_code,
        milliseconds=milliseconds,
        subject=call.subject,
    )


def _path(request: HttpRequest, rule: Rule) -> str:
    """Who was asked about, where the address names people, is told by number in `subject`."""
    if not rule.names_people:
        return clean(request.path)
    return f"{request.path.rpartition('/')[0]}/…"


def forget(*, now: datetime) -> int:
    """Delete what is older than anybody asks about, some thousands at a time."""
    count, old = 0, ApiCall.objects.filter(at__lt=now - KEPT_FOR).order_by("pk")
    while batch := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        count += ApiCall.objects.filter(pk__in=batch).delete()[0]
    return count
