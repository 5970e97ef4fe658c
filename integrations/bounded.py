"""Reading what others have sent: never more, never deeper than we expect."""

import json
import re
from typing import Any

DEEPEST = 40
# A string, or a bracket outside one. Each byte is looked at once.
PARTS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)


class Unreadable(Exception):
    """Not JSON in UTF-8, or nested deeper than anything we are sent."""


def read_json(body: bytes, *, deepest: int = DEEPEST) -> Any:
    """What the bytes say. Raises Unreadable."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8") from error
    if _depth(text) > deepest:
        raise Unreadable(f"nested deeper than {deepest}")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error


def _depth(text: str) -> int:
    depth = most = 0
    for found in PARTS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        most = max(most, depth)
    return most
