"""A partner's whole interface from its OpenAPI file under `contracts/`: which calls there are, and what they say.

A call that the file does not list, a parameter or a field that it does not name, is refused; an answer of ours that is
not as the file says is a fault of the sandbox's.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from integrations.sandbox.schema import FOLDER, Thing

KINDS: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "boolean": lambda text: {"true": True, "false": False}[text],
}
Breaches = list[tuple[str, str]]


@dataclass(frozen=True)
class Operation:
    """One call: method and path with the values of the path taken out of it."""

    path: str
    told: Thing
    whole: "Operations"
    values: dict[str, str]

    def breaches(self, query: dict[str, list[str]], body: Any) -> Breaches:
        """Where and how a request is not as the file says; empty when it is."""
        return [*self._of_path(), *self._of_query(query), *self._of_body(body)]

    def check_answer(self, status: int, told: Any) -> Any:
        """An answer of ours is as the real one's. Raises AssertionError: the sandbox is wrong."""
        answer = self.whole.found(self.told["responses"].get(str(status)))
        if answer is None:
            raise AssertionError(f"{status} is no answer to this call")
        schema = answer.get("content", {}).get("application/json", {}).get("schema")
        if schema is not None and told is not None and (found := self.whole.look(schema, told)):
            raise AssertionError(f"not as {status} is: {found}")
        return told

    def _of_path(self) -> Breaches:
        known = self._parameters("path")
        schemas = {name: known.get(name, {}).get("schema", {}) for name in self.values}
        return [(name, how) for name in self.values for how in self._of_value(schemas[name], [self.values[name]])]

    def _of_query(self, query: dict[str, list[str]]) -> Breaches:
        known = self._parameters("query")
        found = [(name, "is no parameter") for name in query if name not in known]
        found += [(name, "is needed") for name, one in known.items() if one.get("required") and name not in query]
        for name in query.keys() & known.keys():
            found += [(name, message) for message in self._of_value(known[name].get("schema", {}), query[name])]
        return found

    def _parameters(self, place: str) -> Thing:
        named = [self.whole.found(one) for one in self.told.get("parameters", [])]
        return {one["name"]: one for one in named if one["in"] == place}

    def _of_value(self, schema: Thing, texts: list[str]) -> list[str]:
        """What is wrong with a value, or with those of a list: each is written by itself, and the last one counts."""
        is_list = schema.get("type") == "array"
        kind = (schema.get("items", {}) if is_list else schema).get("type", "")
        try:
            values = [KINDS.get(kind, str)(text) for text in texts]
        except (ValueError, KeyError):
            return [f"is no {kind}: {', '.join(texts)}"]
        return [message for _where, message in self.whole.look(schema, values if is_list else values[-1])]

    def _of_body(self, body: Any) -> Breaches:
        asked = self.told.get("requestBody")
        if asked is None:
            return [("body", "there is none")] if body is not None else []
        schema = self.whole.found(asked)["content"]["application/json"]["schema"]
        return self.whole.look(schema, body)


class Operations:
    def __init__(self, name: str):
        self._told: Thing = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        self._checks: dict[str, Draft202012Validator] = {}
        schemas = self._told.get("components", {}).get("schemas", {})
        self._schemas = {one: self._closed(schema) for one, schema in schemas.items()}
        named_first = sorted(self._told["paths"].items(), key=lambda one: "{" in one[0])
        self._paths = [(path, _pattern(path), told) for path, told in named_first]

    def operation(self, method: str, path: str) -> Operation | None:
        """What the file says of a call, or None: it lists no such call."""
        for name, pattern, told in self._paths:
            if (found := pattern.fullmatch(path)) and method.lower() in told:
                return Operation(name, told[method.lower()], self, found.groupdict())
        return None

    def found(self, thing: Any) -> Any:
        """The thing itself, or what it refers to."""
        while isinstance(thing, dict) and "$ref" in thing:
            path, thing = thing["$ref"], self._told
            for part in path.removeprefix("#/").split("/"):
                thing = thing[part]
        return thing

    def look(self, schema: Any, thing: Any) -> Breaches:
        """Where and how something is not as a schema says."""
        key = json.dumps(schema, sort_keys=True)
        if key not in self._checks:
            whole = {**self._closed(schema), "components": {"schemas": self._schemas}}
            self._checks[key] = Draft202012Validator(whole, format_checker=FormatChecker())
        errors = self._checks[key].iter_errors(thing)
        return [(".".join(str(part) for part in error.path), error.message[:300]) for error in errors]

    def _closed(self, schema: Any) -> Any:
        """Parts made one, null where it may be, and no names but those told. What is referred to stays where it is."""
        if not isinstance(schema, dict) or "$ref" in schema:
            return schema
        apart = ("allOf", "anyOf", "oneOf", "nullable", "properties", "items")
        whole = {name: one for name, one in schema.items() if name not in apart}
        whole |= {name: [self._closed(one) for one in schema[name]] for name in ("anyOf", "oneOf") if name in schema}
        if isinstance(whole.get("additionalProperties"), dict):
            whole["additionalProperties"] = self._closed(whole["additionalProperties"])
        properties = {name: self._closed(one) for name, one in schema.get("properties", {}).items()}
        for part in (self._closed(self.found(one)) for one in schema.get("allOf", [])):
            properties |= part.get("properties", {})
            whole["required"] = [*whole.get("required", []), *part.get("required", [])]
            whole = {"type": "object", **part, **whole}
        if properties:
            whole |= {"properties": properties, "additionalProperties": schema.get("additionalProperties", False)}
        if "items" in schema:
            whole["items"] = self._closed(schema["items"])
        if schema.get("nullable"):
            kind = whole.get("type", "object")
            whole["type"] = [*([kind] if isinstance(kind, str) else kind), "null"]
            if "enum" in whole:
                whole["enum"] = [*whole["enum"], None]
        return whole


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))


@cache
def operations(name: str) -> Operations:
    """Read once: the file of a large interface takes its time."""
    return Operations(name)
