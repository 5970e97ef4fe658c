"""JSON against the schemas of an interface, from its file under `contracts/`. What the file does not name is a no."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

FOLDER = Path(__file__).resolve().parent / "contracts"
Thing = dict[str, Any]


class Schemas:
    """The named schemas of an OpenAPI document, or of one of ours written in the same way."""

    def __init__(self, name: str):
        told = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        self._schemas: dict[str, Thing] = told["components"]["schemas"]
        closed = {one: self._closed(schema) for one, schema in self._schemas.items()}
        self._whole: Thing = {"components": {"schemas": closed}}
        self._checks: dict[str, Draft202012Validator] = {}

    def breaches(self, schema: str, thing: Any) -> list[tuple[str, str]]:
        """Where and how something is not as its schema says; empty when it is."""
        if schema not in self._checks:
            whole = {**self._whole, "$ref": f"#/components/schemas/{schema}"}
            self._checks[schema] = Draft202012Validator(whole, format_checker=FormatChecker())
        found = self._checks[schema].iter_errors(thing)
        return [(".".join(str(part) for part in error.path), error.message) for error in found]

    def check_answer(self, schema: str, thing: Any) -> Any:
        """An answer of ours is as the real one's. Raises AssertionError: the sandbox is wrong."""
        if breaches := self.breaches(schema, thing):
            raise AssertionError(f"not a {schema}: {breaches}")
        return thing

    def _closed(self, schema: Any) -> Any:
        """Parts that are put together made one, and objects with names have no others."""
        if isinstance(schema, list):
            return [self._closed(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        parts = schema.get("allOf", [])
        whole: Thing = {name: one for name, one in schema.items() if name != "allOf"}
        for part in parts:
            part = self._schemas[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
            part = self._flat(part)
            whole["properties"] = {**whole.get("properties", {}), **part.get("properties", {})}
            whole["required"] = [*whole.get("required", []), *part.get("required", [])]
        found = {name: self._closed(one) for name, one in whole.items()}
        if isinstance(found.get("properties"), dict) and "additionalProperties" not in found:
            found["additionalProperties"] = False
        return found

    def _flat(self, schema: Thing) -> Thing:
        return self._closed(schema) if "allOf" in schema else schema
