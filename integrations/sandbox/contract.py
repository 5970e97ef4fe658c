"""What a partner's interface takes and gives, from its file under `contracts/`. Anything else is refused or a fault."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "contracts"


class Breach(Exception):
    """A request that the contract does not allow. `param` names the field in the provider's way."""

    def __init__(self, code: str, param: str, message: str):
        super().__init__(message)
        self.code, self.param = code, param


class Contract:
    """The requests and the objects of one interface."""

    def __init__(self, name: str):
        told = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        self.api_version: str = told["api_version"]
        self._requests: dict[str, dict[str, str]] = told["requests"]
        self._resources: dict[str, list[str]] = told["resources"]

    def read(self, request: str, fields: dict[str, Any], *, path: str = "") -> dict[str, Any]:
        """The fields of a request, their kinds made good. Raises Breach for one that is unknown, absent or wrong."""
        allowed = self._requests[request]
        for name, kind in allowed.items():
            if kind.endswith("!") and name not in fields:
                raise Breach("parameter_missing", _at(path, name), f"Missing required param: {_at(path, name)}.")
        read = {}
        for name, value in fields.items():
            if name not in allowed:
                raise Breach("parameter_unknown", _at(path, name), f"Received unknown parameter: {_at(path, name)}")
            read[name] = self._value(allowed[name].rstrip("!"), value, _at(path, name))
        return read

    def check_answer(self, thing: dict[str, Any]) -> dict[str, Any]:
        """An answer of ours holds no field that the real one lacks. Raises AssertionError: the sandbox is wrong."""
        unknown = set(thing) - set(self._resources[thing["object"]])
        if unknown:
            raise AssertionError(f"a {thing['object']} has no {sorted(unknown)}")
        return thing

    def _value(self, kind: str, value: Any, path: str) -> Any:
        if kind.startswith("list of "):
            if not isinstance(value, list):
                raise Breach("parameter_invalid", path, f"Invalid array: {path}")
            inner = kind.removeprefix("list of ")
            return [self._value(inner, one, f"{path}[{place}]") for place, one in enumerate(value)]
        if kind in self._requests:
            if not isinstance(value, dict):
                raise Breach("parameter_invalid", path, f"Invalid object: {path}")
            return self.read(kind, value, path=path)
        if kind.startswith("one of "):
            if value not in kind.removeprefix("one of ").split():
                raise Breach("parameter_invalid", path, f"Invalid {path}: {value}")
            return value
        try:
            return PLAIN[kind](value)
        except (ValueError, TypeError, KeyError) as error:
            raise Breach(f"parameter_invalid_{kind}", path, f"Invalid {kind}: {value}") from error


def _at(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Any) -> dict[str, str]:
    return {_text(name): _text(one) for name, one in value.items()}


PLAIN: dict[str, Callable[[Any], Any]] = {
    "str": _text,
    "int": lambda value: int(_text(value)),
    "decimal": lambda value: float(_text(value)),
    "bool": lambda value: {"true": True, "false": False}[value],
    "map": _texts,
    "any": lambda value: value,
}
