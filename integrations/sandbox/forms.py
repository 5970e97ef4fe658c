"""Form fields with brackets in their names, `a[b][0]=c`, as nested objects and lists."""

import re
from typing import Any
from urllib.parse import parse_qsl

PART = re.compile(r"\[([^\[\]]*)\]")


def nested(encoded: str) -> dict[str, Any]:
    """`a[b]=1&a[c][0]=2` gives `{"a": {"b": "1", "c": ["2"]}}`; `a[]` counts as the next place of a list."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        first, bracket, _rest = name.partition("[")
        parts = [first, *(PART.findall(name) if bracket else [])]
        place = found
        for part in parts[:-1]:
            place = place.setdefault(part or str(len(place)), {})
        place[parts[-1] or str(len(place))] = value
    return {name: _lists(value) for name, value in found.items()}


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(name.isdigit() for name in value):
        return [_lists(value[name]) for name in sorted(value, key=int)]
    return {name: _lists(one) for name, one in value.items()}
