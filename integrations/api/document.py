"""The OpenAPI document: what ninja knows of the operations, and what holds for every call."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.api.api import api
from integrations.api.field_words import WORDS
from integrations.api.idempotency import HEADER
from integrations.api.listing import NOUNS
from integrations.api.models import LONGEST_KEY
from integrations.api.negotiation import BYTES, FILES, JSON, PROBLEM, XML
from integrations.api.operations import RULES, Rule
from integrations.api.problems import SORTS

PREFIX = "api/v1"
ANY_CALL = (401, 403, 406, 429)
METHODS = ("get", "post")
TEXT = r"^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]*$"  # what `formats.tables.column.NO_TEXT` leaves
PARAMETERS = {
    "fields": gettext_lazy("Only these fields, with commas between."),
    "cursor": gettext_lazy("Where the page begins: what the page before tells as next."),
    "limit": gettext_lazy("How many there are on a page."),
    "key": gettext_lazy("Which: by the number or code that lists tell of it."),
    "number": gettext_lazy("Its number."),
    "kind": gettext_lazy("What the rows are about."),
    "name": gettext_lazy("What the file is called."),
    "until": WORDS["until"],
}


@cache
def document(language: str) -> dict[str, Any]:
    """The whole of it, with its words in the language."""
    with translation.override(language):
        whole = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX), cls=DjangoJSONEncoder))
        whole["info"]["description"] = _("Every call carries a token. Amounts are text, exactly; moments are in UTC.")
        whole["servers"] = [{"url": settings.SITE_URL.rstrip("/")}]
        whole["components"]["schemas"] |= {"Problem": _problem()}
        _name_fields(whole["components"]["schemas"])
        for schema in whole["components"]["schemas"].values():
            _say_how_it_is_written(schema)
        for method, operation in _operations(whole):
            _complete(method, operation, RULES[operation["operationId"]])
        return whole


def _operations(whole: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for found in whole["paths"].values():
        for method in METHODS:
            if method in found:
                yield method, found[method]


def _complete(method: str, operation: dict[str, Any], rule: Rule) -> None:
    operation["security"] = [{"Bearer": [rule.scope.value]}]
    operation["x-scope"] = rule.scope.value
    operation["x-for-systems"] = rule.is_for_systems
    for parameter in operation.get("parameters", []):
        _without_null(parameter)
        _only_text(parameter["schema"])
        _describe(parameter, operation["operationId"])
    told = operation["responses"]
    schema = told[str(rule.answers)]["content"][JSON]["schema"]
    told[str(rule.answers)] = {
        "description": _("What was asked for"),
        "headers": _headers(method, rule),
        "content": {kind: {"schema": _of_file(kind, schema)} for kind in rule.media_types},
    }
    if method == "get":
        told["304"] = {"description": _("What the caller has by its ETag is what there is")}
    else:
        operation.setdefault("parameters", []).append(_key())
        _say_body(operation, rule)
    for status in sorted({*ANY_CALL, *rule.refuses, *_of_method(method, operation)}):
        told[str(status)] = _refusal(status)


def _of_method(method: str, operation: dict[str, Any]) -> tuple[int, ...]:
    found = (400, 409, 413, 415, 422) if method == "post" else (400, 422)
    return (*found, 404) if any(one["name"] == "cursor" for one in operation.get("parameters", [])) else found


def _say_how_it_is_written(schema: dict[str, Any]) -> None:
    """Of what is sent in: texts hold text. Of lists: in XML each thing is an `item` within the list's own element."""
    for one in schema.get("properties", {}).values():
        if schema.get("additionalProperties") is False:
            _only_text(one)
        if one.get("type") == "array":
            one["xml"] = {"wrapped": True}
            one["items"] = one["items"] | {"xml": {"name": "item"}}


def _only_text(schema: dict[str, Any]) -> None:
    if schema.get("type") == "string" and not {"pattern", "enum", "format"} & schema.keys():
        schema["pattern"] = TEXT


def _say_body(operation: dict[str, Any], rule: Rule) -> None:
    if rule.takes_files:
        schema = {"type": "string", "format": "binary"}
        operation["requestBody"] = {"required": True, "content": {BYTES: {"schema": schema}}}
    else:
        content = operation["requestBody"]["content"]
        content[XML] = content[JSON]


def _key() -> dict[str, Any]:
    return {
        "in": "header",
        "name": HEADER,
        "required": True,
        "description": _("The same call with the same key happens once, and gets the same answer for a week."),
        "schema": {"type": "string", "pattern": rf"^[!-~]{{1,{LONGEST_KEY}}}$"},
    }


def _headers(method: str, rule: Rule) -> dict[str, Any]:
    text: dict[str, Any] = {"schema": {"type": "string"}}
    found = {name: dict(text) for name in ("RateLimit", "RateLimit-Policy")}
    if method == "get":
        found["ETag"] = dict(text)
    if rule.is_list:
        found["Link"] = text | {"description": _("The next page, where there is one")}
    return found


def _refusal(status: int) -> dict[str, Any]:
    titles = [str(sort.title) for sort in SORTS.values() if sort.status == status]
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": ". ".join(titles), "content": {kind: {"schema": schema} for kind in PROBLEM.values()}}


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    error = {"type": "object", "properties": dict.fromkeys(("pointer", "parameter", "code", "detail"), text)}
    return {
        "type": "object",
        "description": "RFC 9457",
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": text | {"format": "uri-reference"},
            "title": text,
            "status": {"type": "integer"},
            "code": text | {"enum": sorted(SORTS)},
            "detail": text,
            "errors": {"type": "array", "items": error},
        },
    }


def _of_file(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "string", "format": "binary"} if kind in FILES or kind == BYTES else schema


def _without_null(parameter: dict[str, Any]) -> None:
    """What stands in an address is there or is not: it is never nothing."""
    schema = parameter["schema"]
    choices = [one for one in schema.pop("anyOf", []) if one.get("type") != "null"]
    if len(choices) == 1:
        schema.update(choices[0])
    if schema.get("default") in (None, ""):
        schema.pop("default", None)


def _describe(parameter: dict[str, Any], name: str) -> None:
    """In words: a filter is called what it is called in the gateway."""
    filters = {one.code: one.name for noun in NOUNS if noun.operation == name for one in noun.kind.filters}
    words = filters.get(parameter["name"]) or PARAMETERS.get(parameter["name"])
    if words:
        parameter["description"] = str(words)


def _name_fields(schemas: dict[str, Any]) -> None:
    """Columns are called what they are called everywhere; the rest has words of its own."""
    for noun in NOUNS:
        title = noun.title
        for name, codes in ((title, noun.whole or noun.codes), (f"{title}Part", noun.part_codes)):
            for code in codes:
                if name in schemas and code in schemas[name]["properties"]:
                    schemas[name]["properties"][code]["description"] = str(noun.kind.field(code).name)
                    schemas[name]["properties"][code].pop("title", None)
    for schema in schemas.values():
        for code, one in schema.get("properties", {}).items():
            if code in WORDS and "description" not in one:
                one["description"] = str(WORDS[code])
