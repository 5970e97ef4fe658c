"""Requests and answers against a partner's OpenAPI file under `contracts/`. What the file does not name is a no."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.templating.paths.exceptions import PathError
from openapi_core.testing import MockRequest, MockResponse

FOLDER = Path(__file__).resolve().parent / "contracts"


class Breach(Exception):
    """A request that the file does not allow. `is_unknown` when it has no such address or method."""

    def __init__(self, message: str, *, is_unknown: bool = False):
        super().__init__(message)
        self.is_unknown = is_unknown


class Contract:
    """The operations of one OpenAPI document. Paths are held against the document's, whatever host it names.

    `is_closed`: an object with named properties has no others, which a document that puts objects together by `allOf`
    does not bear.
    """

    def __init__(self, name: str, *, is_closed: bool = True):
        self.told: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        self.told["servers"] = [{"url": "http://counterpart"}]
        self.told.pop("security", None)  # who asks is the counterpart's own matter
        for schema in self.told.get("components", {}).get("schemas", {}).values() if is_closed else ():
            if "properties" in schema:
                schema.setdefault("additionalProperties", False)
        self._openapi = OpenAPI.from_dict(self.told)

    def check_request(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Raises Breach for an address, a parameter or a body that the file does not have."""
        request = self._request(method, target, body, headers)
        try:
            self._openapi.validate_request(request)
        except PathError as error:
            raise Breach(str(error), is_unknown=True) from error
        except OpenAPIError as error:
            raise Breach(_words(error)) from error
        if unknown := {name for name, _value in parse_qsl(urlsplit(target).query)} - self._parameters(method, target):
            raise Breach(f"no parameter is called {', '.join(sorted(unknown))}")

    def check_answer(self, method: str, target: str, status: int, body: bytes, kind: str = "application/json") -> None:
        """Raises AssertionError for an answer of ours that the real one would not give: the counterpart is wrong."""
        request = self._request(method, target, b"", {})
        response = MockResponse(body, status_code=status, content_type=kind)
        try:
            self._openapi.validate_response(request, response)
        except OpenAPIError as error:
            raise AssertionError(f"{method} {target} {status}: {_words(error)}") from error

    def _request(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> MockRequest:
        parts = urlsplit(target)
        asked: dict[str, Any] = {}
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            asked.setdefault(name, []).append(value)
        kind = headers.get("Content-Type", "") if body else ""
        return MockRequest(
            "http://counterpart",
            method.lower(),
            parts.path,
            args={name: values if len(values) > 1 else values[0] for name, values in asked.items()},
            headers=dict(headers),
            data=body or None,
            content_type=kind.partition(";")[0] or "application/json",
        )

    def _parameters(self, method: str, target: str) -> set[str]:
        """The names that the file gives to the query of this operation."""
        path = urlsplit(target).path.split("/")
        for pattern, operations in self.told["paths"].items():
            parts = pattern.split("/")
            fits = len(parts) == len(path) and all(
                one == two or one.startswith("{") for one, two in zip(parts, path, strict=True)
            )
            if fits and method.lower() in operations:
                every = [*operations.get("parameters", []), *operations[method.lower()].get("parameters", [])]
                return {one["name"] for one in every if one.get("in") == "query"}
        return set()


def _words(error: Exception) -> str:
    """What is wrong, with the reasons underneath, which openapi-core keeps behind its own words."""
    found, cause = [str(error)], error.__cause__
    while cause is not None:
        found.extend(str(one) for one in getattr(cause, "schema_errors", None) or [cause])
        cause = cause.__cause__
    return "; ".join(dict.fromkeys(line.partition("\n")[0] for line in found))[:600]
