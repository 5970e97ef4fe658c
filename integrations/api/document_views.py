"""The document for machines, and the same for people. Open to all: it says what can be called, not what is there."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from integrations.api.document import METHODS, document
from integrations.api.languages import language_of
from integrations.api.problems import SORTS
from integrations.api.scopes import Scope


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """As text that people can read too; nothing of it is secret."""
    language = language_of(request)
    response = JsonResponse(document(language), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """A page without a line of script, made of the document."""
    language = language_of(request)
    whole = document(language)
    with translation.override(language):
        context = {"document": whole, "operations": list(_told(whole)), "problems": SORTS, "scopes": Scope.choices}
        response = render(request, "integrations/api/docs.html", context)
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _told(whole: dict[str, Any]):
    schemas = whole["components"]["schemas"]
    for path, found in whole["paths"].items():
        for method in METHODS:
            if method in found:
                operation = found[method]
                yield {
                    "method": method.upper(),
                    "path": path,
                    "id": operation["operationId"],
                    "summary": operation["summary"],
                    "scope": operation["x-scope"],
                    "is_for_systems": operation["x-for-systems"],
                    "parameters": operation.get("parameters", []),
                    "sent": list(_fields(_sent(operation), schemas)),
                    "fields": list(_fields(_answer(operation), schemas)),
                }


def _answer(operation: dict[str, Any]) -> dict[str, Any]:
    for status, told in operation["responses"].items():
        if status.startswith("2"):
            return next(iter(told["content"].values()))["schema"]
    return {}


def _sent(operation: dict[str, Any]) -> dict[str, Any]:
    contents: dict[str, dict[str, Any]] = operation.get("requestBody", {}).get("content", {})
    for told in contents.values():
        return told["schema"]
    return {}


def _fields(schema: dict[str, Any], schemas: dict[str, Any], within: str = "") -> Iterator[tuple[str, str, bool]]:
    """The name of each field, what it means and whether it must be there; of a list those of its things. What a field
    holds follows it, as `lines.sku`."""
    found = _meant(schema, schemas)
    properties = found.get("properties", {})
    if "data" in properties and "next" in properties:
        found = _meant(properties["data"]["items"], schemas)
    for name, one in found.get("properties", {}).items():
        yield within + name, one.get("description", ""), name in found.get("required", [])
        if not within:
            yield from _fields(one, schemas, f"{name}.")


def _meant(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """What a reference, a list or a choice with nothing is of."""
    for inner in [schema["items"]] if "items" in schema else schema.get("anyOf", []):
        if inner.get("type") != "null":
            return _meant(inner, schemas)
    return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
