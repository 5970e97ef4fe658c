"""What happens to every call, top to bottom: the operation is found, the caller let in, the call read, the operation
carried out (once, where it has a key), the answer given its tags and limits, and the call written down.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from ninja.operation import Operation

from integrations.api import audit, idempotency, negotiation
from integrations.api.caller import Call, let_in
from integrations.api.languages import language_of
from integrations.api.operations import RULES, Rule
from integrations.api.problems import Problem

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def door(view: View, operations: Sequence[Operation]) -> View:
    """The view of one address, behind the door."""
    by_method = {method: one for one in operations for method in one.methods}

    def answer(request: HttpRequest, **where: Any) -> HttpResponseBase:
        begun, call = time.monotonic(), Call(at=timezone.now())
        request.api_call = call  # type: ignore[attr-defined]
        with translation.override(language_of(request)):
            try:
                response = _answered(request, call, view, by_method, where)
            except Problem as problem:
                response = negotiation.problem(request, problem)
            call.headers["Content-Language"] = translation.get_language() or ""
        response = _tagged(request, response)
        _say_more(response, call)
        audit.write_down(request, response, call, milliseconds=int(1000 * (time.monotonic() - begun)))
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # nobody is known by a cookie here
    return answer


def nowhere(request: HttpRequest, **_where: Any) -> HttpResponse:
    """What is asked for at an address that the API has not."""
    with translation.override(language_of(request)):
        return negotiation.problem(request, Problem("not-found", _("The API has no such address.")))


nowhere.csrf_exempt = True  # type: ignore[attr-defined]


def _answered(
    request: HttpRequest, call: Call, view: View, by_method: Mapping[str, Operation], where: Mapping[str, Any]
) -> HttpResponseBase:
    operation = by_method.get(request.method or "")
    if operation is None:
        raise Problem("method-not-allowed", headers={"Allow": ", ".join(sorted(by_method))})
    rule = call.rule = RULES[operation.operation_id or ""]
    request.auth = let_in(request, call, rule)  # type: ignore[attr-defined]
    _refuse_unknown(request, operation)
    negotiation.wanted(request, rule.media_types)
    if request.method != "POST":
        return view(request, **where)
    content = request._body = _content(request, rule)  # type: ignore[attr-defined]  # it is read once, by us
    request.api_body = _read(request, content, rule)  # type: ignore[attr-defined]
    return idempotency.once(request, content, lambda: view(request, **where), token=request.auth.token, now=call.at)  # type: ignore[attr-defined]


def _refuse_unknown(request: HttpRequest, operation: Operation) -> None:
    """Raises Problem for a parameter that the operation has not, one that stands twice, and what is no text."""
    for name, values in request.GET.lists():
        if name not in parameters(operation):
            raise Problem("unknown-parameter", _("There is no parameter %(name)s.") % {"name": name[:80]})
        if len(values) > 1:
            raise Problem("malformed", _("%(name)s stands twice.") % {"name": name})
        negotiation.refuse_no_text(values[0])
    negotiation.refuse_no_text(request.path_info)


def parameters(operation: Operation) -> set[str]:
    """The names of what may stand in the address after the question mark."""
    return {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }


def _content(request: HttpRequest, rule: Rule) -> bytes:
    """The body, no larger than it may be. Raises Problem."""
    told = request.headers.get("Content-Length") or "0"
    if not told.isdecimal() or int(told[:20]) > rule.largest:
        raise Problem("too-large", _("At most %(count)s bytes.") % {"count": rule.largest})
    content = request.read(rule.largest + 1)
    if len(content) > rule.largest:
        raise Problem("too-large", _("At most %(count)s bytes.") % {"count": rule.largest})
    return content


def _read(request: HttpRequest, content: bytes, rule: Rule) -> Any:
    if not rule.takes_files:
        return negotiation.body_of(request, content)
    if request.content_type != negotiation.BYTES:
        raise Problem("unsupported-media-type", _("Send %(types)s.") % {"types": negotiation.BYTES})
    return content


def _tagged(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """With a tag of what it says, or nothing but the tag for one who has it already."""
    patch_vary_headers(response, ["Accept", "Accept-Language", "Authorization"])
    response.headers["Cache-Control"] = "private, no-cache" if request.method == "GET" else "no-store"
    if request.method != "GET" or response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _say_more(response: HttpResponseBase, call: Call) -> None:
    told = call.headers | (call.left.headers() if call.left else {})
    for name, value in told.items():
        response.headers[name] = value
    response.headers["X-Content-Type-Options"] = "nosniff"
