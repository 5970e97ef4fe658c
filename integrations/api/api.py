"""The API as a whole: its operations, what becomes of their errors, and its document."""

import logging
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from integrations.api import negotiation
from integrations.api.caller import Bearer
from integrations.api.parser import ReadAtTheDoor
from integrations.api.problems import Problem, pointer
from integrations.api.resources import customers, deliveries, exports, imports, placing, prices, products, stock

log = logging.getLogger(__name__)
MOST_ERRORS = 50

api = NinjaAPI(
    title="Lykta & Lera",
    version="1",
    urls_namespace="api",
    auth=Bearer(),
    parser=ReadAtTheDoor(),
    docs_url=None,
    openapi_url=None,
)
for room in (products, prices, stock, placing, deliveries, customers, exports, imports):
    api.add_router("", room.router)
for path in settings.API_RESOURCES:
    api.add_router("", import_string(path))


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return negotiation.problem(request, problem)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return negotiation.problem(request, Problem("not-found"))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, found: ValidationError) -> HttpResponse:
    errors = [_told(one) for one in found.errors[:MOST_ERRORS]]
    return negotiation.problem(request, Problem("invalid", errors=errors))


@api.exception_handler(Exception)
def _failure(request: HttpRequest, error: Exception) -> HttpResponse:
    log.exception("the API failed at %s %s", request.method, request.path)
    return negotiation.problem(request, Problem("failure", _("It has been written down. Try again later.")))


def _told(error: dict[str, Any]) -> dict[str, str]:
    """Where it is, a word for machines and one for people."""
    source, *place = error["loc"]
    where = {"pointer": pointer(place[1:])} if source == "body" else {"parameter": str(place[-1] if place else source)}
    return where | {"code": error["type"], "detail": words_of(error)}


def words_of(error: dict[str, Any]) -> str:
    context = error.get("ctx", {})
    kind = error["type"]
    if kind == "missing":
        return _("It is missing.")
    if kind == "extra_forbidden":
        return _("There is no such field.")
    if kind in ("greater_than_equal", "greater_than"):
        return _("It is at least %(least)s.") % {"least": context.get("ge", context.get("gt"))}
    if kind in ("less_than_equal", "less_than"):
        return _("It is at most %(most)s.") % {"most": context.get("le", context.get("lt"))}
    if kind == "string_too_long":
        return _("It has at most %(count)s characters.") % {"count": context["max_length"]}
    if kind in ("string_pattern_mismatch", "literal_error", "enum"):
        return _("It is none of what can stand here.")
    if kind == "too_long":
        return _("There are at most %(count)s.") % {"count": context["max_length"]}
    if kind in ("too_short", "string_too_short"):
        return _("There is too little of it.")
    return _("It is not of the right kind.")
